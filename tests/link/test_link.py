from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.link import link_readings
from onrecord.model import Reading, Span
from tests.factories import make_article, make_chain, make_statement


def page(text, *chains, uri="page.txt", date="2024-10-25"):
    """An article whose chains all speak; a chain is its name, or its name with type and owner."""
    article = make_article(text, uri=uri, date=date)
    made = tuple(
        make_chain(article, chain)
        if isinstance(chain, str)
        else make_chain(article, chain[0], kind=chain[1], of=chain[2])
        for chain in chains
    )
    statement = make_statement(article, text[-1], speakers=tuple(chain.id for chain in made))
    return article, Reading(article=article.id, statements=(statement,), chains=made)


def speakers_of(*pages):
    return sorted(speaker.name for speaker in link_readings(pages).speakers)


def test_a_person_is_one_speaker_over_articles_under_the_fullest_name():
    pages = [
        page("Dmitri Orlov spoke.", "Dmitri Orlov", uri="a.txt"),
        page("Dimitri Orlov spoke.", "Dimitri Orlov", uri="b.txt"),
        page("Orlov spoke.", "Orlov", uri="c.txt"),
    ]
    linked = link_readings(pages)
    assert len(linked.speakers) == 1
    speaker = linked.speakers[0]
    assert speaker.id == min(linked.speaker_of)
    assert [alias.text for alias in speaker.aliases].count("Orlov") == 1
    assert len({alias.article for alias in speaker.aliases}) == 3


def test_a_name_between_two_middle_initials_joins_neither():
    pages = [
        page("Ada B. Kern spoke.", "Ada B. Kern", uri="a.txt"),
        page("Ada C. D. Kern spoke.", "Ada C. D. Kern", uri="b.txt"),
        page("Ada Kern spoke.", "Ada Kern", uri="c.txt"),
    ]
    assert speakers_of(*pages) == ["Ada B. Kern", "Ada C. D. Kern", "Ada Kern"]
    assert speakers_of(*pages[1:]) == ["Ada C. D. Kern"]


def test_a_surname_that_two_people_bear_joins_neither():
    pages = [
        page("Ada Kern spoke.", "Ada Kern", uri="a.txt"),
        page("Ilya Kern spoke.", "Ilya Kern", uri="b.txt"),
        page("Kern spoke.", "Kern", uri="c.txt"),
    ]
    assert speakers_of(*pages) == ["Ada Kern", "Ilya Kern", "Kern"]


def test_unnamed_speakers_stay_in_their_article():
    pages = [page("Some officials spoke.", ("officials", "unnamed", None), uri=uri) for uri in ("a.txt", "b.txt")]
    assert speakers_of(*pages) == ["officials", "officials"]


def test_bodies_join_by_words_and_state_and_generic_ones_need_the_state():
    norway = [
        page("The Norwegian Harbour Ministry spoke.", ("Norwegian Harbour Ministry", "state", "Norway"), uri="a.txt"),
        page("The Harbour Ministry of Norway spoke.", ("Harbour Ministry of Norway", "state", "Norway"), uri="b.txt"),
    ]
    assert len(speakers_of(*norway)) == 1
    senates = [
        page("The Senate spoke.", ("Senate", "state", None), uri="c.txt"),
        page("The French Senate spoke.", ("French Senate", "state", "France"), uri="d.txt"),
    ]
    assert len(speakers_of(*senates)) == 2


def test_a_states_intelligence_is_one_body_under_its_plain_names():
    pages = [
        page("Norwegian intelligence spoke.", ("Norwegian intelligence", "state", "Norway"), uri="a.txt"),
        page(
            "Norwegian Intelligence services spoke.",
            ("Norwegian Intelligence services", "state", "Norway"),
            uri="b.txt",
        ),
        page(
            "Norwegian military intelligence spoke.",
            ("Norwegian military intelligence", "state", "Norway"),
            uri="c.txt",
        ),
    ]
    assert len(speakers_of(*pages)) == 2


def test_bodies_of_a_country_that_no_table_has_join_by_its_name():
    pages = [
        page("Calmera's harbour ministry spoke.", ("Calmera's harbour ministry", "state", "Calmera"), uri="a.txt"),
        page("The Calmeran harbour ministry spoke.", ("Calmeran harbour ministry", "state", None), uri="b.txt"),
        page("The Norvian harbour ministry spoke.", ("Norvian harbour ministry", "state", None), uri="c.txt"),
    ]
    assert len(speakers_of(*pages)) == 2


def test_a_state_is_one_speaker_and_a_body_of_it_another():
    pages = [
        page("Norway spoke.", ("Norway", "state", None), uri="a.txt"),
        page("Norway spoke again.", ("Norway", "state", None), uri="b.txt"),
        page("The Harbour Ministry spoke.", ("Harbour Ministry", "state", "Norway"), uri="c.txt"),
    ]
    linked = link_readings(pages)
    assert sorted((speaker.name, speaker.of) for speaker in linked.speakers) == [
        ("Harbour Ministry", "Norway"),
        ("Norway", None),
    ]


def test_roles_carry_the_dates_of_their_pages_and_pronouns_are_no_aliases():
    article, reading = page("Mayor Ada Kern spoke and she left.", "Ada Kern", date="2024-05-01")
    chain = reading.chains[0]
    pronoun = replace(chain.mentions[0], start=24, end=27, text="she", form="pronoun")
    chain = replace(chain, mentions=(*chain.mentions, pronoun), roles=(Span(start=0, end=5, text="Mayor"),))
    linked = link_readings([(article, replace(reading, chains=(chain,)))])
    speaker = linked.speakers[0]
    assert [(role.text, role.from_, role.to) for role in speaker.roles] == [("Mayor", "2024-05-01", "2024-05-01")]
    assert [alias.text for alias in speaker.aliases] == ["Ada Kern"]
    assert [mention.text for mention in linked.mentions] == ["Ada Kern"]


def test_things_cover_the_silent_and_point_to_those_who_speak():
    article, reading = page("Ada Kern met Ilya Strand.", "Ada Kern")
    silent = make_chain(article, "Ilya Strand")
    linked = link_readings([(article, replace(reading, chains=(*reading.chains, silent)))])
    assert {(thing.name, thing.type, thing.speaker is None) for thing in linked.things} == {
        ("Ada Kern", "person", False),
        ("Ilya Strand", "person", True),
    }
    assert silent.id not in linked.speaker_of


@given(
    st.permutations(
        ["Ada Kern", "Kern", "Ada Maria Kern", "Dmitri Orlov", "Dmitry Orlov", "Orlov", "Strand", "A. Kern"]
    )
)
def test_the_order_of_pages_changes_nothing(names):
    ordered = [page(f"{name} spoke.", name, uri=f"{name}.txt") for name in sorted(names)]
    shuffled = [page(f"{name} spoke.", name, uri=f"{name}.txt") for name in names]
    assert link_readings(ordered) == link_readings(shuffled)
