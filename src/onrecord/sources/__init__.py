"""Paths -> captures: the bytes of every page that was given, with what was said about it."""

from onrecord.sources.captures import read_captures

__all__ = ["read_captures"]
