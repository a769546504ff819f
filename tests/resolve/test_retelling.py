import pytest
from msgspec.structs import replace

from onrecord.clean import clean_capture
from onrecord.model import Capture, Reading, Section, SetAside
from onrecord.read import read_article
from onrecord.read.network import NetworkTagger
from onrecord.resolve import resolve_reading
from onrecord.resolve.retelling import set_aside
from tests.factories import make_article, make_chain, make_statement
from tests.two_tellings import JOKE, REPORT, REWRITE, page

TAGGER = NetworkTagger()


def read(text):
    capture = Capture(uri="a.txt", data=text.encode(), media_type="text/plain", captured_at="2025-01-01T00:00:00Z")
    article = clean_capture(capture)
    return article, resolve_reading(article, read_article(article, TAGGER))


def said(reading, words):
    found = [statement for statement in reading.statements if words in statement.text]
    assert found, f"no statement says {words!r}"
    return found


@pytest.fixture(scope="module")
def joke_and_report():
    return read(page(JOKE, REPORT))


def test_what_only_the_satire_quotes_is_set_aside_and_nobody_says_it(joke_and_report):
    _, reading = joke_and_report
    for words in ("until the last drop", "My carp will sue"):
        for statement in said(reading, words):
            assert statement.set_aside is not None
            assert statement.speakers == ()
            assert statement.unresolved["speakers"].startswith("set aside")


def test_what_the_report_quotes_too_stands_in_the_satire(joke_and_report):
    _, reading = joke_and_report
    quoted = said(reading, "cracked in nine places")
    assert len(quoted) == 2
    assert [statement.set_aside for statement in quoted] == [None, None]


def test_the_report_is_read_as_if_it_stood_alone(joke_and_report):
    article, reading = joke_and_report
    _, alone = read(page(REPORT))
    start = article.sections[1].start
    below = [(each.text, each.position, each.set_aside) for each in reading.statements if each.start >= start]
    assert below == [(each.text, each.position, None) for each in alone.statements]


def test_a_plain_rewrite_keeps_reported_speech_and_loses_an_invented_quotation():
    _, reading = read(page(REWRITE, REPORT))
    assert all(each.set_aside is not None for each in said(reading, "ever fish there again"))
    assert all(each.set_aside is None for each in said(reading, "no one had looked at the wall"))


def test_a_page_that_calls_itself_satire_puts_nothing_on_record():
    _, reading = read(page("Pond drained by moonlight", "Satire", REPORT))
    assert reading.statements
    assert {each.set_aside for each in reading.statements} == {"the page says that it is satire"}


def test_an_opinion_stands():
    _, reading = read(page("Opinion: The pond must stay", REPORT))
    assert reading.statements
    assert all(each.set_aside is None for each in reading.statements)


def test_what_is_set_aside_has_a_reason_and_no_speaker(joke_and_report):
    _, reading = joke_and_report
    fields = {name: getattr(reading.statements[-1], name) for name in reading.statements[-1].__struct_fields__}
    with pytest.raises(ValueError, match="without a reason"):
        SetAside(**fields)


ABOVE = "Folks, a mayor said Ada Kern swore the pond sings! “The pond is safe to drink,” Ada Kern sang."
BELOW = "“The pond is safe to drink,” Bram Holt said."
TWO = f"{ABOVE}\n{BELOW}"


@pytest.fixture
def satire_above():
    article = make_article(TWO)
    upper = Section(id="up", start=0, end=len(ABOVE), genre="satire", retells="down")
    lower = Section(id="down", start=len(ABOVE) + 1, end=len(TWO), genre="news")
    return replace(article, sections=(upper, lower))


def test_what_a_line_that_is_set_aside_reports_falls_with_it(satire_above):
    outer = make_statement(satire_above, "Ada Kern swore the pond sings", source="a mayor", cue="said")
    inner = make_statement(satire_above, "the pond", source="Ada Kern", cue="swore")
    innermost = make_statement(satire_above, "the")
    nested = (
        replace(innermost, section="up", within=inner.id, kind="direct"),
        replace(inner, section="up", within=outer.id, kind="direct"),
        replace(outer, section="up"),
    )
    reading = set_aside(satire_above, Reading(article=satire_above.id, statements=nested))
    assert len({each.set_aside for each in reading.statements}) == 1
    assert all(each.set_aside for each in reading.statements)


@pytest.mark.parametrize(("singer", "stands"), [("Ada Kern", False), ("Bram Holt", True)])
def test_true_words_in_a_wrong_mouth_are_set_aside(satire_above, singer, stands):
    words = "The pond is safe to drink"
    kern, holt = make_chain(satire_above, "Ada Kern"), make_chain(satire_above, "Bram Holt")
    said_above = make_statement(satire_above, words)
    start = TWO.rindex(words)
    said_below = replace(said_above, id="st_below", parts=((start, start + len(words)),))
    speaker = kern.id if singer == "Ada Kern" else holt.id
    statements = (
        replace(said_above, section="up", kind="direct", speakers=(speaker,)),
        replace(said_below, section="down", kind="direct", speakers=(holt.id,)),
    )
    reading = set_aside(satire_above, Reading(article=satire_above.id, statements=statements, chains=(kern, holt)))
    assert [each.set_aside is None for each in reading.statements] == [stands, True]
