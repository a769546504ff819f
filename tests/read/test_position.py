import pytest

from onrecord.read.position import judge_stance, kind_of
from onrecord.read.tagger import Attribution


def stance(cue, content, kind="indirect"):
    text = f"{cue} {content}"
    attribution = Attribution(None, ((0, len(cue)),), ((len(cue) + 1, len(text)),), None, 1.0)
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
    ],
)
def test_position_follows_from_cue_negation_and_content(cue, content, position, withheld):
    found = stance(cue, content)
    assert (found.position, found.withheld) == (position, withheld)


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
    ],
)
def test_act_follows_from_cue_and_content(cue, content, act):
    assert stance(cue, content).act == act


def test_basis_tells_words_from_paraphrase_from_characterisation():
    assert stance("said", "We stay", "direct").basis == "own_words"
    assert stance("said", "they would all stay there").basis == "paraphrase"
    assert stance("denied", "the charges").basis == "characterised"


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
