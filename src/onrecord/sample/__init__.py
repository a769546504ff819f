"""The bundled case of fiction: ten crawled pages about an invented dispute, as messy as real ones.

Invariant: every person, place, outlet and agency of the pages is invented; `meta.json` beside them says what a crawl
would know about each page.
"""

from contextlib import AbstractContextManager
from importlib.resources import as_file, files
from pathlib import Path


def sample_pages() -> AbstractContextManager[Path]:
    """Return a context whose value is the folder of the sample's pages and their `meta.json`.

    The folder is guaranteed to exist inside the context only: an installed archive is unpacked for its length.
    """
    return as_file(files("onrecord.sample") / "pages")
