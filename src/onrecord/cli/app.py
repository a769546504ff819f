"""The commands of `onrecord`, and how their errors end.

Invariant: every error that is ours ends in one line on standard error and an exit code, never in a traceback.
"""

import os
import sys
from collections.abc import Sequence

from cyclopts import App, CycloptsError

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
)
for name in ("demo", "build", "show", "search", "audit", "export", "serve"):
    app.command(f"onrecord.cli.{name}:{name}", name=name)


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
