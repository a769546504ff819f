from hypothesis import given
from hypothesis import strategies as st

from onrecord.clean.lines import split_lines


@given(st.text(alphabet=st.sampled_from("aB .\n\r\t(“”\u2028")))
def test_lines_hold_every_character_that_is_no_white_space(text):
    lines = split_lines(text)
    covered = set()
    for line in lines:
        assert text[line.start : line.end] == line.text
        assert line.text == line.text.strip()
        covered.update(range(line.start, line.end))
    assert all(text[index].isspace() for index in range(len(text)) if index not in covered)


def test_a_carriage_return_belongs_to_no_line():
    assert [line.text for line in split_lines("One.\r\n\r\nTwo.\r\n")] == ["One.", "Two."]


def test_hard_wrapped_text_is_read_by_paragraphs():
    paragraph = (
        "The council of Varnholm said on Monday that the old\n"
        "harbour bridge would stay closed until the spring, after\n"
        "engineers found cracks in two of its seven pillars and\n"
        "asked for more time."
    )
    text = f"Bridge stays closed\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}\n"
    assert [line.text for line in split_lines(text)] == ["Bridge stays closed", paragraph, paragraph, paragraph]


def test_short_lines_alone_are_not_taken_for_wrapped_text():
    text = "\n".join(["The mayor said no.", "The crowd said yes.", "Nobody moved."] * 5)
    assert len(split_lines(text)) == 15


def test_the_agencys_credit_behind_a_paragraph_is_a_line_of_its_own():
    text = "The bridge is closed. (Reporting by Ada Moran; Editing by Tor Lind)"
    assert [line.text for line in split_lines(text)] == [
        "The bridge is closed.",
        "(Reporting by Ada Moran; Editing by Tor Lind)",
    ]


def test_a_line_in_quotation_marks_is_quoted_and_one_with_two_quotations_is_not():
    first, second = split_lines("“We shall rebuild it.”\n“No,” he said, “never.”")
    assert first.is_quoted
    assert not second.is_quoted
