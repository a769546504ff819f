"""`onrecord demo`: the bundled sample, built and shown."""

import sys
import webbrowser
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from onrecord.cli.build import told
from onrecord.cli.console import say
from onrecord.cli.serve import serve
from onrecord.cli.show import show
from onrecord.pipeline import build_case
from onrecord.sample import sample_pages


def demo(
    *,
    output: Annotated[Path, Parameter(name=["--output", "-o"])] = Path("onrecord-demo.db"),
    port: int = 8765,
    open: Annotated[bool, Parameter(negative="--no-open")] = True,  # noqa: A002 - the option's name on the command line
    serve_dossier: Annotated[bool | None, Parameter(name="--serve", negative="--no-serve")] = None,
) -> int:
    """Build the bundled sample case of fiction, show its overview, and serve its dossier.

    Parameters
    ----------
    output:
        The case file to make.
    port:
        Port on 127.0.0.1 for the dossier.
    open:
        Open the dossier in the browser.
    serve_dossier:
        Serve the dossier; by default only where the output is a terminal.
    """
    with sample_pages() as pages:
        result = build_case([pages], output)
    say(f"{output}: {told(result)}")
    show(output)
    if not (sys.stdout.isatty() if serve_dossier is None else serve_dossier):
        say(f"\nThe dossier: onrecord serve {output}")
        return 0
    if open:
        webbrowser.open(f"http://127.0.0.1:{port}/")
    return serve(output, port=port)
