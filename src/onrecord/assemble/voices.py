"""Turns what linking found into an answer to one question: may two statements come from the same mouth?

Invariant: the answer is symmetric, and two persons with different ids never share a voice.
"""

from collections import Counter
from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Literal

from onrecord.assemble.content_words import stop_words
from onrecord.assemble.grouping import number_equal
from onrecord.language.fold import fold
from onrecord.language.shingles import find_words
from onrecord.language.states import find_state
from onrecord.language.tables import read_table
from onrecord.model import Linked, Record, Speaker, SpeakerType, Statement

Voice = Literal["same", "near", "unknown", "other"]
House = frozenset[str]

LEAST_SHARED = 0.6
"""Two descriptions name one house from this share of common words on ("the German foreign ministry", "a foreign
ministry spokesman in Berlin")."""

MOST_HOUSES = 6

LEAST_NAME = 2
"""Bodies go by one name from so many words on: "the ministry" alone may be any."""

PEOPLE_ENDINGS, LEAST_LAND = ("ian", "an", "ia", "a"), 4
"""A land's name and its people's compare without these endings, where so many letters are left."""


TEXTS_KEPT = 1 << 18
"""Names and roles whose words are remembered: copies of an article bring the same ones again and again."""


class Profile(Record, frozen=True, kw_only=True):
    """A speaker with the houses that it speaks for; `speaks` where it is described as somebody who does so.

    `described` are the words of the name, `roles` those of each role, as far as two speakers are compared by them.
    """

    speaker: Speaker
    houses: tuple[House, ...]
    speaks: bool
    described: House
    roles: frozenset[House]


@cache
def _words(kind: str) -> frozenset[str]:
    """Return the words that make a description one of somebody who speaks for a house (`speaking_words.csv`)."""
    rows = read_table("onrecord.assemble", "speaking_words.csv")
    return frozenset(row["word"] for row in rows if row["kind"] == kind)


class Voices:
    """The speakers of a case, asked two statements at a time."""

    def __init__(self, linked: Linked) -> None:
        self._profiles = {speaker.id: _profile(speaker) for speaker in linked.speakers}
        self._houses = {
            speaker: (speaker, *(" ".join(sorted(house)) for house in profile.houses))
            for speaker, profile in self._profiles.items()
        }
        chains = Counter(linked.speaker_of.values())
        kinds = (_kind(profile) if chains[speaker] == 1 else speaker for speaker, profile in self._profiles.items())
        self._kinds = dict(zip(self._profiles, number_equal(kinds), strict=True))

    def compare(self, one: Statement, other: Statement) -> Voice:
        """Return how the speakers of two statements relate.

        `near`: a body and somebody who speaks for it ("the ministry", "a ministry spokesman"), two who do so of whom
        at most one has a name, or two bodies of one name that linking kept apart. `unknown`: a speaker is missing, or
        is a crowd without a house ("witnesses") or a body that goes by as little as another ("the court").
        """
        found = {self._compare_speakers(a, b) for a in one.speakers for b in other.speakers}
        return next((voice for voice in ("same", "near", "unknown", "other") if voice in found), "unknown")

    def houses(self, statement: Statement) -> tuple[str, ...]:
        """Return the houses that the statement's speakers speak for, each as its words, or the speaker's id."""
        return tuple(house for speaker in statement.speakers for house in self._houses.get(speaker, (speaker,)))

    def traces(self, statement: Statement) -> frozenset[str] | None:
        """Return what two statements of one mouth, or of one house, have in common some of; None of a vague one.

        Without anything in common `compare` says that the speakers are others, at much more cost.
        """
        if self.is_vague(statement):
            return None
        found: set[str] = set(statement.speakers)
        for speaker in statement.speakers:
            profile = self._profiles[speaker]
            found.update(*profile.houses, (f"= {fold(profile.speaker.name)}",))
        return frozenset(found)

    def kinds(self, statement: Statement) -> tuple[Hashable, ...]:
        """Return what stands for the statement's speakers when two of different pages are compared.

        A speaker of one chain never speaks on another page, so there all that it is compared by stands for it: copies
        of an article bring a new "officials in Oxby" each.
        """
        return tuple(self._kinds.get(speaker, speaker) for speaker in statement.speakers)

    def is_vague(self, statement: Statement) -> bool:
        """Whether nobody, or nobody in particular, is among the speakers."""
        profiles = [self._profiles.get(speaker) for speaker in statement.speakers]
        return not profiles or any(profile is None or _is_crowd(profile) for profile in profiles)

    def types(self, statement: Statement) -> set[SpeakerType]:
        """Return of which types the statement's speakers are."""
        return {self._profiles[speaker].speaker.type for speaker in statement.speakers if speaker in self._profiles}

    def is_named(self, statement: Statement, text: str) -> bool:
        """Whether a text names a speaker of the statement, or whom he speaks for ("the South Korean claims")."""
        words = _words_of_names(text)
        profiles = [self._profiles[speaker] for speaker in statement.speakers if speaker in self._profiles]
        return any(name <= words for profile in profiles for name in _called(profile))

    def opposed(self, one: Statement, other: Statement) -> bool:
        """Whether both speakers are known and neither is, or speaks for, the other; no "it" is a person."""
        if (_is_thing(one) and self._are_persons(other)) or (_is_thing(other) and self._are_persons(one)):
            return True
        if not one.speakers or not other.speakers or set(one.speakers) & set(other.speakers):
            return False
        described = any(self._may_describe(a, b) for a in one.speakers for b in other.speakers)
        return not described and self.compare(one, other) in ("other", "unknown")

    def _are_persons(self, statement: Statement) -> bool:
        profiles = [self._profiles.get(speaker) for speaker in statement.speakers]
        return bool(profiles) and all(found is not None and found.speaker.type == "person" for found in profiles)

    def _may_describe(self, a: str, b: str) -> bool:
        """Whether one speaker without a name may be the other one by its role: "the minister" and a minister."""
        one, other = self._profiles.get(a), self._profiles.get(b)
        if one is None or other is None:
            return False
        return _describes(one, other) or _describes(other, one) or _go_by_one_name(one, other)

    def _compare_speakers(self, a: str, b: str) -> Voice:
        one, other = self._profiles.get(a), self._profiles.get(b)
        if one is None or other is None or _is_crowd(one) or _is_crowd(other):
            return "unknown"
        if a == b:
            return "same"
        if _same_body(one, other) or (_may_share(one, other) and _one_house(one, other)):
            return "near"
        return "unknown" if _namesakes(one, other) else "other"


def _profile(speaker: Speaker) -> Profile:
    texts = [speaker.name, *(alias.text for alias in speaker.aliases)]
    if speaker.type == "person":
        texts = [role.text for role in speaker.roles]
    described = [_describe(text) for text in dict.fromkeys(texts)]
    houses = [house for house, _ in described]
    # Beside a described house ("a diplomatic source in Berlin") the state alone would join all who speak for it.
    if speaker.of is not None and (speaker.type == "person" or not any(houses)):
        houses.append(_describe(speaker.of)[0])
    return Profile(
        speaker=speaker,
        houses=tuple(dict.fromkeys(house for house in houses if house))[:MOST_HOUSES],
        speaks=any(speaks for _, speaks in described),
        described=_name_words(speaker.name) if speaker.type == "unnamed" else frozenset(),
        roles=frozenset(_name_words(role.text) for role in speaker.roles) if speaker.type == "person" else frozenset(),
    )


@lru_cache(TEXTS_KEPT)
def _describe(text: str) -> tuple[House, bool]:
    """Return the words of a description that name a house, countries under one name, and whether it speaks for it."""
    words = [word.text.removesuffix("'s") for word in find_words(text)]
    idle = _words("speaks") | _words("office") | _words("plain")
    return _name_words(text) - idle, not _words("speaks").isdisjoint(words)


@lru_cache(TEXTS_KEPT)
def _name_words(text: str) -> House:
    """Return the words of a name or description without those of grammar, a country and its people under one name."""
    found: set[str] = set()
    for word in find_words(text):
        written = text[word.start : word.end].removesuffix("'s").removesuffix("’s")
        state = find_state(written)
        if state is not None:
            found.add(fold(state.name))
        elif word.text.removesuffix("'s") not in stop_words():
            found.add(_without_people(fold(written)) if written[0].isupper() else fold(written))
    return frozenset(found)


@lru_cache(TEXTS_KEPT)
def _words_of_names(text: str) -> House:
    """Return the words of a text by which somebody is named: those with a capital, and each word of a state's name."""
    found: set[str] = set()
    for word in find_words(text):
        written = text[word.start : word.end].removesuffix("'s").removesuffix("’s")
        if written[:1].isupper():
            state = find_state(written)
            found.update(map(_without_people, [fold(written)] if state is None else fold(state.name).split()))
    return frozenset(found)


def _called(profile: Profile) -> tuple[House, ...]:
    """Return the names by which a text may call a speaker or whom he speaks for, each as its words."""
    names = [_words_of_names(profile.speaker.name), *(_words_of_names(role) for role in _states(profile))]
    if profile.speaker.type == "person":
        names.append(_words_of_names(profile.speaker.name.split()[-1]))
    return tuple(name for name in names if name)


def _states(profile: Profile) -> list[str]:
    return [] if profile.speaker.of is None else [profile.speaker.of]


def _without_people(word: str) -> str:
    """Return the name of a land for its people where the ending tells ("Almerian", "Almeria")."""
    if word in _words("speaks") | _words("office"):
        return word
    for ending in PEOPLE_ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_LAND:
            return word.removesuffix(ending)
    return word


def _kind(profile: Profile) -> Hashable:
    """Return all that a voice is compared by, but for who it is."""
    speaker = profile.speaker
    called = None if speaker.type == "person" else fold(speaker.name)
    return speaker.type, speaker.of, called, profile.houses, profile.speaks, profile.described, profile.roles


def _is_thing(statement: Statement) -> bool:
    """Whether a speaker who is not known is called "it"."""
    return not statement.speakers and statement.source is not None and statement.source.text.lower() == "it"


def _describes(unnamed: Profile, person: Profile) -> bool:
    """Whether a description without a name consists of words of one of the person's roles."""
    return bool(unnamed.described) and any(unnamed.described <= role for role in person.roles)


def _go_by_one_name(one: Profile, other: Profile) -> bool:
    """Whether one speaker without a name of a person goes by words of the other's ("the site", "a travel site")."""
    if "person" in (one.speaker.type, other.speaker.type):
        return False
    ours, theirs = _name_words(one.speaker.name), _name_words(other.speaker.name)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


def _is_crowd(profile: Profile) -> bool:
    return profile.speaker.type == "unnamed" and not (profile.speaks and profile.houses)


def _may_share(one: Profile, other: Profile) -> bool:
    """Whether the two kinds of speaker may share a voice: a body and its people, or people who speak for one."""
    people = [profile for profile in (one, other) if profile.speaker.type in ("person", "unnamed")]
    if len(people) == 1:
        return True
    return len(people) > 1 and one.speaks and other.speaks and "unnamed" in (one.speaker.type, other.speaker.type)


def _same_body(one: Profile, other: Profile) -> bool:
    """Whether two bodies go by one name that linking kept apart, for want of a country ("the interior ministry")."""
    kinds, of = {one.speaker.type, other.speaker.type}, {one.speaker.of, other.speaker.of} - {None}
    if not kinds <= {"state", "organisation"} or len(of) > 1:
        return False
    pairs = [sorted((a, b), key=len) for a in one.houses for b in other.houses]
    return any(len(shorter) >= LEAST_NAME and shorter <= longer for shorter, longer in pairs)


def _namesakes(one: Profile, other: Profile) -> bool:
    """Whether nothing but their pages tells two bodies apart."""
    kinds, of = {one.speaker.type, other.speaker.type}, {one.speaker.of, other.speaker.of} - {None}
    return kinds <= {"state", "organisation"} and len(of) <= 1 and fold(one.speaker.name) == fold(other.speaker.name)


def _one_house(one: Profile, other: Profile) -> bool:
    return any(len(a & b) >= LEAST_SHARED * len(a | b) for a in one.houses for b in other.houses)
