import pytest
from msgspec.structs import replace

from onrecord.model import TimeExpression
from tests.assemble.case import Case, ids, remark_of

FERRY = "the ferry Halcyon left the harbour overloaded with grain sacks"
OTHER = "the ferry Halcyon had left overloaded with grain, and its crew knew so"


def test_one_speaker_in_the_same_words_on_two_pages_is_one_remark():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    other = case.says(case.page(f"On Friday Ilse Marrow said that {FERRY}."), "Ilse Marrow", FERRY)
    assert remark_of(case.assemble(), one) == ids(one, other)


def test_a_cut_quotation_is_the_same_remark():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    cut = case.says(
        case.page("Ilse Marrow spoke of an overloaded ferry Halcyon."), "Ilse Marrow", "overloaded ferry Halcyon"
    )
    assert remark_of(case.assemble(), one) == ids(one, cut)


def test_two_persons_with_the_same_words_made_two_remarks():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    case.says(case.page(f"Tobias Crane said {FERRY}."), "Tobias Crane", FERRY)
    assert remark_of(case.assemble(), one) == ids(one)


def test_a_body_and_its_spokesman_share_a_remark():
    case = Case()
    case.speaker("Harbour Board", "state")
    case.speaker("Tobias Crane", of="Harbour Board")
    one = case.says(case.page(f"The Harbour Board said {FERRY}."), "Harbour Board", FERRY)
    other = case.says(case.page(f"Tobias Crane said {FERRY}."), "Tobias Crane", FERRY)
    assert remark_of(case.assemble(), one) == ids(one, other)


def test_other_words_of_the_same_speaker_are_another_remark():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    words = "new pumps will be ordered for every dock next spring"
    case.says(case.page(f"Ilse Marrow said {words}."), "Ilse Marrow", words)
    assert remark_of(case.assemble(), one) == ids(one)


def test_a_denial_and_an_affirmation_in_the_same_words_are_two_remarks():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    case.says(case.page(f"Ilse Marrow denied {FERRY}."), "Ilse Marrow", FERRY, position="denies")
    assert remark_of(case.assemble(), one) == ids(one)


def test_days_that_the_texts_give_keep_remarks_apart():
    case = Case()
    pages = [case.page(f"Ilse Marrow said on {day} {FERRY}.") for day in ("Monday", "Tuesday")]
    said = [case.says(page, "Ilse Marrow", FERRY) for page in pages]
    dated = [
        replace(s, said_on=TimeExpression(start=0, end=4, text="Ilse", from_=f"2024-10-2{n}", to=f"2024-10-2{n}"))
        for n, s in enumerate(said, start=1)
    ]
    readings = [
        (article, replace(reading, statements=(statement,)))
        for (article, reading), statement in zip(case.pages, dated, strict=True)
    ]
    accounts = case.assemble(readings)
    assert [len(utterance.statements) for utterance in accounts.utterances] == [1, 1]
    assert {utterance.said_on for utterance in accounts.utterances} == {statement.said_on for statement in dated}


def test_a_statement_and_the_one_it_reports_are_two_remarks():
    case = Case()
    article = case.page(f"The Ferry Post said that Ilse Marrow had said {FERRY}.")
    case.speaker("Ferry Post", "media")
    outer = case.says(article, "Ferry Post", f"Ilse Marrow had said {FERRY}")
    inner = case.says(article, "Ilse Marrow", FERRY, within=outer.id)
    assert remark_of(case.assemble(), inner) == ids(inner)


def test_a_crowd_is_one_voice_only_where_one_page_has_the_other_s_text():
    text = (
        "OFFICIALS said nothing new in Port Almery, where two ferries were tied up beside the old grain stores. "
        "Crews slept aboard while inspectors from the capital measured every hatch and wrote long lists of faults."
    )
    case = Case()
    case.speaker("OFFICIALS", "unnamed")
    copies = [case.says(case.page(text), "OFFICIALS", "nothing new") for _ in range(2)]
    elsewhere = case.says(case.page("In Brannick OFFICIALS said nothing new."), "OFFICIALS", "nothing new")
    accounts = case.assemble()
    assert remark_of(accounts, copies[0]) == ids(*copies)
    assert remark_of(accounts, elsewhere) == ids(elsewhere)


def test_every_statement_is_in_exactly_one_remark_whatever_the_order_of_pages():
    case = Case()
    for number in range(8):
        article = case.page(f"Ilse Marrow said {FERRY}. Tobias Crane said pier {number} was closed to all traffic.")
        case.says(article, "Ilse Marrow", FERRY)
        case.says(article, "Tobias Crane", f"pier {number} was closed to all traffic")
    accounts = case.assemble()
    members = [member for utterance in accounts.utterances for member in utterance.statements]
    assert sorted(members) == sorted(statement.id for statement in accounts.statements)
    assert all(utterance.id == min(utterance.statements) for utterance in accounts.utterances)
    assert {s.utterance for s in accounts.statements} == {u.id for u in accounts.utterances}
    assert case.assemble(case.pages[::-1]) == accounts
    assert case.assemble(case.pages[3:] + case.pages[:3]) == accounts


def joined(one, other, *, speaker="Ilse Marrow", days=("2024-10-25", "2024-10-25")):
    """Whether two contents of a speaker on two pages are one remark, among remarks on other matters."""
    case = Case()
    for number, words in enumerate(
        ("the tide tables are printed late", "fish prices fell again", "a bridge needs paint")
    ):
        case.says(case.page(f"Ravi Tull said {words}. {number}"), "Ravi Tull", words)
    first = case.says(case.page(f"{speaker} said {one}.", date=days[0]), speaker, one)
    second = case.says(case.page(f"{speaker} said {other}.", date=days[1]), speaker, other)
    return remark_of(case.assemble(), first) == ids(first, second)


def test_other_words_of_one_sense_are_the_same_remark():
    assert joined("the fleet is berthed in its own harbours", "its navy lies in its own ports")


def test_a_partial_quotation_tells_more_than_other_words():
    quoted = "nobody saw the door slam, and \u201cshattered glass pieces\u201d lay about the lane"
    other = "shattered glass pieces covered the cobbles behind an old brewery wall"
    assert joined(quoted, other)
    assert not joined(quoted.replace("\u201c", "").replace("\u201d", ""), other)


def test_a_telling_figure_joins_what_few_words_do_not():
    other = "some {} crates and a crane reached the yard before a long winter"
    assert joined("over 1,200 crates came ashore at night from a yard", other.format("1,200"))
    assert not joined("over 1,200 crates came ashore at night from a yard", other.format("7,300"))


def test_remarks_of_other_weeks_are_other_remarks_unless_nearly_word_for_word():
    later = ("2024-10-25", "2024-12-01")
    again = "too much grain lay in the ferry Halcyon as she left"
    assert joined(FERRY, FERRY, days=later)
    assert joined(FERRY, again)
    assert not joined(FERRY, again, days=later)


def test_the_day_of_saying_counts_before_the_day_of_print():
    case = Case()
    early = case.page(f"Ilse Marrow said {FERRY}.", date="2024-10-25")
    late = case.page("Ilse Marrow said on Friday the ferry Halcyon was overloaded with sacks.", date="2024-12-01")
    one = case.says(early, "Ilse Marrow", FERRY)
    other = case.says(late, "Ilse Marrow", "the ferry Halcyon was overloaded with sacks")
    said = TimeExpression(start=0, end=1, text="I", from_="2024-10-25", to="2024-10-25")
    pages = [
        (article, replace(reading, statements=tuple(replace(s, said_on=said) for s in reading.statements)))
        for article, reading in case.pages
    ]
    assert remark_of(case.assemble(pages), one) == ids(one, other)


def test_one_silence_is_one_remark_whatever_the_pages_point_with():
    case = Case()
    pages = [case.page(f"Ilse Marrow would neither confirm nor deny {words}.") for words in ("it", "the report")]
    one, other = (
        case.says(page, "Ilse Marrow", words, position="withholds", withheld="neither")
        for page, words in zip(pages, ("it", "the report"), strict=True)
    )
    assert remark_of(case.assemble(), one) == ids(one, other)


def test_bodies_that_only_their_pages_tell_apart_share_equal_words():
    case = Case()
    case.speaker("the court", "state")
    first = case.says(case.page(f"The court said {FERRY}. the court"), "the court", FERRY)
    other = Case()
    other.speaker("the court", "state")
    other.page("An empty page.")
    second = other.says(other.page(f"On Monday the court said {FERRY}."), "the court", FERRY)
    case.pages += other.pages
    case.speaker_of |= dict.fromkeys(other.speaker_of, "sp_other")
    case.speakers["another court"] = replace(case.speakers["the court"], id="sp_other")
    assert remark_of(case.assemble(), first) == ids(first, second)


def test_of_two_like_remarks_on_a_page_only_the_more_alike_is_joined():
    case = Case()
    one = case.says(case.page(f"Ilse Marrow said {FERRY}."), "Ilse Marrow", FERRY)
    page = case.page(f"Ilse Marrow said that {FERRY}.\nShe said the harbour sells grain sacks.")
    same = case.says(page, "Ilse Marrow", FERRY)
    case.says(page, "Ilse Marrow", "the harbour sells grain sacks")
    assert remark_of(case.assemble(), one) == ids(one, same)


def test_names_alone_are_no_remark():
    case = Case()
    first = case.page("Ilse Marrow criticised Tobias Crane.", outlet="Almery Post")
    other = case.page("Ilse Marrow wondered whether Tobias Crane would return the keys.", outlet="Dale Echo")
    one = case.says(first, "Ilse Marrow", "Tobias Crane")
    case.says(other, "Ilse Marrow", "whether Tobias Crane would return the keys")
    assert remark_of(case.assemble(), one) == ids(one)


@pytest.mark.parametrize(("date", "joined"), [("2024-10-25", True), (None, False)])
def test_a_body_and_its_spokesman_share_loose_words_only_where_the_days_are_known(date, joined):
    case = Case()
    case.speaker("the harbour ministry", "organisation", of="Norvia")
    case.speaker("a harbour ministry spokesman", "unnamed", of="Norvia")
    first = case.page(f"the harbour ministry said {FERRY}.", outlet="Almery Post", date=date)
    other = case.page(f"Then a harbour ministry spokesman said {OTHER}.", date=date)
    one = case.says(first, "the harbour ministry", FERRY)
    case.says(other, "a harbour ministry spokesman", OTHER)
    assert (len(remark_of(case.assemble(), one)) == 2) == joined
