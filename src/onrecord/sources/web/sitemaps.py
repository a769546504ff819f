"""Sitemaps and their indexes -> the addresses that they list.

Invariant: the bytes are all that is read; no entity is expanded and nothing is fetched.
"""

import io

from lxml import etree

from onrecord.errors import PageError
from onrecord.sources.addresses import normalize_address
from onrecord.sources.files import STAGE

MAX_LISTED = 50_000
"""Addresses in one sitemap (sitemaps.org); what follows is left out."""


def read_sitemap(data: bytes, url: str) -> list[str]:
    """Return the addresses of a sitemap's pages or of an index's sitemaps, in order, each once.

    Args:
        data: the XML.
        url: the sitemap's address, to which relative addresses are joined.

    Raises:
        PageError: `bad_sitemap`: this is no XML.
    """
    found: dict[str, None] = {}
    try:
        events = etree.iterparse(
            io.BytesIO(data), events=("end",), tag="{*}loc", resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in events:
            parent = element.getparent()
            if parent is not None and str(parent.tag).rpartition("}")[2] in ("url", "sitemap"):
                _add(found, element.text or "", url)
            element.clear()
            if len(found) == MAX_LISTED:
                break
    except etree.XMLSyntaxError as error:
        if not found:
            raise PageError(STAGE, "bad_sitemap", f"{url}: {error}") from error
    return list(found)


def _add(found: dict[str, None], location: str, base: str) -> None:
    try:
        found[normalize_address(location, base)] = None
    except PageError:
        return
