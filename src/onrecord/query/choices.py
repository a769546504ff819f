"""What a person can choose from who corrects something, each with the words of the screen.

Invariant: what can be chosen is what a record can hold.
"""

from typing import get_args

from onrecord.assemble.judged import NOT_TAKEN
from onrecord.model import STANCES, Qualifier, Record, Relation, Role
from onrecord.query.judged_words import stance_words
from onrecord.query.wording import word_for


class Choice(Record, frozen=True, kw_only=True):
    """Something that can be chosen: its id, its words, and whether it holds now."""

    id: str
    words: str
    chosen: bool = False


def stance_choices(chosen: str = "") -> tuple[Choice, ...]:
    """Return the positions, and the ways of withholding."""
    return tuple(Choice(id=each, words=stance_words(each), chosen=each == chosen) for each in STANCES)


def role_choices() -> tuple[Choice, ...]:
    """Return what a line of a page can be."""
    return tuple(Choice(id=each, words=word_for("role", each)) for each in get_args(Role))


def relation_choices() -> tuple[Choice, ...]:
    """Return how a page can take its matter from another one, or that it does not."""
    taken = tuple(Choice(id=each, words=word_for("relation", each)) for each in get_args(Relation))
    return (*taken, Choice(id=NOT_TAKEN, words="took nothing from"))


def qualifier_choices() -> tuple[Choice, ...]:
    """Return how a number can be meant."""
    return tuple(Choice(id=each, words=word_for("qualifier", each)) for each in get_args(Qualifier))
