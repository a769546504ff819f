"""Scores an export against gold, article by article.

A statement is found where its content matches a gold one with at least half of the common characters (Jaccard); `exact`
if the spans are equal, `triple` if source and cue fit too, `on record` if speaker and position are right as well.

Invariant: items that a person marked as optional count neither way.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations

from benchmarks.export import Export
from benchmarks.gold import GoldArticle, GoldFigure, GoldFolder, GoldSpan, GoldStatement
from benchmarks.names import STOP_WORDS, joint_names, name_words, same_name
from benchmarks.score import Score
from benchmarks.spans import Chars, chars_of, match_one_to_one, overlaps, share
from onrecord.model import Article, Figure, Span, Speaker, Statement

LEAST = 0.5
ANY = 1e-9
TOLERANCE = 1e-6
ALIASES_TRIED = 12
SHORT_LIST = 40
"""Characters of a missed or wrong statement that are shown."""

Voice = tuple[str, str]
"""The gold speaker of a found statement, and the predicted one."""


def score_articles(export: Export, gold: GoldFolder) -> Score:
    """Return the counts over all articles of a folder; an article that is missing or altered is a problem."""
    score = Score()
    voices: list[Voice] = []
    for stem, annotated in gold.articles.items():
        article = export.articles.get(stem)
        if article is None or article.text != gold.texts[stem]:
            score.problems.append(f"{stem}: not in the export, or its text was altered")
            continue
        found = export.statements.get(stem, [])
        voices += _score_statements(score, (stem, article), annotated, (found, export.speakers))
        _score_figures(score, stem, annotated.figures, export.figures.get(stem, []))
    pairs = [(a[0] == b[0], a[1] == b[1]) for a, b in combinations(voices, 2)]
    both = sum(gold_same and found_same for gold_same, found_same in pairs)
    score.count("speaker pairs", both, sum(f for _, f in pairs), sum(g for g, _ in pairs))
    return score


def _span_chars(text: str, span: GoldSpan | Span | None) -> Chars:
    if span is None:
        return frozenset()
    return chars_of(text, getattr(span, "parts", ()) or [(span.start, span.end)])


def _score_statements(
    score: Score,
    page: tuple[str, Article],
    annotated: GoldArticle,
    predicted: tuple[Sequence[Statement], dict[str, Speaker]],
) -> list[Voice]:
    stem, article = page
    text = article.text
    gold, (found, speakers) = annotated.statements, predicted
    gold_chars = [chars_of(text, g.parts) for g in gold]
    found_chars = [chars_of(text, f.parts) for f in found]

    def framing(i: int, j: int) -> float:
        ours = ((gold[i].source, found[j].source), (gold[i].cue, found[j].cue))
        return sum(share(_span_chars(text, g), _span_chars(text, f)) for g, f in ours)

    matched = match_one_to_one(gold_chars, found_chars, LEAST, framing)
    ignored = {j for i, j in matched.items() if gold[i].optional}
    counted = [i for i, g in enumerate(gold) if not g.optional]
    hits = [i for i in counted if i in matched]
    score.statement_of |= {f"{stem}:{gold[i].id}": found[j].id for i, j in matched.items()}
    score.gold_positions.update(position for i in counted if (position := gold[i].position))
    predicted_count = len(found) - len(ignored)

    voices: list[Voice] = []
    on_record = 0
    for i in hits:
        statement = found[matched[i]]
        right_speaker = _score_speaker(score, gold[i], statement, speakers, article)
        if gold[i].speaker:
            voices.append((gold[i].speaker or "", "|".join(sorted(statement.speakers)) or f"?{stem}{i}"))
        on_record += _score_fields(score, gold[i], statement) and right_speaker
    for name, right in (
        ("statements", len(hits)),
        ("exact", sum(gold_chars[i] == found_chars[matched[i]] for i in hits)),
        ("triple", sum(_is_framed(text, gold[i], found[matched[i]]) for i in hits)),
        ("on record", on_record),
    ):
        score.count(name, right, predicted_count, len(counted))
    _score_frames(score, text, [gold[i] for i in counted], [f for j, f in enumerate(found) if j not in ignored])
    _score_within(score, gold, (found, ignored), matched)
    _score_noise(score, annotated.noise, found_chars)
    _list_errors(
        score,
        stem,
        [gold[i] for i in counted if i not in matched],
        [f for j, f in enumerate(found) if j not in matched.values()],
    )
    return voices


def _score_speaker(
    score: Score, gold: GoldStatement, found: Statement, speakers: dict[str, Speaker], article: Article
) -> bool:
    if not gold.speaker:
        return True
    right = _is_right_speaker(gold, found, [speakers[s] for s in found.speakers if s in speakers], article.text)
    score.ask("speaker", right)
    score.ask("speaker known", bool(found.speakers))
    if not right:
        names = ", ".join(speakers[s].name for s in found.speakers if s in speakers) or "unknown"
        score.errors.append(f"{article.uri}: {names} for {gold.speaker}: {gold.text[:SHORT_LIST]}")
    return right


def _is_right_speaker(gold: GoldStatement, found: Statement, who: list[Speaker], text: str) -> bool:
    """Say whether every predicted speaker is a gold one, and there are no more of them."""
    options = joint_names(gold.speaker or "")
    if not who or len(who) > max(1, len(options) - 1):
        return False
    kind = gold.speaker_type if len(options) == 1 else None
    source_words = set(name_words(found.source.text)) - STOP_WORDS if found.source else set()
    for speaker in who:
        names = [speaker.name, *(a.text for a in speaker.aliases if a.text in text)][:ALIASES_TRIED]
        if any(same_name(option, name, kind) for option in options for name in names):
            continue
        as_written = source_words and source_words == set(name_words(speaker.name)) - STOP_WORDS
        if gold.speaker_type in {None, "person"} or not as_written:
            return False
    return True


def _score_fields(score: Score, gold: GoldStatement, found: Statement) -> bool:
    """Count the fields of a found statement; return whether the position is right."""
    for name in ("kind", "act"):
        if getattr(gold, name):
            score.ask(name, getattr(found, name) == getattr(gold, name))
    if isinstance(gold.said_on, str):
        day = found.said_on
        score.ask("said on", day is not None and day.from_ == day.to == gold.said_on)
    elif gold.said_on is None:
        score.ask("said on, where none is said", found.said_on is None)
    for name in ("channel", "via", "addressee"):
        ours, theirs = getattr(gold, name), getattr(found, name)
        score.count(name, _shares_words(ours, theirs), theirs is not None, bool(ours))
    if not gold.position:
        return True
    score.confusion[gold.position, found.position] += 1
    return gold.position == found.position


def _shares_words(gold: str | None, found: Span | None) -> bool:
    if not gold or found is None:
        return False
    inside = gold in found.text or found.text in gold
    return inside or bool((set(name_words(gold)) & set(name_words(found.text))) - STOP_WORDS)


def _is_framed(text: str, gold: GoldStatement, found: Statement) -> bool:
    """Say whether source and cue overlap the gold ones, or are absent on both sides."""
    for ours, theirs in ((gold.source, found.source), (gold.cue, found.cue)):
        a, b = _span_chars(text, ours), _span_chars(text, theirs)
        if (a or b) and not overlaps(a, b):
            return False
    return True


def _score_frames(score: Score, text: str, gold: list[GoldStatement], found: list[Statement]) -> None:
    """Count sources and cues as spans of their own."""
    for name in ("source", "cue"):
        ours = _distinct(_span_chars(text, getattr(g, name)) for g in gold)
        theirs = _distinct(_span_chars(text, getattr(f, name)) for f in found)
        matched = match_one_to_one(ours, theirs, ANY)
        score.count(name, sum(overlaps(ours[i], theirs[j]) for i, j in matched.items()), len(theirs), len(ours))
        score.count(f"{name} exact", len(set(ours) & set(theirs)), len(theirs), len(ours))


def _distinct(spans: Iterable[Chars]) -> list[Chars]:
    return list(dict.fromkeys(span for span in spans if span))


def _score_within(
    score: Score,
    gold: Sequence[GoldStatement],
    predicted: tuple[Sequence[Statement], set[int]],
    matched: dict[int, int],
) -> None:
    """Count the links from a nested statement to the one that reports it."""
    found, ignored = predicted
    gold_index = {g.id: i for i, g in enumerate(gold)}
    found_index = {f.id: j for j, f in enumerate(found)}
    ours = [(i, gold_index[g.within]) for i, g in enumerate(gold) if g.within in gold_index and not g.optional]
    theirs = {(j, found_index[f.within]) for j, f in enumerate(found) if f.within in found_index and j not in ignored}
    hits = sum((matched.get(inner), matched.get(outer)) in theirs for inner, outer in ours)
    score.count("within", hits, len(theirs), len(ours))


def _score_noise(score: Score, noise: Sequence[tuple[int, int]], found: Sequence[Chars]) -> None:
    covered = frozenset[int]().union(*found)
    score.right["noise left alone"] += sum(i not in covered for start, end in noise for i in range(start, end))
    score.asked["noise left alone"] += sum(end - start for start, end in noise)


def _list_errors(score: Score, stem: str, missed: Iterable[GoldStatement], extra: Iterable[Statement]) -> None:
    score.errors += [f"{stem}: missed [{g.speaker}] {g.position}: {g.text[:SHORT_LIST]}" for g in missed]
    score.errors += [f"{stem}: extra {f.text[:SHORT_LIST]}" for f in extra]


def _score_figures(score: Score, stem: str, gold: Sequence[GoldFigure], found: Sequence[Figure]) -> None:
    """Count figures with the right bounds, then with the right qualifier too, then with what they count."""
    matched = match_one_to_one(
        [frozenset(range(g.start, g.end)) for g in gold], [frozenset(range(f.start, f.end)) for f in found], ANY
    )
    score.figure_of |= {f"{stem}:{gold[i].id}": found[j].id for i, j in matched.items()}
    spare = {i for i, g in enumerate(gold) if g.optional}
    value = [i for i, j in matched.items() if i not in spare and _same_value(gold[i], found[j])]
    qualified = [i for i in value if gold[i].qualifier == found[matched[i]].qualifier]
    counted = [i for i in qualified if _same_counted(gold[i], found[matched[i]])]
    for name, hits in (("value", value), ("qualifier", qualified), ("counted", counted)):
        score.count(f"figures: {name}", len(hits), len(found) - len(spare & matched.keys()), len(gold) - len(spare))


def _same_value(gold: GoldFigure, found: Figure) -> bool:
    def equal(a: float | None, b: float | None) -> bool:
        return a is b if a is None or b is None else abs(a - b) <= TOLERANCE * max(1.0, abs(a), abs(b))

    if gold.qualifier == "vague":
        return True
    return equal(gold.low, found.low) and (gold.high is None or equal(gold.high, found.high))


def _same_counted(gold: GoldFigure, found: Figure) -> bool:
    ours = {word.rstrip("s") for word in name_words(gold.counted or "")} - STOP_WORDS
    theirs = {word.rstrip("s") for word in name_words(found.counted.text if found.counted else "")} - STOP_WORDS
    return ours == theirs or 2 * len(ours & theirs) / (len(ours) + len(theirs)) >= LEAST
