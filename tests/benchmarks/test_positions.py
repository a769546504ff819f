"""Labelled attributions are located in their text, judged, and counted by class."""

import msgspec
import pytest

from benchmarks import positions
from benchmarks.positions import Label, locate, score_labels


def label(cue, content, span, **fields):
    given = {
        "source": "Odile Varga",
        "context": "Odile Varga met the pilots. ",
        "after": " Rain fell.",
        "position": "affirms",
        "withheld": None,
        "act": "states",
        "basis": "paraphrase",
    }
    return Label(cue=cue, content=content, span=span, **(given | fields))


SAID = label("said", "the ferry had left", "Odile Varga said the ferry had left.")
DENIED = label("denied", "that the ferry had left", "Odile Varga denied that the ferry had left.", position="denies")
DECLINED = label(
    "declined",
    "to comment",
    "Odile Varga declined to comment.",
    position="withholds",
    withheld="declined",
    basis="characterised",
)


def words(one):
    found = locate(one)
    source = None if found.source is None else one.text[slice(*found.source)]
    return source, [one.text[slice(*part)] for part in found.cue], [one.text[slice(*part)] for part in found.content]


def test_an_attribution_is_located_in_its_span():
    found = locate(SAID)
    assert words(SAID) == ("Odile Varga", ["said"], ["the ferry had left"])
    assert found.source[0] == len(SAID.context)


def test_a_content_is_trimmed_as_a_tagger_would():
    assert words(DENIED)[2] == ["the ferry had left"]
    quoted = label("said", "“Nobody drowned.”", "“Nobody drowned.” Odile Varga said.")
    assert words(quoted)[2] == ["Nobody drowned"]


def test_the_parts_of_a_content_are_located_in_order():
    split = label("said", "The ferry … sank at dawn", "The ferry, Odile Varga said, sank at dawn.")
    assert words(split)[2] == ["The ferry", "sank at dawn"]


def test_an_ellipsis_of_the_text_is_no_gap():
    own = label("said", "we … waited", "Odile Varga said we … waited.")
    assert words(own)[2] == ["we … waited"]


def test_a_source_is_sought_outside_the_content_and_in_whole_words():
    he = label("said", "he would sail", "The pilot, he said, he would sail.", source="he")
    assert he.text[slice(*locate(he).source)] == "he"
    assert locate(he).source[0] == he.text.index("he said")


def test_an_attribution_without_a_source_is_located():
    assert words(label("declined", "to comment", "It declined to comment.", source=None))[0] is None


def test_every_class_and_field_is_counted():
    score = score_labels([SAID, DENIED, DECLINED])
    figures = score.figures()
    assert {figures[f"recall {name}"] for name in ("affirms", "denies", "withholds")} == {100.0}
    assert {figures[name] for name in ("position", "withheld", "act", "basis")} == {100.0}
    assert score.counts_of("withheld") == "1 of 1"
    assert not score.errors


def test_a_wrong_judgement_lowers_the_recall_of_its_class_and_is_listed():
    wrong = msgspec.structs.replace(SAID, position="withholds", withheld="no_answer")
    score = score_labels([SAID, wrong])
    assert score.figures()["recall withholds"] == 0.0
    assert score.counts_of("withheld") == "0 of 1"
    assert any(error.startswith("position: affirms for withholds") for error in score.errors)


def test_where_nobody_says_anything_nothing_is_asked():
    assert not score_labels([msgspec.structs.replace(SAID, position=None)]).asked


def test_what_is_not_in_its_text_is_a_problem():
    score = score_labels([msgspec.structs.replace(SAID, cue="shouted")])
    assert score.problems
    assert not score.asked


def test_the_command_prints_the_figures_with_counts(tmp_path, monkeypatch, capsys):
    lines = b"\n".join(msgspec.json.encode(one) for one in (SAID, DENIED, DECLINED))
    (tmp_path / "labels.jsonl").write_bytes(lines + b"\n")
    monkeypatch.setattr("sys.argv", ["positions", "--data", str(tmp_path)])
    assert positions.main() == 0
    assert "recall denies                  100.0   1 of 1" in capsys.readouterr().out


def test_a_folder_without_labels_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError):
        positions.read_labels(tmp_path)
