import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import READ_ROLES
from onrecord.read.patterns import PatternTagger
from onrecord.read.reading import read_article
from onrecord.read.tagger import Attribution
from tests.factories import make_article


def read(text, **options):
    return read_article(make_article(text, **options), PatternTagger())


def test_a_statement_has_all_its_fields():
    (statement,) = read('In a statement, Ana Reyes said the dam was "safe and dry".').statements
    assert statement.text == 'the dam was "safe and dry"'
    assert (statement.source.text, statement.cue.text, statement.channel.text) == (
        "Ana Reyes",
        "said",
        "In a statement",
    )
    assert (statement.kind, statement.position, statement.basis, statement.act) == (
        "mixed",
        "affirms",
        "own_words",
        "states",
    )
    assert statement.unresolved == {}


def test_statements_come_sorted_and_once():
    found = read("Reyes said the dam was safe. Reyes denied the report. The firm promised to pay.").statements
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert len({one.id for one in found}) == len(found) == 3


def test_only_read_blocks_are_read():
    text = "Reyes said the dam was safe.\nReyes said the photo was hers."
    roles = {"Reyes said the photo was hers.": "caption"}
    assert [one.text for one in read(text, roles=roles).statements] == ["the dam was safe"]


def test_another_language_is_left_unread_with_a_reason():
    article = msgspec.structs.replace(make_article("Reyes sagte, der Damm sei sicher."), language="de")
    reading = read_article(article, PatternTagger())
    assert reading.statements == ()
    assert "de" in reading.unread


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("Reyes sagte: „Der Damm ist sicher“, und ging.", "de", ["Der Damm ist sicher"]),
        (
            "« La digue est sûre », a dit Reyes. « Bien sûr. »",
            "fr",
            ["\u00a0La digue est sûre\u00a0", "\u00a0Bien sûr.\u00a0"],
        ),
        ("レイエス氏は「ダムは安全だ」と述べた。", "ja", ["ダムは安全だ"]),
        ("Рейес сказал: «Плотина безопасна».", "ru", ["Плотина безопасна"]),
        ("Reyes sagte, der Damm sei sicher.", "de", []),
    ],
)
def test_an_unread_page_keeps_its_quotations_and_attributes_none(text, language, words):
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    article = msgspec.structs.replace(
        make_article(f"{text}\n© „Fotograf“", roles={"© „Fotograf“": "caption"}), language=language
    )
    reading = read_article(article, PatternTagger())
    assert [span.text for span in reading.quotations] == words
    assert all(article.text[span.start : span.end] == span.text for span in reading.quotations)
    assert reading.statements == ()


def test_a_page_that_is_read_keeps_no_bare_quotations():
    assert read('Reyes said the dam was "safe and dry".').quotations == ()


def test_nested_statements_point_to_the_one_that_reports_them():
    outer, inner = read("The Herald reported the mayor said the dam was safe.").statements
    assert inner.within == outer.id
    assert outer.within is None


def test_a_figure_belongs_to_the_innermost_statement():
    reading = read("The Herald reported the mayor said 300 people had left.")
    inner = next(one for one in reading.statements if one.within is not None)
    assert [figure.statement for figure in reading.figures] == [inner.id]


def test_what_stays_open_has_a_reason():
    (statement,) = read("Residents were told to leave.").statements
    assert statement.source is None
    assert statement.unresolved["source"]
    (unclosed,) = read('Reyes said: "We will stay here for ever.').statements
    assert unclosed.unresolved["quotation"]


def test_any_tagger_can_take_the_place_of_the_patterns():
    class Fixed:
        name = "fixed"
        weights = "abc"

        def tag(self, text, passages):
            return [Attribution((0, 5), (), (passages[0],), None, 0.5)]

    (statement,) = read_article(make_article("Reyes: dam safe"), Fixed()).statements
    assert (statement.text, statement.cue, statement.score) == ("Reyes: dam safe", None, 0.5)


@pytest.mark.parametrize("language", ["en", "en-GB", None])
def test_english_and_unknown_languages_are_read(language):
    article = msgspec.structs.replace(make_article("Reyes said the dam was safe."), language=language)
    assert read_article(article, PatternTagger()).statements


PIECES = st.sampled_from(
    [
        "Ana Reyes",
        "said",
        "that",
        "the dam",
        "was",
        '"',
        "“",
        "”",
        "\n",
        ".",
        ",",
        "told",
        "reporters",
        "300",
        "on Monday",
        "according to",
        "denied",
        "it",
        "by",
        "and",
        ":",
        "who",
        "did not",
        "say",
        "in a statement",
        "\u2028",
        "\x00",
        "–",
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES, max_size=50).map(" ".join)))
def test_no_text_breaks_the_reading_and_every_span_is_exact(text):
    article = make_article(text)
    reading = read_article(article, PatternTagger())
    blocks = [(block.start, block.end) for block in article.blocks if block.role in READ_ROLES]
    for statement in reading.statements:
        spans = (
            statement.source,
            statement.cue,
            statement.channel,
            statement.via,
            statement.addressee,
            statement.hedge,
        )
        for span in filter(None, spans):
            assert article.text[span.start : span.end] == span.text
        for start, end in statement.parts:
            assert any(first <= start and end <= last for first, last in blocks)
        assert statement.text == " … ".join(article.text[start:end] for start, end in statement.parts)
    assert reading == read_article(article, PatternTagger())
