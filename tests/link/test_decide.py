"""Who is whom across pages: namesakes, offices, the user's own list, and what people judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.link import link_readings
from onrecord.model import Actor, Article, Chain, Judgement, Linked, Reading, Span
from tests.factories import make_article, make_chain, make_statement

Page = tuple[Article, Reading]


def page(uri: str, text: str, *names: str, date: str | None = "2024-10-25") -> Page:
    """An article in which everybody speaks; "Minister: Ada Kern" has a role before the name, "(…)" no name at all."""
    article = make_article(text, uri=uri, date=date)
    chains = tuple(_chain(article, each) for each in names)
    statement = make_statement(article, text[-1], speakers=tuple(chain.id for chain in chains))
    return article, Reading(article=article.id, statements=(statement,), chains=chains)


def _chain(article: Article, written: str) -> Chain:
    role, _, name = written.rpartition(": ")
    if written.startswith("("):
        name = role = written.strip("()")
        chain = make_chain(article, name, kind="unnamed")
        mention = replace(chain.mentions[0], form="description")
        chain = replace(chain, mentions=(mention,))
    else:
        chain = make_chain(article, name)
    if not role:
        return chain
    start = article.text.index(role)
    return replace(chain, roles=(Span(start=start, end=start + len(role), text=role),))


def names_of(linked: Linked) -> list[str]:
    return sorted(speaker.name for speaker in linked.speakers)


def reasons(linked: Linked, decision: str = "same") -> list[str]:
    return sorted(link.reason for link in linked.links if link.decision == decision)


def judgement(kind: str, on: Page, value: Page, *, at: str = "2024-11-01T10:00:00Z", undone: bool = False) -> Judgement:
    one, other = on[1].chains[0].id, value[1].chains[0].id
    return Judgement(id=f"jd_{kind}_{one}_{other}", on=one, kind=kind, value=other, by="mk", at=at, undone=undone)


MAYOR = page("a.txt", "Norwegian Harbour Minister Ada Kern spoke.", "Norwegian Harbour Minister: Ada Kern")
COACH = page("b.txt", "Portuguese coach Ada Kern spoke.", "Portuguese coach: Ada Kern")
PLAIN = page("c.txt", "Ada Kern spoke.", "Ada Kern")


def test_namesakes_of_other_offices_and_countries_stay_two_and_the_record_says_why():
    linked = link_readings([MAYOR, COACH])
    assert names_of(linked) == ["Ada Kern", "Ada Kern"]
    assert (
        reasons(linked, "not_same")
        == ["one name, and what pages say of it differs: minister, Norway / coach, Portugal"]
        or "coach, Portugal / minister, Norway" in reasons(linked, "not_same")[0]
    )


def test_a_name_that_two_namesakes_bear_joins_neither_and_is_left_open():
    linked = link_readings([MAYOR, COACH, PLAIN])
    assert len(linked.speakers) == 3
    assert reasons(linked, "open") == ["2 people bear the name, and the page does not tell which"] * 2


def test_the_company_that_a_namesake_keeps_tells_who_it_is():
    minister = page(
        "a.txt",
        "Norwegian Harbour Minister Ada Kern met Ilya Strand.",
        "Norwegian Harbour Minister: Ada Kern",
        "Ilya Strand",
    )
    plain = page("c.txt", "Ada Kern called Ilya Strand.", "Ada Kern", "Ilya Strand")
    linked = link_readings([minister, COACH, plain])
    assert names_of(linked) == ["Ada Kern", "Ada Kern", "Ilya Strand"]
    assert "the same name, in the same company" in reasons(linked)


def test_one_person_in_several_offices_of_one_state_is_one():
    pages = [
        MAYOR,
        page("b.txt", "Norwegian lawmaker Ada Kern spoke.", "Norwegian lawmaker: Ada Kern"),
        page("c.txt", "The author Ada Kern spoke.", "author: Ada Kern"),
    ]
    assert names_of(link_readings(pages)) == ["Ada Kern"]


def test_a_family_name_goes_to_the_bearer_whose_office_the_page_gives_it():
    pages = [
        page("a.txt", "Norwegian President Ada Kern spoke.", "Norwegian President: Ada Kern"),
        page("b.txt", "The lawyer Ilya Kern spoke.", "lawyer: Ilya Kern"),
        page("c.txt", "The Norwegian President Kern spoke.", "Norwegian President: Kern"),
    ]
    linked = link_readings(pages)
    assert names_of(linked) == ["Ada Kern", "Ilya Kern"]
    assert linked.speaker_of[pages[2][1].chains[0].id] == linked.speaker_of[pages[0][1].chains[0].id]


HOLDER = page("a.txt", "Norwegian President Ada Kern spoke.", "Norwegian President: Ada Kern")
OFFICE = page("b.txt", "The Norwegian president spoke again.", "(Norwegian president)")


def test_an_office_without_a_name_is_whom_another_page_shows_in_it():
    linked = link_readings([HOLDER, OFFICE])
    assert names_of(linked) == ["Ada Kern"]
    assert reasons(linked) == ["the office: a page calls Ada Kern “Norwegian President”"]
    assert linked.speakers[0].type == "person"
    assert {role.text for role in linked.speakers[0].roles} == {"Norwegian President", "Norwegian president"}
    assert [alias.text for alias in linked.speakers[0].aliases] == ["Ada Kern"]


@pytest.mark.parametrize("words", ["Norwegian minister", "former Norwegian president", "president"])
def test_an_office_that_many_hold_or_that_names_no_state_stays_unnamed(words):
    other = page("b.txt", f"The {words} spoke again.", f"({words})")
    assert names_of(link_readings([HOLDER, other])) == sorted(["Ada Kern", words])


def test_of_two_holders_the_one_whose_page_is_near_in_time_is_meant():
    later = page(
        "c.txt", "Norwegian President Ilya Strand spoke.", "Norwegian President: Ilya Strand", date="2027-02-01"
    )
    linked = link_readings([HOLDER, OFFICE, later])
    assert linked.speaker_of[OFFICE[1].chains[0].id] == linked.speaker_of[HOLDER[1].chains[0].id]


def test_two_holders_at_one_time_leave_the_office_open():
    rival = page("c.txt", "Norwegian President Ilya Strand spoke.", "Norwegian President: Ilya Strand")
    linked = link_readings([HOLDER, OFFICE, rival])
    assert names_of(linked) == ["Ada Kern", "Ilya Strand", "Norwegian president"]
    assert reasons(linked, "open") == ["pages show several in the office: Ada Kern, Ilya Strand"]


ONE = page("a.txt", "Ada Kern spoke.", "Ada Kern")
TWO = page("b.txt", "Ada Kern spoke again.", "Ada Kern")
OTHER = page("c.txt", "Ilya Strand spoke.", "Ilya Strand")


def test_a_judgement_separates_what_the_names_would_join():
    linked = link_readings([ONE, TWO], judgements=[judgement("not_same", ONE, TWO)])
    assert names_of(linked) == ["Ada Kern", "Ada Kern"]
    assert [(link.decision, link.judgement is not None) for link in linked.links if link.judgement] == [
        ("not_same", True)
    ]


def test_a_judgement_joins_what_the_names_would_not():
    linked = link_readings([ONE, OTHER], judgements=[judgement("same", ONE, OTHER)])
    assert len(linked.speakers) == 1
    assert reasons(linked) == ["judged by mk"]


def test_judgements_are_transitive():
    three = [ONE, OTHER, page("d.txt", "Mira Dahl spoke.", "Mira Dahl")]
    same = [judgement("same", ONE, OTHER), judgement("same", OTHER, three[2])]
    assert len(link_readings(three, judgements=same).speakers) == 1
    apart = [judgement("same", ONE, OTHER), judgement("not_same", OTHER, TWO)]
    linked = link_readings([ONE, TWO, OTHER], judgements=apart)
    assert linked.speaker_of[ONE[1].chains[0].id] != linked.speaker_of[TWO[1].chains[0].id]


def test_unsure_keeps_two_apart_and_open():
    linked = link_readings([ONE, TWO], judgements=[judgement("unsure", ONE, TWO)])
    assert len(linked.speakers) == 2
    assert "judged by mk: unsure" in reasons(linked, "open")


def test_an_undone_judgement_and_one_on_a_page_that_is_gone_change_nothing():
    gone = replace(judgement("not_same", ONE, TWO), value="ch_gone")
    undone = judgement("not_same", ONE, TWO, undone=True)
    assert link_readings([ONE, TWO], judgements=[gone, undone]) == link_readings([ONE, TWO])


def test_of_judgements_that_contradict_each_other_the_separation_holds():
    both = [judgement("same", ONE, TWO), judgement("not_same", ONE, TWO)]
    linked = link_readings([ONE, TWO], judgements=both)
    assert len(linked.speakers) == 2
    assert any("judged to be apart" in reason for reason in reasons(linked, "open"))


@given(st.permutations(["same a-c", "not_same a-b", "unsure b-c"]))
def test_the_order_of_judgements_changes_nothing(order):
    pages = {"a": ONE, "b": TWO, "c": OTHER}
    made = [judgement(kind, pages[pair[0]], pages[pair[-1]]) for kind, pair in (each.split(" ") for each in order)]
    assert link_readings([ONE, TWO, OTHER], judgements=made) == link_readings(
        [OTHER, TWO, ONE], judgements=sorted(made, key=lambda each: each.id)
    )


def test_a_listed_actor_gives_the_speaker_its_name_and_joins_its_aliases():
    kern = Actor(id="Q1", name="Ada Maria Kern", aliases=("Iron Ada",), party="Harbour Party", country="Norway")
    alias = page("d.txt", "Iron Ada spoke.", "Iron Ada")
    linked = link_readings([ONE, alias, OTHER], actors=[kern])
    assert names_of(linked) == ["Ada Maria Kern", "Ilya Strand"]
    speaker = next(each for each in linked.speakers if each.actor is not None)
    assert (speaker.actor, speaker.name_from) == (kern, "table")
    assert {each.text for each in speaker.aliases} == {"Ada Kern", "Iron Ada"}
    assert any("on the list of actors: Ada Maria Kern" in reason for reason in reasons(linked))


def test_two_listed_actors_never_become_one_and_a_name_of_both_is_neither():
    actors = [Actor(id="1", name="Ada Kern", country="Norway"), Actor(id="2", name="Ada Kern", country="Portugal")]
    linked = link_readings([MAYOR, COACH, PLAIN], actors=actors)
    assert {each.actor.id for each in linked.speakers if each.actor} == {"1", "2"}
    assert linked.speaker_of[PLAIN[1].chains[0].id] == PLAIN[1].chains[0].id


def test_an_actor_of_another_country_is_not_who_the_page_names():
    abroad = Actor(id="1", name="Ada Kern", country="Portugal")
    assert [each.actor for each in link_readings([MAYOR], actors=[abroad]).speakers] == [None]


def test_every_pair_of_different_names_in_one_speaker_is_told_with_its_reason():
    written = ("Dmitri Orlov", "Dimitri Orlov", "Orlov", "D. Orlov")
    pages = [page(f"{name}.txt", f"Mayor {name} spoke.", f"Mayor: {name}") for name in written]
    linked = link_readings(pages)
    assert names_of(linked) == ["Dimitri Orlov"]
    joined = [link for link in linked.links if link.decision == "same"]
    assert len(joined) == 3
    assert all(link.reason and link.thing == linked.things[0].id for link in joined)
    texts = {article.id: article.text for article, _ in pages}
    for link in joined:
        for end in (link.one, link.other):
            assert texts[end.article][end.start : end.end] == end.text
