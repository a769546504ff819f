"""The command line: parse, call one function, print.

Exit codes: 0 done; 1 the work was done and something is wrong (a page failed, a span mismatched); 2 usage or unreadable
input. Invariant: nothing from a page reaches the terminal with control characters in it.
"""

from onrecord.cli.app import main

__all__ = ["main"]
