"""`onrecord check`: hold the quotations and attributions of drafts against a case."""

from pathlib import Path

from onrecord.audit.drafts import VERDICT_WORDS, CheckedDraft, check_draft, summary_of, view_draft
from onrecord.audit.drafts.claims import Checked, Place
from onrecord.cli.console import print_json, say
from onrecord.errors import StorageError, UsageError
from onrecord.model import Difference
from onrecord.publish.html import render_draft
from onrecord.store import CaseReader


def check(case: Path, /, *drafts: Path, html: Path | None = None, json: bool = False, quiet: bool = False) -> int:
    """Check drafts (.txt, .md, .docx, .jsonl) word by word; exit 1 where anything is neither exact nor an honest cut.

    Parameters
    ----------
    case:
        The case file.
    drafts:
        The drafts. A line of a .jsonl file is a claim: `text`, and if known `speaker`, `position` and `url`.
    html:
        Write the draft with its claims marked to this file; takes one draft.
    json:
        Print the answers as JSON.
    quiet:
        Print only what does not stand.
    """
    if not drafts:
        raise UsageError("name at least one draft to check")
    if html is not None and len(drafts) > 1:
        raise UsageError("--html takes one draft")
    with CaseReader(case) as reader:
        checked = [check_draft(reader, draft) for draft in drafts]
    if html is not None:
        _write(html, render_draft(view_draft(checked[0])))
    if json:
        print_json(checked)
    else:
        for draft in checked:
            _print_draft(draft, quiet=quiet)
    return 0 if all(draft.stands for draft in checked) else 1


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise StorageError(f"{path}: cannot be written ({error.strerror})") from error


def _print_draft(draft: CheckedDraft, *, quiet: bool) -> None:
    say(f"{draft.name}: {summary_of(draft)}")
    for answer in draft.answers:
        if not (quiet and answer.stands):
            _print_answer(answer)


def _print_answer(answer: Checked) -> None:
    claim = answer.claim
    shown = claim.text if claim.kind == "paraphrase" else f"“{claim.text}”"
    say(f"  {VERDICT_WORDS[answer.verdict]}: {claim.speaker or 'no speaker named'}: {shown}")
    if answer.differs:
        say(f"    {answer.reason}: {'; '.join(map(_in_words, answer.differs))}")
    elif not answer.stands:
        say(f"    {answer.reason}")
    if answer.place is not None:
        say(f"    {'in' if answer.stands else 'nearest'}: {_where(answer.place, words=not answer.stands)}")
    notes = [f"differs in print only: {', '.join(answer.tolerated)}"] if answer.tolerated else []
    for note in (*notes, *answer.notes):
        say(f"    {note}")


def _in_words(found: Difference) -> str:
    if found.op == "drops":
        return f"leaves out “{found.against}”"
    return f"adds “{found.text}”" if found.op == "adds" else f"“{found.text}” for “{found.against}”"


def _where(place: Place, *, words: bool) -> str:
    speakers = " and ".join(place.speakers) or "speaker not named"
    said = f"{speakers}: “{place.text}”, " if words else ""
    return f"{said}{place.outlet or 'outlet not named'}, {place.uri}, characters {place.start} to {place.end}"
