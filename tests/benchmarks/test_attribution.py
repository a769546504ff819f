"""Spans are cut, trimmed and counted alike on both sides, in paragraphs and in annotated sentences."""

import json
from dataclasses import dataclass

import pytest

from benchmarks import attribution
from benchmarks.attribution import annotated_sentences, cut_marks, paragraph_spans, score_folder, strip
from benchmarks.gold import GoldArticle, GoldFolder, GoldSpan, GoldStatement
from benchmarks.spans import trim
from onrecord.read import Attribution

TEXT = (
    "Fog over the pier.\n"
    "\n"
    "“The ferry sank. Nobody drowned,” Odile Varga said. Gulls circled.\n"
    "Tomas Reyl claimed that the crew slept.\n"
)


def at(words, text=TEXT):
    start = text.index(words)
    return start, start + len(words)


def statement(content, source, cue):
    spans = (GoldSpan(*at(words)) for words in (source, cue))
    return GoldStatement("s", tuple(at(words) for words in content), "", None, *spans)


GOLD = GoldArticle(
    statements=(
        statement(["“The ferry sank. Nobody drowned,”"], "Odile Varga", "said"),
        statement(["that the crew slept"], "Tomas Reyl", "claimed"),
    )
)
FOLDER = GoldFolder(articles={"pier": GOLD}, texts={"pier": TEXT}, cluster=None)


@dataclass
class Finder:
    """A tagger that finds what it is told to, wherever it stands in the passages."""

    wanted: tuple[tuple[str, str, str], ...]
    within: int | None = None
    name: str = "finder"
    weights: None = None

    def tag(self, text, passages):
        self.seen = [*getattr(self, "seen", []), text]
        found = []
        for content, source, cue in self.wanted:
            if content in text:
                parts = [at(words, text) for words in (content, source, cue)]
                assert any(start <= parts[0][0] and parts[0][1] <= end for start, end in passages)
                found.append(Attribution(parts[1], (parts[2],), (parts[0],), self.within, 1.0))
        return found


FERRY = ("The ferry sank. Nobody drowned", "Odile Varga", "said")
CREW = ("the crew slept", "Tomas Reyl", "claimed")


def test_a_perfect_tagger_hits_every_normalised_span():
    score = score_folder(FOLDER, Finder((FERRY, CREW)))
    for role in ("source", "cue", "content"):
        assert score.figures()[f"paragraphs: {role}"] == 100.0
        assert score.figures()[f"annotated sentences: {role}"] == 100.0
    assert not score.errors


def test_raw_contents_differ_by_their_marks():
    score = score_folder(FOLDER, Finder((FERRY, CREW)))
    assert score.figures()["paragraphs: source, raw"] == 100.0
    assert score.figures()["paragraphs: content, raw"] == 0.0


def test_a_span_over_a_sentence_border_is_two_spans_in_sentences_and_one_in_a_paragraph():
    text = "Odile Varga recalled a long night. The wind never let go."
    both = "a long night. The wind never let go"
    spans = (GoldSpan(*at(words, text)) for words in ("Odile Varga", "recalled"))
    gold = GoldArticle(statements=(GoldStatement("s", (at(both, text),), "", None, *spans),))
    folder = GoldFolder(articles={"night": gold}, texts={"night": text}, cluster=None)
    score = score_folder(folder, Finder(((both, "Odile Varga", "recalled"),)))
    assert (score.hits["paragraphs: content"], score.gold["paragraphs: content"]) == (1, 1)
    assert (score.hits["annotated sentences: content"], score.gold["annotated sentences: content"]) == (2, 2)


def test_what_is_found_where_nothing_is_annotated_is_wrong_in_paragraphs_only():
    score = score_folder(FOLDER, Finder((FERRY, CREW, ("over the pier", "Fog", "Fog"))))
    assert score.found["paragraphs: content"] == 3
    assert score.found["annotated sentences: content"] == score.hits["annotated sentences: content"] == 2
    assert "pier, paragraphs: wrong content: over the pier" in score.errors


def test_attributions_inside_another_one_do_not_count():
    score = score_folder(FOLDER, Finder((FERRY, CREW), within=0))
    assert score.found["paragraphs: content"] == 0


def test_alone_each_unit_is_a_text_of_its_own_and_offsets_are_those_of_the_article():
    tagger = Finder((CREW,))
    score = score_folder(FOLDER, tagger, alone=True)
    assert "Tomas Reyl claimed that the crew slept." in tagger.seen
    assert TEXT not in tagger.seen
    assert score.hits["paragraphs: content"] == score.hits["annotated sentences: content"] == 1


def test_a_discontinuous_span_is_cut_into_runs_but_not_at_a_mere_space():
    place = [(0, len(TEXT))]
    apart = cut_marks(TEXT, [("content", (at("The ferry sank"), at("Gulls circled")))], place, trim)
    together = cut_marks(TEXT, [("content", (at("The ferry"), at("sank. Nobody")))], place, strip)
    assert apart == {("content", *at("The ferry sank")), ("content", *at("Gulls circled"))}
    assert together == {("content", *at("The ferry sank. Nobody"))}


def test_paragraphs_are_lines_with_words_and_sentences_those_with_an_annotation():
    assert [TEXT[start:end] for start, end in paragraph_spans(TEXT)] == [line for line in TEXT.split("\n") if line]
    gold = [("cue", (at("claimed"),))]
    assert annotated_sentences(TEXT, gold) == [at("Tomas Reyl claimed that the crew slept.")]


@pytest.mark.parametrize("arguments", [[], ["--alone"]])
def test_the_command_prints_precision_recall_and_counts(tmp_path, monkeypatch, capsys, arguments):
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    source, cue = ({"start": start, "end": end} for start, end in (at("Tomas Reyl"), at("claimed")))
    gold = {"id": "s", "parts": [at("that the crew slept")], "source": source, "cue": cue}
    (tmp_path / "pier.json").write_text(json.dumps({"statements": [gold]}), encoding="utf-8")
    monkeypatch.setattr(attribution, "TAGGERS", {"finder": lambda: Finder((FERRY, CREW))})
    monkeypatch.setattr("sys.argv", ["attribution", "--data", str(tmp_path), "--errors", "9", *arguments])
    assert attribution.main() == 0
    printed = capsys.readouterr().out
    assert "paragraphs: content                   50.0 100.0  66.7   1 of 2 found, 1 gold" in printed
    assert "wrong content: The ferry sank. Nobody drowned" in printed


def test_a_folder_without_annotations_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["attribution", "--data", str(tmp_path)])
    with pytest.raises(SystemExit):
        attribution.main()
