"""The measures measure: equal spans and names are equal, a wrong one is not, and a floor that is missed is reported."""

import argparse

import pytest

from benchmarks import floors
from benchmarks.export import Export
from benchmarks.gold import GoldArticle, GoldFolder, GoldSpan, GoldStatement
from benchmarks.names import same_name
from benchmarks.score import Score
from benchmarks.scoring import score_articles
from benchmarks.spans import chars_of, match_one_to_one, trim
from benchmarks.speed import write_articles
from onrecord.model import Speaker
from tests.factories import make_article, make_statement

TEXT = "“The ferry never sailed,” Odile Varga said. The coast guard declined to comment."


def test_marks_and_a_leading_that_do_not_count():
    text = "said that “the ferry sailed.”"
    assert trim(text, 5, len(text)) == (11, 27)
    assert chars_of(text, [(5, len(text))]) == chars_of(text, [(11, 27)])


def test_a_span_that_is_only_that_stays_whatever_follows():
    text = "a crew that promised rain"
    assert trim(text, 7, 11) == (7, 11)
    assert trim(text, 7, 20) == (12, 20)


def test_each_span_is_matched_once_best_first():
    gold = [frozenset(range(10)), frozenset(range(5, 20))]
    assert match_one_to_one(gold, [frozenset(range(6, 20)), frozenset(range(10))], 0.5) == {0: 1, 1: 0}
    assert match_one_to_one(gold[:1], [frozenset(range(8, 30))], 0.5) == {}


@pytest.mark.parametrize(
    ("gold", "name", "kind", "same"),
    [
        ("Odile Varga", "Varga", "person", True),
        ("Odile Varga", "Minister Odile Varga", "person", True),
        ("Odile Varga", "Tomas Varga", "person", False),
        ("Odile Varga", "Odilie Varga", "person", True),
        ("Ministry of Fisheries of Velmora", "Fisheries Ministry", "state", True),
        ("Ministry of Ports of Velmora", "Fisheries Ministry", "state", False),
        ("two harbour pilots", "two harbour pilots", "unnamed", True),
    ],
)
def test_names_are_compared_as_people_would(gold, name, kind, same):
    assert same_name(gold, name, kind) is same


def score_of(predicted, speakers):
    article = make_article(TEXT, uri="page.txt")
    gold = GoldStatement(
        id="s1",
        parts=((1, 23),),
        kind="direct",
        source=GoldSpan(26, 37),
        cue=GoldSpan(38, 42),
        speaker="Odile Varga",
        speaker_type="person",
        position="denies",
        act="states",
        said_on=None,
    )
    export = Export(
        articles={"page": article},
        statements={"page": [predicted(article)]},
        figures={},
        speakers=speakers,
        utterances=[],
        lineage=[],
        disputes=[],
        figure_tracks=[],
        stem_of={article.id: "page"},
    )
    folder = GoldFolder(articles={"page": GoldArticle(statements=(gold,))}, texts={"page": TEXT}, cluster=None)
    return score_articles(export, folder).figures()


VARGA = Speaker(id="sp", name="Odile Varga", name_from="text", aliases=(), type="person", of=None, roles=())


def test_what_is_right_is_on_record():
    def right(article):
        return make_statement(
            article, "The ferry never sailed", source="Odile Varga", cue="said", position="denies", speakers=("sp",)
        )

    figures = score_of(right, {"sp": VARGA})
    assert {figures[name] for name in ("statements", "exact", "triple", "on record", "speaker")} == {100.0}


def test_a_wrong_position_keeps_a_statement_off_the_record():
    def affirmed(article):
        return make_statement(article, "The ferry never sailed", source="Odile Varga", cue="said", speakers=("sp",))

    figures = score_of(affirmed, {"sp": VARGA})
    assert (figures["statements"], figures["on record"], figures["recall denies"]) == (100.0, 0.0, 0.0)


def test_an_altered_text_is_a_problem():
    folder = GoldFolder(articles={"page": GoldArticle()}, texts={"page": TEXT}, cluster=None)
    article = make_article(TEXT.replace("never", "ever"), uri="page.txt")
    export = Export({"page": article}, {}, {}, {}, [], [], [], [], {article.id: "page"})
    assert score_articles(export, folder).problems


def test_a_figure_below_its_floor_fails_the_gate(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(floors, "FLOORS", tmp_path / "floors" / "floors.json")
    (tmp_path / "floors").mkdir()
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    good, bad = Score(), Score()
    good.count("statements", 9, 10, 10)
    bad.count("statements", 8, 10, 10)
    record = argparse.Namespace(record=True, lower=False)
    check = argparse.Namespace(record=False, lower=False)
    guarded = {name: floors.pick(score, ["statements"]) for name, score in (("good", good), ("bad", bad))}
    assert floors.gate("own", [tmp_path], guarded["good"], record)
    assert floors.gate("own", [tmp_path], guarded["good"], check)
    assert not floors.gate("own", [tmp_path], guarded["bad"], check)
    assert "80.0 < 90.0" in capsys.readouterr().out


def test_the_generated_corpus_is_the_same_every_time(tmp_path):
    for name in ("one", "two"):
        write_articles(tmp_path / name, count=3, words=80)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert len(files) == 4
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
