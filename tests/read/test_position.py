import pytest

from onrecord.read.position import judge_stance, kind_of
from onrecord.read.tagger import Attribution


def stance(cue, content, kind="indirect", source=None):
    """Judge `source cue content`; a conjunction before the content is no part of it."""
    start = 0 if source is None else len(source) + 1
    link, bare = ("that ", content[5:]) if content.startswith("that ") else ("", content)
    text = f"{source or ''}{' ' if source else ''}{cue} {link}{bare}"
    place = start + len(cue) + 1 + len(link)
    named = None if source is None else (0, len(source))
    attribution = Attribution(named, ((start, start + len(cue)),), ((place, len(text)),), None, 1.0)
    return judge_stance(text, attribution, kind)


@pytest.mark.parametrize(
    ("cue", "content", "position", "withheld"),
    [
        ("said", "the dam was safe", "affirms", None),
        ("denied", "the allegations", "denies", None),
        ("did not deny", "the report", "withholds", "neither"),
        ("neither confirmed nor denied", "the report", "withholds", "neither"),
        ("said", "the report was false", "denies", None),
        ("said", "there was no evidence of a leak", "denies", None),
        ("said", "this was unrelated to the flood", "denies", None),
        ("declined", "to comment", "withholds", "declined"),
        ("declined", "the request", "denies", None),
        ("refused", "to say where it was", "withholds", "declined"),
        ("refused", "to hand over the keys", "denies", None),
        ("did not immediately respond", "to a request for comment", "withholds", "no_answer"),
        ("did not say", "who would pay", "withholds", "declined"),
        ("had no information", "about the leak", "withholds", "no_information"),
        ("could not confirm", "the number", "withholds", "cannot_confirm"),
        ("said", "it could not be ruled out that more would come", "withholds", "cannot_confirm"),
        ("referred", "questions to the council", "withholds", "referred"),
        ("said", "the dam poses no threat", "affirms", None),
        ("said", "there are no foreign crews at the dam", "denies", None),
        ("said", "there is no doubt about the dam", "affirms", None),
        ("said", "the crew took the incorrect road", "affirms", None),
        ("said", "such groundless accusations would end", "denies", None),
        ("said", "the men were lying on the road", "affirms", None),
        ("doubted", "the dam would hold", "denies", None),
        ("did not doubt", "the dam would hold", "affirms", None),
        ("declined to define", "the price", "withholds", "declined"),
        ("continued to deny", "the report", "denies", None),
        ("dismissed", "Ana Reyes as a clown", "affirms", None),
        ("dismissed", "the reports as a joke", "denies", None),
        ("avoided", "answering the question", "withholds", "declined"),
        ("remained", "silent", "withholds", "no_answer"),
        ("noted", "journalists should address the ministry", "withholds", "referred"),
        ("said", "it had nothing to add", "withholds", "no_information"),
        ("called", "it premature to guess", "withholds", "no_information"),
        ("denial", "its ships were there", "denies", None),
        ("issued a denial", "of the report", "denies", None),
        ("not only denied", "the report", "denies", None),
        ("refused", "to deny the report", "withholds", "neither"),
        ("declined", "to confirm or deny the report", "withholds", "neither"),
        ("offered", "no comment", "withholds", "no_answer"),
        ("referred", "to the dam as a ruin", "affirms", None),
        ("replied, calling", "the report false", "denies", None),
        ("said", "he did not steal the boat", "denies", None),
    ],
)
def test_position_follows_from_cue_negation_and_content(cue, content, position, withheld):
    found = stance(cue, content)
    assert (found.position, found.withheld) == (position, withheld)


@pytest.mark.parametrize(
    ("cue", "content", "position", "withheld"),
    [
        ("did not deny", "the leak", "withholds", "neither"),
        ("never denied", "that the dam had leaked", "withholds", "neither"),
        ("neither confirmed nor denied", "the leak", "withholds", "neither"),
        ("declined to comment", "on the leak", "withholds", "declined"),
        ("declined", "to comment", "withholds", "declined"),
        ("has no information", "about the leak", "withholds", "no_information"),
        ("has", "no information about the leak", "withholds", "no_information"),
        ("said", "it has no information about the leak", "withholds", "no_information"),
        ("cannot confirm", "the leak", "withholds", "cannot_confirm"),
        ("said", "it cannot confirm the leak", "withholds", "cannot_confirm"),
        ("dismissed", "the report as nonsense", "denies", None),
        ("dismissed as nonsense", "the report", "denies", None),
        ("refuted", "the report", "denies", None),
        ("said", "there is no evidence of a leak", "denies", None),
        ("denied", "knowing of the leak", "denies", None),
        ("denied knowing", "of the leak", "denies", None),
        ("called", "the claim false", "denies", None),
        ("called", 'the claim "false"', "denies", None),
        ("would not say", "whether the dam had leaked", "withholds", "declined"),
        ("asked", "whether the report was false", "affirms", None),
        ("asked", "if there was no evidence of a leak", "affirms", None),
        ("wondered", "why the council denied the leak", "affirms", None),
        ("said", "if the report is false, the editor must go", "affirms", None),
        ("said", "the editor would go if the report was a fabrication", "affirms", None),
        ("said", "unless the report is untrue the editor must go", "affirms", None),
        ("said", "if anybody called it a leak, that was a lie", "denies", None),
        ("said", "the report, if true, was a disgrace", "affirms", None),
        ("said", "the report, if any, was false", "denies", None),
        ("avoided", "denying the leak", "withholds", "declined"),
    ],
)
def test_hard_positions(cue, content, position, withheld):
    found = stance(cue, content)
    assert (found.position, found.withheld) == (position, withheld)


@pytest.mark.parametrize(
    ("cue", "content", "position", "withheld"),
    [
        ("declined", "at first to comment", "withholds", "declined"),
        ("refused", "again on Monday to say where it was", "withholds", "declined"),
        ("refused", "repeatedly to hand over the keys", "denies", None),
        ("refused", "the offer to talk", "denies", None),
        ("refused", "to hand over the interview tapes", "denies", None),
        ("refused", "to give an interview", "withholds", "declined"),
        ("refused", "three requests for comment", "withholds", "declined"),
        ("refused", "to rule out a new dam", "withholds", "neither"),
        ("declined", "on Monday to rule anything out", "withholds", "neither"),
        ("declined", "to renew the lease", "denies", None),
        ("declined", "to go into detail", "withholds", "declined"),
    ],
)
def test_a_refusal_to_speak_withholds_and_one_to_act_denies(cue, content, position, withheld):
    found = stance(cue, content)
    assert (found.position, found.withheld) == (position, withheld)


@pytest.mark.parametrize(
    ("content", "position"),
    [
        ("the crew had been denied access to the dam", "affirms"),
        ("she was denied a visa", "affirms"),
        ("she had doubts about the dam", "affirms"),
        ("he doubts the dam will hold", "denies"),
        ("he denied it at once", "denies"),
        ("neither of these dams has leaked", "denies"),
        ("neither of the two would win", "denies"),
        ("neither the mayor nor the engineer was there", "affirms"),
        ("she never saw the letter", "denies"),
        ("I've never heard of the firm", "denies"),
        ("we had never spoken to the owner", "denies"),
        ("she never saw such a flood", "affirms"),
        ("they had never seen anything like it", "affirms"),
    ],
)
def test_what_was_said_denies_in_its_main_clause_only(content, position):
    assert stance("said", content).position == position


@pytest.mark.parametrize("cue", ["dismissed", "brushed aside", "deflected", "dodged", "sidesteps"])
def test_a_question_that_is_turned_away_is_left_open(cue):
    found = stance(cue, "questions about the leak")
    assert (found.position, found.withheld, found.basis) == ("withholds", "declined", "characterised")


def test_a_claim_that_is_turned_away_is_denied():
    assert stance("brushed aside", "the report").position == "denies"
    assert stance("dismissed", "questions about the leak as a stunt").position == "denies"


@pytest.mark.parametrize(
    ("source", "content", "position"),
    [
        ("Ana Reyes", "Tomas Velm cannot say that", "affirms"),
        ("She", "Velm would not comment on such things", "affirms"),
        ("Ana Reyes", "you cannot say that", "affirms"),
        ("Tomas Velm", "Velm could not say when", "withholds"),
        ("Ana Reyes", "she could not say when", "withholds"),
        ("Ana Reyes", "I cannot say when", "withholds"),
        ("a spokeswoman", "Velm would not comment", "withholds"),
        ("Velm's lawyer Ana Reyes", "Tomas Velm would not comment", "withholds"),
        ("an official", "Velm could not say when", "withholds"),
        ("Ana Reyes", "France could not confirm the number", "withholds"),
    ],
)
def test_another_persons_silence_is_not_the_speakers(source, content, position):
    assert stance("said", content, source=source).position == position


@pytest.mark.parametrize(
    ("cue", "withheld"),
    [
        ("did not respond", "no_answer"),
        ("has chosen not to respond", "declined"),
        ("is choosing not to reply", "declined"),
    ],
)
def test_a_chosen_silence_is_declined(cue, withheld):
    assert stance(cue, "to the letter").withheld == withheld


@pytest.mark.parametrize(
    ("cue", "content", "position"),
    [
        ("reported", "the council denied the leak", "affirms"),
        ("reported", "there was no evidence of a leak", "denies"),
        ("according to", "the engineer rejected the report", "affirms"),
        ("according to", "it denied the report", "denies"),
    ],
)
def test_who_passes_on_a_denial_does_not_deny(cue, content, position):
    assert stance(cue, content).position == position


@pytest.mark.parametrize(
    ("cue", "content", "act"),
    [
        ("said", "the dam was safe", "states"),
        ("promised", "to pay", "promises"),
        ("said", "she would challenge the plan", "promises"),
        ("called for", "a new dam", "demands"),
        ("told", "to leave the town", "demands"),
        ("urged", "to stay calm", "asks"),
        ("condemned", "the attack", "condemns"),
        ("called", 'the plan a "farce"', "condemns"),
        ("praised", "the crew", "praises"),
        ("accused", "the firm of fraud", "accuses"),
        ("warned", "the dam may break", "warns"),
        ("did not condemn", "the attack", "states"),
        ("asked", "whether the dam was safe", "asks"),
        ("offered", "to pay", "promises"),
        ("said", "he would not sell the dam", "promises"),
        ("said", "it would not rain", "states"),
        ("said", "we will probably leave", "states"),
        ("announced", "plans to build a dam", "promises"),
        ("said", "Do not touch the gates", "demands"),
        ("said", "Who opened the gates?", "asks"),
        ("said", "It was the mayor. Who else?", "states"),
        ("said", "the mayor opened them, right?", "states"),
        ("called", "for a new dam", "demands"),
        ("dismissed", "Ana Reyes as a clown", "condemns"),
        ("described", "him as a liar", "condemns"),
        ("cited", "the letter as a disgrace", "condemns"),
        ("called", "her a hero", "praises"),
        ("said", "the sale was an absolute disgrace", "condemns"),
        ("said", "the crew were fantastic", "praises"),
        ("said", "the vote had been stolen", "accuses"),
        ("claimed", "the mayor was behind the attack", "accuses"),
        ("said", "the mayor had not lied", "states"),
        ("said", "the town was in danger of losing its dam", "warns"),
        ("expressed", "outrage over the sale", "condemns"),
        ("expressed", "gratitude to the crew", "praises"),
        ("expressed", "a view on the sale", "states"),
        ("made scathing comments", "about the sale", "condemns"),
        ("made warm remarks", "about the crew", "praises"),
        ("spoke", "about fraud", "states"),
        ("commented", "on the fraud", "states"),
        ("sued", "the firm", "accuses"),
        ("replied on Monday, calling", "the sale a farce", "condemns"),
    ],
)
def test_act_follows_from_cue_and_content(cue, content, act):
    assert stance(cue, content).act == act


@pytest.mark.parametrize(
    ("cue", "content", "basis"),
    [
        ("avoided", "denying the leak", "characterised"),
        ("avoided denying", "the leak", "characterised"),
        ("did not deny", "the leak", "characterised"),
        ("declined", "to comment", "characterised"),
        ("refused", "to open the gates", "characterised"),
        ("refusal to disavow", "the letter", "characterised"),
        ("said", "it could not confirm the leak", "paraphrase"),
        ("said", "they would all stay there", "paraphrase"),
        ("denied", "that the dam had leaked", "paraphrase"),
        ("denied", "any part in the sale of the dam", "paraphrase"),
        ("denied", "the charges", "characterised"),
        ("denied", "it", "characterised"),
        ("rejected", "the plan for a new dam in the valley", "characterised"),
        ("rejected", "rumours that the dam had leaked", "paraphrase"),
        ("rebutted", "that criticism", "characterised"),
        ("dismissed", "the plan for a new dam", "characterised"),
        ("dismissed", "the plan as a joke", "paraphrase"),
        ("called", "the plan a joke", "paraphrase"),
        ("condemned", "the sale of the dam", "characterised"),
        ("demanded", "an inquiry", "paraphrase"),
        ("confirmed", "the sale", "paraphrase"),
        ("cited", "the cost of the dam", "paraphrase"),
        ("responded", "to the sale of the dam", "characterised"),
        ("responded to", "the sale of the dam", "characterised"),
        ("commented on", "the sale of the dam", "characterised"),
        ("commented", "on the sale of the dam", "characterised"),
        ("spoke about", "the sale of the dam", "characterised"),
        ("asked about", "the sale of the dam", "characterised"),
        ("expressed", "doubts about the sale", "characterised"),
        ("expressed hope", "that the dam would hold", "paraphrase"),
        ("according to", "the dam had leaked", "paraphrase"),
    ],
)
def test_basis_tells_a_paraphrase_from_a_characterisation(cue, content, basis):
    assert stance(cue, content).basis == basis


def test_what_is_quoted_is_in_the_speakers_own_words():
    assert stance("said", "We stay", "direct").basis == "own_words"
    assert stance("said", 'the dam was "safe, sound and dry" all year', "mixed").basis == "own_words"


def test_a_word_in_quotation_marks_leaves_it_a_paraphrase():
    assert stance("said", 'the old dam in the valley had been "safe" all year long', "mixed").basis == "paraphrase"


def test_what_a_silence_quotes_is_not_the_speakers():
    assert stance("declined", 'to discuss "any part of the sale"', "mixed").basis == "characterised"


def test_who_names_himself_speaks_in_his_own_words():
    assert stance("refuse", "to open the gates", source="I").basis == "own_words"


def test_the_reporters_distance_is_kept():
    assert stance("claimed", "the dam was safe").hedge.text == "claimed"
    assert stance("said", "the dam was safe").hedge is None


def test_kind_counts_the_letters_inside_quotation_marks():
    text = 'said the "old" dam'
    whole = Attribution(None, ((0, 4),), ((5, len(text)),), None, 1.0)
    quoted = Attribution(None, ((0, 4),), ((10, 13),), None, 1.0)
    assert kind_of(text, whole, []) == "indirect"
    assert kind_of(text, whole, [(10, 13)]) == "mixed"
    assert kind_of(text, quoted, [(10, 13)]) == "direct"


def test_a_subject_that_is_nobody_negates_the_verb():
    text = "Neither Ondo nor Velm revealed the price"
    attribution = Attribution((0, 21), ((22, 30),), ((31, 40),), None, 1.0)
    assert judge_stance(text, attribution, "indirect").position == "withholds"


def test_a_number_is_not_nobody():
    text = "No. 5 states the rule"
    attribution = Attribution((0, 5), ((6, 12),), ((13, 21),), None, 1.0)
    assert judge_stance(text, attribution, "indirect").position == "affirms"
