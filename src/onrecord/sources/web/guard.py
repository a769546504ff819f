"""Connects to public addresses only: a name is resolved, all its addresses are checked, and one of them is taken.

Invariant: no byte is sent to an address that was not checked in this connection. The name is looked up once, so a
name that changes its answer (DNS rebinding) changes nothing; nothing here knows a proxy.
"""

import socket
import ssl
import time
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from threading import Event
from typing import Any

import httpcore2

from onrecord.errors import PageError, UsageError
from onrecord.sources.files import STAGE

Network = IPv4Network | IPv6Network
Resolve = Callable[[str, int], Sequence[str]]
"""A host's name and a port -> its IP addresses; raises OSError where it has none."""

NOT_PUBLIC = (
    ip_network("0.0.0.0/8"),
    ip_network("100.64.0.0/10"),
    ip_network("192.0.0.0/24"),
    ip_network("192.88.99.0/24"),
)
"""What `is_global` lets pass in some version of Python: this host, a provider's own network, protocols' own addresses,
relays of 6to4."""

GLOBAL_UNICAST = ip_network("2000::/3")
"""All of IPv6 that is handed out to the public (RFC 4291)."""

NAT64 = ip_network("64:ff9b::/96")
CONNECT_SECONDS = 15.0
SLICE = 0.5
"""Seconds after which a silent connection is looked at again: whether its time is up or the program wants to stop."""


class StoppedError(Exception):
    """The program wants to stop; nobody waits for this page any more."""


class Deadline:
    """The time that one answer may take in all, however slowly its bytes drip.

    Args:
        seconds: how long from now.
        stopped: set when the program wants to stop.
    """

    def __init__(self, seconds: float, stopped: Event) -> None:
        self.seconds = seconds
        self.stopped = stopped
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            PageError: `timeout`: none are.
            StoppedError: the program wants to stop.
        """
        if self.stopped.is_set():
            raise StoppedError
        left = self._end - time.monotonic()
        if left <= 0:
            raise PageError(STAGE, "timeout", f"the answer was not complete after {self.seconds:g} seconds")
        return left


def resolve_host(host: str, port: int) -> list[str]:
    """Return the IP addresses that the system's resolver knows for a name, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def read_networks(networks: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks that are written so (`10.0.0.0/8`, `192.0.2.7`).

    Raises:
        UsageError: one is none.
    """
    try:
        return tuple(ip_network(network, strict=False) for network in networks)
    except ValueError as error:
        raise UsageError(f"--allow: {error}") from error


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether anybody may connect to an address, and to every IPv4 address that it carries inside."""
    if isinstance(address, IPv4Address):
        special = address.is_multicast or any(address in network for network in NOT_PUBLIC)
        return address.is_global and not special
    inner = _carried(address)
    if inner:
        return all(map(is_public, inner))
    return address.is_global and not address.is_multicast and address in GLOBAL_UNICAST


def _carried(address: IPv6Address) -> tuple[IPv4Address, ...]:
    """Return the IPv4 addresses that an IPv6 address leads to: mapped, 6to4, NAT64, Teredo (server and client)."""
    if address.ipv4_mapped is not None:
        return (address.ipv4_mapped,)
    if address.sixtofour is not None:
        return (address.sixtofour,)
    if address.teredo is not None:
        return address.teredo
    if address in NAT64:
        return (IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


class GuardedBackend(httpcore2.NetworkBackend):
    """Opens the connections of one request.

    Args:
        allowed: networks that may be connected to besides the public ones. They are compared with the address as it
            is resolved: a private IPv4 address in IPv6 clothes stays forbidden.
        resolve: who knows the addresses of a name.
        deadline: when to give up.
    """

    def __init__(self, allowed: Sequence[Network], resolve: Resolve, deadline: Deadline) -> None:
        self.allowed = allowed
        self.resolve = resolve
        self.deadline = deadline
        self.peer: str | None = None
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            PageError: `refused_address`: one of its addresses is not public.
        """
        del timeout  # the deadline counts
        addresses = self._checked(host, port)
        for place, address in enumerate(addresses, 1):
            wait = min(CONNECT_SECONDS, self.deadline.left())
            try:
                stream = self._inner.connect_tcp(address, port, wait, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout):
                if place == len(addresses):
                    raise
            else:
                self.peer = address
                return _TimedStream(stream, self.deadline)
        raise httpcore2.ConnectError(f"{host} has no address")

    def _checked(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} is not known: {error}") from error
        for address in addresses:
            if not self._may_connect(address):
                raise PageError(STAGE, "refused_address", f"{host} is {address}, which is no public address")
        return addresses

    def _may_connect(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        return is_public(found) or any(found in network for network in self.allowed)


class _TimedStream(httpcore2.NetworkStream):
    """A connection whose every step ends by the deadline."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self.inner = inner
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next, as soon as it comes."""
        del timeout
        while True:
            try:
                return self.inner.read(max_bytes, min(SLICE, self.deadline.left()))
            except httpcore2.ReadTimeout:
                continue

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send bytes."""
        del timeout
        self.inner.write(buffer, self.deadline.left())

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Agree on encryption; the certificate is checked against the name, not the address."""
        del timeout
        wait = min(CONNECT_SECONDS, self.deadline.left())
        return _TimedStream(self.inner.start_tls(ssl_context, server_hostname, wait), self.deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's own signature
        """Return what the connection knows about itself."""
        return self.inner.get_extra_info(info)

    def close(self) -> None:
        """Close the connection."""
        self.inner.close()
