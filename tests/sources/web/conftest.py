"""A server on this machine that plays the world: pages, feeds, redirects, and everything that goes wrong."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from onrecord.sources.web import Fetcher, FetchOptions
from onrecord.sources.web.pace import Clock

HERE = ("127.0.0.1/32",)
PAGE = (
    b"<html><head><title>Ferry</title></head><body><p>Odile Varga denied that the ferry had sailed.</p></body></html>"
)


@dataclass
class Reply:
    """What the server sends; `write` sends the body in its own way."""

    body: bytes = PAGE
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    kind: str | None = "text/html"
    write: Callable[[BaseHTTPRequestHandler], None] | None = None


class World:
    """Replies by path, one after the other where there are several (the last one stays), and what was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.counts: dict[str, int] = defaultdict(int)
        self.lock = threading.Lock()
        self.closing = threading.Event()
        world = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                world.answer(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies) or [Reply()]
        return self.url(path)

    def pages_asked(self) -> list[str]:
        return [path for _, path, _ in self.asked if path != "/robots.txt"]

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self.lock:
            host = (handler.headers["Host"] or "").partition(":")[0]
            self.asked.append((host, handler.path, {k.lower(): v for k, v in handler.headers.items()}))
            replies = self.replies.get(handler.path, [Reply(b"nothing here", 404, kind="text/plain")])
            reply = replies[min(self.counts[handler.path], len(replies) - 1)]
            self.counts[handler.path] += 1
        with suppress(BrokenPipeError, ConnectionResetError):
            self.send(handler, reply)

    def send(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        handler.close_connection = True
        if reply.write is not None and reply.status == 0:
            reply.write(handler)
            return
        handler.send_response(reply.status)
        headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.body))} | reply.headers
        for name, value in headers.items():
            if value is not None:
                handler.send_header(name, value)
        handler.end_headers()
        if reply.write is not None:
            reply.write(handler)
        else:
            handler.wfile.write(reply.body)


class FakeClock(Clock):
    """A clock on which waiting takes no time; it remembers how long was waited."""

    def __init__(self) -> None:
        super().__init__(threading.Event())
        self.time = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
def world() -> Iterator[World]:
    world = World()
    yield world
    world.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def make_fetcher(clock):
    """Return a maker of fetchers that may connect to the world, wait in no time, and find every name there."""
    made = []

    def make(log=None, names=None, **options):
        def resolve(host, port):
            return (names or {}).get(host, ["127.0.0.1"]) if not host[0].isdigit() and ":" not in host else [host]

        fetcher = Fetcher(FetchOptions(**({"allow": HERE, "delay": 0.0} | options)), log, clock, resolve)
        made.append(fetcher)
        return fetcher

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def reply():
    return Reply
