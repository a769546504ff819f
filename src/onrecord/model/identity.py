"""Content-derived ids: the same claim at the same place has the same id on every machine.

Invariant: capture times, absolute paths and machine names never enter an id.
"""

import hashlib

DIGEST_CHARACTERS = 20
"""80 bits: with a billion records the chance of any collision is below one in a million."""


def content_id(prefix: str, *parts: str | int | None) -> str:
    """Return `prefix_` + the truncated SHA-256 over the parts, unambiguous in their borders.

    Args:
        prefix: two letters naming the record type, so that ids of different types never collide.
        parts: what the identity consists of, in order; `None` differs from the empty string.
    """
    digest = hashlib.sha256()
    for part in parts:
        encoded = b"~" if part is None else str(part).encode("utf-8", "surrogatepass")
        digest.update(b"%d:" % len(encoded) if part is not None else b"-:")
        digest.update(encoded)
    return f"{prefix}_{digest.hexdigest()[:DIGEST_CHARACTERS]}"
