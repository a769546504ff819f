"""A person's judgements on who is whom: held against those before, kept, and the accounts made anew at once.

Invariant: no two judgements that stand contradict each other, also by way of third ones. A program killed between the
judgement and the accounts leaves these to the next build.
"""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from onrecord.errors import UsageError
from onrecord.model import Judgement
from onrecord.pipeline import assemble_case
from onrecord.query.judgements import find_member, judged_names
from onrecord.query.wording import word_for
from onrecord.review.judge import Judge, make_judgement, opened
from onrecord.store import CaseReader

Decision = Literal["same", "not_same", "unsure"]

DECISIONS: tuple[Decision, ...] = ("same", "not_same", "unsure")
"""Kinds of judgements on whether two are one."""

PAIR = 2


def judge_case(case: Path, decision: Decision, members: Sequence[str], judge: Judge) -> tuple[Judgement, ...]:
    """Keep that the members are one, are two, or may be either, and make the accounts anew.

    Args:
        case: the case.
        decision: what is judged.
        members: two ids or names of speakers, things or one page's mentions of them; several for `same`.
        judge: who judges.

    Returns:
        The judgements, each on a pair; one that stood before in the same words by the same person is given as it is.

    Raises:
        InputError: there is no such case.
        UsageError: a member is nobody's or several's, two members are the same, or another judgement contradicts.
        CaseError: the case cannot be read.
        StorageError: the case cannot be written, or another program is writing it.
    """
    if len(members) != PAIR and (decision != "same" or len(members) < PAIR):
        number = "two or more" if decision == "same" else "two"
        raise UsageError(f"{word_for('judgement', decision)}: name {number} of whom you judge, by id or name")
    with opened(case) as (writer, reader):
        first, *others = (find_member(reader, member) for member in members)
        before = writer.judgements()
        standing = {each.id: each for each in before if each.kind in DECISIONS and not each.undone}
        judged = []
        for other, typed in zip(others, members[1:], strict=True):
            if other == first:
                raise UsageError(f"“{members[0]}” and “{typed}” are the same mentions: {first}")
            judgement = _judgement(decision, first, other, judge)
            known = standing.get(judgement.id, judgement)
            known = next((each for each in standing.values() if _says_the_same(each, judgement)), known)
            _refuse_contradiction(reader, known, standing.values())
            standing[known.id] = known
            judged.append(known)
        if any(each.undone and each.id in standing for each in before):
            raise UsageError("this was judged and undone this very second: judge again")
        writer.add_judgement(*judged)
        assemble_case(writer)
    return tuple(judged)


def undo_judgement(case: Path, judgement: str, judge: Judge, *, at_once: bool = True) -> Judgement:
    """Take a judgement back and make the accounts anew; return the judgement that says so.

    `at_once`: make the accounts anew now; else what does so next makes them.

    Raises:
        InputError: there is no such case.
        UsageError: there is no such judgement, or it is no longer one that can be undone.
        CaseError: the case cannot be read.
        StorageError: the case cannot be written, or another program is writing it.
    """
    with opened(case, assembled=at_once) as (writer, _):
        undo = writer.undo_judgement(judgement, judge.by, judge.at, judge.note)
        if at_once:
            assemble_case(writer)
    return undo


def _judgement(decision: Decision, one: str, other: str, judge: Judge) -> Judgement:
    on, value = sorted((one, other))
    return make_judgement(decision, on, value, judge)


def _says_the_same(one: Judgement, other: Judgement) -> bool:
    return (one.on, one.kind, one.value, one.by, one.note) == (other.on, other.kind, other.value, other.by, other.note)


def _refuse_contradiction(reader: CaseReader, judgement: Judgement, standing: Iterable[Judgement]) -> None:
    against = find_contradiction(judgement, standing)
    if not against:
        return
    names = judged_names(reader, against)
    said = "; ".join(
        f"{each.id}: “{names[each.on]}” and “{names[each.value]}” are judged {word_for('judgement', each.kind)} "
        f"by {each.by}, {each.at}"
        for each in against
    )
    first = "undo that first" if len(against) == 1 else "undo of these what is wrong first"
    raise UsageError(f"judgements that stand say otherwise, {first}: {said}")


def find_contradiction(judgement: Judgement, standing: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return judgements of which one has to be undone before this one can stand; none where it can.

    Whoever is the same as the same is the same: so a judgement may contradict several together.
    """
    kept = list(standing)
    same_as = _neighbours(each for each in kept if each.kind == "same")
    ones, others = _reach(same_as, judgement.on), _reach(same_as, judgement.value)
    if judgement.kind != "same" and judgement.value in ones:
        return tuple(ones[judgement.value])
    across = (
        each
        for each in kept
        if each.kind not in ("same", judgement.kind)
        and ((each.on in ones and each.value in others) or (each.on in others and each.value in ones))
    )
    return tuple(across)


def _neighbours(judgements: Iterable[Judgement]) -> Mapping[str, list[tuple[str, Judgement]]]:
    found: dict[str, list[tuple[str, Judgement]]] = {}
    for each in judgements:
        found.setdefault(each.on, []).append((each.value, each))
        found.setdefault(each.value, []).append((each.on, each))
    return found


def _reach(same_as: Mapping[str, list[tuple[str, Judgement]]], start: str) -> dict[str, tuple[Judgement, ...]]:
    """Return everybody who is judged the same as the start, each with the judgements that lead there."""
    ways: dict[str, tuple[Judgement, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there, judgement in same_as.get(here, ()):
            if there not in ways:
                ways[there] = (*ways[here], judgement)
                waiting.append(there)
    return ways
