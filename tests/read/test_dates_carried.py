"""A date is carried within one occasion only: to who goes on speaking, to answers, to the headline."""

import msgspec
import pytest

from onrecord.model import Span
from onrecord.read.dates import date_statements
from onrecord.read.times import find_times
from tests.factories import make_article, make_statement

LEAD = "Minister Odile Varga said on Monday the pier is shut."
FIRST = ("the pier is shut", "Minister Odile Varga", "said")
MONDAY, FRIDAY = "2024-10-21", "2024-10-25"


def dates_of(text, *spoken, roles=None):
    article = make_article(text, roles=roles)
    statements = []
    for content, source, cue in spoken:
        start = text.index(content)
        statement = make_statement(article, content, source=None, cue=None)
        place = max(text.rfind(source, 0, start), 0) if source in text[:start] else text.index(source)
        said = text.index(cue, place) if cue in text[place:] else text.rindex(cue, 0, place)
        statements.append(
            msgspec.structs.replace(
                statement,
                id=f"st_{start}_{said}",
                source=Span(start=place, end=place + len(source), text=source),
                cue=make_statement(article, content, cue=cue).cue
                if text.index(cue) == said
                else cue_of(text, said, cue),
            )
        )
    times = find_times(article, [(block.start, block.end) for block in article.blocks])
    return [time and time.from_ for time in date_statements(article, statements, times)]


def cue_of(text, start, cue):
    article = make_article(text[start:])
    found = make_statement(article, cue, cue=cue).cue
    end = start + len(cue)
    return msgspec.structs.replace(found, start=start, end=end, parts=((start, end),))


@pytest.mark.parametrize(
    ("more", "spoken"),
    [
        ("She added repairs take years.", ("repairs take years", "She", "added")),
        ("According to her, repairs take years.", ("repairs take years", "her", "According to")),
        ("Varga called it a pity.", ("it a pity", "Varga", "called")),
        ("\nVarga told reporters it is sad.", ("it is sad", "Varga", "told")),
        ("\nThe rail was wet. She had slipped on it, Varga noted.", ("She had slipped on it", "Varga", "noted")),
    ],
)
def test_a_speaker_who_goes_on_keeps_the_date(more, spoken):
    assert dates_of(f"{LEAD} {more}", FIRST, spoken) == [MONDAY, MONDAY]


@pytest.mark.parametrize(
    ("more", "spoken"),
    [
        ("Ivo Brand denied it was so.", ("it was so", "Ivo Brand", "denied")),
        ("Varga insists it is safe.", ("it is safe", "Varga", "insists")),
        ("Varga has said it is safe.", ("it is safe", "Varga", "has said")),
        ("Ilse Varga said it is safe.", ("it is safe", "Ilse Varga", "said")),
        ("\nA gull flew by.\nVarga said it is safe.", ("it is safe", "Varga", "said")),
    ],
)
def test_others_and_what_is_said_at_large_do_not(more, spoken):
    assert dates_of(f"{LEAD} {more}", FIRST, spoken) == [MONDAY, None]


def test_the_ministry_of_one_state_is_not_that_of_another():
    text = "Norvia's Harbour Ministry said on Monday the pier is shut. Halsen's Foreign Ministry said it is open."
    first = ("the pier is shut", "Norvia's Harbour Ministry", "said")
    assert dates_of(text, first, ("it is open", "Halsen's Foreign Ministry", "said")) == [MONDAY, None]


def test_a_role_that_comes_again_with_a_name_goes_on():
    text = "Norvia's harbour minister said on Monday the pier is shut.\nHarbour Minister Odile Varga told us it is sad."
    first = ("the pier is shut", "Norvia's harbour minister", "said")
    assert dates_of(text, first, ("it is sad", "Harbour Minister Odile Varga", "told")) == [MONDAY, MONDAY]


def test_a_pronoun_goes_on_for_the_subject_of_the_sentence_before():
    text = f"{LEAD} Ivo Brand praised the gulls. Varga then opened the hall. She called it a start."
    brand = ("the gulls", "Ivo Brand", "praised")
    assert dates_of(text, FIRST, brand, ("it a start", "She", "called")) == [MONDAY, None, MONDAY]


@pytest.mark.parametrize(("cue", "date"), [("told", None), ("added", MONDAY)])
def test_a_date_reaches_one_paragraph_far_unless_the_words_go_on(cue, date):
    text = f"{LEAD}\nVarga told reporters it is sad.\nVarga {cue} them it is over."
    second = ("it is sad", "Varga", "told")
    assert dates_of(text, FIRST, second, ("it is over", "Varga", cue)) == [MONDAY, MONDAY, date]


@pytest.mark.parametrize(
    ("before", "source", "date"),
    [
        ("On Monday, Varga responded with a letter.", "she", MONDAY),
        ("On Monday, Varga gave a short speech.", "Varga", MONDAY),
        ("On Monday, Varga gave a short speech.", "Brand", None),
        ("On Monday, Varga ate a fish.", "she", None),
    ],
)
def test_words_that_follow_a_speech_have_its_day(before, source, date):
    assert dates_of(f"{before} “The pier is gone,” {source} said.", ("The pier is gone", source, "said")) == [date]


def test_an_occasion_that_was_named_with_its_day_dates_what_is_said_there():
    text = "Hundreds gathered on Monday for a rally at the pier. Gulls came. Ivo Brand told the rally the pier is dear."
    article = make_article(text)
    statement = make_statement(article, "the pier is dear", source="Ivo Brand", cue="told")
    channel = Span(start=0, end=12, text="in the rally")
    place = text.index("Ivo")
    statement = msgspec.structs.replace(
        statement, channel=msgspec.structs.replace(channel, start=place, end=place + len(channel.text))
    )
    (date,) = date_statements(article, [statement], find_times(article, [(0, len(text))]))
    assert date is not None
    assert date.from_ == MONDAY


def test_a_participle_takes_the_day_of_its_clause():
    text = "Norvia closed the pier on Monday, saying it was rotten."
    assert dates_of(text, ("it was rotten", "Norvia", "saying")) == [MONDAY]


def test_a_day_that_leads_a_sentence_covers_its_second_half():
    text = "On Monday the pier burned down, while Odile Varga warned the hall was next."
    assert dates_of(text, ("the hall was next", "Odile Varga", "warned")) == [MONDAY]


def test_an_answer_has_the_day_of_the_question():
    text = "Varga was asked on Monday about the pier. “Ask the gulls,” she replied."
    assert dates_of(text, ("Ask the gulls", "she", "replied")) == [MONDAY]


@pytest.mark.parametrize(
    ("headline", "source", "date"),
    [
        ("Harbour pier shut after storm, officials say", "officials", MONDAY),
        ("Gulls win the town's prize, officials say", "officials", None),
    ],
)
def test_a_headline_has_the_date_of_the_lead_that_tells_the_same(headline, source, date):
    text = f"{headline}\n\nThe harbour's old pier was shut on Monday by a storm, Odile Varga said on Monday."
    content = headline.split(",")[0]
    lead = ("The harbour's old pier was shut on Monday by a storm", "Odile Varga", "said")
    assert dates_of(text, (content, source, "say"), lead, roles={headline: "title"}) == [date, MONDAY]


def test_silence_is_not_part_of_an_occasion():
    text = f"{LEAD} Ms Varga did not respond to a letter."
    article = make_article(text)
    said = make_statement(article, "the pier is shut", source="Minister Odile Varga", cue="said")
    silent = make_statement(
        article, "to a letter", source="Ms Varga", cue="did not respond", position="withholds", withheld="no_answer"
    )
    times = find_times(article, [(0, len(text))])
    assert [time and time.from_ for time in date_statements(article, [said, silent], times)] == [MONDAY, None]


def test_a_statement_within_another_has_only_its_own_date():
    text = "The Orla Post reported on Monday Ivo Brand had said on Friday the pier is shut."
    article = make_article(text)
    outer = make_statement(
        article, "Ivo Brand had said on Friday the pier is shut", source="The Orla Post", cue="reported"
    )
    inner = make_statement(article, "the pier is shut", source="Ivo Brand", cue="said")
    inner = msgspec.structs.replace(inner, within=outer.id)
    times = find_times(article, [(0, len(text))])
    dates = date_statements(article, [outer, inner], times)
    assert [time and time.from_ for time in dates] == [MONDAY, FRIDAY]
