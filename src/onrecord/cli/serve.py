"""`onrecord serve`: the dossier as a local web application."""

from pathlib import Path

from onrecord.cli.console import say
from onrecord.store import CaseReader
from onrecord.web import serve_case


def serve(case: Path, /, *, port: int = 8765, host: str = "127.0.0.1", read_only: bool = False) -> int:
    """Serve the dossier of a case to this machine alone, until stopped.

    Parameters
    ----------
    case:
        The case file.
    port:
        The port; 0 takes a free one.
    host:
        Another address of this machine, for others in a network you trust: they need the token in the address that is
        printed, and whoever has it reads and changes the case. What is sent is not encrypted.
    read_only:
        Take no pages and no judgements in from the browser.
    """
    with CaseReader(case):
        say(f"{case}: the dossier stands at the address below; stop with Ctrl-C")
    serve_case(case, port, read_only=read_only, host=host)
    return 0
