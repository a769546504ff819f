import pytest

from onrecord.model import READ_ROLES, Given

PARAGRAPH = "The council of Varnholm said on Monday that the harbour bridge would stay closed until the spring."
SECOND = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters at the town hall."
THIRD = "She denied that the council had known about the cracks, and promised to publish every report."


def page(*lines: str) -> str:
    return "\n\n".join(lines)


def test_title_paragraphs_and_subheads_are_read(clean_text, roles):
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, "Cracks In The Pillars", SECOND, THIRD)))
    assert found == {
        "Varnholm Bridge Stays Closed": "title",
        PARAGRAPH: "body",
        "Cracks In The Pillars": "heading",
        SECOND: "body",
        THIRD: "body",
    }


def test_a_repeated_title_is_title_and_with_a_credit_behind_it_a_caption(clean_text, roles):
    title = "Varnholm Bridge Stays Closed"
    article = clean_text(page(title, "by   |  VIEW 12", title, f"{title} © Getty Images News/Pool", PARAGRAPH, SECOND))
    assert [block.role for block in article.blocks] == ["title", "byline", "title", "caption", "body", "body"]


def test_a_section_name_above_the_title_is_not_the_title(clean_text):
    article = clean_text(page("Europe", "Varnholm bridge stays closed, says mayor", PARAGRAPH, SECOND))
    assert article.title == "Varnholm bridge stays closed, says mayor"
    assert article.blocks[0].role == "boilerplate"


def test_the_given_title_is_found_on_the_page(clean_text):
    article = clean_text(page("Varnholm Courier", "Bridge stays closed", PARAGRAPH), Given(title="Bridge stays closed"))
    assert [block.role for block in article.blocks] == ["boilerplate", "title", "body"]


@pytest.mark.parametrize(
    "caption",
    [
        "Mayor Ada Moran pictured in 2022 in Varnholm",
        "Ada Moran, mayor of Varnholm – -/Town Hall/dpa",
        "Engineers look at a pillar. – Sputnik International, 1920, 17.06.2024",
        "FILE - In this May 3, 2019 file photo, the bridge is shown at dusk. (AP Photo/Tor Lind)",
        "The bridge seen from the north. Photograph: Tor Lind for the Courier",
        "Image copyright EPA Image caption The bridge was built in 1931",
        "3/16 2004 Fishermen mend their nets below the bridge. Tor Lind",
        "Mayor Moran (C-R) speaks to engineers at the bridge, January 1, 2018. REUTERS/Tor Lind",
        "EPA The bridge was closed after cracks were found",
        "Cracks in a pillar. Image: Tor Lind.",
        "Ada Moran, mayor of the town of Varnholm, in an image of 2023 at the harbour",
        "██ Quays that stay open",
        "A pillar with its cracks, at the centre. (University of Norland)",
        "Here is what the bridge looked like. (Tor Lind / The Varnholm Courier)",
        "The bridge opened to its first passengers with a brass band on June 3, 1931",
    ],
)
def test_captions_are_not_read(clean_text, roles, caption):
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, caption, SECOND, THIRD)))
    assert found[caption] == "caption"
    assert [found[line] for line in (PARAGRAPH, SECOND, THIRD)] == ["body"] * 3


def test_a_pictures_text_said_twice_in_a_row_is_its_caption(clean_text, roles):
    caption = "Mayor Ada Moran: Her visit to the bridge is planned for Monday."
    article = clean_text(page("Varnholm Bridge Stays Closed", f"{caption}\n{caption}", PARAGRAPH, SECOND))
    assert [block.role for block in article.blocks] == ["title", "caption", "caption", "body", "body"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor was pictured at the bridge two years ago.",
        "“No,” she told Reuters.",
        "“The image: a bridge without cars,” she said.",
        "Facebook said it would look into the reports.",
        "Copyright law does not protect bridges" + ", a judge in Varnholm ruled last week" * 5 + ".",
        "Comments made by the mayor on Monday drew protest from two members of the council and from the builders.",
        "By Monday evening, the bridge was closed.",
    ],
)
def test_short_paragraphs_that_resemble_furniture_stay_body(clean_text, roles, sentence):
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, sentence, SECOND, THIRD)))
    assert found[sentence] == "body"


def test_a_headline_with_a_time_stamp_is_related(clean_text, roles):
    headline, stamp = "Ferry Operator Opens New Line To Island – Port Authority", "14 March, 01:32 GMT"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, headline, stamp, SECOND, THIRD)))
    assert found[headline] == found[stamp] == "related"


def test_a_headline_under_a_picture_and_above_a_subhead_is_related(clean_text, roles):
    picture = "Fishermen sell herring. – Sputnik International, 1920, 17.06.2024"
    headline, subhead = "Herring Prices Climb To Record Before Summer Festival", "What The Mayor Said"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, picture, headline, subhead, SECOND)))
    assert (found[headline], found[subhead]) == ("related", "heading")


def test_a_long_headline_is_a_subhead_where_the_article_speaks_of_the_same(clean_text, roles):
    own = "Mayor denies that the council had known about cracks"
    other = "Champions League final moved to smaller stadium after floods"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, own, SECOND, other, THIRD)))
    assert (found[own], found[other]) == ("heading", "related")


def test_headlines_behind_the_last_paragraph_are_related(clean_text, roles):
    headlines = ["Ferry line opens on Friday", "Ada Moran: I will run again!", "Herring prices climb to a record"]
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, "Ada Moran", *headlines)))
    assert found["Ada Moran"] == "boilerplate"
    assert [found[headline] for headline in headlines] == ["related"] * 3


def test_nothing_behind_the_comment_form_or_the_latest_news_is_read(clean_text, roles):
    teaser = "A ruling by the port court could set off an even greater wave of lawsuits against ferry lines."
    found = roles(
        clean_text(
            page(
                "Bridge Stays Closed For Now", PARAGRAPH, SECOND, "Read also:", "Comments", "Latest", teaser, "Members"
            )
        )
    )
    assert found["Read also:"] == "related"
    assert found["Comments"] == "comment"
    assert found[teaser] == found["Members"] == "related"


def test_a_menu_entry_called_comments_above_the_article_ends_nothing(clean_text, roles):
    found = roles(clean_text(page("Comments", "Varnholm Bridge Stays Closed", PARAGRAPH, SECOND)))
    assert found[PARAGRAPH] == found[SECOND] == "body"


def test_headlines_under_read_also_are_related_up_to_the_next_sentence(clean_text, roles):
    found = roles(clean_text(page("Bridge Stays Closed", PARAGRAPH, "See also", "Cracks In Pillars", SECOND, THIRD)))
    assert found["Cracks In Pillars"] == "related"
    assert found[SECOND] == "body"


@pytest.mark.parametrize(
    "author", ["– Ada Moran, Mayor of Varnholm", "—The mayor on the cracks", "Ada MoranMayor of Varnholm"]
)
def test_a_quotation_with_a_name_below_it_is_a_pull_quote(clean_text, roles, author):
    quote = "“We reject in the strongest terms what the builders say”"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, quote, author, SECOND, THIRD)))
    assert found[quote] == found[author] == "pull_quote"


def test_a_quotation_as_a_paragraph_is_body_unless_it_stands_on_the_page_twice(clean_text, roles):
    quote = "“We reject what the builders say.”"
    alone = clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, quote, SECOND, THIRD))
    twice = clean_text(
        page("Varnholm Bridge Stays Closed", PARAGRAPH, quote, SECOND, f"{quote} said Ada Moran, aloud.")
    )
    assert roles(alone)[quote] == "body"
    assert roles(twice)[quote] == "pull_quote"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Share:", "boilerplate"),
        ("Facebook", "boilerplate"),
        ("Skip to content", "boilerplate"),
        ("Sharing is caring!", "boilerplate"),
        ("1,204 views", "boilerplate"),
        ("Advertisement Continue reading the main story", "boilerplate"),
        ("The views expressed on this page are the writer’s own.", "boilerplate"),
        ("Copyright 2018 The Varnholm Courier. All rights reserved.", "boilerplate"),
        ("This site uses Akismet to reduce spam.", "boilerplate"),
        ("Published by Varnholm Courier", "credit"),
        ("SPUTNIK / Reuters", "credit"),
        ("am/tl (AFP, dpa)", "credit"),
        ("Source link", "credit"),
        ("Additional reporting from agencies", "credit"),
        ("Follow live the latest news about the bridge", "related"),
        ("Your email address will not be published. Required fields are marked *", "comment"),
        ("By Ada Moran", "byline"),
        ("MADRID 25 Oct. () –", "dateline"),
        ("May 3, 2020 2:18 PM GMT Updated 3 hours ago", "dateline"),
        ("Updated an hour ago", "dateline"),
        ("Posted by Ada Moran | 14 comments", "byline"),
        ("Home   World   Harbour   Opinion", "boilerplate"),
        ("Politics | Sea | Sport | About us", "boilerplate"),
        ("Friday, January 4, 2019", "dateline"),
        ("___", "boilerplate"),
    ],
)
def test_what_pages_say_around_their_articles_has_its_role(clean_text, roles, line, role):
    assert roles(clean_text(page("Varnholm Bridge Stays Closed", line, PARAGRAPH, SECOND, THIRD)))[line] == role


def test_a_post_with_its_author_is_body(clean_text, roles):
    post = "We will not open it before April — Ada Moran (@adamoran) March 3, 2023"
    assert roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, post, SECOND)))[post] == "body"


def test_many_long_lines_without_a_full_stop_are_captions(clean_text, roles):
    bare = [f"The mayor and engineer number {number} look at the cracks in the bridge" for number in range(4)]
    lines = [PARAGRAPH, bare[0], SECOND, bare[1], THIRD, bare[2], PARAGRAPH, bare[3], SECOND]
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", *lines)))
    assert [found[line] for line in bare] == ["caption"] * 4


def test_lines_need_no_empty_lines_between_them(clean_text):
    text = page("Varnholm Bridge Stays Closed", PARAGRAPH, "Cracks In The Pillars", SECOND, "Share:", "Twitter")
    dense = clean_text(text.replace("\n\n", "\n"))
    assert [block.role for block in dense.blocks] == [block.role for block in clean_text(text).blocks]


@pytest.mark.parametrize("menu", ["Home   World   Harbour   Opinion   Weather", "Politics | Sea | Sport | About us"])
def test_a_menu_above_the_headline_is_not_the_title(clean_text, menu):
    article = clean_text(page("VARNHOLM TODAY", menu, "“No Cracks”: Mayor Visits Bridge", PARAGRAPH, SECOND))
    assert article.title == "“No Cracks”: Mayor Visits Bridge"
    assert [block.role for block in article.blocks][:2] == ["boilerplate"] * 2


def test_a_line_above_an_archives_credit_is_a_caption(clean_text, roles):
    shown, credit = "Mayor Moran with two engineers on the bridge", "EL GRUMETE / Archive"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, shown, credit, SECOND, THIRD)))
    assert (found[shown], found[credit]) == ("caption", "credit")


def test_a_longer_line_without_a_full_stop_that_stands_twice_is_a_caption(clean_text, roles):
    shown = "Mayor Moran and the engineers on the bridge"
    lines = ["Varnholm Bridge Stays Closed", PARAGRAPH, shown, SECOND, shown, THIRD]
    article = clean_text(page(*lines))
    assert [block.role for block in article.blocks] == ["title", "body", "caption", "body", "caption", "body"]
    assert roles(clean_text(page(*lines[:4], THIRD)))[shown] == "heading"


def test_an_agency_in_brackets_closes_the_last_paragraph_or_credits_a_picture(clean_text, roles):
    picture, last = "Mayor Moran at the bridge. (AP)", "“No,” she said. (ANI)"
    article = clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, picture, SECOND, THIRD, last, "Share:"))
    assert (roles(article)[picture], roles(article)[last]) == ("caption", "body")
    assert article.agency == "Asian News International"


def test_what_a_page_says_of_its_author_is_not_the_article(clean_text, roles):
    note = "Tor Lind covers the harbour for the Courier. He once lived on a boat."
    paragraph = "Tor Lind said that he had warned the council twice, and that nobody had answered."
    lines = ["Varnholm Bridge Stays Closed", "By Tor Lind and Ida Berg", PARAGRAPH, SECOND]
    assert roles(clean_text(page(*lines, note)))[note] == "boilerplate"
    assert roles(clean_text(page(*lines, paragraph)))[paragraph] == "body"
    assert roles(clean_text(page(lines[0], PARAGRAPH, SECOND, note)))[note] == "body"


@pytest.mark.parametrize(
    "title", ["Mayor denies that the council knew about...", "Varnholm bridge builders sued in the U.S."]
)
def test_a_headline_may_end_in_dots_or_an_abbreviation(clean_text, title):
    assert clean_text(page(title, PARAGRAPH, SECOND, THIRD)).title == title


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Ida Berg, VarnholmNews.example.com", "byline"),
        ("Ada Moran | May 3, 2021 5:30 PM", "byline"),
        ("Ida Berg/Varnholm Courier", "credit"),
        ("COURTESY OF THE HARBOUR MUSEUM", "credit"),
        ("Solvaag Solvaag runs three ferries between the islands", "caption"),
        ("EPA or licensors The damaged pillar is to be mended", "caption"),
        ("Home / News / Harbour", "boilerplate"),
        ("[The bridge was never safe. Ask those who built it.]", "related"),
        ("We may earn a small commission from links on this page.", "boilerplate"),
    ],
)
def test_a_line_around_the_article_shows_itself_by_its_wording(clean_text, roles, line, role):
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, line, THIRD)))
    assert found[line] == role
    assert [found[each] for each in (PARAGRAPH, SECOND, THIRD)] == ["body"] * 3


def test_a_line_that_repeats_a_paragraphs_words_is_read_once(clean_text, roles):
    echo = "Engineers had found cracks in two pillars, the mayor, Ada Moran, told reporters"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, echo, THIRD)))
    assert (found[SECOND], found[echo]) == ("body", "caption")


def test_lines_that_begin_with_the_same_name_are_a_series_of_pictures(clean_text, roles):
    series = [
        f"Varnholm Harbour in Pictures {words}"
        for words in (
            "The old bridge was built of oak.",
            "Fishermen mend their nets in the first light.",
            "A ferry leaves for the outer islands.",
            "The lamp on the pier burns all winter.",
        )
    ]
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, *series, THIRD)))
    assert {found[line] for line in series} == {"caption"}
    assert found[THIRD] == "body"


def test_three_paragraphs_that_begin_alike_are_paragraphs(clean_text, roles):
    alike = [f"The Varnholm Town Council {words}" for words in ("sat late.", "voted twice.", "went home at dawn.")]
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, *alike, THIRD)))
    assert {found[line] for line in alike} == {"body"}


def test_sentences_under_read_more_at_the_pages_end_are_other_stories(clean_text, roles):
    others = ["Herring prices climb to a record", "A sailor lost his parrot in fog. It came back with a wife."]
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, THIRD, "Read more:", *others)))
    assert {found[line] for line in others} == {"related"}


def test_a_last_paragraph_whose_end_is_lost_is_still_read(clean_text, roles):
    cut = "She said that the engineers would come back in the spring and look at the pillars under the"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, THIRD, cut)))
    assert found[cut] in READ_ROLES


def test_a_credit_glued_to_a_captions_full_stop_shows_the_caption(clean_text, roles):
    caption = "The hull of the old ferry lay on the beach on Sunday.Ida Berg / Varnholm Courier"
    assert (
        roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, caption, THIRD)))[caption] == "caption"
    )


def test_an_interviewers_last_questions_are_read(clean_text, roles):
    question = "((VC)) What will you do when the bridge is open?"
    found = roles(clean_text(page("Varnholm Bridge Stays Closed", PARAGRAPH, SECOND, THIRD, question)))
    assert found[question] == "body"
