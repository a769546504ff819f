"""`onrecord review`: record, list and undo human judgements."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from onrecord.cli.console import print_json, say
from onrecord.cli.show import print_listing
from onrecord.errors import UsageError
from onrecord.model import Judgement
from onrecord.query.judgements import find_thing, judged_names, judgement_lines
from onrecord.query.links import member_lines
from onrecord.query.wording import word_for
from onrecord.review import Decision, Judge, judge_case, undo_judgement
from onrecord.store import CaseReader

DECISIONS: dict[str, Decision] = {"same": "same", "not-same": "not_same", "unsure": "unsure"}

JUDGEMENT_COLUMNS = {
    "judgement": "id", "one": "one", "is": "label", "other": "other", "by": "by", "at": "at", "note": "note",
    "undone": "undone", "id of one": "one_id", "id of other": "other_id",
}  # fmt: skip
MEMBER_COLUMNS = {"id": "id", "name": "name", "page": "page"}


def review(
    case: Path,
    action: Literal["same", "not-same", "unsure", "list", "undo", "members"],
    /,
    *ids: str,
    by: str | None = None,
    note: str | None = None,
    json: bool = False,
) -> int:
    """Record, list and undo human judgements: they override the program, and every build keeps them.

    Parameters
    ----------
    case:
        The case file.
    action:
        same, not-same and unsure judge whether two are one (same takes several, too). list lists the judgements, undo
        takes one back. members lists the ids of a speaker's mentions, page by page, to judge by.
    ids:
        Whom it is about: the id of a speaker or thing, the id at an end of a link (`show CASE links`) or of a member,
        or a name that one alone has. For undo, the id of a judgement.
    by:
        Who judges; by default the name of your login.
    note:
        What you have to say about it.
    json:
        Print the judgements, or the lines, as JSON.
    """  # noqa: D405, D411 - an option called note, no section
    if action == "list":
        _need(action, ids, 0)
        with CaseReader(case) as reader:
            print_listing("judgements", JUDGEMENT_COLUMNS, judgement_lines(reader), json=json)
    elif action == "members":
        _need(action, ids, 1)
        with CaseReader(case) as reader:
            print_listing("members", MEMBER_COLUMNS, member_lines(reader, find_thing(reader, ids[0])), json=json)
    else:
        judge = Judge(by=by or _login(), at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), note=note)
        if action == "undo":
            _need(action, ids, 1)
            judgements = [undo_judgement(case, ids[0], judge)]
        else:
            judgements = list(judge_case(case, DECISIONS[action], ids, judge))
        _print(case, judgements, json=json)
    return 0


def _need(action: str, ids: tuple[str, ...], number: int) -> None:
    if len(ids) != number:
        raise UsageError(f"review {action} takes {'one id' if number else 'no id'}, not {len(ids)}")


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError) as error:
        raise UsageError("who judges? say --by NAME: your login has none") from error


def _print(case: Path, judgements: list[Judgement], *, json: bool) -> None:
    if json:
        print_json(judgements)
        return
    with CaseReader(case) as reader:
        names = judged_names(reader, [each for each in judgements if each.kind in DECISIONS.values()])
    for each in judgements:
        if each.kind in DECISIONS.values():
            say(f"{each.id}: “{names[each.on]}” and “{names[each.value]}” are {word_for('judgement', each.kind)}")
        else:
            say(f"{each.on}: undone")
