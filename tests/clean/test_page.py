import time

import pytest

from onrecord.errors import PageError
from onrecord.model import READ_ROLES, Given

FIRST = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
SECOND = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."
THIRD = "She denied that the council had known about the cracks &amp; promised to publish every report."
FOURTH = "The builders did not answer questions. Their lawyer said that a statement would follow on Tuesday."

PAGE = f"""<!doctype html><html><head><title>Bridge stays closed | Varnholm Courier</title>
<meta property="og:title" content="Bridge stays closed"><meta property="og:site_name" content="Varnholm Courier">
<meta property="og:url" content="https://courier.example/2021/05/bridge"><link rel="canonical" href="/bridge">
<script type="application/ld+json">{{"@graph": [{{"@type": "NewsArticle", "datePublished": "2021-05-03T10:00:00+02:00",
"dateModified": "2021-05-09", "author": [{{"name": "Tor Lind"}}, {{"name": "Ida Berg"}}]}}]}}</script>
<style>p {{ color: red }}</style></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport and games</a></li></ul></nav>
<article><h1>Bridge stays closed</h1><p class="byline">By Tor Lind</p>
<figure><img src="b.jpg"><figcaption>The bridge at dusk. Photograph: Ida Berg</figcaption></figure>
<p>{FIRST}</p><p>{SECOND}</p>
<p><a href="/herring">Herring prices climb to a record before the summer festival</a></p>
<h2>What the mayor knew</h2><p>{THIRD}</p><p hidden>Nobody sees this sentence in a browser.</p>
<p>{FOURTH}</p><p style="display: none">Nor does anybody see this one.</p></article>
<aside class="related"><h3>More stories</h3><a href="/x">Ferry line opens to the outer islands on Friday</a></aside>
<section id="comments"><h3>Comments</h3><p>I have always said that this bridge was a scandal.</p></section>
<footer><p>Copyright Varnholm Courier</p></footer></body></html>"""


def read_lines(article):
    return [article.text[block.start : block.end] for block in article.blocks if block.role in READ_ROLES]


def test_the_article_is_read_and_nothing_else(clean_html):
    assert read_lines(clean_html(PAGE)) == [
        "Bridge stays closed",
        FIRST,
        SECOND,
        "What the mayor knew",
        THIRD.replace("&amp;", "&"),
        FOURTH,
    ]


def test_every_visible_line_is_kept_with_its_role(clean_html, roles):
    found = roles(clean_html(PAGE))
    assert found["Bridge stays closed"] == "title"
    assert found["By Tor Lind"] == "byline"
    assert found["The bridge at dusk. Photograph: Ida Berg"] == "caption"
    assert found["Herring prices climb to a record before the summer festival"] == "related"
    assert found["What the mayor knew"] == "heading"
    assert found["Ferry line opens to the outer islands on Friday"] == "related"
    assert found["I have always said that this bridge was a scandal."] == "comment"
    assert found["Copyright Varnholm Courier"] == "boilerplate"


def test_what_a_reader_cannot_see_is_not_in_the_text(clean_html):
    text = clean_html(PAGE).text
    assert "Nobody sees" not in text
    assert "Nor does anybody" not in text
    assert "color" not in text
    assert "datePublished" not in text


def test_what_the_page_says_about_itself_is_in_its_fields(clean_html):
    article = clean_html(PAGE)
    assert (article.title, article.outlet, article.byline) == (
        "Bridge stays closed",
        "Varnholm Courier",
        "Tor Lind, Ida Berg",
    )
    assert (article.url, article.canonical_url) == ("https://courier.example/2021/05/bridge", "/bridge")
    assert article.published is not None
    assert (article.published.from_, article.published.zone, article.published.how) == (
        "2021-05-03T10:00:00+02:00",
        "+02:00",
        "meta",
    )
    assert article.updated is not None
    assert article.updated.from_ == "2021-05-09"


def test_what_was_given_stands_before_what_the_page_says(clean_html):
    given = Given(url="https://other.example/1", title="Given title", outlet="Given outlet", date="2021-06-01")
    article = clean_html(PAGE, given)
    assert (article.url, article.title, article.outlet) == ("https://other.example/1", "Given title", "Given outlet")
    assert article.published is not None
    assert article.published.how == "given"
    assert "2021-05-03" in article.extra["date_conflict"]


def test_a_line_break_ends_a_line_and_inline_markup_does_not(clean_html):
    article = clean_html(
        f"<article><p>{FIRST}<br>The mayor, <b>Ada</b>\n <i>Moran</i>, said no.</p><p>{SECOND}</p></article>"
    )
    assert "\nThe mayor, Ada Moran, said no.\n" in article.text


def test_what_browsers_show_nothing_of_does_not_end_a_line(clean_html):
    between = (
        "<script>let a</script><style>b</style> <noscript>c</noscript><template>d</template><svg><title>e</title></svg>"
    )
    article = clean_html(
        f"<article><p>{FIRST}</p><p>The mayor said{between}that she knew.</p><p>{SECOND}</p></article>"
    )
    assert "\nThe mayor said that she knew.\n" in article.text


def test_what_follows_the_end_of_the_page_is_part_of_it(clean_html):
    early = clean_html(PAGE.replace(f"<p>{FOURTH}</p>", f"</body></HTML ><p>{FOURTH}</p>"))
    assert f"\n{FOURTH}\n" in early.text
    twice = clean_html(f"{PAGE}<html><body><p>Printed below the page.</p></body></html> And this.")
    assert twice.text.endswith("Printed below the page.\nAnd this.")


def test_prose_that_trafilatura_skips_between_the_title_and_its_last_line_is_read(clean_html, roles, monkeypatch):
    monkeypatch.setattr("onrecord.clean.page.extract_main_text", lambda page: f"{FIRST}\n{FOURTH}")
    found = roles(clean_html(PAGE))
    assert found[FIRST] == found[SECOND] == found[FOURTH] == "body"
    assert found["Herring prices climb to a record before the summer festival"] == "related"
    assert found["I have always said that this bridge was a scandal."] == "comment"


def test_a_box_of_authors_holds_more_than_names(clean_html, roles):
    box = "<div class='author'>Saturday, 15 May 2021<br>By Tor Lind, harbour correspondent</div>"
    note = "Tor Lind has reported from the harbour since 2009. He says he has never been seasick."
    article = clean_html(
        f"<h1>Bridge stays closed</h1>{box}<p>{FIRST}</p><p>{SECOND}</p><p>{FOURTH}</p>"
        f"<div class='author-box'><h4>About the author</h4><p>{note}</p></div>"
    )
    assert article.byline == "Tor Lind"
    assert roles(article)["Saturday, 15 May 2021"] == "dateline"
    assert roles(article)["About the author"] == roles(article)[note] == "boilerplate"


def test_links_with_a_bar_between_them_are_not_read(clean_html, roles):
    links = '<p><a href="/desk">Write to the editor</a> | <a href="#top">Up to the top</a></p>'
    found = roles(clean_html(f"<h1>Bridge stays closed</h1><p>{FIRST}</p><p>{SECOND}</p><p>{FOURTH}</p>{links}"))
    assert found["Write to the editor | Up to the top"] == "related"


def test_a_page_that_trafilatura_cannot_read_is_labelled_by_its_markup(clean_html, roles, monkeypatch):
    monkeypatch.setattr("onrecord.clean.page.extract_main_text", lambda page: None)
    found = roles(clean_html(PAGE))
    assert found[FIRST] == "body"
    assert found["Sport and games"] == "boilerplate"


@pytest.mark.parametrize("page", ["<html></html>", "<script>let a = 1</script>", "<p hidden>Hidden</p>", "<!-- no -->"])
def test_a_page_that_shows_nothing_is_empty(clean_html, page):
    with pytest.raises(PageError) as raised:
        clean_html(page)
    assert raised.value.code == "empty"


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + "hello",
        "<p>" + "<b>" * 100_000 + "hello",
        f'<p class="{"a " * 500_000}">hello</p>',
        "<p>hello<b>" * 5_000,
        '<table><tr><td colspan="99999999">hello</td></tr></table>',
        '<a href="x' * 50_000,
        "<table><tr><td>" * 20_000 + "hello",
        '<p>hello</p><script type="application/ld+json">' + "[" * 100_000 + "</script>",
    ],
    ids=["deep", "deep inline", "attribute", "unclosed", "colspan", "quotes", "deep tables", "json"],
)
def test_hostile_markup_neither_hangs_nor_crashes(clean_html, page):
    started = time.monotonic()
    try:
        outcome = clean_html(page).text
    except PageError as error:
        outcome = error.code
    assert outcome == "empty" or "hello" in outcome
    assert time.monotonic() - started < 20
