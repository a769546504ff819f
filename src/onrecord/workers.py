"""Runs work on hostile pages in guarded processes, which may hang, run out of memory or die without harm.

Invariant: every piece of work ends, with its result or as `Lost` with the limit that it broke; nothing that a worker
prints reaches a terminal, and it can neither connect to anything, nor start a program, nor fill the disk.

The standard library's pools break as a whole when one process dies and cannot end a single task; of the kept ones
loky cannot either, and pebble, like multiprocessing, would run the main module of the user's script once more in each
worker. So a worker here is a plain subprocess that is handed pickles over its standard input and output.
"""

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ParamSpec, Self, TypeVar, cast

from onrecord.errors import WorkerError

if sys.platform != "win32":
    import resource

P = ParamSpec("P")
T = TypeVar("T")

MEBIBYTE = 1024**2
START_SECONDS = 120
"""A worker that is not ready by then will not be."""

ALARM_GRACE = 5
"""Seconds after which a worker ends itself where its parent, who should have ended it, is gone."""

BOOT = "import sys; sys.path[:] = sys.argv[1:]; from onrecord.workers import serve; serve()"
FORBIDDEN = frozenset((
    "socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "subprocess.Popen", "os.system",
    "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.startfile", "webbrowser.open",
))  # fmt: skip
"""Audit events of what no page may bring about; cleaning and reading need none of it."""

DONE, RAISED, MEMORY = "done", "raised", "memory"


class Lost(Exception):  # noqa: N818 - what became of the work, not an error of ours
    """Work that ended without a result.

    Args:
        code: `timeout`, `memory`, `crashed`, or `internal` where the work raised an exception.
        detail: which limit was broken or how the process died, in words.
    """

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Limits:
    """What a worker may use before it is ended or replaced.

    Args:
        memory: bytes beyond those it has when it is ready.
        file: bytes of the largest file it may write: libraries unpack their models into temporary files.
        works: pieces of work.
    """

    memory: int = 2048 * MEBIBYTE
    file: int = 128 * MEBIBYTE
    works: int = 1000


class GuardedPool:
    """Up to `size` workers, each started when it is first needed.

    Args:
        size: how many workers may work at once.
        preload: called in each worker before its limits are set: a function that can be imported, which loads what
            the work needs, files and models included.
        limits: what a worker may use.
    """

    def __init__(self, size: int, preload: Callable[[], object], limits: Limits = Limits()) -> None:
        self._preload = preload
        self._limits = limits
        self._threads = ThreadPoolExecutor(size, "guard")
        self._idle: list[_Worker] = []
        self._running: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, seconds: float, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Return the work's future result; it raises `Lost` where the work took longer than `seconds` or too much.

        The function must be importable, and what it takes and returns picklable.
        """
        work_packed = pickle.dumps((work, args, kwargs), pickle.HIGHEST_PROTOCOL)
        request = pickle.dumps((seconds, work_packed), pickle.HIGHEST_PROTOCOL)
        return cast("Future[T]", self._threads.submit(self._guard, seconds, request))

    def close(self) -> None:
        """End all workers at once, whatever they do."""
        with self._lock:
            self._closed = True
            for worker in self._running:
                worker.process.kill()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._idle:
            self._end(worker)

    def _guard(self, seconds: float, request: bytes) -> object:
        worker = self._take()
        fresh = worker.works == 0
        try:
            return self._attempt(worker, seconds, request)
        except Lost as lost:
            # What earlier pages left behind in the process must not decide what becomes of this one.
            if fresh or lost.code not in {"memory", "crashed"}:
                raise
        return self._attempt(self._start(), seconds, request)

    def _attempt(self, worker: "_Worker", seconds: float, request: bytes) -> object:
        kept = False
        try:
            result = worker.do(seconds, request)
            kept = worker.works < self._limits.works
        except Lost as lost:
            kept = lost.code == "internal"
            raise
        finally:
            if kept:
                self._idle.append(worker)
            else:
                self._end(worker)
        return result

    def _take(self) -> "_Worker":
        try:
            return self._idle.pop()
        except IndexError:
            return self._start()

    def _start(self) -> "_Worker":
        with self._lock:
            if self._closed:
                raise Lost("crashed", "the pool was closed")
            worker = _Worker()
            self._running.append(worker)
        try:
            worker.prepare(self._preload, self._limits)
        except WorkerError as error:
            self._end(worker)
            if self._closed:
                raise Lost("crashed", "the pool was closed") from error
            raise
        return worker

    def _end(self, worker: "_Worker") -> None:
        worker.end()
        with self._lock:
            self._running.remove(worker)


class _Worker:
    """One process, as its parent sees it; works on one thing at a time."""

    def __init__(self) -> None:
        # -P: the folder that the program was started in may hold anything, also a file named `pickle.py`.
        command = [sys.executable, "-P", "-c", BOOT, *sys.path]
        try:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
        except OSError as error:
            raise WorkerError(f"no worker process could be started: {error.strerror}") from error
        self.works = 0
        self._expired = False

    def prepare(self, preload: Callable[[], object], limits: Limits) -> None:
        """Wait until the worker is ready."""
        try:
            self._ask(START_SECONDS, pickle.dumps((preload, limits)))
        except Lost as lost:
            raise WorkerError(f"no worker process could be started: {lost.detail}") from lost

    def do(self, seconds: float, request: bytes) -> object:
        """Return the result of the work that is requested; raise `Lost` where there is none."""
        kind, value = self._ask(seconds, request)
        self.works += 1
        if kind == MEMORY:
            raise Lost("memory", str(value))
        if kind == RAISED:
            raise Lost("internal", str(value))
        return value

    def _ask(self, seconds: float, request: bytes) -> tuple[str, object]:
        watchdog = threading.Timer(seconds, self._expire)
        watchdog.daemon = True
        watchdog.start()
        answer: tuple[str, object] | None = None
        try:
            assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018 - both are pipes
            self.process.stdin.write(request)
            self.process.stdin.flush()
            answer = pickle.load(self.process.stdout)  # noqa: S301 - our own worker's
        except (EOFError, OSError, pickle.UnpicklingError):
            # It was killed, or died by itself, perhaps with half an answer written.
            pass
        finally:
            watchdog.cancel()
            watchdog.join()
        if self._expired:
            raise Lost("timeout", f"it took longer than {seconds:g} seconds")
        if answer is None:
            self._let_die()
            raise Lost("crashed", f"the process that worked on it died ({_how_it_ended(self.process.wait())})")
        return answer

    def _let_die(self) -> None:
        """Leave a process that closed its pipes the time to end by itself: how it does is worth telling."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=2)
        self.process.kill()

    def _expire(self) -> None:
        self._expired = True
        self.process.kill()

    def end(self) -> None:
        """Kill the process and close its pipes."""
        self.process.kill()
        # Half a request may still wait to be written to a process that is dead.
        with suppress(OSError), self.process:
            pass


def _how_it_ended(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def serve() -> None:
    """Work in this process, a worker, until its parent is gone."""
    requests, answers = _claim_pipes()
    preload, limits = pickle.load(requests)  # noqa: S301 - our own parent's
    preload()
    _set_limits(limits)
    answer = pickle.dumps((DONE, None))
    while True:
        answers.write(answer)
        answers.flush()
        try:
            seconds, request = pickle.load(requests)  # noqa: S301 - our own parent's
        except EOFError:
            return
        _set_alarm(int(seconds) + ALARM_GRACE)
        answer = _work(request, limits.memory)
        _set_alarm(0)


def _work(request: bytes, memory: int) -> bytes:
    """Return the pickled answer to a request."""
    try:
        work, args, kwargs = pickle.loads(request)  # noqa: S301 - our own parent's
        return pickle.dumps((DONE, work(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps((MEMORY, f"it needed more than {memory // MEBIBYTE} MiB of memory"))
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever it was
        return pickle.dumps((RAISED, f"{type(error).__name__}: {error}"))


def _claim_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Return the pipes from and to the parent; what libraries print goes nowhere from here on."""
    pipes = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    return pipes


def _set_limits(limits: Limits) -> None:
    # An interrupt from the keyboard is for the parent, who then ends its workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.addaudithook(_refuse)
    if sys.platform == "win32":
        return
    most = {resource.RLIMIT_CORE: 0, resource.RLIMIT_FSIZE: limits.file}
    # Where the system does not say how much is in use (macOS), it does not keep to this limit either.
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        most[resource.RLIMIT_AS] = pages * resource.getpagesize() + limits.memory
    for kind, value in most.items():
        # A value above the hard limit is refused; that limit is then the one that holds.
        with suppress(OSError, ValueError):
            resource.setrlimit(kind, (value, resource.getrlimit(kind)[1]))


def _refuse(event: str, _: tuple[object, ...]) -> None:
    if event in FORBIDDEN:
        raise PermissionError(f"{event}: nothing that a page brings about may do this")


def _set_alarm(seconds: int) -> None:
    """Have the system end this process after so many seconds (0: never), also inside a C library's loop."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)
