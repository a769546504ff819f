"""Passages to attributions by the bundled network, to which the patterns make proposals; `weights/` holds its card.

Invariant: the answer for a window depends on that window and the weights only. The weights' activations are scaled per
call, so a call reads exactly one window: batching would let neighbours change the labels.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from onrecord.language.quotes import scan_quotations
from onrecord.model import Part
from onrecord.read.citing import with_cited
from onrecord.read.network.attributions import WindowWords, inner_attributions, nest, outer_attributions
from onrecord.read.network.decoding import log_probabilities, without_crossing
from onrecord.read.network.extents import Extents
from onrecord.read.network.linking import Answer, Scores, read_scores
from onrecord.read.network.settling import missed_refusals, settle
from onrecord.read.network.weights import open_network, open_tokenizer, weights_manifest
from onrecord.read.network.windows import FEATURES, Pieces, borders, framed, pack_windows, read_passages
from onrecord.read.patterns import PatternTagger
from onrecord.read.tagger import Attribution

REMEMBERED = 4096
"""Windows whose answers a process keeps, the latest: about 30 MB."""


class NetworkTagger:
    """Attributions by the bundled network; raises InputError where the weights are damaged.

    Args:
        threads: how many the network may use; the output is the same for any number.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self.patterns = PatternTagger()
        manifest = weights_manifest()
        self.name = manifest.name
        self.weights: str | None = manifest.network

    def tag(self, text: str, passages: Sequence[Part]) -> list[Attribution]:
        """Return the attributions of the passages, by place."""
        extents = Extents(text, scan_quotations(text))
        proposed = self.patterns.tag(text, passages)
        outer: list[Attribution] = []
        inner: list[Attribution] = []
        for window in pack_windows(read_passages(text, passages, open_tokenizer(), proposed)):
            answer, words = _read_window(window, self.threads), _words(window)
            outer += outer_attributions(answer, words, extents)
            inner += inner_attributions(answer, words, extents)
        outer += missed_refusals(text, outer, proposed)
        return with_cited(text, settle(nest(outer, inner), proposed))


def _read_window(window: Pieces, threads: int) -> Answer:
    ids, features = framed(window)
    first = np.flatnonzero(window.first) + 1
    return _answer(
        ids.astype(np.int32).tobytes(),
        features.astype(np.int8).tobytes(),
        first.astype(np.int16).tobytes(),
        borders(window).tobytes(),
        threads,
    )


@lru_cache(maxsize=REMEMBERED)
def _answer(ids: bytes, features: bytes, first: bytes, begins: bytes, threads: int) -> Answer:
    """Return what the network reads in a window; its exact input is the key under which the answer is remembered."""
    given = {
        "ids": np.frombuffer(ids, dtype=np.int32).astype(np.int64),
        "features": np.frombuffer(features, dtype=np.int8).astype(np.int64).reshape(-1, len(FEATURES)),
    }
    words, starts = np.frombuffer(first, dtype=np.int16), np.frombuffer(begins, dtype=np.bool_)
    outer, inner, links = open_network(threads).run(["outer", "inner", "links"], given)
    outer, inner = (without_crossing(log_probabilities(layer[words]), starts) for layer in (outer, inner))
    return read_scores(Scores(outer, inner, links[words], links[0], np.cumsum(starts)))


def _words(window: Pieces) -> WindowWords:
    first = np.flatnonzero(window.first)
    last = np.append(first[1:], len(window)) - 1
    return WindowWords(window.starts[first].tolist(), window.ends[last].tolist())
