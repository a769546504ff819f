"""`onrecord review`: record, list and undo human judgements."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from onrecord.cli.console import print_json, say
from onrecord.cli.show import print_listing
from onrecord.errors import UsageError
from onrecord.model import Judgement
from onrecord.query.judgements import find_thing, judgement_lines
from onrecord.query.links import member_lines
from onrecord.query.reviewing import queue_lines
from onrecord.review import Decision, Judge, correct_case, judge_case, undo_judgement
from onrecord.store import CaseReader

DECISIONS: dict[str, Decision] = {"same": "same", "not-same": "not_same", "unsure": "unsure"}

JUDGEMENT_COLUMNS = {
    "judgement": "id", "one": "one", "is": "label", "other": "other", "by": "by", "at": "at", "note": "note",
    "undone": "undone", "id of one": "one_id", "id of other": "other_id", "was": "was",
}  # fmt: skip
MEMBER_COLUMNS = {"id": "id", "name": "name", "page": "page"}
QUEUE_COLUMNS = {"statement": "id", "speaker": "speaker", "label": "label", "text": "text", "disputed point": "point"}

Action = Literal[
    "same", "not-same", "unsure", "list", "undo", "members", "queue",
    "accept", "reject", "position", "speaker", "words", "said-on", "answers", "remark-with", "remark-apart",
    "point-with", "figure", "outlet", "published", "role", "add", "took-from", "note", "tag", "rating",
]  # fmt: skip


def review(
    case: Path,
    action: Action,
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
        Who is whom: same, not-same and unsure judge whether two are one (same takes several, too); members lists the
        ids of a speaker's mentions, page by page, to judge by. A statement: accept (it stands as it is), reject,
        position, speaker, words, said-on, answers, remark-with, remark-apart, point-with. A number: figure, reject. A
        page: outlet, published, role (of a line), add (a statement that was missed), took-from. Anything: note, tag,
        rating. queue lists the statements of disputed points that nobody has checked, list the judgements, undo takes
        one back.
    ids:
        What it is about, by id, and then what holds: `position ID denies`; `speaker ID "the mayor"` (words of the page,
        none for nobody); `words ID "…"`; `said-on ID Friday 2024-10-18 [2024-10-19]`; `answers ID [ID...]`;
        `figure ID 3000 - at_least`; `outlet PAGE NAME`; `published PAGE 2024-10-18`; `role PAGE "words of the line"
        caption`; `add PAGE "words" ["who"] ["said"] [denies]`; `took-from PAGE PAGE copy` (or none). Who is whom takes
        ids or names. For undo, the id of a judgement.
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
    elif action == "queue":
        _need(action, ids, 0)
        with CaseReader(case) as reader:
            print_listing("statements to check", QUEUE_COLUMNS, queue_lines(reader), json=json)
    elif action == "members":
        _need(action, ids, 1)
        with CaseReader(case) as reader:
            print_listing("members", MEMBER_COLUMNS, member_lines(reader, find_thing(reader, ids[0])), json=json)
    else:
        judge = Judge(by=by or _login(), at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), note=note)
        _print(case, _judge(case, action, ids, judge), json=json)
    return 0


def _judge(case: Path, action: str, ids: tuple[str, ...], judge: Judge) -> list[Judgement]:
    if action == "undo":
        _need(action, ids, 1)
        return [undo_judgement(case, ids[0], judge)]
    if action in DECISIONS:
        return list(judge_case(case, DECISIONS[action], ids, judge))
    if not ids:
        raise UsageError(f"review {action} takes the id of what is judged")
    return [correct_case(case, action.replace("-", "_"), ids[0], ids[1:], judge)]


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
        made = {line.id: line for line in judgement_lines(reader).lines}
    for each in judgements:
        line = made.get(each.id)
        if line is None:
            say(f"{each.on}: undone")
        elif each.kind in DECISIONS.values():
            say(f"{each.id}: “{line.one}” and “{line.other}” are {line.label}")
        else:
            say(f"{each.id}: {line.one}: {line.label}{f': {line.other}' if line.other else ''}")
