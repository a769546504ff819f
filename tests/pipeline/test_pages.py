"""A text is read once, and its copies get exactly what reading them would give."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import attempts, pages
from onrecord.clean import clean_capture
from onrecord.model import Article, Block, Figure, Mention, PageDate, Reading, Statement, transfer_reading
from onrecord.pages import date_reading, read_pages, reading_key
from onrecord.pipeline import BuildOptions, build_case
from onrecord.query.export import export_jsonl
from onrecord.read import PatternTagger, read_article
from onrecord.resolve import resolve_reading
from onrecord.sample import sample_pages
from onrecord.sources import read_captures
from onrecord.store import CaseReader, CaseWriter
from tests.factories import make_article

STORY = (
    "Harbour stays shut\n\n"
    "Minister Odile Varga denied on Monday that 40 crews had left. “No ship left the harbour last week,” she said.\n\n"
    "The coast guard declined to comment. Officials in Oxby said on 3 May that two men waited.\n"
)
TAGGER = PatternTagger()


@pytest.fixture(autouse=True)
def patterns(monkeypatch):
    """Let the patterns read, whatever tagger is bundled."""

    def read_by_patterns(captures, writer, tagger, jobs):
        return read_pages(captures, writer, TAGGER, jobs)

    monkeypatch.setattr("onrecord.pipeline.read_pages", read_by_patterns)


@pytest.fixture
def readings(monkeypatch):
    """Return a list to which every article that is read is added."""
    read: list[Article] = []

    def count(article, tagger):
        read.append(article)
        return read_article(article, tagger)

    monkeypatch.setattr(attempts, "read_article", count)
    return read


@pytest.fixture(scope="module")
def sample_articles():
    with sample_pages() as folder:
        return [clean_capture(capture) for capture in read_captures([folder])]


def read_afresh(article: Article) -> Reading:
    return resolve_reading(article, read_article(article, TAGGER))


def write(folder: Path, texts: dict[str, str], meta: list[dict] | None = None) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    if meta is not None:
        (folder / "meta.json").write_text(json.dumps(meta), encoding="utf-8")
    return folder


def exported(case: Path, folder: Path) -> dict[str, bytes]:
    with CaseReader(case) as reader:
        export_jsonl(reader, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_a_page_is_read_as_its_article_alone_would_be(sample_articles):
    for article in sample_articles:
        bare = attempts.try_reading(pages._without_address(article), TAGGER)
        assert transfer_reading(bare, article) == read_afresh(article)


@settings(max_examples=30, deadline=None)
@given(number=st.integers(0), day=st.none() | st.dates(), place=st.text(max_size=8))
def test_what_was_read_of_a_copy_is_what_reading_it_gives(sample_articles, number, day, place):
    article = sample_articles[number % len(sample_articles)]
    date = None if day is None else PageDate(from_=str(day), to=str(day), zone=None, how="given")
    copy = replace(article, id=f"ar_{place}", uri=f"{place}.txt", outlet=place, published=date)
    read = attempts.try_reading(pages._without_address(article), TAGGER)
    assert transfer_reading(date_reading(copy, read), copy) == read_afresh(copy)


def test_a_copy_of_an_unread_article_is_unread(sample_articles):
    german = replace(sample_articles[0], language="de")
    read = attempts.try_reading(pages._without_address(german), TAGGER)
    assert date_reading(replace(german, published=None), read) == read


def test_copies_in_one_build_are_read_once(tmp_path, readings):
    folder = write(tmp_path / "pages", {f"{n}.txt": STORY for n in range(5)})
    assert build_case([folder], tmp_path / "case.db").added == 5
    assert len(readings) == 1


def test_copies_in_later_builds_are_not_read(tmp_path, readings):
    for name in ("one", "two", "three"):
        build_case([write(tmp_path / name, {f"{name}.txt": STORY})], tmp_path / "case.db")
    assert len(readings) == 1
    with CaseReader(tmp_path / "case.db") as reader:
        assert reader.counts()["articles"] == 3


def test_copies_with_other_dates_outlets_and_addresses_are_not_read(tmp_path, readings):
    meta = [
        {"file": f"{n}.txt", "date": f"2024-05-{n + 1:02}", "outlet": f"Paper {n}", "url": f"https://p{n}.example/x"}
        for n in range(4)
    ]
    folder = write(tmp_path / "pages", {f"{n}.txt": STORY for n in range(4)}, meta)
    build_case([folder], tmp_path / "case.db")
    assert len(readings) == 1
    with CaseReader(tmp_path / "case.db") as reader:
        for page in reader.pages():
            assert page.reading == read_afresh(page.article)


@pytest.mark.parametrize("tagger", [PatternTagger(name="others"), PatternTagger(weights="0" * 64)])
def test_another_tagger_or_other_weights_read_the_copies_again(tagger):
    article = make_article(STORY)
    assert reading_key(article, tagger) != reading_key(article, TAGGER)


def test_another_release_reads_the_copies_again(monkeypatch):
    article = make_article(STORY)
    before = reading_key(article, TAGGER)
    monkeypatch.setattr(pages, "__version__", "0.0.0")
    assert reading_key(article, TAGGER) != before


@pytest.mark.parametrize(
    "other",
    [
        make_article(f"{STORY} It rained."),
        replace(make_article(STORY), language="de"),
        replace(make_article(STORY), blocks=(Block(start=0, end=18, role="title"), *make_article(STORY).blocks[1:])),
    ],
)
def test_another_text_or_layout_is_no_copy(other):
    one = pages._without_address(make_article(STORY))
    assert reading_key(pages._without_address(other), TAGGER) != reading_key(one, TAGGER)


def test_who_published_an_article_when_and_where_does_not_tell_copies_apart():
    one = make_article(STORY, uri="one.txt", date="2024-10-25", outlet="Courier")
    two = make_article(STORY, uri="two.txt", date=None, outlet="Gazette")
    keys = {reading_key(pages._without_address(article), TAGGER) for article in (one, two)}
    assert len(keys) == 1


@pytest.fixture
def copies(tmp_path):
    """Return a folder of articles and copies of them, some dated otherwise, one in other bytes."""
    texts = {f"{kind}{n}.txt": STORY.replace("Oxby", f"Oxby {kind}") for n in range(14) for kind in ("a", "b")}
    texts["bytes.txt"] = f"{STORY.replace('Oxby', 'Oxby a')}\n"
    meta = [{"file": name, "date": f"2024-05-{10 + n % 2}", "outlet": "Courier"} for n, name in enumerate(texts)]
    return write(tmp_path / "copies", texts, meta)


def test_no_state_of_memory_and_case_changes_a_byte(tmp_path, copies, monkeypatch):
    build_case([copies], tmp_path / "remembered.db")
    expected = exported(tmp_path / "remembered.db", tmp_path / "a")
    assert expected["statements.jsonl"]
    assert expected["figures.jsonl"]

    monkeypatch.setattr(pages, "CLEANED_BYTES", 0)
    monkeypatch.setattr(pages, "READ_CHARACTERS", 0)
    build_case([copies], tmp_path / "stored.db")
    assert exported(tmp_path / "stored.db", tmp_path / "b") == expected

    monkeypatch.setattr(CaseWriter, "find_reading", lambda writer, key: None)
    build_case([copies], tmp_path / "fresh.db")
    assert exported(tmp_path / "fresh.db", tmp_path / "c") == expected


def test_order_and_batches_change_no_byte(tmp_path, copies):
    build_case([copies], tmp_path / "whole.db")
    meta = json.loads((copies / "meta.json").read_text(encoding="utf-8"))
    for number, path in enumerate(sorted(copies.glob("*.txt"), reverse=True)):
        batch = write(tmp_path / f"batch{number // 5}", {path.name: path.read_text(encoding="utf-8")}, meta)
        build_case([batch / path.name], tmp_path / "steps.db")
    assert exported(tmp_path / "steps.db", tmp_path / "b") == exported(tmp_path / "whole.db", tmp_path / "a")


def test_several_processes_change_no_byte(tmp_path, copies):
    build_case([copies], tmp_path / "alone.db")
    build_case([copies], tmp_path / "shared.db", BuildOptions(jobs=2))
    assert exported(tmp_path / "shared.db", tmp_path / "b") == exported(tmp_path / "alone.db", tmp_path / "a")


def test_an_older_page_without_a_key_is_left_as_it_is(tmp_path, readings):
    case = tmp_path / "case.db"
    build_case([write(tmp_path / "one", {"one.txt": STORY})], case)
    with CaseWriter(case) as writer, writer._begin() as connection:
        connection.exec_driver_sql("UPDATE pages SET reading_key = NULL")
    build_case([write(tmp_path / "two", {"two.txt": STORY})], case)
    assert len(readings) == 2
    with CaseReader(case) as reader:
        assert {page.article.uri for page in reader.pages()} == {"one.txt", "two.txt"}
        assert len(list(reader.records(Statement))) == 2 * len(read_afresh(readings[0]).statements) > 0


def test_copies_of_a_page_that_cannot_be_cleaned_fail_under_their_own_names(tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_bytes(b"\x00\x01\x02" * 50)
    result = build_case([folder], tmp_path / "case.db")
    assert [failure.uri for failure in result.failures] == ["one.txt", "two.txt"]
    assert all(failure.detail.startswith(f"{failure.uri}: ") for failure in result.failures)
    assert {failure.code for failure in result.failures} == {"binary"}


def test_copies_of_a_page_that_cannot_be_read_fail_under_their_own_names(tmp_path, monkeypatch):
    def stumble(article, reading):
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(attempts, "resolve_reading", stumble)
    folder = write(tmp_path / "pages", {"one.txt": STORY, "two.txt": STORY})
    result = build_case([folder], tmp_path / "case.db")
    assert [failure.detail for failure in result.failures] == [
        f"{name}: ZeroDivisionError: a bug" for name in ("one.txt", "two.txt")
    ]


def test_a_copy_has_its_own_ids(tmp_path):
    folder = write(tmp_path / "pages", {"one.txt": STORY, "two.txt": STORY})
    build_case([folder], tmp_path / "case.db")
    with CaseReader(tmp_path / "case.db") as reader:
        for kind in (Statement, Figure, Mention):
            records = list(reader.records(kind))
            assert len({record.id for record in records}) == len(records) > 0
            assert len({record.article for record in records}) == 2
