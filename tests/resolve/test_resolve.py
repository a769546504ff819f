import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import Reading, span_at
from onrecord.resolve import resolve_reading
from tests.factories import make_article, make_statement
from tests.resolve.sources import resolved, speakers, statements_of


def resolve_reading_of(text):
    article = make_article(text)
    return resolve_reading(article, Reading(article=article.id, statements=()))


def test_a_surname_a_role_and_a_pronoun_mean_the_person_named_in_full():
    text = (
        "Norvian President Ilya Strand said the port was safe. Strand said it again. The president said so on Monday. "
        "He said it was enough."
    )
    assert speakers(text, "Norvian President Ilya Strand", "Strand", "The president", "He") == [["Ilya Strand"]] * 4


def test_a_surname_in_the_headline_means_the_person_introduced_below():
    text = "Strand says port is safe\n\nThe port is safe, said Ilya Strand, mayor of Oxby."
    assert speakers(text, "Strand", "Ilya Strand") == [["Ilya Strand"]] * 2


def test_a_family_name_that_stands_first_is_found():
    text = "Vice Minister Kim Dae Ho said no. Kim Sun Ae met the press. Later, Vice Minister Kim said it twice."
    article = make_article(text)
    first, second = statements_of(article, ["Vice Minister Kim Dae Ho", "Vice Minister Kim"])
    reading = resolve_reading(article, Reading(article=article.id, statements=(first, second)))
    assert reading.statements[0].speakers == reading.statements[1].speakers != ()


@pytest.mark.parametrize(
    "source",
    [
        "Ada Kern, a spokeswoman for the harbour board",
        "The mayor of Oxby, Ada Kern",
        "Oxby police chief Ada Kern",
        "Ada Kern of the Harbour Board",
        "Envoy for Norvia Ada Kern",
        "On Friday, Ada Kern",
        "However, Oxby mayor Ada Kern",
        "Her lawyer, Ada Kern",
        "Opposition lawmaker Ada Kern, no relation of the minister",
        "Ada Kern, who inspects harbours for Ilya Strand",
    ],
)
def test_the_named_person_is_found_in_a_source_with_roles(source):
    assert speakers(f"{source} said it was late.", source) == [["Ada Kern"]]


def test_a_relative_clause_is_no_part_of_a_described_source():
    source = "A spokesman for the Harbour Board, which inspects cranes"
    assert speakers(f"{source}, said no.", source) == [["spokesman for the Harbour Board"]]


def test_a_role_before_and_behind_the_name_is_kept_as_a_role():
    (chains,) = resolved("Norvian Health Minister Ada Kern said it was late.", "Norvian Health Minister Ada Kern")
    assert [role.text for role in chains[0].roles] == ["Norvian Health Minister"]
    (chains,) = resolved("Ada Kern, the mayor of Oxby, said it was late.", "Ada Kern")
    assert [role.text for role in chains[0].roles] == ["mayor of Oxby"]


def test_roles_of_two_states_are_kept_apart():
    text = (
        "French President Ilya Strand met German President Ada Kern. The German president said yes. "
        "The French president said no."
    )
    assert speakers(text, "The German president", "The French president") == [["Ada Kern"], ["Ilya Strand"]]


def test_a_deputy_is_not_the_minister():
    text = "Deputy Minister Ada Kern spoke first. Foreign Minister Ilya Strand followed. The deputy minister said no."
    assert speakers(text, "The deputy minister") == [["Ada Kern"]]


def test_pronouns_follow_gender_and_the_last_speaker():
    text = "Mr Ilya Strand said no. Ms Ada Kern said yes. He said never. She said always."
    assert speakers(text, "Mr Ilya Strand", "Ms Ada Kern", "He", "She") == [
        ["Ilya Strand"],
        ["Ada Kern"],
        ["Ilya Strand"],
        ["Ada Kern"],
    ]


def test_it_and_they_mean_bodies_and_groups():
    text = "The Harbour Board said no. It said so twice. Two officials said yes. They said so again."
    assert speakers(text, "The Harbour Board", "It", "Two officials", "They") == [
        ["Harbour Board"],
        ["Harbour Board"],
        ["Two officials"],
        ["Two officials"],
    ]


def test_a_pronoun_without_anybody_before_it_stays_open_with_a_reason():
    article = make_article("He said it was late.")
    reading = resolve_reading(article, Reading(article=article.id, statements=statements_of(article, ["He"])))
    assert reading.statements[0].speakers == ()
    assert "for whom" in reading.statements[0].unresolved["speakers"]


def test_a_capital_stands_for_its_state_and_says_so():
    ((chain,),) = resolved("Seoul said the ship had left.", "Seoul")
    assert (chain.name, chain.name_from, chain.type) == ("South Korea", "table", "state")


def test_a_seat_is_a_body_of_its_state():
    ((chain,),) = resolved("The Pentagon said the ship had left.", "The Pentagon")
    assert (chain.name, chain.of, chain.name_from) == ("Department of Defense", "United States", "table")


def test_an_acronym_means_the_body_that_it_was_introduced_for():
    text = "The Federal Harbour Service (FHS) said no. The FHS said so twice."
    assert speakers(text, "The Federal Harbour Service (FHS)", "The FHS") == [["Federal Harbour Service"]] * 2


def test_a_ministry_in_small_letters_is_the_one_named_elsewhere():
    text = "It is late, according to the harbour ministry. The Harbour Ministry said so. The ministry said it again."
    assert speakers(text, "the harbour ministry", "The Harbour Ministry", "The ministry") == [["Harbour Ministry"]] * 3


def test_a_government_gets_the_name_of_the_state_the_article_is_about():
    text = "Norway is cold. In Norway the government said so."
    ((chain,),) = resolved(text, "the government")
    assert (chain.name, chain.of, chain.name_from) == ("Government of Norway", "Norway", "table")


def test_the_unnamed_keep_their_description_and_are_found_again():
    text = "A harbour spokesman in Oxby said no. The spokesman said so twice. Another spokesman said yes."
    ((first,), (second,), (third,)) = resolved(
        text, "A harbour spokesman in Oxby", "The spokesman", "Another spokesman"
    )
    assert (first.name, first.type) == ("harbour spokesman in Oxby", "unnamed")
    assert second.id == first.id
    assert third.id != first.id


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("Ilya Strand and Ada Kern", ["Ilya Strand", "Ada Kern"]),
        ("Ilya Strand, Ada Kern and the Harbour Board", ["Ilya Strand", "Ada Kern", "Harbour Board"]),
        ("both Moscow and Pyongyang", ["Russia", "North Korea"]),
        ("Ada Kern, director of policy and research", ["Ada Kern"]),
        ("Retired sailor and harbour expert Ada Kern", ["Ada Kern"]),
    ],
)
def test_joint_sources_are_several_speakers_and_others_are_one(source, names):
    assert speakers(f"It was {source} who said so.", source) == [names]


def test_a_signed_document_is_its_authors():
    text = "Ilya Strand spoke. Strand's statement said no. Kern's law said nothing."
    assert speakers(text, "Strand's statement") == [["Ilya Strand"]]


def test_we_inside_a_quotation_is_whoever_is_quoted_even_behind_it():
    article = make_article("“We told them so,” Ada Kern said.")
    outer = make_statement(article, "We told them so", source="Ada Kern", cue="said")
    inner = replace(make_statement(article, "so", source="We", cue="told"), within=outer.id)
    reading = resolve_reading(article, Reading(article=article.id, statements=(outer, inner)))
    assert reading.statements[0].speakers == reading.statements[1].speakers != ()


def test_a_bare_quotation_goes_on_only_right_behind_the_last_speaker():
    article = make_article("Ada Kern said it was late. “We must leave.” Nobody moved. “Never.”")
    first = make_statement(article, "it was late", source="Ada Kern", cue="said")
    second = replace(make_statement(article, "We must leave."), kind="direct")
    third = replace(make_statement(article, "Never."), kind="direct")
    reading = resolve_reading(article, Reading(article=article.id, statements=(first, second, third)))
    assert reading.statements[1].speakers == reading.statements[0].speakers
    assert reading.statements[2].speakers == ()
    assert "source" in reading.statements[2].unresolved["speakers"]


def test_those_who_only_are_named_have_chains_too():
    article = make_article("Ada Kern left for Oslo with Ilya Strand.")
    names = {chain.name for chain in resolve_reading(article, Reading(article=article.id)).chains}
    assert {"Ada Kern", "Ilya Strand", "Norway"} <= names


def test_an_unread_article_stays_as_it_is():
    article = make_article("Ada Kern said no.")
    reading = Reading(article=article.id, unread="language: xx")
    assert resolve_reading(article, reading) is reading


@given(st.lists(st.sampled_from(["Ada Kern", "Kern", "The mayor", "He", "Oslo", "said", ",", ".", "and", "’s", "“"])))
def test_every_mention_and_role_is_the_slice_it_names_and_chains_have_their_own_ids(words):
    article = make_article(" ".join(words) or "x")
    chains = resolve_reading(article, Reading(article=article.id)).chains
    for chain in chains:
        for span in (*chain.mentions, *chain.roles):
            assert article.text[span.start : span.end] == span.text
    assert len({chain.id for chain in chains}) == len(chains)


@pytest.mark.parametrize("unit", ["Kern, ", "the mayor, Ada Kern, ", "“Kern ", "he said ", "Kern's "])
def test_a_page_without_a_full_stop_takes_linear_time(unit):
    article = make_article(unit * (150_000 // len(unit)))
    starts = [n * len(unit) for n in range(0, 150_000 // len(unit) - 2, 40)]
    found = tuple(
        replace(
            statements_of(article, [article.text[:2]])[0],
            id=f"st_{start}",
            source=span_at(article.text, start, start + 2),
        )
        for start in starts
    )
    began = time.perf_counter()
    resolve_reading(article, Reading(article=article.id, statements=found))
    assert time.perf_counter() - began < 15


def test_ms_and_mr_tell_two_bearers_of_a_surname_apart():
    text = "Ysolde Varn spoke. Jorun Varn, the lawmaker, spoke. Mr Varn said no. Ms Varn said yes. Mr Varn said no."
    assert speakers(text, "Mr Varn", "Ms Varn", "Mr Varn") == [["Jorun Varn"], ["Ysolde Varn"], ["Jorun Varn"]]


def test_a_namesake_in_passing_does_not_take_the_surname():
    text = "Ilya Kern spoke. Kern smiled. Kern sat down. Kern left with Tova Kern. Later Kern said no."
    assert speakers(text, "Later Kern") == [["Ilya Kern"]]


def test_two_names_in_one_word_are_no_person():
    text = "Ada Kern met Ilya Strand. The Kern-Strand talks went on. Kern said so."
    assert speakers(text, "Kern said"[:4])[0] == ["Ada Kern"]
    assert "Kern-Strand" not in {chain.name for chain in resolve_reading_of(text).chains}


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        (
            "The letter was from Oxby Minister of State Adam Strand.",
            "Oxby Minister of State Adam Strand",
            "Adam Strand",
        ),
        (
            "Current Director of Harbour Matters John Kern said so.",
            "Current Director of Harbour Matters John Kern",
            "John Kern",
        ),
        ("A local baker, Marta Quill, complained.", "A local baker, Marta Quill", "Marta Quill"),
        ("Another old aide, Ada Kern, said so.", "Another old aide", "Ada Kern"),
        ("The sea-obsessed Kern came. Ada Kern spoke. Sea-obsessed Kern said so.", "Sea-obsessed Kern", "Ada Kern"),
        ("A statement by Ada Kern said so.", "A statement by Ada Kern", "Ada Kern"),
        ("Oxby Zoo opened. The zoo said so.", "The zoo", "Oxby Zoo"),
        ("WHO officials came. WHO said so.", "WHO", "WHO"),
    ],
)
def test_the_bearer_is_found_beside_titles_and_adjectives(text, source, name):
    assert speakers(text, source) == [[name]]


def test_a_single_name_that_speaks_is_a_body_unless_a_pronoun_tells():
    assert resolved("Then Broadline said so.", "Broadline")[0][0].type == "organisation"
    assert resolved("Then Quill said so. He said more.", "Quill", "He")[0][0].type == "person"


def test_what_only_states_have_makes_a_name_a_state():
    assert resolved("Then Calmera said no. Calmera's foreign ministry agreed.", "Calmera")[0][0].type == "state"


def test_a_name_and_its_followers_are_one_group_that_they_means():
    text = "It breaks of Straits Council rules against smoke, as said by Norway and its allies. They believe more."
    named = speakers(text, "Norway and its allies", "They")
    assert named == [["Norway and its allies"]] * 2


def test_neither_nor_names_two_speakers():
    assert speakers("Neither Norway nor Sweden said so.", "Neither Norway nor Sweden") == [["Norway", "Sweden"]]


def test_a_group_of_two_trades_is_one_group():
    source = "a group of harbour lawyers and ferry agents"
    assert speakers(f"Yesterday {source} said so.", source) == [["group of harbour lawyers and ferry agents"]]


def test_this_department_is_the_ministry_named_last():
    text = "The Norwegian Foreign Ministry called. A statement from this department said so."
    assert speakers(text, "A statement from this department") == [["Norwegian Foreign Ministry"]]


def test_he_is_no_thing():
    assert speakers("A long review of the port said so. He said more.", "A long review of the port", "He")[1] == []


def test_a_learned_country_owns_its_bodies():
    text = "Calmera's foreign ministry spoke. Later the Calmeran foreign ministry said so."
    ((chain,),) = resolved(text, "the Calmeran foreign ministry")
    assert (chain.of, chain.type) == ("Calmera", "state")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ilya Strand spoke, and Ilya Strand’s contention holds.", [["Ilya Strand"]]),
        ("They spoke, and the keeper’s contention holds.", [["keeper"]]),
    ],
)
def test_the_ending_of_an_owner_alone_stands_for_the_name_before_it(text, found):
    assert speakers(text, "’s") == found
