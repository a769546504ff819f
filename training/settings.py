"""`config.toml` to records, and the places where a run keeps its files."""

from pathlib import Path

import msgspec

HERE = Path(__file__).parent
BUILD = HERE / "build"
LOGS = HERE / "logs"
CONFIG = HERE / "config.toml"
CHECKPOINT = BUILD / "checkpoint.pt"
BEST = BUILD / "best.pt"


class DataSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `prepare` makes of the data."""

    nested_held_out: int
    composed_nested: int
    composed_per_article: int


class ModelSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shape of the network beside that of its encoder."""

    dropout: float
    link_width: int


class TrainingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The course of a run; rates, weights and shares are explained in `config.toml`."""

    lessons: list[str]
    guide: list[str]
    guide_times: int
    minutes: float
    evaluate_every: float
    warmup_steps: int
    batch: int
    micro_batch: int
    half_precision: bool
    encoder_rate: float
    layer_decay: float
    embedding_rate: float
    head_rate: float
    weight_decay: float
    clip: float
    link_weight: float
    nested_weight: float
    nested_link_weight: float
    masked_names: float
    masked_words: float
    blind_case: float
    blind_quotes: float
    blind_patterns: float
    averaged: float


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One run."""

    seed: int
    data: DataSettings
    model: ModelSettings
    training: TrainingSettings


def read_settings(path: Path = CONFIG) -> Settings:
    """Return the settings of the file; raises msgspec.ValidationError where a field is missing or unknown."""
    return msgspec.toml.decode(path.read_bytes(), type=Settings)
