"""The way back from an article's text to its bytes is the identity, or it is not there."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.markup import parse_page, read_markup
from onrecord.clean.offsets import map_markup, map_plain
from onrecord.model import OffsetMap, capture_span

LINE_ENDS = re.compile(r"</?(?:p|div|li)\b[^>]*>")
UNSHOWN = re.compile(r"<!--.*?-->|<script>.*?</script>|<(?:[^>']|'[^']*')*>", re.DOTALL)


def place(source, encoding="utf-8", mark=b""):
    """Return the text, the map and the bytes of a page."""
    data = mark + source.encode(encoding)
    page = read_markup(parse_page(source))
    return "\n".join(line.text for line in page.lines), map_markup(data, source, encoding, page), data


def captured(source, words, encoding="utf-8"):
    """Return what stands in the captured bytes where the text has the words, None where they have no place."""
    text, offsets, data = place(source, encoding)
    start = text.index(words)
    span = capture_span(offsets, text, start, start + len(words))
    return None if span is None else data[span.start : span.end].decode(encoding)


@pytest.mark.parametrize(
    ("source", "words", "raw"),
    [
        ("<p>The ferry sailed.</p>", "ferry", "ferry"),
        ("<p>The <b>fer</b>ry sailed", "ferry sailed", "fer</b>ry sailed"),
        ("<p>The&nbsp;ferry &amp; the tug", "ferry & the", "ferry &amp; the"),
        ("<p>The &#8220;ferry&#8221; sailed", "“ferry”", "&#8220;ferry&#8221;"),
        ("<p>The &#147;ferry&#x94; sailed", "“ferry”", "&#147;ferry&#x94;"),
        ("<p>Varga &ampco and &notit; sailed", "&co and ¬it;", "&ampco and &notit;"),
        ("<p>Varga &ampco sailed", "co", "co"),
        ("<p>Varga &unknown; & Co", "&unknown; & Co", "&unknown; & Co"),
        ("<p>5 < 6 <3 and </ x>more", "5 < 6 <3", "5 < 6 <3"),
        ("<p>The\r\n   ferry\tsailed", "The ferry sailed", "The\r\n   ferry\tsailed"),
        ("<p>She <!-- He -->denied <script>no</script>it", "denied it", "denied <script>no</script>it"),
        ("<p>She denied<span hidden> nothing</span> it", "denied it", "denied<span hidden> nothing</span> it"),
        ("<p>Été à Žižkov 🛳 now", "Žižkov 🛳 now", "Žižkov 🛳 now"),
        ("<p>Žižkov &#x1F6F3;&hellip; now", "🛳… now", "&#x1F6F3;&hellip; now"),
        ("<p title='a > b' data-x=\"<i>\">She denied it", "She denied", "She denied"),
        ("<p>left <a href=x?a=1&copy=2>the</a> port", "left the port", "left <a href=x?a=1&copy=2>the</a> port"),
        ("<textarea><b>no</textarea><xmp>a &amp; <b></xmp><p>yes", "yes", "yes"),
        ("<xmp>a &amp; <b></xmp>", "a &amp; <b>", "a &amp; <b>"),
        ("<p>one<![CDATA[two]]><?php three ?>four", "onefour", "one<![CDATA[two]]><?php three ?>four"),
        ("<p>unclosed <a href='x'>end <b", "unclosed end", "unclosed <a href='x'>end"),
    ],
)  # fmt: skip
def test_words_lead_back_to_their_source(source, words, raw):
    assert captured(source, words) == raw


def test_half_of_what_one_reference_stands_for_has_no_place():
    text, offsets, _ = place("<p>&fjlig;ord")
    assert text == "fjord"
    assert capture_span(offsets, text, 1, 5) is None
    assert capture_span(offsets, text, 0, 5) is not None


@pytest.mark.parametrize(
    "before",
    [
        "<!-- She denied it. -->",
        "<script>'She denied it.'</script>",
        "<p hidden>She denied it.</p>",
        "<p title='She denied it.'>",
        "<template><p>She denied it.</p></template>",
        "<noscript>She denied it.</noscript>",
        "<textarea>She denied it.</textarea>",
        "<title>She denied it.</title>",
        "<![CDATA[She denied it.]><p>",
    ],
)
def test_words_are_never_placed_where_others_look_alike(before):
    source = f"{before}<p>She denied it.</p>"
    text, offsets, data = place(source)
    span = capture_span(offsets, text, text.index("She"), len("She denied it.") + text.index("She"))
    assert span.start == data.rindex(b"She denied it.")


def test_white_space_around_words_does_not_cost_them_their_place():
    text, offsets, data = place("<h1>Ferry</h1> <p>sailed</p>")
    span = capture_span(offsets, text, 5, len(text))
    assert data[span.start : span.end] == b"sailed"
    assert capture_span(offsets, text, 5, 6) is None


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp1252", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
        ("shift_jis", b""),
    ],
)
def test_plain_text_in_any_encoding_leads_back(encoding, mark):
    text = "Minister Varga said: no.\r\n" * 300 + ("これは" if encoding == "shift_jis" else "“Café – é”")
    data = mark + text.encode(encoding)
    offsets = map_plain(data, text, encoding)
    for start, end in ((0, 8), (9, 14), (5990, 6010), (len(text) - 2, len(text)), (0, len(text))):
        span = capture_span(offsets, text, start, end)
        assert data[span.start : span.end].decode(encoding) == text[start:end].strip()


def test_a_page_in_a_legacy_encoding_leads_back():
    assert captured("<p>Café &amp; \xa0“bar” said", "é & “bar”", "cp1252") == "é &amp; \xa0“bar”"


def test_a_reference_to_what_the_encoding_lacks_leads_back():
    source = "<p>The ferry &#128674; sailed in &#1046;"
    assert captured(source, "🚢", "cp1252") == "&#128674;"
    assert captured(source, "ferry 🚢 sailed in Ж", "cp1252") == "ferry &#128674; sailed in &#1046;"


def test_a_slash_in_an_attribute_does_not_close_a_script():
    assert captured("<p>one<script src=a/>two</script>three", "onethree") == "one<script src=a/>two</script>three"
    assert captured("<p>one<script src=a />two", "onetwo") == "one<script src=a />two"


@pytest.mark.parametrize("encoding", ["iso2022_jp", "utf_7", "hz"])
def test_bytes_that_are_not_those_of_their_text_have_no_map(encoding):
    text = "Varga さん said さん no"
    assert map_plain(text.encode("utf-8") + b"!", text, "utf-8").runs == ()
    if encoding != "hz":
        data = text.encode(encoding)
        offsets = map_markup(data, text, encoding, read_markup(parse_page(text)))
        span = capture_span(offsets, text, 0, len(text))
        assert span is None or data[span.start : span.end].decode(encoding) == text


def test_an_empty_text_has_an_empty_map():
    assert map_plain(b"", "", "utf-8") == OffsetMap()
    assert capture_span(OffsetMap(), "said", 0, 4) is None


# What a character may be written as; the generator knows where each one stands.
SHOWN = "abcXYZ019.,;&<>'\"é“”—🛳¬"
WITHIN = [
    *[("", "")] * 4,
    ("<b>", "</b>"),
    ("<i class='a > b'>", "</i>"),
    ("<!-- no -->", ""),
    ("", "<script>x = '<b>said</b>'</script>"),
    ("<wbr>", "<a name=x></a>"),
]
SPACES = [" ", "\n", "\r\n\t", "  ", " &nbsp; ", "&#160;", " <b> </b>", "\xa0"]


def spellings(character):
    written = [f"&#{ord(character)};", f"&#x{ord(character):X};"]
    if character not in "&<":
        written += [character] * 4
    named = {"&": "&amp;", "<": "&lt;", "“": "&#147;", "”": "&rdquo;", "—": "&mdash;", "¬": "&not;"}
    return [*written, named.get(character, written[-1])]


@st.composite
def pages(draw):
    """Draw a page's source, its text, and where in the source each of its characters but white space stands."""
    source, text = "<html><body>", ""
    places = {}
    for number in range(draw(st.integers(1, 4))):
        source += draw(st.sampled_from(["<p>", "<div>", "</p><p class=x>", "<!-- a line --><li>"]))
        text += "\n" if number else ""
        for position, word in enumerate(draw(st.lists(st.text(SHOWN, min_size=1, max_size=6), min_size=1, max_size=6))):
            if position:
                source += draw(st.sampled_from(SPACES))
                text += " "
            for character in word:
                before, behind = draw(st.sampled_from(WITHIN))
                source += before
                written = draw(st.sampled_from(spellings(character)))
                places[len(text)] = (len(source), len(source) + len(written))
                source += written + behind
                text += character
    return source, text, places


def fold(words):
    return " ".join(words.split())


@given(pages(), st.data(), st.sampled_from(["utf-8", "utf-16-le"]))
def test_there_and_back_is_the_identity(page, data, encoding):
    source, text, places = page
    shown, offsets, raw = place(source, encoding)
    assert shown == text
    first, last = sorted(data.draw(st.lists(st.sampled_from(sorted(places)), min_size=2, max_size=2)))
    span = capture_span(offsets, text, first, last + 1)
    assert span.start == len(source[: places[first][0]].encode(encoding))
    assert span.end == len(source[: places[last][1]].encode(encoding))
    stripped = UNSHOWN.sub("", LINE_ENDS.sub(" ", raw[span.start : span.end].decode(encoding)))
    assert fold(html.unescape(stripped)) == fold(text[first : last + 1])


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200), st.data())
def test_any_text_leads_back_character_by_character(text, data):
    offsets = map_plain(text.encode("utf-8"), text, "utf-8")
    end = data.draw(st.integers(0, len(text)))
    start = data.draw(st.integers(0, end))
    span = capture_span(offsets, text, start, end)
    words = text[start:end].strip() or text[start:end]
    assert (span is None) == (not words)
    if span is not None:
        assert text.encode("utf-8")[span.start : span.end].decode("utf-8") == words


@given(st.text(alphabet="<>/!-='\" &#;abpscriptxmltyd\0\r\n\ufffe", max_size=300))
def test_whatever_the_markup_runs_ascend_and_hold_their_words(source):
    root = parse_page(source) if source.strip() else None
    if root is None:
        return
    page = read_markup(root)
    text = "\n".join(line.text for line in page.lines)
    offsets = map_markup(source.encode(), source, "utf-8", page)
    before = (0, 0)
    for start, end, low, high in offsets.runs:
        assert before[0] <= start < end
        assert before[1] <= low < high
        before = (end, high)
        raw = source.encode()[low:high].decode()
        if high - low == len(text[start:end].encode()):
            assert text[start:end].split() == raw.split()


HOSTILE = {
    "brackets": "<" * 1_000_000 + "hello",
    "unclosed tags": "<a b='" * 150_000 + "hello",
    "attributes": "<a " + "x=y " * 200_000 + ">hello",
    "references": "<p>hello" + "".join(f"&#{number};" for number in range(33, 100_033)),
    "ampersands": "<p>hello" + "&" * 500_000,
    "deep": "<p>hello" + "<b>x" * 100_000,
    "comments": "<p>hello" + "<!-- x -->a" * 50_000,
    "unclosed comment": "<p>hello" + "<!--" * 200_000,
    "control characters": "<p>hello" + "one two three four \x00five" * 20_000,
    "end tags": "<p>hello<textarea>" + "</textare" * 100_000,
    "titles": "<p>hello" + "<title></title>" * 30_000,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_markup_is_mapped_in_linear_time(source):
    page = read_markup(parse_page(source))
    started = time.monotonic()
    offsets = map_markup(source.encode(), source, "utf-8", page)
    assert time.monotonic() - started < 5
    assert not page.lines or offsets.runs


def test_looking_up_many_places_in_a_long_text_is_fast():
    text = "Odile Varga said nô. " * 50_000
    offsets = map_plain(text.encode(), text, "utf-8")
    started = time.monotonic()
    spans = [capture_span(offsets, text, start, start + 20) for start in range(0, len(text), 105)]
    assert all(spans)
    assert time.monotonic() - started < 5
