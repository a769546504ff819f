from msgspec.structs import replace

from onrecord.model import TimeExpression
from tests.assemble.case import Case, ids, remark_of

FERRY = "the ferry Halcyon left the harbour overloaded with grain sacks"


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
