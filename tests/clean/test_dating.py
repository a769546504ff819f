import pytest

from onrecord.clean.dates import find_dates, is_dateline
from onrecord.clean.dating import date_by_address, parse_date
from onrecord.model import Given

TITLE = "Varnholm Bridge Stays Closed"
BODY = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Friday, January 4, 2019", "2019-01-04"),
        ("4 Jan. 2019", "2019-01-04"),
        ("the 4th of January 2019", "2019-01-04"),
        ("2019-01-04 10:30", "2019-01-04"),
        ("04.01.2019", "2019-01-04"),
        ("Sept. 9, 2019", "2019-09-09"),
        ("25 Oct.", None),
        ("29 February", None),
    ],
)
def test_a_date_is_found_and_without_a_year_stays_incomplete(text, iso):
    (found,) = find_dates(text)
    assert found.iso == iso


@pytest.mark.parametrize(
    "text", ["30 February 2019", "2019-13-01", "In May the mayor spoke", "01/02/2019", "version 1.2.3"]
)
def test_what_is_no_certain_date_is_not_found(text):
    assert find_dates(text) == []


@pytest.mark.parametrize(
    "text",
    ["Friday, January 4, 2019", "14 March, 01:32 GMT", "Updated: 2016-05-30 09:53 (Agencies)", "VARNHOLM, Norland —"],
)
def test_a_line_of_nothing_but_a_date_is_a_dateline(text):
    assert is_dateline(text)


@pytest.mark.parametrize("text", ["The mayor spoke on January 4, 2019", "Varnholm – a town", "May 3: what we know"])
def test_a_line_that_says_more_is_none(text):
    assert not is_dateline(text)


def published(article):
    assert article.published is not None
    return article.published


def test_a_given_date_keeps_its_time_and_zone(clean_text):
    found = published(clean_text(BODY, Given(date="2024-10-25T08:00:00+02:00")))
    assert (found.from_, found.to, found.zone, found.how) == (
        "2024-10-25T08:00:00+02:00",
        "2024-10-25T08:00:00+02:00",
        "+02:00",
        "given",
    )


@pytest.mark.parametrize(
    ("raw", "first", "last"),
    [
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-10-25", *["2024-10-25"] * 2),
    ],
)
def test_a_month_or_year_is_the_interval_of_its_days(raw, first, last):
    found = parse_date(raw, "given")
    assert found is not None
    assert (found.from_, found.to) == (first, last)


@pytest.mark.parametrize("raw", ["yesterday", "2024-13-01", "", "25/10/2024"])
def test_a_string_that_is_no_date_gives_none(raw):
    assert parse_date(raw, "meta") is None


def test_a_given_date_that_is_none_is_flagged_and_the_page_decides(clean_text):
    article = clean_text(f"{TITLE}\n\nJanuary 4, 2019\n\n{BODY}", Given(date="last week"))
    assert published(article).how == "dateline"
    assert "last week" in article.extra["date_conflict"]


def test_a_date_line_dates_the_page_and_shows_where_it_stands(clean_text):
    article = clean_text(f"{TITLE}\n\nFriday, January 4, 2019\n\n{BODY}")
    found = published(article)
    assert (found.from_, found.to, found.how) == ("2019-01-04", "2019-01-04", "dateline")
    assert article.text[found.start : found.end] == found.text == "January 4, 2019"


def test_the_dateline_of_the_first_paragraph_dates_the_page(clean_text):
    article = clean_text(f"{TITLE}\n\nVARNHOLM, Jan 4, 2019 (Reuters) - {BODY}")
    assert published(article).from_ == "2019-01-04"
    assert article.agency == "Reuters"


def test_a_date_in_a_sentence_does_not_date_the_page(clean_text):
    assert clean_text(f"{TITLE}\n\nThe May 3, 2019 storm – the worst so far – hit the bridge. {BODY}").published is None


def test_a_dateline_without_a_year_is_no_date_and_says_why(clean_text):
    found = published(clean_text(f"{TITLE}\n\nMADRID 25 Oct. () –\n\n{BODY}"))
    assert (found.from_, found.to, found.text) == (None, None, "25 Oct.")
    assert found.reason


def test_an_updated_line_is_not_the_publication(clean_text):
    article = clean_text(f"{TITLE}\n\nUpdated: January 4, 2019\n\n{BODY}")
    found = published(article)
    assert (found.from_, found.to, found.how) == (None, "2019-01-04", "bound")
    assert found.reason
    assert article.updated is not None
    assert article.updated.from_ == "2019-01-04"


@pytest.mark.parametrize(
    ("stamp", "first", "last"),
    [
        ("Published January 4, 2019 | Updated January 6, 2019", "2019-01-04", "2019-01-06"),
        ("Updated January 6, 2019, first published January 4, 2019", "2019-01-04", "2019-01-06"),
        ("January 4, 2019 2:18 PM GMT Updated 3 hours ago", "2019-01-04T14:18+00:00", None),
        ("January 6, 2019 (updated)", None, "2019-01-06"),
    ],
)
def test_one_line_may_tell_both_dates(clean_text, stamp, first, last):
    article = clean_text(f"{TITLE}\n\n{stamp}\n\n{BODY}")
    assert (article.published and article.published.from_, article.updated and article.updated.from_) == (first, last)


def test_a_pictures_date_bounds_the_page_from_below(clean_text):
    picture = "Engineers look at a pillar. – Sputnik International, 1920, {}"
    lines = [TITLE, BODY, picture.format("14.03.2024"), BODY + " ", picture.format("17.06.2024"), "She said no."]
    found = published(clean_text("\n\n".join(lines)))
    assert (found.from_, found.to, found.how, found.text) == ("2024-06-17", None, "bound", "17.06.2024")


@pytest.mark.parametrize(
    ("url", "first", "last"),
    [
        ("https://courier.example/2018/01/31/bridge", "2018-01-31", "2018-01-31"),
        ("https://courier.example/2018/feb/05/bridge", "2018-02-05", "2018-02-05"),
        ("https://courier.example/2018/02/bridge", "2018-02-01", "2018-02-28"),
    ],
)
def test_the_address_dates_the_page(url, first, last):
    found = date_by_address(url)
    assert found is not None
    assert (found.from_, found.to, found.how) == (first, last, "url")


@pytest.mark.parametrize("url", [None, "", "https://courier.example/2018/", "https://courier.example/2018/99/01/x"])
def test_an_address_without_a_date_gives_none(url):
    assert date_by_address(url) is None


def test_a_text_that_contradicts_the_given_date_is_flagged(clean_text):
    text = f"{TITLE}\n\nJanuary 4, 2019\n\n{BODY}"
    assert "January 4, 2019" in clean_text(text, Given(date="2020-01-04")).extra["date_conflict"]
    assert "date_conflict" not in clean_text(text, Given(date="2019-01-05T01:00:00")).extra


@pytest.mark.parametrize("clock", ["24:30:00Z", "25:75:00Z", "10:00:00+99:00"])
def test_a_clock_that_does_not_exist_leaves_the_day(clock):
    date = parse_date(f"2024-10-25T{clock}", "meta")
    assert date is not None
    assert (date.from_, date.to, date.zone) == ("2024-10-25", "2024-10-25", None)
