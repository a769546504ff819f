from onrecord.assemble import assemble_accounts
from onrecord.model import Linked, Reading
from tests.assemble.case import Case
from tests.factories import make_article, make_statement


def test_an_empty_case_has_empty_accounts():
    accounts = Case().assemble()
    assert (accounts.statements, accounts.utterances, accounts.lineage, accounts.disputes) == ((), (), (), ())


def test_chains_become_speakers_and_statements_stand_in_the_text_s_order():
    case = Case()
    article = case.page("Ilse Marrow said the lock held. Tobias Crane said the mill burned.")
    case.says(article, "Tobias Crane", "the mill burned")
    case.says(article, "Ilse Marrow", "the lock held")
    accounts = case.assemble()
    assert [statement.text for statement in accounts.statements] == ["the lock held", "the mill burned"]
    assert [statement.speakers for statement in accounts.statements] == [
        (case.speakers["Ilse Marrow"].id,),
        (case.speakers["Tobias Crane"].id,),
    ]
    assert [speaker.id for speaker in accounts.speakers] == sorted(speaker.id for speaker in case.speakers.values())


def test_a_chain_that_was_not_linked_leaves_its_reason():
    article = make_article("Ilse Marrow said the lock held.")
    statement = make_statement(article, "the lock held", speakers=("ch_unknown",))
    pages = [(article, Reading(article=article.id, statements=(statement,)))]
    (kept,) = assemble_accounts(pages, Linked(speakers=(), speaker_of={})).statements
    assert kept.speakers == ()
    assert kept.unresolved["speakers"]
