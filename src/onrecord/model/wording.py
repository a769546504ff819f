"""The words of an article as one hash: what tells an edited page from one with other advertisements around it.

Invariant: equal hashes mean the same words in the same blocks; where and when the page was found does not enter.
"""

import hashlib

from onrecord.model.article import READ_ROLES, Article, Role

WORDED_ROLES: frozenset[Role] = READ_ROLES | {"caption"}
"""Links to other pages, comments and "updated 3 minutes ago" change with every visit; these change when edited."""


def wording_hash(article: Article) -> str:
    """Return the SHA-256 over the words of the article's own blocks, over its whole text where it has none."""
    own = [article.text[block.start : block.end] for block in article.blocks if block.role in WORDED_ROLES]
    words = "\n".join(" ".join(text.split()) for text in own or [article.text])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
