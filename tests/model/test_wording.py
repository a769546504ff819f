"""The words of an article as one hash: what counts as an edit and what does not."""

from msgspec.structs import replace

from onrecord.model import wording_hash
from tests.factories import make_article

ROLES = {"Buy soap": "related", "Buy rope": "related", "The ferry": "title"}


def hash_of(text, **more):
    return wording_hash(make_article(text, roles=ROLES, **more))


def test_what_stands_around_an_article_and_where_it_was_found_do_not_enter():
    assert hash_of("The ferry\n\nIt sailed.\n\nBuy soap") == hash_of(
        "The ferry\nIt  sailed.\nBuy rope", uri="other.txt"
    )


def test_each_word_of_it_does():
    assert hash_of("The ferry\nIt sailed.") != hash_of("The ferry\nIt sank.")


def test_an_article_without_blocks_of_its_own_goes_by_its_whole_text():
    assert hash_of("Buy soap") != hash_of("Buy rope")
    article = make_article("It sailed.")
    assert wording_hash(replace(article, blocks=())) == wording_hash(article)
