import time

from onrecord.clean.core import find_core
from onrecord.clean.lines import split_lines
from onrecord.model import READ_ROLES

FIRST = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
SECOND = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."
THIRD = "She denied that the council had known about the cracks, and promised to publish every report."
MENU = ["Home", "Letters to the editor", "Cheap ferries near you", "Sport on the islands", "All puzzles of the week"]
MENU += ["Guide to the old town", "Our newsroom and its rules", "The best herring recipes", "See all the weather"]
FOOTER = ["Work for the Courier", "How we use what you tell us", "Herring prices climb again", "Ferry opens on Friday"]
FOOTER += ["Where to eat on a rainy day", "Printed paper: find a shop", "Our letters page"]
TITLE = "Harbour bridge stays closed until the spring, council says"


def test_menus_above_and_lists_below_are_not_the_article(clean_text):
    article = clean_text("\n".join([*MENU, TITLE, FIRST, SECOND, "What the mayor knew", THIRD, *FOOTER]))
    read = [article.text[block.start : block.end] for block in article.blocks if block.role in READ_ROLES]
    assert read == [TITLE, FIRST, SECOND, "What the mayor knew", THIRD]
    assert article.title == TITLE


def test_a_deck_and_a_subhead_beside_the_paragraphs_stay_the_articles(clean_text, roles):
    deck = "Engineers found cracks in two of its pillars"
    found = roles(clean_text(f"{TITLE}\n\n{deck}\n\n{FIRST}\n\n{SECOND}\n\nWhat comes next\n\n{THIRD}"))
    assert found[deck] == found["What comes next"] == "heading"


def test_a_lone_notice_far_from_the_paragraphs_weighs_less_than_they_do():
    notice = "We store small files on your machine so that these pages remember you."
    lines = split_lines("\n".join([notice, *MENU, FIRST, SECOND, THIRD, *FOOTER]))
    core = find_core(lines, [None] * len(lines))
    assert [lines[index].text for index in core] == [FIRST, SECOND, THIRD]


def test_a_page_without_paragraphs_has_no_core():
    lines = split_lines("\n".join(MENU))
    assert not find_core(lines, [None] * len(lines))


def test_many_short_lines_take_linear_time(clean_text):
    started = time.monotonic()
    clean_text("\n".join([*MENU * 1_000, TITLE, FIRST, SECOND, *FOOTER * 1_000]))
    assert time.monotonic() - started < 20
