"""Addresses -> captures: pages are fetched safely and politely, and every answer is kept in a WARC file."""

from onrecord.sources.web.captures import fetch_captures
from onrecord.sources.web.feeds import FeedEntry, read_feed
from onrecord.sources.web.fetcher import Fetched, Fetcher, FetchOptions, Unchanged, Visit
from onrecord.sources.web.log import WarcLog

__all__ = [
    "FeedEntry",
    "FetchOptions",
    "Fetched",
    "Fetcher",
    "Unchanged",
    "Visit",
    "WarcLog",
    "fetch_captures",
    "read_feed",
]
