"""The reviewed cue table: reporting verbs and phrases, with every inflected form and what each one takes.

Invariant: the table (`cues.csv`) lists lemmas only; forms are generated here, so a verb is right in all forms or in
none. Look-up costs the length of the longest phrase, whatever the size of the table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, cast, get_args

from onrecord.language.tables import read_table
from onrecord.model import Act, Position, Withheld

Form = Literal["base", "third", "past", "participle", "ing", "fixed"]
CueKind = Literal["verb", "fixed", "noun", "prep"]
VOWELS = frozenset("aeiou")
_FIXED: Form = "fixed"

_IRREGULAR: dict[str, tuple[str, str]] = {
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "know": ("knew", "known"),
    "feel": ("felt", "felt"),
    "find": ("found", "found"),
    "hold": ("held", "held"),
    "understand": ("understood", "understood"),
    "read": ("read", "read"),
    "give": ("gave", "given"),
    "make": ("made", "made"),
    "put": ("put", "put"),
    "swear": ("swore", "sworn"),
    "forecast": ("forecast", "forecast"),
    "go": ("went", "gone"),
    "begin": ("began", "begun"),
    "see": ("saw", "seen"),
    "show": ("showed", "shown"),
    "seek": ("sought", "sought"),
    "let": ("let", "let"),
    "speak": ("spoke", "spoken"),
    "hit": ("hit", "hit"),
    "shoot": ("shot", "shot"),
    "lead": ("led", "led"),
    "pay": ("paid", "paid"),
    "take": ("took", "taken"),
    "cast": ("cast", "cast"),
    "have": ("had", "had"),
    "be": ("was", "been"),
    "learn": ("learned", "learned"),
    "leave": ("left", "left"),
    "keep": ("kept", "kept"),
    "foresee": ("foresaw", "foreseen"),
    "undertake": ("undertook", "undertaken"),
}
"""Past and past participle of verbs that do not take -ed."""

_EXTRA_FORMS: dict[str, tuple[tuple[str, Form], ...]] = {
    "be": (("is", "third"), ("are", "past"), ("were", "past"), ("am", "past"), ("'s", "third")),
    "have": (("has", "third"),),
    "learn": (("learnt", "past"),),
    "label": (("labelled", "past"), ("labelling", "ing")),
    "signal": (("signalled", "past"), ("signalling", "ing")),
}
_DOUBLING = frozenset(
    {"beg", "admit", "commit", "plan", "ban", "quip", "slam", "chat", "brag", "dub", "sum", "infer", "sidestep"}
)
_DOUBLING_TAILS = ("mit", "fer", "bel", "rebut", "refer", "infer", "concur", "plan", "snap")
_NOT_DOUBLED = frozenset({"offer", "suffer", "differ", "label", "vomit"})


@dataclass(frozen=True, slots=True)
class CueEntry:
    """One line of the table.

    `takes` holds letters: c a clause or a quotation, also before the cue; o a noun phrase; i an infinitive; a an
    addressee before a clause or infinitive; m somebody and what he is called; x something "as" something; q nothing
    but a quotation; k a clause with "that"; d clause or noun, said by a document; v the speaker behind the cue; s the
    asked-for answer, or nothing; t as s, when negated only; z its subject; r questions that are referred; g words of
    speaking, or questions, that are avoided; h "silent"; n somebody or something "at" a number; p the speaker behind a
    preposition. `negated` is the position (and kind of withholding) of the negated cue, or null where the negated cue
    reports no statement. `traits`: `distance` (the reporter keeps a distance by it), `noun` (its
    base form and third person are nouns as well), `thought` (an attitude rather than speech), `clause` (reports nothing
    when a mere noun follows: "found a body"), `to` ("to" behind it names whom it was said to: "explained to Reyes").
    """

    phrase: str
    kind: CueKind
    takes: frozenset[str]
    position: Position
    withheld: Withheld | None
    act: Act
    negated: tuple[Position, Withheld | None] | None
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class CueMatch:
    """The entry found at some words, how many of them it spans, and the form of its verb."""

    entry: CueEntry
    length: int
    form: Form


@cache
def cue_table() -> tuple[CueEntry, ...]:
    """Return the entries of `cues.csv`, in the order of the file."""
    return tuple(_entry(row) for row in read_table("onrecord.language", "cues.csv"))


def match_cue(words: Sequence[str], at: int) -> CueMatch | None:
    """Return the longest cue that begins at `words[at]` (lower case, straight apostrophes), or None."""
    forms = _forms_by_first_word().get(words[at])
    if forms is None:
        return None
    for rest, match in forms:  # longest first
        if tuple(words[at + 1 : at + match.length]) == rest:
            return match
    return None


def match_noun(word: str) -> CueMatch | None:
    """Return the entry of a noun that stands for a report: `Norvia's |claim| that`, or None."""
    entry = _nouns().get(word)
    return None if entry is None else CueMatch(entry, 1, _FIXED)


@cache
def _nouns() -> dict[str, CueEntry]:
    return {entry.phrase: entry for entry in cue_table() if entry.kind == "noun"}


def inflect(verb: str) -> tuple[tuple[str, Form], ...]:
    """Return the forms of an English verb; past and participle are one entry where they are spelt alike."""
    past, participle = _IRREGULAR.get(verb) or (_regular_past(verb),) * 2
    forms: list[tuple[str, Form]] = [(past, "past"), (verb, "base"), (_third(verb), "third"), (_ing(verb), "ing")]
    if participle != past:
        forms.append((participle, "participle"))
    seen: dict[str, Form] = {}
    for word, form in [*forms, *_EXTRA_FORMS.get(verb, ())]:
        seen.setdefault(word, form)
    return tuple(seen.items())


@cache
def _forms_by_first_word() -> dict[str, list[tuple[tuple[str, ...], CueMatch]]]:
    table: dict[str, list[tuple[tuple[str, ...], CueMatch]]] = {}
    for entry in cue_table():
        if entry.kind == "noun":
            continue
        first, *rest = entry.phrase.split()
        forms = inflect(first) if entry.kind == "verb" else ((first, _FIXED),)
        for word, form in forms:
            match = CueMatch(entry, 1 + len(rest), form)
            table.setdefault(word, []).append((tuple(rest), match))
    for found in table.values():
        found.sort(key=lambda pair: -pair[1].length)
    return table


def _entry(row: dict[str, str]) -> CueEntry:
    position = row["position"] or "affirms"
    withheld = row["withheld"] or None
    if position not in get_args(Position) or (withheld is not None) != (position == "withholds"):
        raise ValueError(f"cues.csv: {row['phrase']}: position {position!r} beside withheld {withheld!r}")
    negated: tuple[Position, Withheld | None] | None = None
    if row["negated"]:
        stance, _, manner = row["negated"].partition(":")
        negated = (cast("Position", stance), cast("Withheld", manner) if manner else None)
    return CueEntry(
        phrase=row["phrase"],
        kind=cast("CueKind", row["kind"]),
        takes=frozenset(row["takes"]),
        position=cast("Position", position),
        withheld=cast("Withheld | None", withheld),
        act=cast("Act", row["act"] or "states"),
        negated=negated,
        traits=frozenset(row["traits"].split()),
    )


def _doubles(verb: str) -> bool:
    return verb in _DOUBLING or (verb.endswith(_DOUBLING_TAILS) and verb not in _NOT_DOUBLED)


def _regular_past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return verb + verb[-1] + "ed" if _doubles(verb) else verb + "ed"


def _third(verb: str) -> str:
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _ing(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "be")):
        return verb[:-1] + "ing"
    return verb + verb[-1] + "ing" if _doubles(verb) or verb in {"put", "let", "hit", "begin"} else verb + "ing"
