"""Work for many hosts -> done at the same time, but for each host one after the other and in order.

Invariant: two pieces of work of one lane never run together.
"""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Lanes(Generic[T]):
    """A few threads that take turns at the lanes.

    Args:
        threads: how many lanes are worked on at once.
    """

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="fetch")
        self._waiting: dict[str, deque[tuple[Callable[[], T], Future[T]]]] = {}
        self._lock = Lock()
        self._closed = False

    def submit(self, lane: str, work: Callable[[], T]) -> Future[T]:
        """Return what the work will give."""
        future: Future[T] = Future()
        with self._lock:
            first = lane not in self._waiting
            self._waiting.setdefault(lane, deque()).append((work, future))
        if first:
            self._pool.submit(self._step, lane)
        return future

    def close(self) -> None:
        """Begin nothing more; what is under way is not waited for."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _step(self, lane: str) -> None:
        """Do the lane's first piece of work and get in line again for the next."""
        with self._lock:
            work, future = self._waiting[lane].popleft()
        try:
            future.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result gets it
            future.set_exception(error)
        with self._lock:
            if not self._waiting[lane]:
                del self._waiting[lane]
                return
        if not self._closed:
            self._pool.submit(self._step, lane)
