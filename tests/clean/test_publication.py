import pytest

from onrecord.model import Given

TITLE = "Varnholm Bridge Stays Closed"
BODY = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
MORE = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."


def page(head="", stamp="", above=""):
    return (
        f"<html><head>{head}</head><body>{above}<article><h1>{TITLE}</h1><p class='date'>{stamp}</p>"
        f"<p>{BODY}</p><p>{MORE}</p></article></body></html>"
    )


def meta(published="", updated=""):
    return (
        f'<meta property="article:published_time" content="{published}">'
        f'<meta property="article:modified_time" content="{updated}">'
    )


def words(article, when):
    return None if when.start is None else article.text[when.start : when.end]


@pytest.mark.parametrize(
    ("stamp", "moment", "zone", "text"),
    [
        ("Published On 4 Mar 2024", "2024-03-04", None, "4 Mar 2024"),
        ("Mon., Oct. 2, 2023, 4:10 p.m. ET", "2023-10-02T16:10-04:00", "-04:00", "Oct. 2, 2023, 4:10 p.m. ET"),
        ("4 March 2024 10:32 GMT", "2024-03-04T10:32+00:00", "+00:00", "4 March 2024 10:32 GMT"),
        ("10:27 AM PST, December 21, 2023", "2023-12-21T10:27-08:00", "-08:00", "10:27 AM PST, December 21, 2023"),
        ("By Ada Moran | 3 May 2021, 10:15 am", "2021-05-03T10:15", None, "3 May 2021, 10:15 am"),
        ("Tor LindDec. 21, 2023 11:00 pm EST", "2023-12-21T23:00-05:00", "-05:00", "Dec. 21, 2023 11:00 pm EST"),
    ],
)
def test_a_visible_stamp_gives_day_time_and_zone(clean_text, stamp, moment, zone, text):
    article = clean_text(f"{TITLE}\n\n{stamp}\n\n{BODY}\n\n{MORE}")
    found = article.published
    assert found is not None
    assert (found.from_, found.to, found.zone, found.how) == (moment, moment, zone, "dateline")
    assert words(article, found) == found.text == text


def test_metadata_and_the_visible_stamp_confirm_each_other(clean_html):
    article = clean_html(page(meta("2021-05-03T10:00:00+02:00"), "3 May 2021"))
    found = article.published
    assert found is not None
    assert (found.from_, found.how, words(article, found)) == ("2021-05-03T10:00:00+02:00", "meta", "3 May 2021")


def test_an_instant_in_utc_is_told_on_the_pages_own_day(clean_html):
    article = clean_html(page(meta("2023-12-23T01:48:19Z"), "PUBLISHED: December 22, 2023 at 8:48 p.m."))
    found = article.published
    assert found is not None
    assert (found.from_, found.zone, found.how) == ("2023-12-22T20:48:19-05:00", "-05:00", "meta")


def test_a_mastheads_later_day_is_the_day_of_the_visit(clean_html):
    article = clean_html(page(meta("2023-12-22T23:00:00Z"), above="<p>Saturday, December 23, 2023</p>"))
    assert article.published is not None
    assert article.published.from_ == "2023-12-22T23:00:00+00:00"


def test_a_page_that_only_tells_its_update_is_bounded_by_it(clean_html):
    article = clean_html(page('<meta property="og:updated_time" content="2021-05-09T08:00:00+02:00">'))
    assert article.published is not None
    assert (article.published.from_, article.published.to, article.published.how) == (
        None,
        "2021-05-09T08:00:00+02:00",
        "bound",
    )
    assert article.updated is not None
    assert article.updated.from_ == "2021-05-09T08:00:00+02:00"


def test_an_update_never_dates_the_publication(clean_html):
    article = clean_html(page(meta("2021-05-03", "2021-05-09"), "Updated: May 9, 2021 10:00 am"))
    assert article.published is not None
    assert article.updated is not None
    assert (article.published.from_, article.updated.from_) == ("2021-05-03", "2021-05-09")
    assert words(article, article.published) is None
    assert words(article, article.updated) == "May 9, 2021 10:00 am"


@pytest.mark.parametrize(
    ("given", "conflict"), [("2024-10-25", False), ("2024-10-26T01:00:00+02:00", False), ("2024-11-25", True)]
)
def test_a_dateline_without_a_year_confirms_or_contradicts_a_given_date(clean_text, given, conflict):
    article = clean_text(f"{TITLE}\n\nMADRID 25 Oct. () –\n\n{BODY}\n\n{MORE}", Given(date=given))
    assert article.published is not None
    assert (article.published.from_, article.published.how) == (given, "given")
    assert ("date_conflict" in article.extra) is conflict
    assert words(article, article.published) == ("25 Oct." if given == "2024-10-25" else None)


def test_a_picture_and_an_update_bound_the_page_from_both_sides(clean_text):
    picture = "Engineers look at a pillar. – Sputnik International, 1920, 14.03.2024"
    article = clean_text(f"{TITLE}\n\nUpdated: March 20, 2024\n\n{BODY}\n\n{picture}\n\n{MORE}")
    assert article.published is not None
    assert (article.published.from_, article.published.to, article.published.how) == (
        "2024-03-14",
        "2024-03-20",
        "bound",
    )


def test_the_headline_repeated_with_its_stamp_is_a_dateline(clean_text, roles):
    stamped = f"{TITLE} Updated: 2021-05-03 06:50 (Xinhua)"
    article = clean_text(f"{TITLE}\n\n{stamped}\n\n{BODY}\n\n{MORE}")
    assert roles(article)[stamped] == "dateline"
    assert article.updated is not None
    assert article.updated.from_ == "2021-05-03T06:50"


def test_a_page_without_any_date_says_so(clean_text):
    article = clean_text(f"{TITLE}\n\n{BODY}\n\n{MORE}")
    assert article.published is None
    assert article.extra["undated"]


def test_the_article_in_json_ld_counts_before_its_page(clean_html):
    linked = (
        '<script type="application/ld+json">[{"@type": "WebPage", "datePublished": "2019-01-01"},'
        '{"@type": "OpinionNewsArticle", "datePublished": "2021-05-03"}]</script>'
    )
    article = clean_html(page(linked))
    assert article.published is not None
    assert article.published.from_ == "2021-05-03"


@pytest.mark.parametrize(
    ("element", "published", "updated"),
    [
        ('<time class="entry-date published" datetime="2021-05-03T10:00:00Z">x</time>', "2021-05-03", None),
        ('<time class="updated" datetime="2021-05-09T10:00:00Z">x</time>', None, "2021-05-09"),
    ],
)
def test_a_time_elements_class_says_which_date_it_is(clean_html, element, published, updated):
    article = clean_html(page(above=element))
    days = [when and when.from_ and when.from_[:10] for when in (article.published, article.updated)]
    assert days == [published, updated]
