"""Bodies, places and dates of cleaned pages are measured as they are defined."""

import gzip
import json

import pytest
from msgspec.structs import replace

from benchmarks import pages
from benchmarks.pages import (
    GoldPage,
    Pages,
    body_text,
    exact_characters,
    mean_scores,
    misdated,
    score_pages,
    shingle_shares,
)
from onrecord.clean import clean_capture
from onrecord.model import Capture

FIRST = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
SECOND = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."
THIRD = "She denied that the council had known about the cracks &amp; promised to publish every report."
SOURCE = f"""<html><head><title>Bridge stays closed</title>
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2021-05-03T10:00:00Z",
"dateModified": "2021-05-09T10:00:00Z"}}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>Bridge stays closed</h1><p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p></article></body></html>"""
BODY = f"{FIRST} {SECOND} {THIRD}".replace("&amp;", "&")


@pytest.fixture
def article():
    return clean_capture(
        Capture(uri="page.html", data=SOURCE.encode(), media_type="text/html", captured_at="2024-01-01T00:00:00Z")
    )


def test_shares_of_shingles_are_counted_with_repetition():
    assert shingle_shares("a b c d e", "a b c d e") == (1.0, 0.0, 0.0)
    # Gold: abcd bcde; found: abcd, bcdx.
    assert shingle_shares("a b c d e", "a b c d x") == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert shingle_shares("a b", "a b") == (1.0, 0.0, 0.0)
    assert shingle_shares("a a a a a", "a a a a") == (0.5, 0.0, 0.5)
    assert shingle_shares("", "") == (0.0, 0.0, 0.0)


def test_every_page_has_the_same_weight():
    f1, precision, recall = mean_scores([(0.5, 0.5, 0.0), (1.0, 0.0, 0.0)])
    assert (precision, recall) == (0.75, 1.0)
    assert f1 == pytest.approx(2 * 0.75 / 1.75)
    assert mean_scores([]) == (0.0, 0.0, 0.0)


def test_the_body_is_what_is_read_without_the_title(article):
    assert body_text(article).split() == BODY.split()


def test_characters_are_exact_where_their_bytes_say_them(article):
    ink = len("".join(BODY.split()))
    assert exact_characters(article, SOURCE.encode()) == (ink, ink)
    moved = tuple((start, end, low + 1, high + 1) for start, end, low, high in article.offsets.runs)
    wrong = replace(article, offsets=replace(article.offsets, runs=moved))
    assert exact_characters(wrong, SOURCE.encode())[0] == 0
    without = replace(article, offsets=replace(article.offsets, runs=article.offsets.runs[-1:]))
    assert 0 < exact_characters(without, SOURCE.encode())[0] < ink


@pytest.mark.parametrize(
    ("found", "gold", "wrong"),
    [
        ("2021-05-09", "2021-05-03", True),
        ("2021-05-03", "2021-05-03", False),
        ("2021-05-09", "2021-05-09", False),
        ("2021-05-04", "2021-05-03", False),
        ("2021-05-03", "2021-05-01", False),
        (None, "2021-05-03", False),
    ],
)
def test_an_updated_date_is_one_that_the_page_states_as_nothing_else(found, gold, wrong):
    assert misdated(SOURCE, gold, found) is wrong


def test_what_is_asked_of_every_run_is_named_where_it_does_not_hold():
    measured = Pages(shares={"trafilatura": [(1.0, 0.0, 0.0)], "body": [(0.5, 0.5, 0.0)]})
    for name in ("published", "published: htmldate", "not an updated date", "exact characters"):
        measured.ask(name, 1)
    assert measured.shortfalls() == ["body F1 66.67 < 100.00"]
    measured.ask("not an updated date", 0)
    assert measured.shortfalls() == ["body F1 66.67 < 100.00", "not an updated date 50.00 < 100.00"]


def test_pages_are_measured_beside_the_libraries():
    measured = score_pages([(GoldPage(id="x", article_body=BODY, date="2021-05-03"), SOURCE.encode())])
    figures = measured.figures()
    assert figures["body F1"] == 100.0
    assert figures["exact characters"] == figures["published"] == figures["not an updated date"] == 100.0
    assert {"trafilatura F1", "published: htmldate"} <= figures.keys()
    assert not measured.problems


def test_a_page_that_cannot_be_cleaned_is_a_problem_and_counts():
    measured = score_pages([(GoldPage(id="x", article_body=BODY, date=None), b"<p hidden>no</p>")])
    assert measured.problems
    assert measured.figures()["body F1"] == 0.0


def test_the_command_prints_the_figures_and_fails_where_something_is_asked_in_vain(tmp_path, monkeypatch, capsys):
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "x.html.gz").write_bytes(gzip.compress(SOURCE.encode()))
    monkeypatch.setattr("sys.argv", ["pages", "--data", str(tmp_path), "--errors", "3", "--jobs", "1"])
    for day, code in (("2021-05-03", 0), ("2021-04-01", 0)):
        (tmp_path / "gold.json").write_text(json.dumps([{"id": "x", "articleBody": BODY, "date": day}]))
        assert pages.main() == code
    shown = capsys.readouterr().out
    assert "body F1                        100.00" in shown
    assert "published 2021-05-03 for 2021-04-01" in shown
    monkeypatch.setattr(pages, "pages_a_second", lambda found, jobs: (1.0, 1.0))
    (tmp_path / "gold.json").write_text(json.dumps([{"id": "x", "articleBody": "Rain fell", "date": None}]))
    monkeypatch.setattr(pages.trafilatura, "extract", lambda *given, **options: "Rain fell")
    assert pages.main() == 1
    assert "falls short: body F1" in capsys.readouterr().out
