import pytest

from tests.resolve.sources import reasons, resolved, speakers


@pytest.mark.parametrize("source", ["Both sides", "The two countries", "Both parties", "The two governments", "Both"])
def test_the_only_two_states_named_together_are_both_speakers(source):
    assert speakers(f"Norway and Sweden signed it. {source} said so.", source) == [["Norway", "Sweden"]]


def test_two_who_meet_are_named_together():
    assert speakers("Norway met Sweden on Monday. Both sides said so.", "Both sides") == [["Norway", "Sweden"]]


def test_two_pairs_stay_open_and_the_reason_names_them():
    text = "Norway and Sweden warned of a pact between Finland and Denmark. Both parties said no."
    assert speakers(text, "Both parties") == [[]]
    (reason,) = reasons(text, "Both parties")
    assert reason == "“Both parties” can mean Norway and Sweden, or Finland and Denmark"


def test_a_list_of_three_holds_no_pair():
    text = "Norway, Sweden and Finland signed it. The two countries said so."
    assert speakers(text, "The two countries") == [[]]
    assert "no two" in str(reasons(text, "The two countries")[0])


def test_the_nearest_sentence_that_names_a_pair_decides():
    text = "Norway and Sweden signed it. Finland and Denmark waited. It rained. Both sides said so."
    assert speakers(text, "Both sides") == [["Finland", "Denmark"]]


def test_leaders_are_the_persons_not_their_states():
    text = "Norwegian President Ilya Strand and Swedish Chancellor Ada Kern met. The two leaders said so."
    assert speakers(text, "The two leaders") == [["Ilya Strand", "Ada Kern"]]


def test_two_without_an_article_are_somebody_new():
    ((chain,),) = resolved("Ilya Strand and Ada Kern met. Two politicians said so.", "Two politicians")
    assert (chain.name, chain.type) == ("Two politicians", "unnamed")


def test_the_couple_the_pair_and_they_are_the_two_named_together():
    text = "Ilya Strand and Ada Kern met. The couple said no. The pair said yes. They said so."
    assert speakers(text, "The couple", "The pair", "They") == [["Ilya Strand", "Ada Kern"]] * 3


def test_the_former_is_the_first_and_the_latter_the_second():
    text = "Ilya Strand met Ada Kern. The former said no, the latter said yes."
    assert speakers(text, "The former", "the latter") == [["Ilya Strand"], ["Ada Kern"]]


def test_reports_from_both_parties_are_theirs():
    text = "Norway and Sweden signed it. Reports from both parties said so."
    assert speakers(text, "Reports from both parties") == [["Norway", "Sweden"]]


def test_a_joint_statement_without_authors_is_by_the_two_named_together():
    text = "Norway and Sweden signed it. A joint statement said so. A statement said no."
    assert speakers(text, "A joint statement") == [["Norway", "Sweden"]]
    assert speakers(text, "A statement") == [["statement"]]


def test_words_for_a_pair_are_no_name_of_either():
    ((norway, _),) = resolved("Norway and Sweden signed it. Both sides said so.", "Both sides")
    assert [mention.form for mention in norway.mentions] == ["name", "pronoun"]
