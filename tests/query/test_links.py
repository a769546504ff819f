"""Links are listed with both names, their pages and the reason; what a person may have to decide comes first."""

import pytest
from msgspec.structs import replace

from onrecord.errors import UsageError
from onrecord.model import (
    Accounts,
    Chain,
    ChainMention,
    Link,
    Mention,
    PlacedSpan,
    Reading,
    Speaker,
    Thing,
    chain_id,
)
from onrecord.query import link_lines, member_lines, speaker_view
from onrecord.query.judgements import find_member, find_thing
from onrecord.query.speakers import MOST_LINKS
from onrecord.review import Judge, judge_case
from onrecord.store import CaseReader, CaseWriter
from tests.factories import make_chain
from tests.namesakes import chain_on, make_page, write_namesakes

ADA = Judge(by="ada", at="2025-03-01T10:00:00Z")
BRIDGE, FERRY, QUAY = (chain_on(uri).id for uri in ("bridge.txt", "ferry.txt", "quay.txt"))


@pytest.fixture
def case(tmp_path):
    return write_namesakes(tmp_path / "case.db")


def test_a_link_has_both_names_with_their_pages_and_the_reason(case):
    with CaseReader(case) as reader:
        (line,) = link_lines(reader).lines
    assert (line.decision, line.label, line.who) == ("same", "taken for one", "Mira Toln")
    assert {(line.one, line.one_page, line.one_id), (line.other, line.other_page, line.other_id)} == {
        ("Mira Toln", "bridge.txt", BRIDGE),
        ("Mira Toln", "ferry.txt", FERRY),
    }
    assert line.reason
    assert line.judgement is None


def test_what_was_left_open_comes_first_then_what_was_kept_apart(case):
    with CaseReader(case) as reader:
        (joined,) = reader.records(Link)
    kinds = ("same", "not_same", "open")
    links = tuple(
        replace(joined, id=f"lk_{kind}", decision=kind, thing=joined.thing if kind == "same" else None)
        for kind in kinds
    )
    with CaseWriter(case) as writer, CaseReader(case) as reader:
        writer.put_accounts(
            Accounts(links=links, things=tuple(reader.records(Thing)), mentions=tuple(reader.records(Mention)),
                     speakers=tuple(reader.records(Speaker)))
        )  # fmt: skip
        listed = link_lines(reader)
        assert [line.label for line in listed.lines] == ["left open", "kept apart", "taken for one"]
        cut = link_lines(reader, limit=1, offset=1)
        assert (cut.lines, cut.total) == (listed.lines[1:2], 3)


def test_those_kept_apart_are_both_named(case):
    (judgement,) = judge_case(case, "not_same", [FERRY, QUAY], ADA)
    with CaseReader(case) as reader:
        line = link_lines(reader).lines[0]
    assert set(line.who.split(" / ")) == {"Mira Toln", "Odo Brask"}
    assert (line.decision, line.judgement) == ("not_same", judgement.id)


def test_a_speaker_shows_why_names_were_joined_and_what_was_left_open(case):
    judge_case(case, "unsure", [BRIDGE, FERRY], ADA)
    with CaseReader(case) as reader:
        for speaker in (BRIDGE, FERRY):
            (line,) = speaker_view(reader, speaker).links.lines
            assert (line.decision, line.label, line.reason) == ("open", "left open", "judged by ada: unsure")
        assert speaker_view(reader, QUAY).links.lines == ()


def test_a_speaker_of_many_links_shows_the_first_and_their_number(case):
    with CaseReader(case) as reader:
        (joined,) = reader.records(Link)
        speaker = min(BRIDGE, FERRY)
        links = tuple(replace(joined, id=f"lk_{number:03}") for number in range(MOST_LINKS + 5))
        with CaseWriter(case) as writer:
            writer.put_accounts(
                Accounts(links=links, things=tuple(reader.records(Thing)), mentions=tuple(reader.records(Mention)),
                         speakers=tuple(reader.records(Speaker)))
            )  # fmt: skip
        shown = speaker_view(reader, speaker).links
    assert (len(shown.lines), shown.total) == (MOST_LINKS, MOST_LINKS + 5)


def thing_of(chain, thing_id="th_toln", **more):
    alias = PlacedSpan(
        start=chain.mentions[0].start, end=chain.mentions[0].end, text=chain.mentions[0].text, article=chain.article
    )
    return Thing(id=thing_id, name=chain.name, type="person", aliases=(alias,), speaker=None, **more)


class TestMembers:
    def test_are_listed_with_their_names_and_pages(self, case):
        with CaseReader(case) as reader:
            listed = member_lines(reader, find_thing(reader, "Mira Toln"))
        assert {(line.id, line.name, line.page) for line in listed.lines} == {
            (BRIDGE, "Mira Toln", "bridge.txt"),
            (FERRY, "Mira Toln", "ferry.txt"),
        }
        assert [line.article for line in listed.lines] == sorted(line.article for line in listed.lines)

    def test_are_found_by_the_ids_of_speakers_things_and_pages_and_by_name(self, case):
        speaker = min(BRIDGE, FERRY)
        with CaseReader(case) as reader:
            thing = next(thing for thing in reader.records(Thing) if thing.name == "Mira Toln")
            assert [find_member(reader, typed) for typed in (speaker, thing.id, "mira  TOLN", FERRY, BRIDGE)] == [
                speaker,
                speaker,
                speaker,
                FERRY,
                BRIDGE,
            ]

    def test_of_things_that_do_not_speak_are_found_by_the_page(self, tmp_path):
        capture, article, reading = make_page("bridge.txt")
        bridge = make_chain(article, "The bridge")
        reading = replace(reading, chains=(*reading.chains, bridge))
        with CaseWriter(tmp_path / "case.db") as case:
            case.add_page(capture, article, reading)
            case.put_accounts(Accounts(things=(thing_of(bridge, "th_bridge"),)))
        with CaseReader(tmp_path / "case.db") as reader:
            assert find_member(reader, "th_bridge") == bridge.id
            assert find_member(reader, "the bridge") == bridge.id

    def test_of_a_thing_that_no_page_names_are_none(self, tmp_path):
        capture, article, _ = make_page("bridge.txt")
        mention = ChainMention(start=0, end=3, text="The", form="role")
        chain = Chain(
            id=chain_id(article.id, 0, 3), article=article.id, name="The", name_from="text", type="person",
            mentions=(mention,),
        )  # fmt: skip
        with CaseWriter(tmp_path / "case.db") as case:
            case.add_page(capture, article, Reading(article=article.id, chains=(chain,)))
            case.put_accounts(
                Accounts(
                    things=(Thing(id="th_bare", name="The", type="person", aliases=(), speaker=None),),
                    mentions=(Mention(id="mn_1", article=article.id, start=0, end=3, text="The", thing="th_bare"),),
                )
            )
        with CaseReader(tmp_path / "case.db") as reader, pytest.raises(UsageError, match="no page gives it a name"):
            find_member(reader, "th_bare")
