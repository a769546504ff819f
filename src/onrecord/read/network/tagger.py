"""Passages to attributions by the bundled network, to which the patterns make proposals; see `docs` for its card.

Invariant: the answer for a window depends on that window and the weights only. The weights' activations are scaled per
call, so a call reads exactly one window: batching would let neighbours change the labels.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from onrecord.language.quotes import scan_quotations
from onrecord.model import Part
from onrecord.read.network.attributions import WindowWords, inner_attributions, nest, outer_attributions
from onrecord.read.network.decoding import log_probabilities, without_crossing
from onrecord.read.network.extents import Extents
from onrecord.read.network.linking import Answer, Scores, read_scores
from onrecord.read.network.settling import missed_refusals, settle
from onrecord.read.network.weights import open_network, open_tokenizer, weights_manifest
from onrecord.read.network.windows import Pieces, borders, input_features, input_ids, pack_windows, read_passages
from onrecord.read.patterns import PatternTagger
from onrecord.read.tagger import Attribution

REMEMBERED = 4096
"""Windows whose answers are kept, the latest: some megabytes."""


class NetworkTagger:
    """Attributions by the bundled network; raises InputError where the weights are damaged.

    A window that was read before is not read again: its answer is kept under the hash of the network's exact input.

    Args:
        threads: how many the network may use; the output is the same for any number.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        self.patterns = PatternTagger()
        manifest = weights_manifest()
        self.name = manifest.name
        self.weights: str | None = manifest.network
        self.answers: OrderedDict[bytes, Answer] = OrderedDict()

    def tag(self, text: str, passages: Sequence[Part]) -> list[Attribution]:
        """Return the attributions of the passages, by place."""
        extents = Extents(text, scan_quotations(text))
        proposed = self.patterns.tag(text, passages)
        outer: list[Attribution] = []
        inner: list[Attribution] = []
        for window in pack_windows(read_passages(text, passages, open_tokenizer(), proposed)):
            answer, words = self._answer(window), _words(window)
            outer += outer_attributions(answer, words, extents)
            inner += inner_attributions(answer, words, extents)
        outer += missed_refusals(text, outer, proposed)
        return settle(nest(outer, inner), proposed)

    def _answer(self, window: Pieces) -> Answer:
        ids, features = input_ids(window), input_features(window)
        key = hashlib.sha256(ids.tobytes() + features.tobytes() + np.packbits(window.first).tobytes()).digest()
        answer = self.answers.pop(key, None)
        if answer is None:
            given = {"ids": ids, "features": features}
            outer, inner, links = open_network(self.threads).run(["outer", "inner", "links"], given)
            first = np.flatnonzero(window.first) + 1
            begins = borders(window)
            outer, inner = (without_crossing(log_probabilities(layer[first]), begins) for layer in (outer, inner))
            answer = read_scores(Scores(outer, inner, links[first], links[0], np.cumsum(begins)))
        self.answers[key] = answer
        if len(self.answers) > REMEMBERED:
            self.answers.popitem(last=False)
        return answer


def _words(window: Pieces) -> WindowWords:
    first = np.flatnonzero(window.first)
    last = np.append(first[1:], len(window)) - 1
    return WindowWords(window.starts[first].tolist(), window.ends[last].tolist())
