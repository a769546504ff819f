import pytest

from tests.assemble.case import Case, ids

SMUGGLED = "the ferry Halcyon had smuggled rifles to the rebels in Sennet"


def sides(dispute):
    return {side.position: side.statements for side in dispute.sides}


def answers_of(accounts, statement):
    return next(each.answers for each in accounts.statements if each.id == statement.id)


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


def test_a_silence_belongs_to_the_statement_before_it_that_names_the_silent_one():
    case = Case()
    accusation = "Tobias Crane had smuggled rifles to the rebels in Sennet"
    lines = [
        f"Ilse Marrow said {accusation}.",
        "Tobias Crane declined to comment.",
        "Ravi Tull denied the allegations.",
        "It rained.",
        "Oona Fell had no comment.",
    ]
    article = case.page("\n".join(lines))
    claim = case.says(article, "Ilse Marrow", accusation)
    near = case.says(article, "Tobias Crane", "to comment", position="withholds", withheld="declined")
    denial = case.says(article, "Ravi Tull", "the allegations", position="denies")
    far = case.says(article, "Oona Fell", "no comment", position="withholds", withheld="declined")
    accounts = case.assemble()
    (dispute,) = accounts.disputes
    assert sides(dispute) == {"affirms": (claim.id,), "denies": (denial.id,), "withholds": (near.id,)}
    (left,) = [statement for statement in accounts.statements if statement.id == far.id]
    assert left.unresolved["answers"] == "what was asked is not shown"


def test_a_silence_about_another_s_words_answers_nothing():
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\nTobias Crane declined to comment.")
    case.says(article, "Ilse Marrow", SMUGGLED)
    silence = case.says(article, "Tobias Crane", "to comment", position="withholds", withheld="declined")
    assert answers_of(case.assemble(), silence) == ()


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


def test_claims_denied_by_the_name_of_who_made_them_are_theirs_wherever_they_stand():
    case = Case()
    lines = [
        f"Ilse Marrow said {SMUGGLED}.",
        "It rained.",
        "The harbour was closed.",
        "Oona Fell said the harbour fees would rise next year.",
        "Tobias Crane called Marrow's claims nonsense.",
    ]
    article = case.page("\n".join(lines))
    claim = case.says(article, "Ilse Marrow", SMUGGLED)
    case.says(article, "Oona Fell", "the harbour fees would rise next year")
    denial = case.says(article, "Tobias Crane", "Marrow's claims nonsense", position="denies", cue="called")
    assert answers_of(case.assemble(), denial) == (claim.id,)


@pytest.mark.parametrize(
    ("cue", "content"),
    [
        ("denied", "the Halcyon access to the harbour in Sennet"),
        ("did not think", "the Halcyon had smuggled rifles"),
        ("questioned", "why rebels smuggled rifles"),
        ("refused", "to say who smuggled rifles to rebels"),
        ("rejected", "the rebels of Sennet"),
        ("would deny", "the Halcyon had smuggled rifles"),
        ("denied", "Ilse Marrow the nomination"),
        ("played down", "rebels who smuggled rifles"),
    ],
)
def test_what_denies_no_claim_disputes_nothing(cue, content):
    case = Case()
    article = case.page(f"Ilse Marrow said {SMUGGLED}.\n\nTobias Crane {cue} {content}.")
    case.says(article, "Ilse Marrow", SMUGGLED)
    denial = case.says(article, "Tobias Crane", content, position="denies", cue=cue)
    accounts = case.assemble()
    assert accounts.disputes == ()
    (kept,) = [statement for statement in accounts.statements if statement.id == denial.id]
    assert kept.unresolved["answers"]


def test_a_denial_in_the_sentence_of_a_claim_answers_it_in_other_words():
    case = Case()
    text = "Ilse Marrow said cargo came with the tide, but Tobias Crane denied smuggling rifles."
    article = case.page(text)
    claim = case.says(article, "Ilse Marrow", "cargo came with the tide")
    denial = case.says(article, "Tobias Crane", "smuggling rifles", position="denies", cue="denied")
    assert answers_of(case.assemble(), denial) == (claim.id,)


def test_a_statement_that_denies_the_same_is_not_denied():
    case = Case()
    agreed = "the ferry had never smuggled rifles to rebels"
    article = case.page(f"Ilse Marrow said {agreed}.\n\nTobias Crane denied the ferry had smuggled rifles.")
    case.says(article, "Ilse Marrow", agreed)
    denial = case.says(article, "Tobias Crane", "the ferry had smuggled rifles", position="denies", cue="denied")
    assert answers_of(case.assemble(), denial) == ()


@pytest.mark.parametrize(
    ("hidden", "joins"),
    [
        ("hundreds of rifles and machine parts lay hidden at the quay", True),
        # One shared word is a matter of chance.
        ("hundreds of rifles lay hidden at the quay", False),
    ],
)
def test_a_denial_beside_one_of_a_claim_is_on_the_same_point_where_it_speaks_of_the_same(hidden, joins):
    case = Case()
    words = "about 400 rifles and machine parts had passed the customs gate since May"
    lines = [f"Oona Fell denied {hidden}.", f"Ilse Marrow said {words}.", "Tobias Crane denied the allegations."]
    article = case.page("\n".join(lines))
    claim = case.says(article, "Ilse Marrow", words)
    first = case.says(article, "Oona Fell", hidden, position="denies", cue="denied")
    second = case.says(article, "Tobias Crane", "the allegations", position="denies", cue="denied")
    accounts = case.assemble()
    assert answers_of(accounts, second) == (claim.id,)
    assert answers_of(accounts, first) == ((claim.id,) if joins else ())


def test_a_reply_answers_what_was_said_right_before_it_and_takes_no_side():
    case = Case()
    article = case.page(
        f"Ilse Marrow said {SMUGGLED}.\nTobias Crane countered that the harbour was watched day and night."
    )
    claim = case.says(article, "Ilse Marrow", SMUGGLED)
    reply = case.says(article, "Tobias Crane", "the harbour was watched day and night", cue="countered")
    accounts = case.assemble()
    assert answers_of(accounts, reply) == (claim.id,)
    assert accounts.disputes == ()


def test_a_question_left_open_is_answered_by_its_silence_and_is_no_point():
    case = Case()
    article = case.page("Ilse Marrow asked who owned the rifles.\nTobias Crane avoided answering the question.")
    question = case.says(article, "Ilse Marrow", "who owned the rifles", act="asks")
    silence = case.says(
        article, "Tobias Crane", "the question", position="withholds", withheld="neither", cue="avoided"
    )
    accounts = case.assemble()
    assert answers_of(accounts, silence) == (question.id,)
    assert accounts.disputes == ()


def test_who_does_not_know_how_many_takes_no_side():
    case = Case()
    article = case.page(
        f"Ilse Marrow said {SMUGGLED}.\nTobias Crane did not know how many rifles were smuggled to rebels."
    )
    case.says(article, "Ilse Marrow", SMUGGLED)
    words = "how many rifles were smuggled to rebels"
    case.says(article, "Tobias Crane", words, position="withholds", withheld="no_information", cue="did not know")
    assert case.assemble().disputes == ()


def test_a_denial_of_having_said_so_is_about_who_said_it():
    case = Case()
    article = case.page(
        "Ilse Marrow said the mayor promised free ferries.\nTobias Crane denied saying he promised free ferries."
    )
    case.says(article, "Ilse Marrow", "the mayor promised free ferries")
    case.says(article, "Tobias Crane", "saying he promised free ferries", position="denies", cue="denied")
    assert [dispute.kind for dispute in case.assemble().disputes] == ["attribution"]


@pytest.mark.parametrize(
    ("words", "joins"), [("there are no rifles for rebels at Sennet", True), ("no grain is sold", False)]
)
def test_a_denial_in_the_speaker_s_own_words_answers_what_the_express_one_beside_it_does(words, joins):
    case = Case()
    claim = "the Halcyon had smuggled rifles to rebels near Sennet"
    article = case.page(
        f"Ilse Marrow said {claim}.\n\nTobias Crane denied that {claim}.\n\n“{words},” Tobias Crane said."
    )
    said = case.says(article, "Ilse Marrow", claim)
    case.says(article, "Tobias Crane", f"that {claim}", position="denies", cue="denied")
    own = case.says(article, "Tobias Crane", words, position="denies", cue="said", basis="own_words")
    (kept,) = [statement for statement in case.assemble().statements if statement.id == own.id]
    assert (kept.answers == (said.id,)) == joins


def test_who_would_not_confirm_what_he_then_denies_changed_his_position_on_it():
    case = Case()
    claim = "the Halcyon had smuggled rifles to rebels near Sennet"
    article = case.page(
        f"Ilse Marrow said {claim}.\n\nTobias Crane denied that {claim}, a day after he would not confirm or deny it."
    )
    said = case.says(article, "Ilse Marrow", claim)
    case.says(article, "Tobias Crane", f"that {claim}", position="denies", cue="denied")
    open_then = case.says(
        article, "Tobias Crane", "it", position="withholds", withheld="neither", cue="would not confirm or deny"
    )
    accounts = case.assemble()
    (kept,) = [statement for statement in accounts.statements if statement.id == open_then.id]
    assert kept.answers == (said.id,)
    (dispute,) = accounts.disputes
    assert [side.position for side in dispute.sides] == ["affirms", "denies", "withholds"]
    assert [{stand.position for stand in course.stands} for course in dispute.courses] == [{"denies", "withholds"}]


def test_a_denial_of_such_a_thing_answers_whoever_named_one_before():
    case = Case()
    article = case.page(
        "Ilse Marrow said the harbour pilot could spend nine years in prison.\n\nIt rained.\n\n"
        "Tobias Crane doubts such a sentence is likely."
    )
    claim = case.says(article, "Ilse Marrow", "the harbour pilot could spend nine years in prison")
    denial = case.says(article, "Tobias Crane", "such a sentence is likely", position="denies")
    assert answers_of(case.assemble(), denial) == (claim.id,)


@pytest.mark.parametrize(
    ("before", "denied"),
    [
        ("the ferry had sailed at dawn", "any such order had been given"),
        ("no order to sail had been given", "any such order had been given"),
    ],
)
def test_a_denial_of_such_a_thing_leaves_open_what_names_none(before, denied):
    case = Case()
    article = case.page(f"Ilse Marrow said {before}.\n\nTobias Crane denied {denied}.")
    case.says(article, "Ilse Marrow", before)
    denial = case.says(article, "Tobias Crane", denied, position="denies")
    assert answers_of(case.assemble(), denial) == ()


def test_who_did_not_respond_replies_to_nothing_that_does_not_name_him():
    case = Case()
    article = case.page(
        "Ilse Marrow said the harbour was dark.\n\nTobias Crane did not respond to requests for comment."
    )
    case.says(article, "Ilse Marrow", "the harbour was dark")
    silence = case.says(
        article,
        "Tobias Crane",
        "to requests for comment",
        cue="did not respond",
        position="withholds",
        withheld="no_answer",
    )
    assert answers_of(case.assemble(), silence) == ()
