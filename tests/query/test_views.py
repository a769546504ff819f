import msgspec
import pytest

from onrecord.model import Accounts, Dispute, Utterance
from onrecord.query import (
    dispute_lines,
    dispute_view,
    dispute_views,
    figure_lines,
    figure_tracks,
    lineage_lines,
    mention_lines,
    origin_lines,
    overview,
    page_lines,
    page_view,
    remark_lines,
    speaker_lines,
    speaker_view,
    statement_lines,
    statement_view,
    timeline,
)
from onrecord.store import CaseReader, CaseWriter, StatementFilters
from tests.fiction import COURIER, Story, write_hostile_case

STORY = Story()


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    with CaseReader(STORY.write(tmp_path_factory.mktemp("case") / "brisk.db")) as opened:
        yield opened


def test_the_overview_counts_what_there_is_and_what_is_not_known(reader):
    view = overview(reader)
    assert (view.case, view.pages, view.statements, view.speakers) == ("brisk", 3, 10, 5)
    assert view.span == "12 to 15 May 2024"
    assert [(tally.name, tally.count) for tally in view.failures] == [("the page is empty", 1)]
    assert [(tally.name, tally.count) for tally in view.unresolved] == [("who speaks: no name found", 1)]
    assert view.assembled


def test_a_line_says_who_does_what_in_the_sentence_of_the_page(reader):
    lines = {line.id: line for line in statement_lines(reader).lines}
    denial = lines[STORY.denial.id]
    assert (denial.speaker, denial.label) == ("Tolland’s Admiralty", "denies")
    assert denial.sentence == "Tolland’s Admiralty denied that any of its ships had been near Brisk."
    assert (denial.when, denial.outlet, denial.basis) == ("page of 12 May 2024", "Harbour Courier", "paraphrase")


def test_the_said_date_and_the_date_of_the_page_are_kept_apart(reader):
    lines = {line.id: line for line in statement_lines(reader).lines}
    distance = lines[STORY.distance.id]
    assert (distance.said, distance.published) == ("on 14 May (14 May 2024)", "15 May 2024")
    assert (distance.day, distance.dated_by) == ("2024-05-14", "said")


def test_a_name_from_a_table_is_shown_with_what_the_page_writes(reader):
    lines = {line.id: line for line in statement_lines(reader).lines}
    assert lines[STORY.retold.id].speaker == "Orrin, for Velmark"
    assert lines[STORY.accusation.id].speaker == "Velmark"


def test_somebody_not_identified_is_called_what_the_page_calls_them(reader):
    lines = {line.id: line for line in statement_lines(reader).lines}
    assert lines[STORY.silence.id].speaker == "“The insurer Marrow & Lyle” (not identified)"
    assert lines[STORY.silence.id].label == "declined to comment"


def test_filters_and_windows_cut_the_list_and_keep_the_total(reader):
    listing = statement_lines(reader, StatementFilters(words="drone", limit=1, offset=1))
    assert (len(listing.lines), listing.total, listing.offset) == (1, 3, 1)


def test_a_statement_shows_other_carriers_with_their_differences(reader):
    view = statement_view(reader, STORY.sighting.id)
    assert [carrier.line.id for carrier in view.carriers] == [STORY.sighting.id, STORY.cut.id]
    (difference,) = view.carriers[1].differences
    assert (difference.label, difference.against) == ("leaves out", "from a Tolland vessel")
    assert view.origin.sources == "2 pages of 2 outlets, 1 original source"
    assert ("Said to", "“reporters”") in [(fact.heading, fact.words) for fact in view.facts]


def test_a_denial_shows_what_it_answers_and_the_other_way_round(reader):
    assert [line.id for line in statement_view(reader, STORY.denial.id).answers] == [STORY.accusation.id]
    assert [line.id for line in statement_view(reader, STORY.accusation.id).answered_by] == [STORY.denial.id]


def test_what_is_not_known_is_listed_with_its_reason(reader):
    view = statement_view(reader, STORY.silence.id)
    assert [(fact.heading, fact.words) for fact in view.unknown] == [("who speaks", "no name found")]


def test_speakers_are_counted_by_position(reader):
    lines = {line.id: line for line in speaker_lines(reader).lines}
    admiralty = lines["sp_admiralty"]
    assert (admiralty.says, admiralty.denies, admiralty.withholds, admiralty.pages) == (0, 2, 0, 2)
    assert (lines["sp_quill"].role, lines["sp_quill"].of) == ("Harbour Minister", "Velmark")
    assert lines["sp_arden"].of == "Tolland"
    assert next(iter(lines)) == "sp_quill"


def test_a_speaker_shows_names_roles_and_statements_in_the_order_of_time(reader):
    view = speaker_view(reader, "sp_velmark", limit=1)
    assert (view.statements.total, len(view.statements.lines)) == (2, 1)
    assert view.statements.lines[0].id == STORY.accusation.id
    assert "table" in view.name_note
    assert [name.text for name in view.names] == ["Orrin"]
    assert [line.id for line in view.disputes] == ["ds_fire"]


def test_a_disputed_point_has_three_columns(reader):
    view = dispute_view(reader, "ds_fire")
    assert [(column.heading, len(column.lines)) for column in view.columns] == [
        ("Says so", 2),
        ("Denies", 2),
        ("Neither confirms nor denies", 0),
    ]
    assert view.columns[0].origin.sources == "2 pages of 2 outlets, 1 original source"
    (line,) = dispute_lines(reader).lines
    assert (line.says, line.denies, line.withholds) == ("Orrin, for Velmark", "Tolland’s Admiralty", "")
    (card,) = dispute_views(reader).lines
    assert (card.line, card.matter, card.columns) == (view.line, view.matter, view.columns)
    assert card.focus is None


def test_the_page_of_a_disputed_point_shows_the_chosen_line_in_its_paragraph(reader):
    view = dispute_view(reader, "ds_fire")
    assert view.rests_on == "3 pages"
    assert view.focus.line.id == view.matter.id
    other = view.columns[1].lines[0]
    chosen = dispute_view(reader, "ds_fire", other.id)
    assert chosen.focus.line == other
    assert other.text in chosen.focus.paragraph.text
    assert dispute_view(reader, "ds_fire", "st_elsewhere").focus == view.focus


def test_a_track_shows_how_the_number_moved(reader):
    (track,) = figure_tracks(reader).lines
    assert track.moved == "14 → At least 17"
    assert [(line.value, line.speaker) for line in track.lines] == [("14", "Edda Quill"), ("at least 17", "coastguard")]
    assert track.pairs[0].reason == "different speakers"
    assert {line.what for line in figure_lines(reader).lines} == {"sailors missing"}


def test_who_took_it_from_whom_names_both_pages_and_the_evidence(reader):
    (line,) = lineage_lines(reader).lines
    assert (line.taker.outlet, line.relation, line.source.outlet) == ("Inland Gazette", "cites", "Harbour Courier")
    assert (line.share, line.evidence) == (40, "the Courier reported")


def test_origins_say_what_rests_on_how_many_sources(reader):
    kinds = {line.kind for line in origin_lines(reader).lines}
    assert kinds == {"remark of Edda Quill", "disputed point, “Says so”"}


def test_the_timeline_goes_by_the_said_date_before_the_date_of_the_page(reader):
    days = [line.day for line in timeline(reader).lines]
    assert days == sorted(days)
    assert timeline(reader).lines[0].id == STORY.accusation.id
    assert timeline(reader, limit=2, offset=9).lines[0].id == STORY.distance.id


def test_mentions_count_what_is_spoken_about(reader):
    (line,) = mention_lines(reader).lines
    assert (line.name, line.type, line.mentions, line.statements, line.pages) == ("Isaura", "vessel", 2, 1, 1)


def test_mentions_of_one_kind_can_be_asked_for(reader):
    assert [line.name for line in mention_lines(reader, kind="vessel").lines] == ["Isaura"]
    assert mention_lines(reader, kind="product").total == 0


def test_a_page_shows_every_character_once_and_labels_what_is_not_read(reader):
    view = page_view(reader, STORY.courier.id, focus=STORY.denial.id)
    blocks = [block for run in view.runs for block in run]
    shown = "\n\n".join("".join(segment.text for segment in block.segments) for block in blocks)
    assert shown == COURIER
    assert [block.label for block in blocks if not block.read] == [
        "byline",
        "place and date",
        "related link",
        "page furniture",
        "page furniture",
        "page furniture",
    ]
    focused = [segment.text for block in blocks for segment in block.segments if "focus" in segment.kinds]
    assert focused == [STORY.denial.text]
    assert len(view.lineage) == 1


def test_words_between_the_blocks_of_a_page_are_shown_as_not_labelled(tmp_path):
    story = Story()
    story.bulletin = msgspec.structs.replace(story.bulletin, blocks=story.bulletin.blocks[1:])
    with CaseReader(story.write(tmp_path / "case.db")) as opened:
        (first, _) = (block for run in page_view(opened, story.bulletin.id).runs for block in run)
    assert (first.label, first.segments[0].text.strip()) == ("not labelled", "Admiralty statement on Brisk")


def test_pages_come_by_date(reader):
    assert [line.outlet for line in page_lines(reader).lines] == [
        "Harbour Courier",
        "Inland Gazette",
        "Admiralty Bulletin",
    ]


@pytest.mark.parametrize("view", [statement_view, speaker_view, dispute_view, page_view])
def test_an_unknown_id_has_no_view(reader, view):
    assert view(reader, "st_nothing") is None


def test_a_case_without_accounts_says_so(tmp_path):
    with CaseReader(Story().write(tmp_path / "cut.db", assembled=False)) as opened:
        view = overview(opened)
    assert not view.assembled
    assert (view.pages, view.statements) == (3, 0)


def test_an_empty_case_has_an_overview(tmp_path):
    with CaseWriter(tmp_path / "empty.db") as case:
        case.put_accounts(Accounts())
    with CaseReader(tmp_path / "empty.db") as opened:
        assert (overview(opened).pages, overview(opened).span) == (0, None)


def test_records_that_refer_to_lost_statements_leave_them_out(tmp_path):
    story = Story()
    accounts = story.accounts()
    kept = tuple(found for found in accounts.statements if found.id not in {story.retold.id, story.cut.id})
    path = story.write(tmp_path / "case.db")
    with CaseWriter(path) as case:
        case.put_accounts(msgspec.structs.replace(accounts, statements=kept))
    with CaseReader(path) as opened:
        assert len(opened.record(Dispute, "ds_fire").sides[0].statements) == 2
        assert len(dispute_view(opened, "ds_fire").columns[0].lines) == 1
        assert len(opened.record(Utterance, "ut_drone").statements) == 2
        assert len(statement_view(opened, story.sighting.id).carriers) == 1


def test_hostile_words_pass_unchanged_to_the_views(tmp_path):
    path, article, statement = write_hostile_case(tmp_path / "hostile.db")
    with CaseReader(path) as opened:
        (line,) = statement_lines(opened).lines
    assert line.text == statement.text
    assert line.page == article.text.splitlines()[0]


def test_a_remark_in_several_places_is_shown_in_its_fullest_wording(reader):
    (remark,) = remark_lines(reader).lines
    assert (remark.line.id, remark.places) == (STORY.sighting.id, 2)
    assert remark.sources == "2 pages of 2 outlets, 1 original source"


def test_the_overview_begins_with_who_denies_and_who_does_not_answer(reader):
    view = overview(reader)
    assert {line.id for line in view.refusals} == {
        STORY.denial.id,
        STORY.no_drone.id,
        STORY.distance.id,
        STORY.silence.id,
    }
    assert [line.position for line in view.refusals][-1] == "withholds"


def test_a_page_without_outlet_is_called_by_the_site_of_its_address_or_not_at_all(tmp_path):
    story = Story()
    story.courier = msgspec.structs.replace(story.courier, outlet=None)
    story.gazette = msgspec.structs.replace(story.gazette, outlet=None, url=None)
    with CaseReader(story.write(tmp_path / "case.db")) as opened:
        assert [line.outlet for line in page_lines(opened).lines] == ["courier.example", None, "Admiralty Bulletin"]
        assert len(overview(opened).outlets) == 2
        assert overview(opened).without_outlet == 1


def test_pages_without_a_date_are_counted_outside_the_span(tmp_path):
    story = Story()
    story.bulletin = msgspec.structs.replace(story.bulletin, published=None)
    with CaseReader(story.write(tmp_path / "case.db")) as opened:
        view = overview(opened)
    assert (view.span, view.undated) == ("12 to 13 May 2024", 1)
