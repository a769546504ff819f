"""The commands of `onrecord`, and how their errors end.

Invariant: every error that is ours ends in one line on standard error and an exit code, never in a traceback.
"""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError, Parameter

from onrecord import __version__
from onrecord.cli.console import err, warn
from onrecord.errors import OnRecordError

DONE, WRONG, UNREADABLE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes; the last is the shell's for a program stopped from the keyboard."""

app = App(
    name="onrecord",
    help="Who said what, when, and who denies it: every line traceable to the characters it was read from.",
    version=__version__,
    help_format="plaintext",
    # `run` says what is kept; the library would end without a word.
    suppress_keyboard_interrupt=False,
    # No `--no-json` beside `--json`: an option that may be turned off says so in its own command.
    default_parameter=Parameter(negative=()),
)
COMMANDS = {
    "demo": "Build the bundled sample case of fiction, show its overview, and serve its dossier.",
    "build": "Read files, folders, archives and pages of the web into a case; an existing case is added to.",
    "watch": "Take what is new in feeds into a case and say what changed in its record; fit for cron.",
    "show": "Show what a case holds: a table on a terminal, tab-separated lines in a pipe.",
    "search": "Find statements by words (all of them), speaker, position, outlet and date.",
    "review": "Record, list and undo human judgements: they override the program, and every build keeps them.",
    "check": "Check the quotations and attributions of drafts against a case, word by word; exit 1 where one differs.",
    "audit": "Prove a case: re-slice every span from the stored bytes; exit 1 where anything differs.",
    "export": "Write a case as files that other programs read, with a manifest of their hashes.",
    "serve": "Serve the dossier of a case to this machine alone, until stopped.",
}
"""Command -> what it does, said here so that the list of commands is printed without importing them all."""

for place, (name, purpose) in enumerate(COMMANDS.items()):
    app.command(f"onrecord.cli.{name}:{name}", name=name, help=purpose, sort_key=place)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    try:
        code = app(
            None if arguments is None else list(arguments),
            exit_on_error=False,
            print_error=False,
            result_action="return_value",
            error_console=err,
        )
        sys.stdout.flush()
    except CycloptsError as error:
        warn(f"onrecord: {error}")
        return UNREADABLE
    except OnRecordError as error:
        warn(f"onrecord: {error}")
        return UNREADABLE
    except BrokenPipeError:
        # The reader of a pipe (`head`) has seen enough; what is still buffered must not raise at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        warn("onrecord: stopped; what was finished is kept")
        return INTERRUPTED
    return code if isinstance(code, int) else DONE
