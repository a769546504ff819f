"""The bundled weights, checked and opened: a tokenizer and an onnxruntime session.

Invariant: nothing is read with a file whose SHA-256 is not the one in the manifest.
"""

import hashlib
from functools import cache
from importlib.resources import files

import msgspec
import onnxruntime
from tokenizers import Tokenizer

from onrecord.errors import InputError

FOLDER = files("onrecord.read") / "weights"

_FAILED_CHECK = "{name}: not the weights that belong to this version; install the package again"


class WeightsManifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `weights/manifest.json` says: the tagger's name and the SHA-256 of each file."""

    name: str
    network: str
    tokenizer: str


@cache
def weights_manifest() -> WeightsManifest:
    """Return the manifest of the bundled weights; raises InputError where it is missing or broken."""
    try:
        return msgspec.json.decode(FOLDER.joinpath("manifest.json").read_bytes(), type=WeightsManifest)
    except (OSError, msgspec.DecodeError) as error:
        raise InputError(_FAILED_CHECK.format(name="manifest.json")) from error


@cache
def open_tokenizer() -> Tokenizer:
    """Return the tokenizer, without truncation and padding; raises InputError where its file is damaged."""
    tokenizer = Tokenizer.from_buffer(read_checked("tokenizer.json", weights_manifest().tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@cache
def open_network(threads: int) -> onnxruntime.InferenceSession:
    """Return the network, which may use this many threads; raises InputError where its file is damaged."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    network = read_checked("reader.onnx", weights_manifest().network)
    return onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])


def read_checked(name: str, digest: str) -> bytes:
    """Return the bytes of a file of the weights; raises InputError unless they have this SHA-256."""
    try:
        data = FOLDER.joinpath(name).read_bytes()
    except OSError as error:
        raise InputError(_FAILED_CHECK.format(name=name)) from error
    if hashlib.sha256(data).hexdigest() != digest:
        raise InputError(_FAILED_CHECK.format(name=name))
    return data
