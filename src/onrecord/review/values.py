"""What a person types about a statement, a number or a page into the value of a judgement.

Invariant: words that a person names are found on the page or refused, and so is what cannot be understood.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple, get_args

import msgspec

from onrecord.assemble.judged import NOT_TAKEN
from onrecord.errors import UsageError
from onrecord.model import (
    READ_ROLES,
    STANCES,
    Article,
    ChainType,
    GivenDate,
    GivenFigure,
    GivenStatement,
    GivenWords,
    Part,
    Qualifier,
    Record,
    Relation,
    Role,
    Statement,
)
from onrecord.store import CaseReader

LONGEST_NOTE = 4000

_JOINT = re.compile(r"\s*(?:…|\.\.\.|\[…\])\s*")
_MARKS = "\"'“”‘’«»„‹›"


class Kind(NamedTuple):
    """A kind of judgement: what it is on, what has to be typed, and how that becomes its value.

    The last `optional` values may be left out, the last one may be typed several times where it `repeats`.
    """

    on: str
    takes: tuple[str, ...]
    read: Callable[[CaseReader, Record, Sequence[str]], str]
    optional: int = 0
    repeats: bool = False

    def may_take(self, number: int) -> bool:
        """Whether so many values may be typed."""
        return len(self.takes) - self.optional <= number and (self.repeats or number <= len(self.takes))


def find_page(reader: CaseReader, written: str) -> Article | None:
    """Return the page of an id or of a file's name that it alone has; raise UsageError where several have it."""
    article = reader.article(written)
    if article is not None:
        return article
    named = [each for each in reader.articles() if written and each.uri.rpartition("/")[2] == written]
    if len(named) > 1:
        raise UsageError(f"“{written}” is the name of {len(named)} pages: {', '.join(each.id for each in named)}")
    return named[0] if named else None


def id_of(record: Record) -> str:
    """Return a record's id."""
    return str(getattr(record, "id", ""))


def find_parts(text: str, words: str, near: int) -> tuple[Part, ...]:
    """Return where the words stand in a text, nearest to a place; "…" parts those that do not follow each other.

    White space may differ. Raises UsageError where they do not stand there in this order.
    """
    pieces = [piece for piece in _JOINT.split(words.strip()) if piece.strip(_MARKS + " ")]
    if not pieces:
        raise UsageError("there are no words: give some of the page")
    found: list[Part] = []
    for piece in pieces:
        pattern = re.compile(r"\s+".join(map(re.escape, piece.split())))
        places = [match.span() for match in pattern.finditer(text, found[-1][1] if found else 0)]
        if not places:
            behind = " behind the words before them" if found else ""
            raise UsageError(f"“{piece}” does not stand on the page{behind}")
        found.append(places[0] if found else min(places, key=lambda place: (abs(place[0] - near), place)))
    return tuple(found)


def _article_of(reader: CaseReader, record: Record) -> Article:
    article = record if isinstance(record, Article) else reader.article(getattr(record, "article", ""))
    if article is None:
        raise UsageError(f"{id_of(record)}: its page is not in the case")
    return article


def _near(record: Record) -> int:
    return int(getattr(record, "start", 0))


def _read_accept(_reader: CaseReader, record: Record, _values: Sequence[str]) -> str:
    if not isinstance(record, Statement) or record.set_aside is not None:
        raise UsageError(f"{id_of(record)}: it is set aside, and stands for nothing that could be checked")
    return record.stance


def _read_nothing(_reader: CaseReader, _record: Record, _values: Sequence[str]) -> str:
    return ""


def _read_text(_reader: CaseReader, _record: Record, values: Sequence[str]) -> str:
    text = values[0].strip()
    if not text or len(text) > LONGEST_NOTE:
        raise UsageError(f"a note has 1 to {LONGEST_NOTE:,} characters")
    return text


def _read_stance(_reader: CaseReader, _record: Record, values: Sequence[str]) -> str:
    return _one_of(values[0].replace("-", "_"), STANCES, "a position")


def _one_of(typed: str, known: Sequence[str], what: str) -> str:
    if typed not in known:
        raise UsageError(f"“{typed}” is not {what}: that is one of {', '.join(known)}")
    return typed


def _read_speaker(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    typed = values[0].strip()
    kind = values[1] if len(values) > 1 and values[1] else None
    return _speaker_value(reader, _article_of(reader, record), typed, kind, _near(record))


def _speaker_value(reader: CaseReader, article: Article, typed: str, kind: str | None, near: int) -> str:
    """Return the chain that an id or words of the page name, else the place of the words; nothing for nobody."""
    if not typed:
        return ""
    chains = reader.chains(article.id)
    if any(chain.id == typed for chain in chains):
        return typed
    ((start, end),) = find_parts(article.text, typed, near)[:1]
    named = [
        (abs(mention.start - start), chain.id)
        for chain in chains
        for mention in chain.mentions
        if mention.form != "pronoun" and mention.text == article.text[start:end]
    ]
    if named and kind is None:
        return min(named)[1]
    guessed = "person" if article.text[start].isupper() else "unnamed"
    return f"{start}-{end}:{_one_of(kind or guessed, get_args(ChainType), 'a kind of speaker')}"


def _read_words(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    article = _article_of(reader, record)
    parts = find_parts(article.text, values[0], _near(record))
    if isinstance(record, Statement) and parts == record.parts:
        raise UsageError("these are the words that stand on record")
    return _encode(GivenWords(article=article.id, parts=parts))


def _read_said_on(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    if not values[0].strip():
        return ""
    (start, end), *_ = find_parts(_article_of(reader, record).text, values[0], _near(record))
    first = _iso_day(values[1])
    last = _iso_day(values[2]) if len(values) > 2 and values[2] else first  # noqa: PLR2004 - words, from, to
    if last < first:
        raise UsageError(f"{last} lies before {first}")
    return _encode(GivenDate(start=start, end=end, from_=first, to=last))


def _iso_day(typed: str) -> str:
    try:
        return date.fromisoformat(typed.strip()).isoformat()
    except ValueError as error:
        raise UsageError(f"“{typed}” is not a date such as 2024-10-25") from error


def _read_answers(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    ids = [each for value in values for each in re.split(r"[,\s]+", value) if each]
    for each in ids:
        if each == id_of(record) or reader.record(Statement, each) is None:
            raise UsageError(f"“{each}” is not another statement of the case")
    return ",".join(sorted(set(ids)))


def _read_other_statement(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    return _read_answers(reader, record, values[:1]) or _refuse_empty()


def _refuse_empty() -> str:
    raise UsageError("name the other statement by its id")


def _read_figure(_reader: CaseReader, _record: Record, values: Sequence[str]) -> str:
    low, high = (_number(typed) for typed in values[:2])
    qualifier = _one_of(values[2].replace("-", "_"), get_args(Qualifier), "how a number is meant")
    if low is not None and high is not None and low > high:
        raise UsageError(f"{low:g} is above {high:g}")
    return _encode(GivenFigure(low=low, high=high, qualifier=qualifier))  # type: ignore[arg-type]


def _number(typed: str) -> float | None:
    written = typed.replace(",", "").strip()
    if written in ("", "-"):
        return None
    try:
        return float(written)
    except ValueError as error:
        raise UsageError(f"“{typed}” is not a number; leave an open end empty, or write -") from error


def _read_outlet(_reader: CaseReader, _record: Record, values: Sequence[str]) -> str:
    return values[0].strip()[:200]


def _read_published(_reader: CaseReader, _record: Record, values: Sequence[str]) -> str:
    return _iso_day(values[0]) if values[0].strip() else ""


def _read_role(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    article = _article_of(reader, record)
    (start, _), *_ = find_parts(article.text, values[0], 0)
    role = _one_of(values[1].replace("-", "_"), get_args(Role), "a kind of line")
    block = next((each for each in article.blocks if each.start <= start < each.end), None)
    if block is None:
        raise UsageError(f"“{values[0]}” stands in no line of the page")
    return f"{block.start}:{role}"


def _read_added(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    article = _article_of(reader, record)
    words, who, cue, stance = (*values, "", "", "")[:4]
    parts = find_parts(article.text, words, 0)
    _refuse_unread(article, parts[0][0])
    near = parts[0][0]
    source = find_parts(article.text, who, near)[0] if who.strip() else None
    before, behind = article.text[max(0, near - 1) : near], article.text[parts[-1][1] : parts[-1][1] + 1]
    given = GivenStatement(
        parts=parts,
        source=source,
        cue=find_parts(article.text, cue, near)[0] if cue.strip() else None,
        speaker=_speaker_value(reader, article, who.strip(), None, near),
        stance=_read_stance(reader, record, [stance or "affirms"]),
        quoted=before in _MARKS and behind in _MARKS and bool(before and behind),
    )
    return _encode(given)


def _refuse_unread(article: Article, place: int) -> None:
    block = next((each for each in article.blocks if each.start <= place < each.end), None)
    if block is not None and block.role not in READ_ROLES:
        raise UsageError("the line is labelled as no part of the article: correct that first")


def _read_took_from(reader: CaseReader, record: Record, values: Sequence[str]) -> str:
    source = find_page(reader, values[0].strip())
    if source is None or source.id == id_of(record):
        raise UsageError(f"“{values[0]}” is not another page of the case")
    relation = _one_of(values[1].replace("-", "_"), (*get_args(Relation), NOT_TAKEN), "how a page takes its matter")
    return f"{source.id}:{relation}"


def _encode(value: object) -> str:
    return msgspec.json.encode(value).decode()


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "accept": Kind("statement", (), _read_accept),
        "reject": Kind("statement or number", (), _read_nothing),
        "position": Kind("statement", ("a position",), _read_stance),
        "speaker": Kind("statement", ("words of the page that name them (empty: nobody)", "a kind"), _read_speaker, 1),
        "words": Kind("statement", ("the words",), _read_words),
        "said_on": Kind("statement", ("words of the page", "from", "to"), _read_said_on, 2),
        "answers": Kind("statement", ("the statements that it answers",), _read_answers, 1, repeats=True),
        "remark_with": Kind("statement", ("another statement",), _read_other_statement),
        "remark_apart": Kind("statement", ("another statement",), _read_other_statement),
        "point_with": Kind("statement", ("another statement",), _read_other_statement),
        "figure": Kind("number", ("low", "high", "how it is meant"), _read_figure),
        "outlet": Kind("page", ("the outlet",), _read_outlet),
        "published": Kind("page", ("the day",), _read_published),
        "role": Kind("page", ("words of the line", "what it is"), _read_role),
        "add": Kind("page", ("the words", "who says so", "the reporting words", "a position"), _read_added, 3),
        "took_from": Kind("page", ("the other page", "how"), _read_took_from),
        "note": Kind("anything", ("the note",), _read_text),
        "tag": Kind("anything", ("the tag",), _read_text),
        "rating": Kind("anything", ("the rating",), _read_text),
    }
)
"""What can be judged beside who is whom, with what it takes."""
