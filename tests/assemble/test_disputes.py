import pytest

from tests.assemble.case import Case, ids

SMUGGLED = "the ferry Halcyon had smuggled rifles to the rebels in Sennet"


def sides(dispute):
    return {side.position: side.statements for side in dispute.sides}


def test_a_denial_of_the_same_matter_answers_it():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\n\nTobias Crane denied that the Halcyon had smuggled rifles.")
    claim = case.says(article, "Ilse Marrow", SMUGGLED, act="accuses")
    denial = case.says(article, "Tobias Crane", "the Halcyon had smuggled rifles", position="denies")
    accounts = case.assemble()
    (dispute,) = accounts.disputes
    assert (dispute.kind, dispute.matter.statement, dispute.matter.text) == ("polarity", claim.id, SMUGGLED)
    assert sides(dispute) == {"affirms": (claim.id,), "denies": (denial.id,)}
    assert dispute.id == min(claim.id, denial.id)
    assert {s.id: s.answers for s in accounts.statements} == {claim.id: (), denial.id: (claim.id,)}


def test_a_denial_that_only_points_answers_the_statement_before_it():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\n\nTobias Crane denied the allegations.")
    claim = case.says(article, "Ilse Marrow", SMUGGLED, act="accuses")
    denial = case.says(article, "Tobias Crane", "the allegations", position="denies")
    (dispute,) = case.assemble().disputes
    assert sides(dispute) == {"affirms": (claim.id,), "denies": (denial.id,)}


def test_a_silence_belongs_to_the_statement_of_its_paragraph_and_to_none_far_away():
    case = Case()
    lines = [
        f"Ilse Marrow said {SMUGGLED}.",
        "Tobias Crane declined to comment.",
        "Ravi Tull denied the allegations.",
        "It rained.",
        "Oona Fell had no comment.",
    ]
    article = case.page("\n".join(lines))
    claim = case.says(article, "Ilse Marrow", SMUGGLED)
    near = case.says(article, "Tobias Crane", "to comment", position="withholds", withheld="declined")
    denial = case.says(article, "Ravi Tull", "the allegations", position="denies")
    case.says(article, "Oona Fell", "no comment", position="withholds", withheld="declined")
    (dispute,) = case.assemble().disputes
    assert sides(dispute) == {"affirms": (claim.id,), "denies": (denial.id,), "withholds": (near.id,)}


@pytest.mark.parametrize("content", ["something", "any wrongdoing"])
def test_a_denial_of_nothing_in_particular_disputes_nothing(content):
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nTobias Crane denied {content}.")
    case.says(article, "Ilse Marrow", SMUGGLED)
    case.says(article, "Tobias Crane", content, position="denies", basis="characterised")
    assert case.assemble().disputes == ()


def test_silence_alone_disputes_nothing():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nTobias Crane declined to comment.")
    case.says(article, "Ilse Marrow", SMUGGLED)
    case.says(article, "Tobias Crane", "to comment", position="withholds", withheld="declined")
    assert case.assemble().disputes == ()


def test_pointing_denials_of_one_speaker_do_not_join_the_matters_of_two_pages():
    case = Case()
    for claim in (SMUGGLED, "the lighthouse keeper was paid in silver for his silence"):
        article = case.page(f"Ilse Marrow said {claim}.\nTobias Crane denied the allegations.")
        case.says(article, "Ilse Marrow", claim)
        case.says(article, "Tobias Crane", "the allegations", position="denies", basis="characterised")
    assert len(case.assemble().disputes) == 2


def test_all_carriers_of_a_remark_stand_with_it():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nTobias Crane denied the allegations.")
    claim = case.says(article, "Ilse Marrow", SMUGGLED)
    case.says(article, "Tobias Crane", "the allegations", position="denies")
    again = case.says(case.page(f"According to Ilse Marrow {SMUGGLED}."), "Ilse Marrow", SMUGGLED)
    (dispute,) = case.assemble().disputes
    assert sides(dispute)["affirms"] == ids(claim, again)


def test_a_denial_on_another_page_needs_most_of_the_words():
    case = Case()
    claim = case.says(case.page(f"Ilse Marrow said {SMUGGLED}."), "Ilse Marrow", SMUGGLED)
    words = "the Halcyon had ever smuggled rifles to any rebels"
    denial = case.says(case.page(f"Tobias Crane denied that {words}."), "Tobias Crane", words, position="denies")
    other = "the harbour fees would rise for every ferry"
    case.says(case.page(f"Oona Fell denied that {other}."), "Oona Fell", other, position="denies")
    (dispute,) = case.assemble().disputes
    assert sides(dispute) == {"affirms": (claim.id,), "denies": (denial.id,)}


def test_nobody_disputes_with_himself_or_with_those_he_speaks_for():
    case = Case()
    case.speaker("Harbour Board", "state")
    case.speaker("Tobias Crane", of="Harbour Board")
    article = case.page(f"The Harbour Board said {SMUGGLED}.\nTobias Crane denied the allegations.")
    case.says(article, "Harbour Board", SMUGGLED)
    case.says(article, "Tobias Crane", "the allegations", position="denies")
    assert case.assemble().disputes == ()


def test_a_question_is_not_denied():
    case = Case()
    article = case.page(f"Ilse Marrow asked whether {SMUGGLED}.\nTobias Crane denied the allegations.")
    case.says(article, "Ilse Marrow", SMUGGLED, act="asks")
    case.says(article, "Tobias Crane", "the allegations", position="denies")
    assert case.assemble().disputes == ()


def test_an_outlet_that_could_not_verify_a_claim_takes_no_side():
    case = Case()
    case.speaker("Ferry Post", "media")
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nThe Ferry Post could not verify the claim.")
    claim = case.says(article, "Ilse Marrow", SMUGGLED)
    doubt = case.says(article, "Ferry Post", "the claim", position="withholds", withheld="cannot_confirm")
    accounts = case.assemble()
    assert accounts.disputes == ()
    assert {s.answers for s in accounts.statements if s.id == doubt.id} == {(claim.id,)}


def test_different_speakers_numbers_for_one_day_are_a_dispute():
    case = Case()
    one = case.page("Flood in Sennet\nIlse Marrow said 12 villagers drowned in Sennet.")
    other = case.page("Flood at Sennet\nTobias Crane said 30 villagers drowned in Sennet.")
    low = case.says(one, "Ilse Marrow", "12 villagers drowned in Sennet")
    high = case.says(other, "Tobias Crane", "30 villagers drowned in Sennet")
    figures = [
        case.counts(one, "12", 12, "villagers drowned", statement=low),
        case.counts(other, "30", 30, "villagers drowned", statement=high),
    ]
    (dispute,) = [dispute for dispute in case.assemble().disputes if dispute.kind == "number"]
    assert dispute.id == min(figure.id for figure in figures)
    assert {statement for side in dispute.sides for statement in side.statements} == {low.id, high.id}
    assert {side.position for side in dispute.sides} == {"affirms", "denies"}


def test_each_side_of_a_dispute_has_its_origin():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nTobias Crane denied the allegations.")
    case.says(article, "Ilse Marrow", SMUGGLED)
    case.says(article, "Tobias Crane", "the allegations", position="denies")
    accounts = case.assemble()
    (dispute,) = accounts.disputes
    assert {origin.for_ for origin in accounts.origins} == {f"{dispute.id}:affirms", f"{dispute.id}:denies"}
