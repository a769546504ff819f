"""Work that hangs, eats memory, dies or prints, for workers to do: they import it from here."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from onrecord.errors import PageError
from onrecord.workers import MEBIBYTE


def do_nothing():
    pass


def double(number):
    return 2 * number


def process_id(_=None):
    return os.getpid()


def eat(mebibytes):
    return len(bytearray(mebibytes * MEBIBYTE))


def eat_in_c(mebibytes):
    if not ctypes.CDLL(None).malloc(ctypes.c_size_t(mebibytes * MEBIBYTE)):
        os.abort()


def die(signal_number):
    os.kill(os.getpid(), signal_number)


def read_nowhere():
    ctypes.string_at(0)


def spin_in_c():
    # Holds the interpreter for as long as it takes, as a parser does: no signal handler of Python's runs.
    ctypes.PyDLL(None).sleep(60)


def stumble():
    raise PageError("clean", "empty", "no text")


def shout():
    os.write(1, b"\x1b]0;taken\x07")
    os.write(2, b"\x1b]0;taken\x07")
    sys.stdout.write("\x1b]0;taken\x07")
    return "done"


def once(place):
    """Die at the first time, answer at the second."""
    path = Path(place)
    if path.exists():
        path.unlink()
        os.abort()
    return "answered"


def connect(port):
    with socket.create_connection(("127.0.0.1", port), timeout=1):
        return "connected"


def run_program():
    return subprocess.run([sys.executable, "--version"], check=True).returncode


def write_file(place):
    Path(place).write_bytes(bytes(2 * MEBIBYTE))


def misbehave(capture):
    """Clean a page, unless it asks for something else."""
    from onrecord.attempts import try_cleaning  # noqa: PLC0415 - most workers here never clean and start faster so

    if b"Sleeper" in capture.data:
        time.sleep(60)
    if b"Glutton" in capture.data:
        return eat(3000)
    if b"Crasher" in capture.data:
        os.abort()
    return try_cleaning(capture)
