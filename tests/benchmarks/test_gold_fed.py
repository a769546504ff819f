"""Gold fed to the accounts: its statements and speakers stand in place of those that were read."""

from benchmarks.gold import GoldArticle, GoldFolder, GoldSpan, GoldStatement
from benchmarks.gold_fed import export_gold_fed
from onrecord.model import Reading
from tests.factories import make_article, make_statement

FIRST = "Odile Varga said the ferry Halcyon sailed at dawn with forty crates."
SECOND = "The minister said the ferry Halcyon sailed at dawn with forty crates."
CONTENT = "the ferry Halcyon sailed at dawn with forty crates"


def gold_of(text, source):
    start = text.index(CONTENT)
    return GoldArticle(
        statements=(
            GoldStatement(
                id="s1",
                parts=((start, start + len(CONTENT)),),
                kind="indirect",
                source=GoldSpan(start=0, end=len(source)),
                cue=GoldSpan(start=text.index("said"), end=text.index("said") + 4),
                speaker="Odile Varga",
                speaker_type="person",
                position="affirms",
            ),
        )
    )


def test_statements_that_were_not_read_are_fed_and_joined():
    articles = [make_article(FIRST, uri="one.txt"), make_article(SECOND, uri="two.txt")]
    stray = make_statement(articles[0], "crates")
    pages = [
        (articles[0], Reading(article=articles[0].id, statements=(stray,))),
        (articles[1], Reading(article=articles[1].id)),
    ]
    gold = GoldFolder(
        articles={"one": gold_of(FIRST, "Odile Varga"), "two": gold_of(SECOND, "The minister")},
        texts={"one": FIRST, "two": SECOND},
        cluster=None,
    )
    export = export_gold_fed(pages, gold)
    assert [statement.text for found in export.statements.values() for statement in found] == [CONTENT, CONTENT]
    (speaker,) = export.speakers.values()
    assert speaker.name == "Odile Varga"
    (remark,) = export.utterances
    assert len(remark.statements) == 2
