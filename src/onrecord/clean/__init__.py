"""Turns captured bytes into one text with labelled lines, and dates the page."""

from onrecord.clean.article import clean_capture
from onrecord.clean.decode import Decoded, decode_page

__all__ = ["Decoded", "clean_capture", "decode_page"]
