"""Reads hand-made gold: NAME.json beside NAME.txt, and cluster.json where the articles tell one story.

Invariant: gold is data of the caller's; nothing here changes it.
"""

from pathlib import Path

import msgspec

Part = tuple[int, int]


class GoldSpan(msgspec.Struct, frozen=True):
    """Words at a place; a cue may have parts."""

    start: int
    end: int
    parts: tuple[Part, ...] = ()


class GoldStatement(msgspec.Struct, frozen=True):
    """A statement as a person annotated it; `optional` ones count neither way."""

    id: str
    parts: tuple[Part, ...]
    text: str = ""
    kind: str | None = None
    source: GoldSpan | None = None
    cue: GoldSpan | None = None
    speaker: str | None = None
    speaker_type: str | None = None
    position: str | None = None
    act: str | None = None
    within: str | None = None
    channel: str | None = None
    via: str | None = None
    addressee: str | None = None
    said_on: str | msgspec.UnsetType | None = msgspec.UNSET
    optional: bool = False


class GoldFigure(msgspec.Struct, frozen=True):
    """A figure as a person annotated it."""

    id: str
    start: int
    end: int
    low: float | None = None
    high: float | None = None
    qualifier: str | None = None
    counted: str | None = None
    optional: bool = False


class GoldArticle(msgspec.Struct, frozen=True):
    """All that a person found in one article."""

    statements: tuple[GoldStatement, ...] = ()
    figures: tuple[GoldFigure, ...] = ()
    noise: tuple[Part, ...] = ()


class GoldEdge(msgspec.Struct, frozen=True, rename={"from_": "from"}):
    """`to` takes its matter from `from_` (file names)."""

    from_: str
    to: str
    relation: str = ""


class GoldSide(msgspec.Struct, frozen=True):
    """The statements (`article stem:id`) that take one position."""

    statements: tuple[str, ...]


class GoldDispute(msgspec.Struct, frozen=True):
    """A disputed point."""

    sides: tuple[GoldSide, ...]


class GoldTrack(msgspec.Struct, frozen=True):
    """Figures (`article stem:id`) that measure one quantity."""

    figures: tuple[str, ...]


class GoldCluster(msgspec.Struct, frozen=True):
    """What joins the articles of one story."""

    utterances: tuple[tuple[str, ...], ...] = ()
    lineage: tuple[GoldEdge, ...] = ()
    disputes: tuple[GoldDispute, ...] = ()
    figure_tracks: tuple[GoldTrack, ...] = ()


class GoldFolder(msgspec.Struct, frozen=True):
    """The gold of one folder: article stem -> annotation and text; the cluster where there is one."""

    articles: dict[str, GoldArticle]
    texts: dict[str, str]
    cluster: GoldCluster | None


def read_gold(folder: Path) -> GoldFolder:
    """Return the gold of a folder; raises FileNotFoundError where it holds none."""
    articles = {
        path.stem: msgspec.json.decode(path.read_bytes(), type=GoldArticle)
        for path in sorted(folder.glob("*.json"))
        if path.with_suffix(".txt").exists()
    }
    if not articles:
        raise FileNotFoundError(f"{folder}: no NAME.json beside a NAME.txt")
    texts = {stem: (folder / f"{stem}.txt").read_bytes().decode("utf-8") for stem in articles}
    cluster = folder / "cluster.json"
    return GoldFolder(
        articles=articles,
        texts=texts,
        cluster=msgspec.json.decode(cluster.read_bytes(), type=GoldCluster) if cluster.exists() else None,
    )
