"""Serves a case to the person at this machine until they stop it."""

import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import token_urlsafe

from onrecord.errors import UsageError
from onrecord.store import CaseReader
from onrecord.web.app import make_app

ADDRESS = "127.0.0.1"
LAST_PORT = 65535
TOKEN_BYTES = 24


def write_address(address: str) -> None:
    """Write the address on a line of standard output."""
    sys.stdout.write(f"{address}\n")
    sys.stdout.flush()


def serve_case(
    case: Path,
    port: int,
    announce: Callable[[str], None] = write_address,
    *,
    read_only: bool = False,
    host: str = ADDRESS,
) -> None:
    """Serve the case at http://127.0.0.1:PORT/ and return when it is interrupted; port 0 takes a free one.

    `announce` gets the address as soon as it can be opened. `read_only`: nothing can be changed from the browser.
    `host` is the address of this machine under which it is served; others than its own get a token with their address.

    Raises:
        UsageError: the port is no port, another program uses it, or the host is no address of this machine.
        InputError: there is no case at the path.
    """
    import uvicorn  # noqa: PLC0415 - 0.1 s that only serving pays

    CaseReader(case).close()
    token = None if host == ADDRESS else token_urlsafe(TOKEN_BYTES)
    with claim_port(port, host) as listening:
        asked = "" if token is None else f"?token={token}"
        announce(f"http://{host}:{listening.getsockname()[1]}/{asked}")
        config = uvicorn.Config(
            make_app(case, read_only=read_only, token=token), log_level="warning", access_log=False, server_header=False
        )
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[listening])


def claim_port(port: int, host: str = ADDRESS) -> socket.socket:
    """Return a socket that listens on the port under this address alone; raise UsageError where it cannot be had."""
    if not 0 <= port <= LAST_PORT:
        raise UsageError(f"{port} is no port: choose one from 1 to {LAST_PORT}, or 0 for a free one")
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise UsageError(f"port {port} of {host} cannot be had ({error.strerror}): choose another") from error
    return listening
