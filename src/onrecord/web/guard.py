"""Lets only the person at this machine in, or who has the token, and tells browsers to load nothing from elsewhere.

Invariant: without a token a request whose `Host` is not this machine is refused, so that no other site can read the
record through the reader's browser (DNS rebinding); with one, a request that does not bring it. A form that another
site's page sends is refused in any case.
"""

from hmac import compare_digest
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]", "testserver"})
"""Names of this machine; `testserver` is what Starlette's test client calls itself and resolves to no site."""

READING = frozenset({"GET", "HEAD"})
NOT_LOCAL = "This record is served to its own machine only."

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


TOKEN = "token"  # noqa: S105 - the name of a field
"""Field of the first address, and cookie from then on, that lets a browser in which is not at this machine."""


class Guard:
    """Wraps the application: lets in who may come, adds the headers to every answer.

    Args:
        app: the application.
        token: what who comes must bring; None where only this machine is served.
    """

    def __init__(self, app: ASGIApp, token: str | None = None) -> None:
        self.app = app
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self._answer(Request(scope))(scope, receive, send_with_headers)

    def _answer(self, request: Request) -> ASGIApp:
        """Return what answers a request: the application, a refusal, or the way in for a token that was brought."""
        if request.method not in READING and not is_own_page(request.headers):
            return PlainTextResponse("A form of another site is not taken.", status_code=400)
        if self._token is None:
            served = is_local(request.headers.get("host", ""))
            return self.app if served else PlainTextResponse(NOT_LOCAL, status_code=400)
        if compare_digest(request.cookies.get(TOKEN, "").encode(), self._token.encode()):
            return self.app
        if compare_digest(request.query_params.get(TOKEN, "").encode(), self._token.encode()):
            way_in = RedirectResponse(request.url.path, status_code=303)
            way_in.set_cookie(TOKEN, self._token, httponly=True, samesite="strict")
            return way_in
        return PlainTextResponse("Open the address with the token that the program printed.", status_code=403)


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
