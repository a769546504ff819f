"""Captures of one address are versions of one page: their order, what an edit did; they corroborate nothing."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.assemble import assemble_accounts
from onrecord.assemble.versions import compare_statements
from onrecord.model import Linked, PageDate
from tests.assemble.case import Case, remark_of
from tests.factories import make_article, make_statement

URL = "https://quay.example/ferry"
SAYS = "The ferry sailed on time with forty passengers, Odile Varga said."
SANK = "The ferry sank off the northern pier at dawn, Odile Varga said."


def capture_page(case, text, url=URL, outlet="Quay Herald", **dates):
    """Add a page with an address to a case; the dates are fields of the article."""
    article = case.page(text, outlet=outlet)
    dated = {name: PageDate(from_=day, to=day, zone=None, how="meta", text=day) for name, day in dates.items()}
    article = replace(article, url=url, **dated)
    place = next(i for i, (page, _) in enumerate(case.pages) if page.id == article.id)
    case.pages[place] = (article, case.pages[place][1])
    return article


def test_a_page_captured_twice_has_two_versions_and_shows_what_is_gone_new_and_changed():
    case = Case()
    old = capture_page(
        case,
        "Odile Varga said the ferry sailed with forty passengers. Odile Varga said the crew was rested. "
        "Odile Varga said nobody had warned the harbour.",
        updated="2024-10-25T08:00:00",
    )
    new = capture_page(
        case,
        "Odile Varga said the ferry sailed with fifty passengers. Odile Varga said the crew was rested. "
        "Odile Varga said divers would search the wreck.",
        updated="2024-10-25T09:00:00",
    )
    kept_words = "the crew was rested"
    before = [case.says(old, "Odile Varga", words) for words in
              ("the ferry sailed with forty passengers", kept_words, "nobody had warned the harbour")]  # fmt: skip
    after = [case.says(new, "Odile Varga", words) for words in
             ("the ferry sailed with fifty passengers", kept_words, "divers would search the wreck")]  # fmt: skip
    versions = {version.article: version for version in case.assemble().versions}
    assert (versions[old.id].version_of, versions[old.id].number, versions[old.id].changes) == (None, 1, ())
    edit = versions[new.id]
    assert (edit.version_of, edit.number, edit.page) == (old.id, 2, "quay.example/ferry")
    told = [(change.op, change.before, change.after) for change in edit.changes]
    assert told == [
        ("changed", before[0].id, after[0].id),
        ("added", None, after[2].id),
        ("removed", before[2].id, None),
    ]
    (difference,) = edit.changes[0].differs
    assert (difference.op, difference.text, difference.against) == ("replaces", "fifty", "forty")


def test_the_same_words_captured_twice_are_one_version():
    case = Case()
    first, second = capture_page(case, SAYS), capture_page(case, SAYS)
    versions = case.assemble().versions
    assert {version.article for version in versions} == {first.id, second.id}
    assert [version.number for version in versions] == [1, 1]
    assert all(version.changes == () for version in versions)


def test_pages_without_address_and_pages_captured_once_have_no_versions():
    case = Case()
    case.page(SAYS)
    case.page(SAYS)
    capture_page(case, SANK)
    assert case.assemble().versions == ()


def order_of(case, answered=None, pages=None):
    linked = case.assemble(pages) if answered is None else assemble_web(case, answered, pages)
    after = {version.version_of: version.article for version in linked.versions}
    chain, article = [], after.get(None)
    while article is not None:
        chain.append(article)
        article = after.get(article)
    return chain


def assemble_web(case, answered, pages=None):
    linked = Linked(speakers=tuple(case.speakers.values()), speaker_of=case.speaker_of)
    return assemble_accounts(case.pages if pages is None else pages, linked, answered)


def test_versions_of_files_are_ordered_by_their_dates_whatever_the_order_of_arrival():
    case = Case()
    articles = [
        capture_page(case, SANK + " Three.", published="2024-10-25", updated="2024-10-27"),
        capture_page(case, SAYS + " One.", published="2024-10-25"),
        capture_page(case, SAYS + " Two.", published="2024-10-25", updated="2024-10-26T23:30:00-05:00"),
    ]
    expected = [articles[1].id, articles[0].id, articles[2].id]
    assert order_of(case) == expected
    assert all(order_of(case, pages=pages) == expected for pages in permutations(case.pages))


def test_versions_from_the_web_are_ordered_by_when_the_server_answered_not_by_what_the_page_says():
    case = Case()
    late = capture_page(case, SAYS + " Late.", updated="2024-10-01")
    early = capture_page(case, SAYS + " Early.", updated="2024-10-30")
    answered = {late.id: "2024-11-02T00:00:00Z", early.id: "2024-11-01T00:00:00Z"}
    assert order_of(case, answered) == [early.id, late.id]


def test_two_versions_of_a_page_corroborate_nothing():
    case = Case()
    old, new = capture_page(case, SAYS + " Old."), capture_page(case, SAYS + " New.")
    content = "The ferry sailed on time with forty passengers"
    first, second = case.says(old, "Odile Varga", content), case.says(new, "Odile Varga", content)
    accounts = case.assemble()
    assert remark_of(accounts, first) == tuple(sorted((first.id, second.id)))
    assert accounts.origins == ()
    assert accounts.lineage == ()


def test_with_another_page_the_versions_count_as_one():
    case = Case()
    content = "The ferry sailed on time with forty passengers"
    pages = [capture_page(case, f"{SAYS} {word}.") for word in ("Old", "New")]
    own = "Nobody doubted it. Odile Varga said the ferry sailed on time."
    other = capture_page(case, own, url="https://inland.example/7", outlet="Inland Gazette")
    said = [case.says(page, "Odile Varga", content) for page in pages]
    said.append(case.says(other, "Odile Varga", "the ferry sailed on time"))
    accounts = case.assemble()
    (origin,) = accounts.origins
    assert remark_of(accounts, said[0]) == tuple(sorted(statement.id for statement in said))
    assert (origin.pages, origin.outlets, origin.at_least, origin.at_most) == (2, 2, 1, 2)
    assert sum(len(group.articles) for group in origin.groups) == 2


def test_few_words_of_a_crowd_are_one_remark_across_versions():
    case = Case()
    case.speaker("officials", kind="unnamed")
    pages = [capture_page(case, f"The officials said it sank. {word}.") for word in ("Old", "New")]
    said = [case.says(page, "officials", "it sank") for page in pages]
    assert remark_of(case.assemble(), said[0]) == tuple(sorted(statement.id for statement in said))


def statements_of(*contents, position="affirms"):
    article = make_article(" ".join(f"{content}." for content in contents))
    return [make_statement(article, content, position=position) for content in contents]


WORDS = st.sampled_from(["ferry", "harbour", "pier", "crew", "wreck", "divers"])
CONTENTS = st.lists(st.lists(WORDS, min_size=2, max_size=4).map(" ".join), min_size=1, max_size=6, unique=True)


@given(CONTENTS, CONTENTS)
def test_every_statement_of_two_versions_is_the_same_or_in_one_change(old_contents, new_contents):
    before, after = statements_of(*old_contents), statements_of(*new_contents)
    changes = compare_statements(before, after)
    old = [change.before for change in changes if change.before]
    new = [change.after for change in changes if change.after]
    assert len(old) == len(set(old))
    assert len(new) == len(set(new))
    kept = sorted(statement.text for statement in before if statement.id not in old)
    assert kept == sorted(statement.text for statement in after if statement.id not in new)


def test_a_position_that_turned_is_a_change_without_word_differences():
    before = statements_of("the ferry sailed with forty passengers")
    after = statements_of("the ferry sailed with forty passengers", position="denies")
    (change,) = compare_statements(before, [replace(after[0], id="st_new")])
    assert (change.op, change.before, change.after, change.differs) == ("changed", before[0].id, "st_new", ())


def test_a_source_that_is_resolved_in_one_version_only_makes_no_change():
    article = make_article("She said the ferry sailed.")
    said = make_statement(article, "the ferry sailed", source="She")
    assert compare_statements([said], [replace(said, id="st_2", speakers=("sp_1",))]) == ()
    assert len(compare_statements([replace(said, speakers=("sp_2",))], [replace(said, speakers=("sp_1",))])) == 1


def test_what_is_set_aside_is_not_gone_when_it_vanishes():
    case = Case()
    old, new = capture_page(case, SAYS + " Old."), capture_page(case, "Nothing more was said.")
    case.says(old, "Odile Varga", "The ferry sailed on time with forty passengers")
    page, reading = case.pages[0]
    aside = tuple(replace(statement, set_aside="made up", speakers=()) for statement in reading.statements)
    case.pages[0] = page, replace(reading, statements=aside)
    answered = {old.id: "2024-11-01T00:00:00Z", new.id: "2024-11-02T00:00:00Z"}
    versions = {version.article: version for version in assemble_web(case, answered).versions}
    assert versions[new.id].changes == ()


STORY = (
    "The harbour of Brisk was closed for the whole day after the ferry ran onto the rocks near the lighthouse, and the "
    "crew spent the night in the chapel while the wind kept every other boat of the village away from the wreck."
)


def test_versions_of_two_pages_are_linked_once_and_never_among_themselves():
    case = Case()
    for word in ("One", "Two", "Three"):
        capture_page(case, f"{STORY} {word}.", published="2024-10-24")
        capture_page(case, f"{STORY} {word} more.", url="https://inland.example/7", published="2024-10-26")
    pages = {article.id: article.url for article, _ in case.pages}
    (edge,) = case.assemble().lineage
    assert {pages[edge.from_], pages[edge.to]} == {URL, "https://inland.example/7"}
    assert edge.relation == "copy"
