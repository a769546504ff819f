"""Turns what people paste and pages link into addresses of one form, and files of addresses into lists.

Invariant: an address that comes out is `http` or `https` with a host in ASCII, no user, no fragment and no default
port; what cannot be brought into that form is a PageError, never a guess.
"""

import re
from collections.abc import Sequence
from ipaddress import IPv6Address
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import idna

from onrecord.errors import InputError, PageError
from onrecord.sources.files import STAGE

SCHEMES = {"http": 80, "https": 443}
LIST_SUFFIX = ".urls"
MAX_LIST_BYTES = 20_000_000
"""Largest list of addresses that is read: some 200,000 of them."""

MAX_ADDRESS = 4096
"""Longest address; servers refuse longer ones."""

ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
KEPT = "!#$%&'()*+,/:;=?@[]~"
"""What stays as it is in path and query (RFC 3986 reserved characters, and `%` of what is quoted already)."""


def is_address(text: str) -> bool:
    """Tell whether a text is an address of a page: it begins with `http://` or `https://` and has no blanks."""
    return ADDRESS.fullmatch(text.strip()) is not None


def normalize_address(text: str, base: str | None = None) -> str:
    """Return an address in the one form; a relative one is joined to the base.

    Raises:
        PageError: `bad_address`: another scheme, no host, a user name, or no address at all.
    """
    pasted = text.strip()
    try:
        parts = urlsplit(urljoin(base, pasted) if base else pasted)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise _bad(pasted, str(error)) from error
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        raise _bad(pasted, "only http and https are fetched")
    if not host or len(pasted) > MAX_ADDRESS:
        raise _bad(pasted, "it has no host" if not host else f"it is longer than {MAX_ADDRESS} characters")
    if parts.username is not None or parts.password is not None:
        raise _bad(pasted, "it names a user")
    place = "" if port is None or port == SCHEMES[scheme] else f":{port}"
    query = f"?{quote(parts.query, safe=KEPT)}" if parts.query else ""
    return f"{scheme}://{_ascii_host(host, pasted)}{place}{quote(parts.path, safe=KEPT) or '/'}{query}"


def _ascii_host(host: str, pasted: str) -> str:
    try:
        if ":" in host:
            return f"[{IPv6Address(host.partition('%')[0])}]"
        return host if re.fullmatch(r"[a-z0-9._-]+", host) else idna.encode(host, uts46=True).decode("ascii")
    except ValueError as error:
        raise _bad(pasted, f"its host is no name: {error}") from error


def _bad(address: str, cause: str) -> PageError:
    return PageError(STAGE, "bad_address", f"{address[:200]}: {cause}")


def host_of(address: str) -> str:
    """Return the host of an address in the one form, without its port."""
    return urlsplit(address).hostname or ""


def origin_of(address: str) -> str:
    """Return scheme, host and port of an address in the one form."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def split_sources(sources: Sequence[Path | str]) -> tuple[list[Path], list[str]]:
    """Return the paths among the sources, and the addresses: those given and those in files that list them.

    Raises:
        InputError: a list of addresses cannot be read.
    """
    paths: list[Path] = []
    addresses: list[str] = []
    for source in sources:
        if isinstance(source, str) and is_address(source):
            addresses.append(source)
            continue
        listed = listed_addresses(Path(source))
        if listed is None:
            paths.append(Path(source))
        else:
            addresses.extend(listed)
    return paths, addresses


def listed_addresses(path: Path) -> list[str] | None:
    """Return the lines of a list of addresses, without blank lines and comments (`#`); None where it is no list.

    A file is a list by its suffix `.urls`, or as a `.txt` of which every such line is an address.

    Raises:
        InputError: a `.urls` file is not there, is too large or is not in UTF-8.
    """
    suffix = path.suffix.lower()
    if suffix not in (LIST_SUFFIX, ".txt"):
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_LIST_BYTES + 1)
        lines = [line.strip() for line in data.decode("utf-8-sig").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        if suffix == LIST_SUFFIX:
            cause = error.strerror if isinstance(error, OSError) else "this is not UTF-8"
            raise InputError(f"{path}: {cause}") from error
        return None
    addresses = [line for line in lines if line and not line.startswith("#")]
    if suffix == LIST_SUFFIX:
        if len(data) > MAX_LIST_BYTES:
            raise InputError(f"{path}: longer than {MAX_LIST_BYTES} bytes")
        return addresses
    return addresses if addresses and all(map(is_address, addresses)) else None
