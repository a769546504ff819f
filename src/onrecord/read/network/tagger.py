"""Passages to attributions by a small trained network: what `MODEL_CARD.md` describes.

Invariant: the attributions of a window depend on that window and the weights only. The weights' activations are scaled
per call, so a call reads exactly one window: batching would let neighbours change the labels.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import InputError
from onrecord.language.quotes import scan_quotations
from onrecord.model import Part
from onrecord.read.tagger import Attribution
from training.runtime.decoding import CONTENT, Floats, Fragment, find_fragments, log_probabilities
from training.runtime.extent import Extents
from training.runtime.linking import LinkScores, WindowWords, link_inner, link_outer, nest
from training.runtime.windows import Pieces, input_features, input_ids, pack_windows, read_passages

_FAILED_CHECK = "{name}: not the weights that belong to this version; install the package again"


class WeightsManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `weights/manifest.json` says: the tagger's name and the SHA-256 of each file."""

    name: str
    network: str
    tokenizer: str


@dataclass(frozen=True, slots=True)
class Scores:
    """The network's answer for the words of one window: log probabilities of both layers, and links."""

    outer: Floats
    inner: Floats
    links: LinkScores


class NetworkTagger:
    """Attributions by the bundled network; raises InputError where the weights are damaged.

    Args:
        threads: how many the network may use; the output is the same for any number.
    """

    def __init__(self, threads: int = 1) -> None:
        self.threads = threads
        manifest = weights_manifest()
        self.name = manifest.name
        self.weights: str | None = manifest.network

    def tag(self, text: str, passages: Sequence[Part]) -> list[Attribution]:
        """Return the attributions of the passages, by place."""
        extents = Extents(text, scan_quotations(text))
        outer: list[Attribution] = []
        inner: list[Attribution] = []
        for window in pack_windows(read_passages(text, passages, _tokenizer())):
            scores = self._scores(window)
            words = _words(window)
            fragments = find_fragments(scores.outer)
            outer += link_outer(fragments, scores.links, words, extents)
            inner += link_inner(_inner_fragments(scores.inner, fragments), scores.links, words, extents)
        return nest(outer, inner)

    def _scores(self, window: Pieces) -> Scores:
        given = {"ids": input_ids(window), "features": input_features(window)}
        outer, inner, links = _session(self.threads).run(["outer", "inner", "links"], given)
        first = np.flatnonzero(window.first) + 1
        return Scores(
            log_probabilities(outer[first]), log_probabilities(inner[first]), LinkScores(links[first], links[0])
        )


def weights_folder() -> Path:
    """Return the folder that `training.export` writes."""
    return Path(__file__).parents[1] / "build" / "weights"


@cache
def weights_manifest() -> WeightsManifest:
    """Return the manifest of the bundled weights; raises InputError where it is missing or broken."""
    try:
        return msgspec.json.decode(weights_folder().joinpath("manifest.json").read_bytes(), type=WeightsManifest)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(_FAILED_CHECK.format(name="manifest.json")) from error


def _checked(name: str, digest: str) -> bytes:
    """Return the bytes of a file of the weights; raises InputError unless they have this SHA-256."""
    try:
        data = weights_folder().joinpath(name).read_bytes()
    except OSError as error:
        raise InputError(_FAILED_CHECK.format(name=name)) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise InputError(_FAILED_CHECK.format(name=name))
    return data


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_buffer(_checked("tokenizer.json", weights_manifest().tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def _session(threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    network = _checked("reader.onnx", weights_manifest().network)
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def _words(window: Pieces) -> WindowWords:
    first = np.flatnonzero(window.first)
    last = np.append(first[1:], len(window)) - 1
    return WindowWords(window.starts[first].tolist(), window.ends[last].tolist())


def _inner_fragments(logs: Floats, outer: Sequence[Fragment]) -> list[Fragment]:
    """Return the inner layer's fragments, read inside each outer content alone."""
    return [
        Fragment(one.role, content.first + one.first, content.first + one.end, one.score)
        for content in outer
        if content.role == CONTENT
        for one in find_fragments(logs[content.first : content.end])
    ]
