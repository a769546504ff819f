"""PDFs: the text a reader sees, in reading order, with the page and the box of every word."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.clean import clean_capture
from onrecord.clean.pdf import read_pdf
from onrecord.clean.pdf.words import _join, _letter
from onrecord.errors import PageError
from onrecord.model import Capture, Given, capture_span
from tests.pdf_writer import Picture, Shown, set_lines, wrap, write_pdf

LEFT, RIGHT, WIDTH, SIZE = 56, 310, 230, 10

PARAGRAPHS = (
    "Harbour master Edda Lorn said on Monday that the swing bridge of Varnholm would stay shut until the ice had gone.",
    "“Nobody crosses before April,” Lorn told the town council, adding that two bearings had cracked in January.",
    "Ferry owner Tomas Reik denied that his boats had struck the pier. He called the report “a fog of guesses”.",
    "The council will meet again in three weeks to hear what the engineers found under the northern abutment.",
)
"""Four paragraphs of fiction; each breaks into several rows in a narrow column."""


def capture(data, title=None):
    return Capture(uri="release.pdf", data=data, media_type="application/pdf", captured_at="", given=Given(title=title))


def texts(data):
    return [line.text for line in read_pdf(capture(data)).lines]


def column(paragraphs, x, y, width=WIDTH, gap=8.0, indent=0.0):
    """The paragraphs below each other, and where the next one would stand."""
    shown = []
    for paragraph in paragraphs:
        for number, line in enumerate(wrap(paragraph, width - indent, SIZE)):
            shown.append(Shown(x + (indent if number == 0 else 0), y, SIZE, line))
            y -= 1.2 * SIZE
        y -= gap
    return shown, y


def set_whole(paragraphs, **options):
    return column(paragraphs, LEFT, 700, **options)[0]


def test_rows_of_a_paragraph_become_one_line():
    assert texts(write_pdf([set_whole(PARAGRAPHS)])) == list(PARAGRAPHS)


def test_paragraphs_without_space_between_them_are_told_by_the_indent_of_their_first_rows():
    assert texts(write_pdf([set_whole(PARAGRAPHS, gap=0, indent=14)])) == list(PARAGRAPHS)


def test_two_columns_are_read_one_after_the_other_below_the_title():
    title = Shown(LEFT, 760, 20, "Bridge Stays Shut Until the Thaw", "bold")
    left, _ = column(PARAGRAPHS[:2], LEFT, 700)
    right, _ = column(PARAGRAPHS[2:], RIGHT, 700)
    # Drawn row by row across both columns, as some programs do.
    across = sorted([*left, *right], key=lambda shown: (-shown.y, shown.x))
    assert texts(write_pdf([[title, *across]])) == [title.text, *PARAGRAPHS]


def test_three_columns_beside_each_other_off_the_same_grid():
    columns = [column([text] * 3, 40 + 180 * at, 700 - 4 * at, 165)[0] for at, text in enumerate(PARAGRAPHS[:3])]
    found = texts(write_pdf([[shown for each in columns for shown in each]]))
    assert found == [text for text in PARAGRAPHS[:3] for _ in range(3)]


def test_text_across_the_page_below_two_columns_is_read_after_both():
    left, low = column(PARAGRAPHS[:1], LEFT, 700)
    right, _ = column(PARAGRAPHS[1:2], RIGHT, 700)
    below, _ = column(PARAGRAPHS[2:], LEFT, low - 60, width=480)
    assert texts(write_pdf([[*left, *right, *below]])) == list(PARAGRAPHS)


def test_a_table_is_read_row_by_row():
    rows = [("Ferries", "12", "14"), ("Pilot boats", "3", "4"), ("Tugs", "7", "7"), ("Dredgers", "1", "2")]
    shown = [
        Shown(x, 700 - 14 * at, SIZE, cell)
        for at, row in enumerate(rows)
        for x, cell in zip((LEFT, 300, 400), row, strict=True)
    ]
    assert texts(write_pdf([shown])) == ["   ".join(row) for row in rows]


def test_a_paragraph_that_runs_over_the_page_break_is_one_line_and_heads_and_feet_follow_it():
    rows = wrap(PARAGRAPHS[0], WIDTH, SIZE)
    pages = [
        [Shown(LEFT, 810, 8, "Varnholm Gazette"), *set_lines(rows[:2], LEFT, 80, SIZE), Shown(280, 30, 8, "Page 1")],
        [Shown(LEFT, 810, 8, "Varnholm Gazette"), *set_lines(rows[2:], LEFT, 770, SIZE), Shown(280, 30, 8, "Page 2")],
    ]
    page = read_pdf(capture(write_pdf(pages)))
    assert [line.text for line in page.lines] == [
        "Varnholm Gazette",
        PARAGRAPHS[0],
        "Page 1",
        "Varnholm Gazette",
        "Page 2",
    ]
    assert list(page.hints) == ["boilerplate", None, "boilerplate", "boilerplate", "boilerplate"]


def test_a_sentence_that_ends_with_its_page_is_not_joined_to_the_next_one():
    pages = [set_whole(PARAGRAPHS[:1]), set_whole(PARAGRAPHS[1:2])]
    assert texts(write_pdf(pages)) == list(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # The ending is no word.
        (["The harbour mas-", "ter gave an exam-", "ple of it."], "The harbour master gave an example of it."),
        # The word stands elsewhere in one piece, or with its hyphen.
        (["No submarine came, no sub-", "marine left."], "No submarine came, no submarine left."),
        (["A sea-going tug, a sea-", "going barge."], "A sea-going tug, a sea-going barge."),
        # Parts that usually have a hyphen, a capital, a number.
        (["It is a state-", "owned and well-", "known yard."], "It is a state-owned and well-known yard."),
        (["They sang an Anglo-", "Norse song of a T-", "34 tank."], "They sang an Anglo-Norse song of a T-34 tank."),
        # Nothing says that this document divides words.
        (["They keep a whistle-", "blower."], "They keep a whistle-blower."),
        # A dash.
        (["They came late -", "and left."], "They came late - and left."),
    ],
)
def test_a_hyphen_at_the_end_of_a_row_goes_only_where_something_shows_a_division(rows, expected):
    assert texts(write_pdf([set_lines(rows, LEFT, 700, SIZE)])) == [expected]


def test_ligatures_are_letters_and_what_is_no_character_is_shown_as_unknown():
    assert [_letter(code) for code in (0xFB01, 0xFB04, 2, 0xA0, 0, 0xFFFF)] == [
        "fi",
        "ffl",
        "-",
        " ",
        "\ufffd",
        "\ufffd",
    ]
    assert [_join(letters) for letters in (["\ud83d", "\ude00"], ["a", "\ud83d"], ["a", "\u200b", "b"])] == [
        "\U0001f600",
        "a\ufffd",
        "ab",
    ]


def test_a_divided_word_has_a_box_on_either_row():
    page = read_pdf(capture(write_pdf([set_lines(["The harbour mas-", "ter left."], LEFT, 700, SIZE)])))
    start = page.text.index("master")
    boxes = [word for word in page.words if start <= word[0] < start + len("master")]
    assert [(page.text[word[0] : word[1]], round(word[4])) for word in boxes] == [("mas", 698), ("ter", 686)]


def test_hidden_text_of_a_scan_is_read_and_text_beside_the_page_is_not():
    shown = [Shown(LEFT, 700, SIZE, "The pier burned.", mode=3), Shown(900, 700, SIZE, "Crop marks here")]
    assert texts(write_pdf([[Picture(0, 0, 595, 842), *shown]])) == ["The pier burned."]


def test_text_up_the_margin_comes_last_and_is_labelled():
    page = read_pdf(capture(write_pdf([[Shown(20, 100, 8, "Printed in Varnholm", turns=1), *set_whole(PARAGRAPHS)]])))
    assert [line.text for line in page.lines] == [*PARAGRAPHS, "Printed in Varnholm"]
    assert page.hints[-1] == "boilerplate"


def test_a_page_set_sideways_is_read_in_its_own_direction():
    rows = wrap(PARAGRAPHS[0], 400, SIZE)
    shown = [Shown(100 + 12 * at, 80, SIZE, row, turns=1) for at, row in enumerate(rows)]
    assert texts(write_pdf([shown], extra="/Rotate 90")) == [PARAGRAPHS[0]]


def test_title_heading_and_caption_are_told_by_type_and_place():
    body, low = column(PARAGRAPHS[:2], LEFT, 640, width=480)
    more, _ = column(PARAGRAPHS[2:], LEFT, low - 170, width=480)
    shown = [
        Shown(LEFT, 780, 12, "VARNHOLM HARBOUR OFFICE", "bold"),
        Shown(LEFT, 740, 22, "Swing bridge stays shut", "bold"),
        Shown(LEFT, 714, 22, "until the ice has gone", "bold"),
        *body,
        Picture(LEFT, low - 120, 300, 110),
        Shown(LEFT, low - 130, 8, "Ice beneath the bridge in January"),
        Shown(LEFT, low - 155, SIZE, "What the owners say", "bold"),
        *more,
    ]
    page = read_pdf(capture(write_pdf([shown])))
    hints = dict(zip((line.text for line in page.lines), page.hints, strict=True))
    assert hints["Swing bridge stays shut until the ice has gone"] == "title"
    assert hints["What the owners say"] == "heading"
    assert hints["Ice beneath the bridge in January"] == "caption"
    assert {hints[text] for text in PARAGRAPHS} == {None}


def test_what_programs_write_into_metadata_of_their_own_accord_is_ignored():
    junk = {"Title": "Microsoft Word - release_final2.docx", "Author": "elorn3"}
    facts = read_pdf(capture(write_pdf([set_whole(PARAGRAPHS)], junk))).facts
    assert (facts.title, facts.byline) == (None, None)
    told = {"Title": "Swing bridge stays shut", "Author": "Edda Lorn"}
    facts = read_pdf(capture(write_pdf([set_whole(PARAGRAPHS)], told))).facts
    assert (facts.title, facts.byline) == ("Swing bridge stays shut", "Edda Lorn")


def test_the_time_at_which_a_file_was_made_bounds_its_publication_from_below():
    info = {"CreationDate": "D:20240612103000+02'00'", "ModDate": "D:20240613090000+02'00'"}
    article = clean_capture(capture(write_pdf([set_whole(PARAGRAPHS)], info)))
    assert article.published is not None
    assert (article.published.how, article.published.from_, article.published.to) == (
        "bound",
        "2024-06-12T10:30:00+02:00",
        None,
    )
    assert article.published.reason is not None
    assert article.updated is not None
    assert article.updated.from_ == "2024-06-13T09:00:00+02:00"


def test_a_file_that_a_browser_printed_is_bounded_from_above_and_keeps_its_address():
    shown = [
        Shown(LEFT, 820, 8, "6/12/24, 10:30 AM"),
        *set_whole(PARAGRAPHS),
        Shown(LEFT, 20, 8, "https://gazette.example/bridge-shut 1/1"),
    ]
    info = {"CreationDate": "D:20240612103000Z", "Producer": "Skia/PDF m120", "ModDate": "D:20240612103000Z"}
    article = clean_capture(capture(write_pdf([shown], info)))
    assert article.url == "https://gazette.example/bridge-shut"
    assert article.published is not None
    assert (article.published.from_, article.published.to) == (None, "2024-06-12T10:30:00+00:00")
    assert article.updated is None


def test_a_visible_dateline_is_surer_than_the_time_of_the_file():
    shown = [
        Shown(LEFT, 760, 18, "Swing bridge stays shut until spring", "bold"),
        Shown(LEFT, 730, SIZE, "11 June 2024"),
    ]
    data = write_pdf([[*shown, *set_whole(PARAGRAPHS)]], {"CreationDate": "D:20240612"})
    article = clean_capture(capture(data))
    assert article.title == "Swing bridge stays shut until spring"
    assert article.published is not None
    assert (article.published.how, article.published.from_) == ("dateline", "2024-06-11")


def test_pages_without_text_are_named():
    article = clean_capture(capture(write_pdf([set_whole(PARAGRAPHS), [Picture(0, 0, 595, 842)]])))
    assert article.extra["pages_without_text"] == "2"


WORDS = st.sampled_from(
    ["harbour", "Varnholm", "“No,”", "said", "co-", "ex-", "mas-", "ter", "–", "fish", "1,200", "."]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=8), min_size=1, max_size=30), st.integers(1, 3))
def test_every_character_has_one_word_and_a_span_gives_the_boxes_of_its_words(rows, columns):
    shown = [
        Shown(40 + 180 * (at % columns), 800 - 14 * (at // columns), 8, " ".join(row)) for at, row in enumerate(rows)
    ]
    data = write_pdf([shown[:20], shown[20:]])
    article = clean_capture(capture(data))
    assert article == clean_capture(capture(data))
    words, text = article.offsets.words, article.text
    assert all(one[1] <= other[0] for one, other in pairwise(words))
    outside = list(text)
    for start, end, *_ in words:
        assert not any(map(str.isspace, text[start:end]))
        outside[start:end] = " " * (end - start)
    assert not "".join(outside).strip()
    for first in range(0, len(words), 5):
        chosen = words[first : first + 4]
        span = capture_span(article.offsets, text, chosen[0][0], chosen[-1][1])
        assert span is not None
        inside = [
            word
            for word in words
            if any(
                page == word[2] and left <= word[3] and bottom <= word[4] and word[5] <= right and word[6] <= top
                for page, left, bottom, right, top in span.boxes
            )
        ]
        assert inside == list(chosen)


def error_code(data):
    with pytest.raises(PageError) as caught:
        clean_capture(capture(data))
    return caught.value.code


def test_a_scan_is_told_from_an_empty_page():
    with pytest.raises(PageError, match=r"a scan: pictures of 2 pages") as caught:
        clean_capture(capture(write_pdf([[Picture(0, 0, 595, 842)]] * 2)))
    assert caught.value.code == "no_text"
    assert error_code(write_pdf([[]])) == "no_text"


def test_fonts_without_letters_are_no_text():
    assert error_code(write_pdf([[Shown(LEFT, 700, SIZE, "\x01\x02\x03\x04")]])) == "no_text"


def test_a_password_is_named_as_the_cause():
    locked = f"/Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O ({'o' * 32}) /U ({'u' * 32})>> /ID [(a) (a)]"
    data = write_pdf([set_whole(PARAGRAPHS)]).replace(b"/Root 1 0 R", b"/Root 1 0 R " + locked.encode())
    assert error_code(data) == "encrypted"


def test_too_many_pages_and_characters_are_refused():
    assert error_code(write_pdf([[]] * 10_000)) == "too_large"
    rows = set_lines(["x" * 500] * 260, LEFT, 840, 1)
    assert error_code(write_pdf([rows] * 16)) == "too_large"


GOOD = write_pdf([set_whole(PARAGRAPHS)])


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + bytes(range(256)) * 40,
        GOOD[: len(GOOD) // 2],
        GOOD.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"),
        GOOD.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 0 0000]"),
    ],
    ids=["header", "noise", "truncated", "pages that hold themselves", "no area"],
)
def test_broken_files_are_page_errors_or_articles(data):
    try:
        assert clean_capture(capture(data)).text
    except PageError as error:
        assert error.code in {"broken", "no_text"}  # noqa: PT017 - an article is as good


def test_a_table_of_places_that_points_to_itself_ends():
    place = GOOD[GOOD.rindex(b"startxref") + 10 :].split()[0]
    looped = GOOD.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + place)
    assert texts(looped) == list(PARAGRAPHS)


def test_absurd_sizes_and_places_do_no_harm():
    shown = [Shown(LEFT, 700, 1e9, "Vast"), Shown(LEFT, 600, 0.001, "word " * 5_000), *set_whole(PARAGRAPHS[:1])]
    assert PARAGRAPHS[0].split()[0] in clean_capture(capture(write_pdf([shown], size=(1e7, 1e7)))).text


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=30))
def test_a_damaged_file_is_an_article_or_a_page_error(changes):
    data = bytearray(GOOD)
    for place, value in changes:
        data[place] = value
    try:
        assert clean_capture(capture(bytes(data))).blocks
    except PageError as error:
        assert error.code in {"broken", "encrypted", "no_text"}  # noqa: PT017 - an article is as good
