import pytest

from onrecord.language.cues import cue_table, inflect, match_cue, match_noun


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("say", {"say", "says", "said", "saying"}),
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("write", {"write", "writes", "wrote", "written", "writing"}),
        ("admit", {"admit", "admits", "admitted", "admitting"}),
        ("label", {"label", "labels", "labeled", "labelled", "labeling", "labelling"}),
        ("refer", {"refer", "refers", "referred", "referring"}),
        ("offer", {"offer", "offers", "offered", "offering"}),
        ("accuse", {"accuse", "accuses", "accused", "accusing"}),
        ("dismiss", {"dismiss", "dismisses", "dismissed", "dismissing"}),
    ],
)
def test_verbs_have_all_their_forms_and_no_others(verb, forms):
    assert {word for word, _ in inflect(verb)} == forms


def test_the_longest_phrase_wins():
    found = match_cue(["she", "went", "on", "to", "say", "that"], 1)
    assert found is not None
    assert (found.entry.phrase, found.length, found.form) == ("go on to say", 4, "past")


def test_words_outside_the_table_are_no_cues():
    assert match_cue(["walked", "home"], 0) is None
    assert match_cue(["called"], 0).entry.phrase == "call"


@pytest.mark.parametrize(
    "verb", ["say", "tell", "add", "announce", "claim", "insist", "warn", "argue", "tweet", "note"]
)
def test_speaking_takes_a_clause_or_an_audience(verb):
    entry = next(entry for entry in cue_table() if entry.phrase == verb and entry.kind == "verb")
    assert entry.takes & {"c", "a"}
    assert entry.position == "affirms"


@pytest.mark.parametrize("verb", ["deny", "refute", "reject", "dismiss", "dispute"])
def test_denials_deny(verb):
    assert next(entry for entry in cue_table() if entry.phrase == verb).position == "denies"


def test_phrases_are_unique_and_sorted_by_kind_and_name():
    keys = [(entry.kind, entry.phrase) for entry in cue_table()]
    assert keys == sorted(set(keys))


def test_every_entry_takes_something_known():
    for entry in cue_table():
        assert entry.takes
        assert entry.takes <= set("coiamxqkdvstzrpghn"), entry.phrase
        assert entry.traits <= {"distance", "noun", "thought", "clause", "to"}, entry.phrase


def test_a_noun_that_stands_for_a_report_is_no_verb():
    assert match_noun("denial").entry.position == "denies"
    assert match_noun("bridge") is None
    assert match_cue(["denial", "that"], 0) is None
