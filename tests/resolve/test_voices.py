import pytest
from msgspec.structs import replace

from onrecord.model import Reading
from onrecord.resolve import resolve_reading
from tests.factories import make_article, make_statement
from tests.resolve.sources import reasons, resolved, speakers


def test_they_are_the_people_whom_the_sentence_names_first():
    text = "Harbour officials met the Oxby Board. They said no."
    assert speakers(text, "They") == [["Harbour officials"]]
    text = "The Oxby Board met with harbour officials. They said no."
    assert speakers(text, "They") == [["Oxby Board"]]


def test_they_are_all_who_spoke_together():
    text = "Ada Kern and the Oxby Board said no. They said so."
    assert speakers(text, "Ada Kern and the Oxby Board", "They")[1] == ["Ada Kern", "Oxby Board"]


def test_the_subject_goes_on_after_somebody_spoke_in_passing():
    text = "Norway condemned the man, who police said was late. It also said no."
    assert speakers(text, "Norway", "police", "It")[2] == ["Norway"]


def test_whoever_speaks_inside_a_quotation_is_not_who_goes_on():
    article = make_article("“The waitress said sit,” Ada Kern said. She said no.")
    outer = replace(make_statement(article, "The waitress said sit", source="Ada Kern", cue="said"), kind="direct")
    inner = replace(make_statement(article, "sit", source="The waitress"), within=outer.id)
    last = make_statement(article, "no", source="She")
    reading = resolve_reading(article, Reading(article=article.id, statements=(outer, inner, last)))
    assert reading.statements[2].speakers == reading.statements[0].speakers != reading.statements[1].speakers


def test_a_name_of_which_nothing_is_known_is_better_than_nobody():
    assert speakers("Zorvath Ulmquist came. She said no.", "She") == [["Zorvath Ulmquist"]]
    assert speakers("“Zorvath Ulmquist” was sung. She said no.", "She") == [[]]


@pytest.mark.parametrize("apposition", [", 42,", ", who fished,", ", aged 7,"])
def test_an_age_or_who_tells_a_person(apposition):
    text = f"Ilya Strand denied it. Zorvath Ulmquist{apposition} came. He agreed."
    assert speakers(text, "Ilya Strand", "He")[1] == ["Zorvath Ulmquist"]


def test_who_takes_up_the_words_before_it():
    text = "Ilya Strand met Ada Kern, who said no."
    assert speakers(text, "who") == [["Ada Kern"]]
    assert speakers("It was shared by ferry owners who said no.", "who") == [["ferry owners"]]
    assert speakers("The minister of trade, who said no, left.", "who") == [["minister of trade"]]
    assert speakers("The baker Ada Kern, 24, who fished, denied it.", "who") == [["Ada Kern"]]
    assert speakers("There was a flag on it which said no.", "which") == [[]]
    assert speakers("Who said no?", "Who") == [[]]


def test_some_and_another_are_somebody_each_time():
    first, second = resolved("Some denied it. Some agreed. Another left.", "Some", "Some")
    assert [chain.name for chain in (*first, *second)] == ["Some", "Some"]
    assert first != second


def test_a_town_where_talks_are_held_does_not_speak():
    text = "The Oxby Board held talks in Oslo. It said no."
    assert speakers(text, "It") == [["Oxby Board"]]
    assert speakers("Talks in Oslo failed. It said no.", "It") == [[]]


def test_an_open_pronoun_says_why():
    assert reasons("He said no.", "He") == [
        "nobody whom the page names before “He” fits, so it does not show for whom the words stand"
    ]
    assert "wrote the page" in str(reasons("We believe so.", "We")[0])


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("“It was late,” Ada Kern said.\n“Never.”", True),
        ("“It was late,” Ada Kern said.\nNobody moved.\n“Never.”", False),
        ("Ada Kern said it was late.\n“Never.”", False),
    ],
)
def test_a_quotation_that_opens_a_line_goes_on_right_behind_one(text, goes_on):
    article = make_article(text)
    content = "It was late" if "It was late" in text else "it was late"
    first = make_statement(article, content, source="Ada Kern", cue="said")
    first = replace(first, kind="direct" if content == "It was late" else "indirect")
    second = replace(make_statement(article, "Never."), kind="direct")
    reading = resolve_reading(article, Reading(article=article.id, statements=(first, second)))
    assert (reading.statements[1].speakers == reading.statements[0].speakers) is goes_on


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ada Kern was unmoved. “Never.”", ["Ada Kern"]),
        ("Ada Kern and Ilya Strand were unmoved. “Never.”", []),
        ("Ada Kern was unmoved.\n“Never.”", []),
        ("Ada Kern was unmoved by the “Never.”", []),
    ],
)
def test_a_bare_quotation_is_of_the_only_person_in_the_sentence_before(text, name):
    article = make_article(text)
    statement = replace(make_statement(article, "Never."), kind="direct")
    reading = resolve_reading(article, Reading(article=article.id, statements=(statement,)))
    names = {chain.id: chain.name for chain in reading.chains}
    assert [names[speaker] for speaker in reading.statements[0].speakers] == name


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Downing Street", "Downing Street"),
        ("Number 10", "Downing Street"),
        ("Quai d’Orsay", "Ministry of Foreign Affairs"),
        ("Scotland Yard", "Metropolitan Police"),
        ("Lubyanka", "Federal Security Service"),
        ("The Holy See", "Vatican"),
    ],
)
def test_a_seat_of_power_stands_for_its_body(source, name):
    ((chain,),) = resolved(f"Later {source} said no.", source)
    assert (chain.name, chain.type, chain.name_from) == (name, "state", "table")


def test_brussels_is_the_union_where_the_page_is_about_it():
    assert speakers("The European Union met. Brussels said no.", "Brussels") == [["European Union"]]
    assert speakers("The European Union met Belgium. Brussels said no.", "Brussels") == [["Belgium"]]
    assert speakers("Brussels said no.", "Brussels") == [["Belgium"]]


def test_a_people_is_its_state_where_the_page_names_it():
    assert speakers("Norway was angry. The Norwegians said no.", "The Norwegians") == [["Norway"]]
    assert speakers("It rained. The Norwegians said no.", "The Norwegians") == [["Norwegians"]]
    assert speakers("Norway was angry. Norwegians said no.", "Norwegians") == [["Norwegians"]]


def test_mr_and_mrs_of_one_surname_are_two():
    found = resolved("Mr Strand said no. Mrs Strand said yes. Mr Strand left.", "Mr Strand", "Mrs Strand", "Mr Strand")
    assert found[0] == found[2] != found[1]


def test_a_word_before_a_surname_is_no_given_name():
    text = "Ilya Strand won. MVP Strand said no. The striker fell. Striker Strand said so."
    assert speakers(text, "MVP Strand", "Striker Strand") == [["Ilya Strand"]] * 2


def test_an_article_leads_to_no_surname():
    text = "The Quill Roadster left. He said no. A red Roadster came. He said so."
    assert speakers(text, "He said no"[:2]) == [[]]


def test_a_firm_is_no_person():
    assert resolved("Strand Motors said no.", "Strand Motors")[0][0].type == "organisation"
    assert resolved("QUillmotor Deal said no.", "QUillmotor Deal")[0][0].type == "organisation"


@pytest.mark.parametrize(
    ("text", "cue", "shares"),
    [
        ("The Oxby Board confirmed the visit, but had no word on who came.", "had no word on", True),
        ("The Oxby Board confirmed the visit and also denied that anybody came.", "denied", True),
        ("The Oxby Board confirmed the visit and was told that nobody came.", "was told", False),
        ("The Oxby Board confirmed the visit. Later denied was that anybody came.", "denied", False),
        ("The Oxby Board confirmed the visit, which shocked many and claims that nobody came.", "claims", True),
    ],
)
def test_a_verb_behind_a_conjunction_shares_the_subject_of_its_sentence(text, cue, shares):
    article = make_article(text)
    first = make_statement(article, "the visit", source="The Oxby Board", cue="confirmed")
    content = text[text.index(cue) + len(cue) + 1 : -1]
    reading = resolve_reading(
        article, Reading(article=article.id, statements=(first, make_statement(article, content, cue=cue)))
    )
    assert (reading.statements[1].speakers == reading.statements[0].speakers) == shares
    assert bool(reading.statements[1].speakers) == shares
