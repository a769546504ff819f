import pytest

from onrecord.clean import decode_page
from onrecord.errors import PageError
from onrecord.model import Capture, MediaType

TEXT = "The “Harbour Act” costs £40m, said Zoë Çelik – twice.\r\nNobody objected.\n"


def capture(data: bytes, media_type: MediaType = "text/plain") -> Capture:
    return Capture(uri="page.txt", data=data, media_type=media_type, captured_at="")


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_a_page_comes_out_unchanged_whatever_its_encoding(encoding, named):
    decoded = decode_page(capture(TEXT.encode(encoding)))
    assert decoded.text == TEXT
    assert decoded.encoding == named


def test_another_script_in_a_legacy_encoding_is_detected():
    text = "Министр сказал, что мост закрыт. Никто не возражал против решения властей города. " * 5
    assert decode_page(capture(text.encode("cp1251"))).text == text


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_page_without_words_is_empty(data):
    with pytest.raises(PageError) as raised:
        decode_page(capture(data))
    assert (raised.value.stage, raised.value.code) == ("clean", "empty")


def test_broken_utf8_fails_and_names_the_byte():
    data = "Zoë Çelik said “no” to the café in Åre.".encode().replace("Å".encode(), b"\xc3")
    with pytest.raises(PageError) as raised:
        decode_page(capture(data))
    assert raised.value.code == "encoding"
    assert str(data.index(b"\xc3r")) in raised.value.detail


def test_a_nul_byte_in_a_text_fails_and_names_its_place():
    with pytest.raises(PageError) as raised:
        decode_page(capture(b"The minister \0 said no."))
    assert raised.value.code == "binary"
    assert "13" in raised.value.detail


def test_bytes_of_a_program_are_binary():
    with pytest.raises(PageError) as raised:
        decode_page(capture(bytes(range(1, 32)) * 20))
    assert raised.value.code == "binary"


def test_a_broken_utf16_page_fails():
    with pytest.raises(PageError) as raised:
        decode_page(capture(b"\xff\xfe" + "abc".encode("utf-16-le") + b"x"))
    assert raised.value.code == "encoding"


def test_html_is_read_in_its_declared_encoding():
    page = '<html><head><meta charset="iso-8859-2"></head><body>Łódź</body></html>'
    decoded = decode_page(capture(page.encode("iso-8859-2"), "text/html"))
    assert decoded.text == page
    assert decoded.encoding == "iso8859-2"


def test_latin_1_on_the_web_means_windows_1252():
    page = '<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>“No”</p>'
    assert "“No”" in decode_page(capture(page.encode("cp1252"), "text/html")).text


def test_a_false_or_unknown_declaration_gives_way_to_utf8():
    page = '<meta charset="x-unheard-of"><p>Zoë</p>'
    assert decode_page(capture(page.encode(), "text/html")).encoding == "utf-8"
    assert "Zoë" in decode_page(capture(page.replace("x-unheard-of", "utf-16").encode(), "text/html")).text
