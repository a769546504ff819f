"""The record of a case as a local web application: parse the address, ask one question, render one page."""

from onrecord.web.app import make_app
from onrecord.web.serve import serve_case

__all__ = ["make_app", "serve_case"]
