import pytest

from onrecord.read.patterns import PatternTagger
from onrecord.read.pull_quotes import read_pull_quotes
from onrecord.read.reading import read_article
from tests.factories import make_article

PARAGRAPH = "The council of Varnholm said on Monday that the harbour bridge would stay closed."
SAID = "“We will not open a bridge that may fall into the harbour,” Moran said on Tuesday."
PULLED = "“We will not open a bridge that may fall into the harbour”"
OWN = "“Nobody told us about the cracks in the pillars”"


def read(*lines, pulled):
    return read_article(make_article("\n\n".join(lines), roles=dict.fromkeys(pulled, "pull_quote")), PatternTagger())


def said(reading):
    return [(one.source and one.source.text, one.text) for one in reading.statements]


@pytest.mark.parametrize("before", [False, True])
def test_a_pull_quote_that_repeats_a_paragraph_is_read_once(before):
    lines = [PARAGRAPH, PULLED, SAID] if before else [PARAGRAPH, SAID, PULLED]
    quotations = [words for source, words in said(read(*lines, pulled=[PULLED])) if "We will" in words]
    assert quotations == ["We will not open a bridge that may fall into the harbour"]


@pytest.mark.parametrize(
    "below",
    ["– Ada Moran, mayor of Varnholm", "Ada Moran", "Ada MoranMayor of Varnholm", "— Ada Moran"],
)
def test_a_signed_pull_quote_is_its_signers_and_not_the_last_speakers(below):
    found = said(read(PARAGRAPH, OWN, below, SAID, pulled=[OWN, below]))
    assert ("Ada Moran", "Nobody told us about the cracks in the pillars") in found
    assert ("The council of Varnholm", "the harbour bridge would stay closed") in found


def test_a_block_quotation_without_a_name_stays_with_its_sentence():
    article = make_article(f"Ada Moran wrote:\n\n{OWN}", roles={OWN: "pull_quote"})
    apart = read_pull_quotes(article)
    assert [article.text[start:end] for start, end in apart.passages] == ["Ada Moran wrote:", OWN]
    assert apart.attributions == []


def test_a_pull_quote_of_nothing_but_marks_breaks_nothing():
    assert said(read(PARAGRAPH, "“”", pulled=["“”"])) == said(read(PARAGRAPH, pulled=[]))


def test_only_so_many_pull_quotes_are_looked_up_in_the_paragraphs(monkeypatch):
    monkeypatch.setattr("onrecord.read.pull_quotes.ECHOES", 1)
    first, second = "“We will not open a bridge”", "“that may fall into the harbour”"
    article = make_article(f"{SAID}\n\n{first}\n\n{second}", roles=dict.fromkeys([first, second], "pull_quote"))
    assert [article.text[start:end] for start, end in read_pull_quotes(article).passages] == [SAID, second]
