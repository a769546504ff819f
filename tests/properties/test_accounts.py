"""Whatever the order in which pages come, and however often they come, the accounts are the same to the byte."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.accounts import make_accounts
from onrecord.pipeline import build_case
from onrecord.query.export import export_jsonl
from onrecord.sample import sample_pages
from onrecord.store import CaseReader

PAGES = 10


@pytest.fixture(scope="module")
def pages(sample_db):
    with CaseReader(sample_db) as reader:
        return [(page.article, page.reading) for page in reader.pages()]


def accounts_of(pages):
    return msgspec.json.encode(make_accounts(pages, (), (), {}))


@settings(max_examples=12)
@given(st.permutations(range(PAGES)), st.integers(2, PAGES))
def test_any_order_of_any_pages_gives_the_same_accounts(pages, order, number):
    chosen = [pages[place] for place in order[:number]]
    assert accounts_of(chosen) == accounts_of(sorted(chosen, key=lambda page: page[0].id))


def exported(case, folder):
    with CaseReader(case) as reader:
        export_jsonl(reader, folder)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@settings(max_examples=2)
@given(order=st.permutations(range(PAGES)), first=st.integers(1, PAGES - 1))
def test_pages_that_come_in_parts_and_come_again_give_the_same_export(sample_db, tmp_path_factory, order, first):
    folder = tmp_path_factory.mktemp("parts")
    with sample_pages() as pages:
        files = sorted(path for path in pages.iterdir() if path.name != "meta.json")
        wanted = [files[place] for place in order]
        for part in (wanted[:first], wanted[first:], wanted[: first + 1]):
            build_case(part, folder / "case.db")
        expected = folder / "whole.db"
        build_case(files, expected)
    assert exported(folder / "case.db", folder / "one") == exported(expected, folder / "other")
