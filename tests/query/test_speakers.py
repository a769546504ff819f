"""A speaker is shown with the names that pages use, roles with the dates of the pages, and the user's own words."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.model import Accounts, Actor, Reading, SpeakerRole
from onrecord.query import speaker_lines, speaker_view
from onrecord.store import CaseReader, CaseWriter
from tests.fiction import Story, placed

STORY = Story()
LISTED = Actor(id="v-12", name="Quill, Edda", aliases=("E. Quill",), party="Harbour League", country="Velmark")


def write_case(path: Path, **changes: object) -> Path:
    """Write the story with Edda Quill changed."""
    STORY.write(path)
    accounts = STORY.accounts()
    speakers = tuple(replace(each, **changes) if each.id == "sp_quill" else each for each in accounts.speakers)
    with CaseWriter(path) as case:
        case.put_accounts(replace(accounts, speakers=speakers))
    return path


def quill_line(path):
    with CaseReader(path) as reader:
        return next(line for line in speaker_lines(reader).lines if line.id == "sp_quill")


def role(article, words, day=None):
    span = placed(article, words)
    return SpeakerRole(start=span.start, end=span.end, text=span.text, article=article.id, from_=day, to=day)


def test_other_names_are_listed_the_most_frequent_first(tmp_path):
    names = (placed(STORY.courier, "Edda Quill"), placed(STORY.courier, "She"), placed(STORY.gazette, "Edda"))
    line = quill_line(write_case(tmp_path / "case.db", aliases=(*names, replace(names[2], article=STORY.courier.id))))
    assert line.also == "Edda, She"
    assert len(line.aliases) == 4


def test_roles_have_the_first_and_last_day_of_the_pages_that_show_them(tmp_path):
    roles = (
        role(STORY.courier, "spokesman", "2024-05-12"),
        role(STORY.courier, "Harbour Minister", "2024-05-12"),
        replace(role(STORY.courier, "Harbour Minister", "2024-05-15"), article=STORY.bulletin.id),
        role(STORY.gazette, "Courier"),
    )
    line = quill_line(write_case(tmp_path / "case.db", roles=roles))
    assert line.held == "Harbour Minister (12 to 15 May 2024); Courier; spokesman (12 May 2024)"
    assert line.role == "Harbour Minister"


def test_letter_case_makes_no_other_role(tmp_path):
    first = role(STORY.courier, "Harbour Minister", "2024-05-12")
    again = replace(first, text="harbour minister", from_="2024-05-13", to="2024-05-13")
    line = quill_line(write_case(tmp_path / "case.db", roles=(first, first, again)))
    assert line.held == "Harbour Minister (12 to 13 May 2024)"


def test_what_the_users_list_says_is_shown(tmp_path):
    path = write_case(tmp_path / "case.db", name=LISTED.name, actor=LISTED)
    line = quill_line(path)
    assert (line.name, line.actor_id, line.party, line.country) == ("Quill, Edda", "v-12", "Harbour League", "Velmark")
    assert line.also == "Edda Quill"
    with CaseReader(path) as reader:
        assert "comes from your list of actors" in speaker_view(reader, "sp_quill").name_note


@pytest.mark.parametrize("actor", [None, replace(LISTED, name="Edda Quill")])
def test_a_name_that_a_page_writes_needs_no_note(tmp_path, actor):
    with CaseReader(write_case(tmp_path / "case.db", actor=actor)) as reader:
        assert speaker_view(reader, "sp_quill").name_note is None


def test_who_is_on_no_list_has_no_such_words(tmp_path):
    line = quill_line(write_case(tmp_path / "case.db"))
    assert (line.actor, line.actor_id, line.party, line.country) == (None, None, None, None)


def test_each_name_leads_to_the_paragraph_of_each_page_that_has_it(tmp_path):
    names = (placed(STORY.courier, "Edda Quill"), placed(STORY.gazette, "Edda Quill"))
    with CaseReader(write_case(tmp_path / "case.db", aliases=names)) as reader:
        (name,) = speaker_view(reader, "sp_quill").names
    assert [place.article for place in name.places] == [STORY.courier.id, STORY.gazette.id]
    for place, article, span in zip(name.places, (STORY.courier, STORY.gazette), names, strict=True):
        block = next(block for block in article.blocks if block.start <= span.start < block.end)
        assert place.anchor == f"p{block.start}"


def test_a_name_outside_of_all_paragraphs_leads_to_the_page(tmp_path):
    page = replace(STORY.courier, blocks=())
    quill = replace(STORY.speakers()[1], aliases=(placed(page, "Edda Quill"),), roles=())
    with CaseWriter(tmp_path / "case.db") as case:
        case.add_page(STORY.courier_capture, page, Reading(article=page.id))
        case.put_accounts(Accounts(speakers=(quill,)))
    with CaseReader(tmp_path / "case.db") as reader:
        assert speaker_view(reader, "sp_quill").names[0].places[0].anchor == "main"
