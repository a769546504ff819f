"""What must be right in the case that is built from the bundled sample."""

import json

import pytest

from onrecord.model import Dispute, Figure, FigureTrack, Lineage, Origin, Speaker, Utterance
from onrecord.pipeline import build_case
from onrecord.sample import sample_pages
from onrecord.store import CaseReader
from tests.golden.make_gold import GOLD


@pytest.fixture(scope="session")
def sample_case(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.db"
    with sample_pages() as pages:
        build_case([pages], path)
    with CaseReader(path) as reader:
        yield reader


@pytest.fixture(scope="module")
def articles(sample_case):
    return {article.uri.split("/")[-1].split(".")[0]: article for article in sample_case.articles()}


@pytest.fixture(scope="module")
def speakers(sample_case):
    return {speaker.id: speaker for speaker in sample_case.records(Speaker)}


@pytest.fixture(scope="module")
def statements(sample_case, articles):
    names = {article.id: name for name, article in articles.items()}
    return [(names[statement.article], statement) for statement in sample_case.statements()]


@pytest.fixture(scope="module")
def said(statements):
    """Find the one statement of a page whose words contain the given ones (the shortest, where they are nested)."""

    def find(page, words):
        found = [statement for name, statement in statements if name == page and words in statement.text]
        assert found, f"nothing with {words!r} is read from {page}"
        return min(found, key=lambda statement: len(statement.text))

    return find


@pytest.fixture(scope="module")
def names(speakers):
    def names_of(statement):
        return {speakers[speaker].name for speaker in statement.speakers}

    return names_of


@pytest.fixture(scope="module")
def remark_of(sample_case):
    remarks = {member: remark for remark in sample_case.records(Utterance) for member in remark.statements}
    return lambda statement: remarks[statement.id]


@pytest.fixture(scope="module")
def figure(sample_case, articles):
    def find(page, words):
        wanted = articles[page].id
        return next(f for f in sample_case.records(Figure) if f.article == wanted and words in f.text)

    return find


NOT_ENGLISH = "faro_del_estrecho"
WIRE = ("meridian_wire", "saltmere_courier", "gulf_herald")


# --- pages -----------------------------------------------------------------------------------------------------------


def test_every_page_is_kept_and_none_failed(sample_case, articles):
    assert len(articles) == 10
    assert sample_case.failures() == []


def test_the_spanish_page_is_kept_and_says_why_nothing_was_read(sample_case, articles, statements):
    assert NOT_ENGLISH not in {name for name, _ in statements}
    assert sample_case.page(articles[NOT_ENGLISH].id).reading.unread


@pytest.mark.parametrize(
    ("page", "date", "how"),
    [
        ("meridian_wire", "2025-03-12", "given"),
        ("saltmere_courier", "2025-03-12", "meta"),
        ("gulf_herald", "2025-03-13", "given"),
        ("halsen_ledger", "2025-03-11", "meta"),
        ("world_mix_daily", "2025-03-17", "given"),
        ("ardenport_tribune", "2025-03-15", "meta"),
        ("torva_today", "2025-03-18", "dateline"),
        ("kestria_post", "2025-03-16", "url"),
    ],
)
def test_a_page_is_dated_by_what_it_shows(articles, page, date, how):
    published = articles[page].published
    assert published is not None
    assert (published.from_[:10], published.how) == (date, how)


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("saltmere_courier", "Calvera denies hosting Torvanian engineers at Saltmere harbour"),
        ("gulf_herald", "'Not one' Torvanian engineer at Saltmere, minister insists"),
        ("kestria_post", "Sundria and Kestria call for inspectors at Saltmere"),
        ("torva_today", "Soroch: “Saltmere Story Was Invented to Frighten Fishermen”"),
    ],
)
def test_the_title_is_the_headline_and_not_a_menu(articles, page, title):
    assert articles[page].title == title


@pytest.mark.parametrize(
    ("page", "byline"),
    [("kestria_post", "Hanne Birkeland"), ("ardenport_tribune", "Felix Oderman"), ("halsen_ledger", "Karin Solvaag")],
)
def test_the_byline_names_who_wrote_the_page(articles, page, byline):
    assert byline in (articles[page].byline or "")


def test_the_wire_and_its_copies_name_the_agency(articles):
    assert {articles[page].agency for page in WIRE[1:]} == {"Meridian Wire"}


def test_a_page_without_any_date_stays_undated(articles):
    assert articles["harbour_watch"].published is None


@pytest.mark.parametrize("name", sorted(path.stem for path in GOLD.glob("*.txt")))
def test_no_statement_is_read_from_related_headlines_captions_and_forms(statements, name):
    noise = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))["noise"]
    read = [statement for page, statement in statements if page == name]
    inside = [
        statement.text
        for statement in read
        if any(start < b and a < end for start, end in statement.parts for a, b in noise)
    ]
    assert inside == []


@pytest.mark.parametrize("words", ["What crews", "a bigger bathtub"])
def test_what_the_satire_makes_up_is_no_statement(statements, words):
    assert not [statement for page, statement in statements if page == "world_mix_daily" and words in statement.text]


def test_the_satire_retells_the_article_below_it(articles):
    sections = articles["world_mix_daily"].sections
    assert [section.genre for section in sections] == ["satire", "news"]
    assert sections[0].retells == sections[1].id


# --- positions -------------------------------------------------------------------------------------------------------


def test_the_harbour_minister_will_neither_confirm_nor_deny_on_tuesday(said, names):
    answer = said("halsen_ledger", "I will neither confirm nor deny")
    assert (answer.position, answer.withheld, names(answer)) == ("withholds", "neither", {"Ilse Varden"})


def test_the_harbour_minister_denies_on_wednesday(said, names):
    denial = said("meridian_wire", "hundreds of Torvanian naval engineers")
    assert (denial.position, names(denial)) == ("denies", {"Ilse Varden"})
    assert (denial.said_on.from_, denial.said_on.to) == ("2025-03-12", "2025-03-12")


def test_the_foreign_minister_denies_the_allegations(said, names):
    denial = said("meridian_wire", "the allegations")
    assert (denial.position, names(denial)) == ("denies", {"Yevan Sorokh"})


@pytest.mark.parametrize(
    ("page", "cue", "withheld"),
    [
        ("meridian_wire", "declined", "declined"),
        ("meridian_wire", "did not respond", "no_answer"),
        ("halsen_ledger", "referred", "referred"),
        ("halsen_ledger", "refuses to confirm or deny", "neither"),
        ("kestria_post", "neither confirm nor rule out", "neither"),
        ("world_mix_daily", "did not deny", "neither"),
        ("ardenport_tribune", "declined", "declined"),
    ],
)
def test_who_withholds_is_told_from_who_denies(statements, page, cue, withheld):
    found = [s for name, s in statements if name == page and s.cue is not None and cue in s.cue.text]
    assert [(statement.position, statement.withheld) for statement in found] == [("withholds", withheld)]


def test_inspectors_who_cannot_confirm_withhold(said):
    assert said("meridian_wire", "it could not confirm the presence").withheld == "cannot_confirm"


def test_a_demand_is_no_denial(said):
    demand = said("kestria_post", "to let inspectors into the harbour")
    assert (demand.position, demand.act) == ("affirms", "demands")


def test_a_denial_of_this_denies_what_was_said_before(said, names):
    inner = said("ardenport_tribune", "this")
    assert (inner.text, inner.position, names(inner)) == ("this", "denies", {"Yevan Sorokh"})


# --- quotations ------------------------------------------------------------------------------------------------------


def test_a_quotation_that_closes_in_the_next_paragraph_is_one_statement(said, names):
    quotation = said("ardenport_tribune", "It is a hobby")
    assert "everybody who holds a pass" in quotation.text
    assert names(quotation) == {"Jonas Varden"}


def test_a_missing_closing_mark_does_not_swallow_the_next_paragraph(said, statements):
    assert said("ardenport_tribune", "draw the curtains").text.endswith("draw the curtains.")
    assert not [s for _, s in statements if "curtains" in s.text and "Sorokh" in s.text]


def test_a_quotation_interrupted_by_its_cue_is_one_statement(said):
    denial = said("meridian_wire", "not one")
    assert denial.kind == "direct"
    assert denial.text.startswith("There are no")
    assert denial.text.endswith("wear uniforms.")
    assert len(denial.parts) == 2


def test_what_the_ministry_says_the_commission_said_stands_inside_it(said, names):
    outer = said("meridian_wire", "the Straits Commission had told it")
    inner = said("meridian_wire", "the quay met all rules")
    assert inner.within == outer.id
    assert names(outer) != names(inner)


# --- speakers --------------------------------------------------------------------------------------------------------


def test_the_minister_and_the_lawmaker_of_one_surname_are_two_people(said, names):
    assert names(said("ardenport_tribune", "no foreign engineers were stationed")) == {"Ilse Varden"}
    assert names(said("ardenport_tribune", "of hiding a treaty")) == {"Jonas Varden"}
    assert names(said("ardenport_tribune", "to bring it back within a week")) == {"Jonas Varden"}
    assert names(said("ardenport_tribune", "pair of binoculars")) == {"Ilse Varden"}


def test_a_pronoun_stands_for_the_speaker_before_it(said, names):
    assert names(said("meridian_wire", "We have one navy")) == {"Yevan Sorokh"}
    assert names(said("kestria_post", "We need a key")) == {"Ruth Abelard"}


def test_one_speaker_in_two_spellings_is_one_speaker(said):
    wire = said("meridian_wire", "We have one navy")
    state_media = said("torva_today", "Today our colleagues dredge mud")
    assert wire.speakers == state_media.speakers


def test_a_joint_statement_has_two_speakers(said, names):
    assert names(said("kestria_post", "the concealed use of a civilian port")) == {"Pelle Anstrom", "Mirja Tolland"}


def test_officials_without_a_name_are_unnamed_and_no_persons(said, speakers):
    statement = said("meridian_wire", "aboard the freighter Alma Grey")
    assert [speakers[speaker].type for speaker in statement.speakers] == ["unnamed"]


def test_a_capital_that_no_page_calls_one_stands_for_itself(said, names, speakers):
    statement = said("meridian_wire", "the annexes deal with herring")
    assert names(statement) == {"Ardenport"}
    assert [speakers[speaker].type for speaker in statement.speakers] == ["organisation"]


# --- remarks, lineage, original sources ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    ["There are no foreign engineers", "We have one navy", "about 400 engineers and ship crews", "deal with herring"],
)
def test_the_wire_story_and_its_copies_carry_one_remark(said, remark_of, words):
    remarks = {remark_of(said(page, words)).id for page in WIRE}
    assert len(remarks) == 1


def test_a_changed_answer_is_another_remark(said, remark_of):
    before, after = said("halsen_ledger", "I will neither confirm"), said("meridian_wire", "not one")
    assert remark_of(before).id != remark_of(after).id


def test_a_rewrite_carries_the_remark_of_what_it_rewrites(said, remark_of):
    assert (
        remark_of(said("harbour_watch", "We are not speaking of tourists")).id
        == remark_of(said("halsen_ledger", "We are not speaking of tourists")).id
    )


def test_two_translations_of_one_sentence_are_one_remark(said, remark_of):
    assert (
        remark_of(said("torva_today", "Our fleet is a single one")).id
        == remark_of(said("meridian_wire", "We have one navy")).id
    )


def pairs(lineage, articles):
    names = {article.id: name for name, article in articles.items()}
    return {frozenset((names[link.from_], names[link.to])) for link in lineage if {link.from_, link.to} <= set(names)}


def test_copies_are_linked_to_the_wire_story(sample_case, articles):
    linked = pairs([link for link in sample_case.records(Lineage) if link.relation != "cites"], articles)
    assert {frozenset(("meridian_wire", "saltmere_courier")), frozenset(("meridian_wire", "gulf_herald"))} <= linked


def test_the_rewrite_is_linked_to_the_report_that_it_names(sample_case, articles):
    assert frozenset(("halsen_ledger", "harbour_watch")) in pairs(sample_case.records(Lineage), articles)


def test_pages_that_report_themselves_are_not_linked(sample_case, articles):
    linked = pairs([link for link in sample_case.records(Lineage) if link.relation != "cites"], articles)
    own = ("halsen_ledger", "meridian_wire", "ardenport_tribune", "kestria_post", "torva_today", "world_mix_daily")
    assert not [pair for pair in linked if pair <= set(own)]


def test_three_pages_of_one_wire_story_are_one_original_source(sample_case, said, remark_of):
    remark = remark_of(said("meridian_wire", "deal with herring"))
    origin = next(o for o in sample_case.records(Origin) if o.for_ == remark.id)
    assert (origin.pages, origin.at_least, origin.at_most) == (3, 1, 1)


# --- disputes and figures --------------------------------------------------------------------------------------------


def test_the_presence_of_the_engineers_is_disputed(sample_case, said):
    denial = said("meridian_wire", "hundreds of Torvanian naval engineers")
    claim = said("meridian_wire", "about 400 engineers and ship crews")
    sides = [
        {side.position for side in dispute.sides if {denial.id, claim.id} & set(side.statements)}
        for dispute in sample_case.records(Dispute)
    ]
    assert {"affirms", "denies"} in sides


@pytest.mark.parametrize(
    ("page", "words", "low", "high", "qualifier"),
    [
        ("meridian_wire", "400", 400, 400, "about"),
        ("meridian_wire", "1,200", 1200, None, "more_than"),
        ("ardenport_tribune", "650", 650, 650, "exactly"),
        ("ardenport_tribune", "900", None, 900, "up_to"),
        ("kestria_post", "500", 500, 700, "range"),
        ("kestria_post", "no more than 30", None, 30, "up_to"),
        ("halsen_ledger", "38,000", 38000, 38000, "about"),
        ("torva_today", "120", 120, 120, "exactly"),
    ],
)
def test_a_figure_is_read_with_its_bounds(figure, page, words, low, high, qualifier):
    found = figure(page, words)
    assert (found.low, found.high, found.qualifier) == (low, high, qualifier)


def test_the_estimate_moves_from_400_to_650(sample_case, figure):
    before, after = figure("ardenport_tribune", "400").id, figure("ardenport_tribune", "650").id
    relations = {
        pair.relation
        for track in sample_case.records(FigureTrack)
        for pair in track.pairs
        if {pair.a, pair.b} == {before, after}
    }
    assert relations == {"revision"}


def test_the_tonnes_of_cement_conflict(sample_case, figure):
    wanted = {figure("kestria_post", "38,000").id, figure("kestria_post", "3,800").id}
    relations = {
        pair.relation
        for track in sample_case.records(FigureTrack)
        for pair in track.pairs
        if {pair.a, pair.b} == wanted
    }
    assert relations == {"conflict"}
