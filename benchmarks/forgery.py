"""Measures whether forged lines pass as said, and whether true ones are refused.

    python -m benchmarks.forgery                 the bundled sample
    python -m benchmarks.forgery --data DIR      also the gold folders below DIR, each as one case
    python -m benchmarks.forgery --peer          also LangExtract's aligner (default, and exact only), if installed

Every statement of a case is claimed as it stands, cut honestly (a sentence of several; words off an end, none of which
bears on the rest), and forged in stated kinds, each a small change that makes it false. Statements are halved by a hash
of their id: rules are written against dev, the test half is reported beside it. A forgery is accepted where the check
answers `exact` or `cut`; a true line is refused where it answers anything else.

Beside it stands a plain fuzzy match: a line passes where some statement of the named speaker has 90 % of it (rapidfuzz,
`partial_ratio`).

Invariant: the same statements give the same lines.
"""

import argparse
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz

from benchmarks.floors import add_floor_options, gate
from benchmarks.quality import gold_folders
from onrecord.assemble.content_words import synonyms
from onrecord.audit.drafts import Claim, Judge
from onrecord.language.calendar import month_numbers, weekday_numbers
from onrecord.model import Speaker, Statement
from onrecord.pipeline import build_case
from onrecord.sample import sample_pages
from onrecord.store import CaseReader

FUZZY = 90
ACCEPTED = ("exact", "cut")
TRUE_KINDS = ("whole", "honest cut")
HALVES = ("dev", "test")
LEAST_WORDS = 5
"""Shorter statements give no forgeries: half of "no comment" is nobody's."""

MONTHS = tuple(name.capitalize() for name in month_numbers() if len(name) > 4)
WEEKDAYS = tuple(name.capitalize() for name in weekday_numbers())
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty")
QUALIFIERS = {
    "more than": "fewer than",
    "fewer than": "more than",
    "less than": "more than",
    "at least": "at most",
    "about": "exactly",
    "some": "all",
    "up to": "more than",
    "nearly": "over",
    "almost": "over",
    "over": "under",
    "most": "all",
    "many": "all",
}
HEDGES = {
    **dict.fromkeys(("may", "might", "could", "would"), "will"),
    **dict.fromkeys(("allegedly", "reportedly", "perhaps", "possibly", "probably", "apparently", "likely"), ""),
    **dict.fromkeys(("alleged", "suspected", "possible", "so-called"), ""),
}
BEARING = re.compile(
    r"\b(?:no|not|never|nor|neither|none|nothing|without|if|unless|until|whether|except|only|may|might|could|would|should|"
    r"perhaps|likely|alleged\w*|reported\w*|said|says|told|claim\w*|accord\w*|believe\w*|think\w*|about|around|some|"
    r"nearly|almost|over|more|less|least|most|up|deni\w*|deny\w*|refus\w*|reject\w*|doubt\w*|false|wrong|"
    r"seem\w*|appear\w*|tr(?:y|ies|ied|ying)|hope\w*|suggest\w*|argu\w*|suspect\w*|accus\w*|possib\w*|probab\w*|"
    r"once|just|provided|depend\w*|fail\w*|unable|stop\w*|avoid\w*|prevent\w*|instead|lack\w*|cannot)\b|n['’]t\b|[?\d]",
    re.IGNORECASE,
)
"""Words that an honest cut leaves where they are."""

AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|will|has|have|had|can|could|would|should|did|does|do|must|may)\b(?! not\b)"
)
NEGATION = re.compile(r"\b(?:not|never|no) |(?<=[a-z])n['’]t\b|\bnobody\b", re.IGNORECASE)
NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*")


class Line(NamedTuple):
    """A claimed line: whose, its words, of which kind, from which half; `true` where nothing was forged."""

    kind: str
    half: str
    claim: Claim
    true: bool


class Facts(NamedTuple):
    """What forgeries of a case take from elsewhere in it."""

    statements: Sequence[Statement]
    names: Mapping[str, str]
    inside: Sequence[str]


def make_lines(statements: Sequence[Statement], names: Mapping[str, str]) -> list[Line]:
    """Return the true lines and the forgeries of a case; `names` are its speakers' by id."""
    known = [each for each in statements if each.speakers]
    inside = sorted({name.group() for each in known for name in NAME.finditer(each.text)})
    facts = Facts(known, names, inside)
    lines: list[Line] = []
    for place, statement in enumerate(known):
        half = "test" if sha256(statement.id.encode()).digest()[0] % 2 else "dev"
        claim = Claim(text=statement.text, speaker=names[statement.speakers[0]], position=statement.position)
        lines.append(Line("whole", half, claim, True))
        lines.extend(Line("honest cut", half, _saying(claim, text), True) for text in _honest_cuts(statement.text))
        if len(statement.text.split()) < LEAST_WORDS:
            continue
        whole = _plain(statement.text)
        others = [said for each in known if whole not in (said := _plain(each.text))]
        for kind, forge in FORGERIES.items():
            forged = [text for text in dict.fromkeys(forge(statement.text, facts, place)) if _is_new(text, others)]
            lines.extend(Line(kind, half, _saying(claim, text), False) for text in forged)
        lines.extend(
            Line("speaker", half, swapped, False) for swapped in _other_speakers(claim, statement, facts, place)
        )
    return lines


def _saying(claim: Claim, text: str) -> Claim:
    return Claim(text=text, speaker=claim.speaker, position=claim.position)


def _is_new(text: str, others: Sequence[str]) -> bool:
    """Whether no other statement has it: what somebody says elsewhere is no forgery."""
    plain = _plain(text)
    return bool(plain) and not any(plain in said for said in others)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


def _honest_cuts(text: str) -> Iterator[str]:
    sentences = re.findall(r"[^.!?…]{20,}[.!?](?=\s|$)", text)
    if len(sentences) > 1 and "…" not in text:
        yield sentences[0].strip()
    words = text.split()
    if len(words) >= 10 and not any(mark in text for mark in '.!?…;:“”"()'):
        head, tail = words[: len(words) // 4], words[-(len(words) // 4) :]
        if not BEARING.search(" ".join(tail)):
            yield " ".join(words[: -len(tail)]).rstrip(",")
        if not BEARING.search(" ".join(head)) and not BEARING.match(words[len(head)]):
            yield " ".join(words[len(head) :])


Forgery = Callable[[str, Facts, int], Iterator[str]]


def _numbers(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    for found in re.finditer(r"\d(?=\D|$)", text):
        yield text[: found.start()] + str((int(found.group()) + 3) % 10) + text[found.end() :]
    for found in re.finditer(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", text):
        at = NUMBER_WORDS.index(found.group())
        yield text[: found.start()] + NUMBER_WORDS[(at + 3) % len(NUMBER_WORDS)] + text[found.end() :]


def _negations_dropped(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    for found in NEGATION.finditer(text):
        yield text[: found.start()] + text[found.end() :]
        # Cut off what denies: "there is no |evidence of this|".
        yield text[found.end() :].strip()


def _negations_added(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    for found in AUXILIARY.finditer(text):
        yield f"{text[: found.end()]} not{text[found.end() :]}"


def _dates(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    months = "|".join(MONTHS)
    for found in re.finditer(
        rf"(?<=\b)(\d{{1,2}})(?= (?:{months})\b)|(?<=(?:{'|'.join(m[:3] for m in MONTHS)}). )\d{{1,2}}\b", text
    ):
        yield text[: found.start()] + str(int(found.group()) % 27 + 1) + text[found.end() :]
    for found in re.finditer(r"\b(?:19|20)\d\d\b", text):
        yield text[: found.start()] + str(int(found.group()) - 1) + text[found.end() :]


def _months(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    for names in (MONTHS, WEEKDAYS):
        for found in re.finditer(rf"\b(?:{'|'.join(names)})\b", text):
            yield text[: found.start()] + names[(names.index(found.group()) + 2) % len(names)] + text[found.end() :]


def _tails(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    yield f"{text.rstrip('.,;')} and more will follow within days"
    yield f"{text.rstrip('.,;')}, as everybody knows"


def _merged(text: str, facts: Facts, place: int) -> Iterator[str]:
    own = facts.statements[place]
    later = [each for each in facts.statements[place + 1 :] if not _share_most_words(each.text, text)]
    others = [each for each in later if set(each.speakers) & set(own.speakers)]
    for other in (others or later)[:1]:
        first, second = text.split(), other.text.split()
        merged = first[: len(first) // 2], second[len(second) // 2 :]
        yield " ".join((*merged[0], *merged[1]))
        yield " ".join((*merged[0], "…", *merged[1]))


def _share_most_words(one: str, other: str) -> bool:
    """Whether halves of the two may stand in one of them: they are one sentence, told twice."""
    first, second = set(_plain(one).split()), set(_plain(other).split())
    return 2 * len(first & second) >= min(len(first), len(second))


def _replaced(text: str, table: Mapping[str, str]) -> Iterator[str]:
    for words, other in table.items():
        for found in re.finditer(rf"\b{words}\b", text):
            yield re.sub(r"  +", " ", text[: found.start()] + other + text[found.end() :])


def _qualifiers(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    yield from _replaced(text, QUALIFIERS)
    for found in re.finditer(r"\b(?:more than|at least|up to|about|nearly|almost|around|fewer than) (?=\d)", text):
        yield text[: found.start()] + text[found.end() :]
        yield text[found.end() :]


def _hedges(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    yield from _replaced(text, HEDGES)


def _conditions(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    for found in re.finditer(r",? \b(?:if|unless|until|provided|as long as)\b", text):
        yield text[: found.start()]


def _names_inside(text: str, facts: Facts, place: int) -> Iterator[str]:
    for number, found in enumerate(NAME.finditer(text)):
        others = [name for name in facts.inside if name not in text]
        if others:
            yield text[: found.start()] + others[(place + number) % len(others)] + text[found.end() :]


def _translated(text: str, _facts: Facts, _place: int) -> Iterator[str]:
    """Yield the text as another translator would have it: a word of the same sense in the place of the first known."""
    senses: dict[str, list[str]] = defaultdict(list)
    for word, sense in synonyms().items():
        senses[sense].append(word)
    for found in re.finditer(r"\b[a-z]{4,}\b", text):
        others = [word for word in senses.get(synonyms().get(found.group(), ""), []) if word != found.group()]
        if others:
            yield text[: found.start()] + others[0] + text[found.end() :]
            return
    halves = text.split(", ")
    if len(halves) == 2:
        yield f"{halves[1]}, {halves[0]}"


def _letters(text: str, _facts: Facts, place: int) -> Iterator[str]:
    letters = [at for at, sign in enumerate(text) if sign.isalpha() and sign.islower()]
    if letters:
        at = letters[(7 * place + 3) % len(letters)]
        yield text[:at] + chr((ord(text[at]) - ord("a") + 7) % 26 + ord("a")) + text[at + 1 :]


FORGERIES: Mapping[str, Forgery] = {
    "number": _numbers,
    "negation dropped": _negations_dropped,
    "negation added": _negations_added,
    "date": _dates,
    "month or weekday": _months,
    "invented tail": _tails,
    "merged halves": _merged,
    "qualifier": _qualifiers,
    "hedge dropped": _hedges,
    "condition dropped": _conditions,
    "name inside": _names_inside,
    "translated": _translated,
    "one letter": _letters,
}


def _other_speakers(claim: Claim, statement: Statement, facts: Facts, place: int) -> Iterator[Claim]:
    plain = _plain(statement.text)
    saying = {speaker for each in facts.statements if plain in _plain(each.text) for speaker in each.speakers}
    own = {word for speaker in saying for word in _plain(facts.names[speaker]).split()}
    # Another body of the same name, or a namesake, may be the same: the benchmark swaps those who share no word.
    others = [name for speaker, name in sorted(facts.names.items()) if not own & set(_plain(name).split())]
    if others:
        yield Claim(text=claim.text, speaker=others[place % len(others)], position=claim.position)


def passes_fuzzily(claim: Claim, said: Sequence[str]) -> bool:
    """Whether a plain fuzzy match finds the line among what its speaker said."""
    return any(fuzz.partial_ratio(claim.text, text) >= FUZZY for text in said)


def langextract_passes(claim: Claim, said: Sequence[str], *, exact_only: bool) -> bool:
    """Whether LangExtract's aligner grounds the line in what its speaker said."""
    from langextract import resolver  # noqa: PLC0415 - a peer that is no dependency
    from langextract.core import data  # noqa: PLC0415

    source = "\n\n".join(said)
    extraction = data.Extraction(extraction_class="statement", extraction_text=claim.text)
    aligned = resolver.WordAligner().align_extractions([[extraction]], source, enable_fuzzy_alignment=not exact_only)
    found = aligned[0][0].alignment_status
    return found is not None and (not exact_only or found == data.AlignmentStatus.MATCH_EXACT)


Passes = Callable[[Claim], bool]
Passed = Mapping[tuple[str, str], Counter[str]]
"""By kind and half how many lines there are and how many pass."""


def count(lines: Sequence[Line], passes: Passes, passed: dict[tuple[str, str], Counter[str]]) -> None:
    """Add for each kind and half how many lines there are and how many pass."""
    for line in lines:
        tally = passed[line.kind, line.half]
        tally["lines"] += 1
        tally["passed"] += passes(line.claim)


def measure(cases: Sequence[Path], *, peer: bool) -> dict[str, Passed]:
    """Return by method, kind and half how many lines there are and how many pass."""
    passed: dict[str, dict[tuple[str, str], Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for pages in cases:
        with tempfile.TemporaryDirectory() as scratch:
            build_case([pages], Path(scratch, "case.db"))
            with CaseReader(Path(scratch, "case.db")) as reader:
                names = {speaker.id: speaker.name for speaker in reader.records(Speaker)}
                statements = list(reader.records(Statement))
                lines = make_lines(statements, names)
                for method, passes in methods(reader, statements, names, peer=peer).items():
                    count(lines, passes, passed[method])
    return {method: dict(found) for method, found in passed.items()}


def methods(
    reader: CaseReader, statements: Sequence[Statement], names: Mapping[str, str], *, peer: bool
) -> dict[str, Passes]:
    """Return the ways of letting a line pass, by name."""
    said: dict[str | None, list[str]] = defaultdict(list)
    for statement in statements:
        for speaker in statement.speakers:
            said[names[speaker]].append(statement.text)
    judge = Judge(reader)
    ways: dict[str, Passes] = {
        "onrecord": lambda claim: judge.check(claim).verdict in ACCEPTED,
        f"fuzzy match at {FUZZY} %": lambda claim: passes_fuzzily(claim, said[claim.speaker]),
    }
    if peer:
        ways["LangExtract"] = lambda claim: langextract_passes(claim, said[claim.speaker], exact_only=False)
        ways["LangExtract, exact only"] = lambda claim: langextract_passes(claim, said[claim.speaker], exact_only=True)
    return ways


def rates(found: Passed, half: str) -> dict[str, float]:
    """Return the shares of a half's forgeries that are refused and of its true lines that pass, in per cent."""
    tallies = {true: Counter[str]() for true in (False, True)}
    for (kind, of), tally in found.items():
        if of == half:
            tallies[kind in TRUE_KINDS].update(tally)
    forged, true = tallies[False], tallies[True]
    return {
        "forgeries refused": 100 * (1 - forged["passed"] / max(forged["lines"], 1)),
        "true lines accepted": 100 * true["passed"] / max(true["lines"], 1),
    }


def print_passed(method: str, found: Passed) -> None:
    """Print how many lines of each kind and half pass."""
    print(method)
    for kind, half in sorted(found, key=lambda key: (key[0] not in TRUE_KINDS, key)):
        tally = found[kind, half]
        print(f"  {kind:<18} {half:<5} {tally['passed']:>5} of {tally['lines']:>5} pass")
    for half in HALVES:
        shown = "  ".join(f"{name} {value:.2f} %" for name, value in rates(found, half).items())
        print(f"  {half}: {shown}")


def main() -> int:
    """Run the command; return its exit code: 1 where a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folders of gold below it are cases too")
    parser.add_argument("--peer", action="store_true", help="also measure LangExtract's aligner")
    add_floor_options(parser)
    options = parser.parse_args()
    with sample_pages() as pages:
        folders = gold_folders(options.data) if options.data else []
        passed = measure([pages, *folders], peer=options.peer)
    for method, found in passed.items():
        print_passed(method, found)
    ours = passed["onrecord"]
    figures = {f"{half}: {name}": round(rate, 1) for half in HALVES for name, rate in rates(ours, half).items()}
    name = f"forgeries, sample and {len(folders)} folders" if folders else "forgeries, sample"
    return 0 if gate(name, [Path(__file__), *folders], figures, options) else 1


if __name__ == "__main__":
    sys.exit(main())
