"""Lets only the person at this machine in, and tells their browser to load nothing from elsewhere.

Invariant: a request whose `Host` is not this machine is refused, so that no other site can read the record through the
reader's browser (DNS rebinding), and a form that another site's page sends is refused as well.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
"""Names of this machine; `testserver` is what Starlette's test client calls itself and resolves to no site."""

READING = frozenset({"GET", "HEAD"})

SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cache-control": "no-store",
}


class LocalGuard:
    """Wraps the application: checks the host that was asked for, adds the headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        headers = Headers(scope=scope)
        if is_local(headers.get("host", "")) and (scope["method"] in READING or is_own_page(headers)):
            await self.app(scope, receive, send_with_headers)
        else:
            refusal = PlainTextResponse("This record is served to its own machine only.", status_code=400)
            await refusal(scope, receive, send_with_headers)


def is_own_page(headers: Headers) -> bool:
    """Tell whether a form comes from a page of this application, by what the browser says of where it is sent from.

    Browsers tell it in `Sec-Fetch-Site` (Fetch Metadata, W3C); older ones in `Origin`, which is "null" from our own
    pages, since these send no referrer. What is no browser says neither.
    """
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host", "")


def is_local(host: str) -> bool:
    """Tell whether a `Host` header, with or without a port, names this machine."""
    name, colon, port = host.rpartition(":")
    if not colon or port.endswith("]"):
        return host in LOCAL_HOSTS
    return name in LOCAL_HOSTS and port.isdigit()
