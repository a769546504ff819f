"""Annotations of a case are gold that the benchmarks read, and the case itself is all right by it."""

from benchmarks.export import read_export
from benchmarks.gold import read_gold
from benchmarks.quality import GATED
from benchmarks.scoring import score_articles
from onrecord.cli.app import run
from onrecord.query.annotations import export_annotations
from onrecord.query.export import export_jsonl
from onrecord.store import CaseReader


def test_a_case_is_right_by_its_own_annotations(sample_db, tmp_path):
    with CaseReader(sample_db) as reader:
        hashes = export_annotations(reader, tmp_path / "gold")
        assert export_annotations(reader, tmp_path / "again") == hashes
        export_jsonl(reader, tmp_path / "out")
        stem_of = {article.id: article.id for article in reader.articles()}
    assert len(hashes) == 2 * len(stem_of) + 1
    gold = read_gold(tmp_path / "gold")
    export = read_export(tmp_path / "out")
    by_id = {article.id: stem for stem, article in export.articles.items()}
    gold.articles.update({by_id[each]: gold.articles.pop(each) for each in list(gold.articles)})
    gold.texts.update({by_id[each]: gold.texts.pop(each) for each in list(gold.texts)})
    score = score_articles(export, gold)
    figures = score.figures()
    assert score.problems == []
    # Two speakers may go by one name, and several by their names together.
    measured = [name for name in GATED if name in figures and name not in ("speaker", "speaker pairs")]
    assert {name: figures[name] for name in measured} == dict.fromkeys(measured, 100.0)
    assert figures["speaker pairs"] > 99
    assert gold.cluster is not None
    assert len(gold.cluster.disputes) == len(export.disputes)
    assert [len(each) for each in gold.cluster.utterances] == [len(each.statements) for each in export.utterances]


def test_only_what_was_checked_is_annotated_where_that_is_asked_for(sample_db, tmp_path, capsys):
    assert run(["export", str(sample_db), "--format", "annotations", "--reviewed-only", "-o", str(tmp_path)]) == 0
    gold = read_gold(tmp_path)
    assert [each for article in gold.articles.values() for each in article.statements] == []
    assert "files" in capsys.readouterr().out
