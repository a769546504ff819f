import csv
from importlib.resources import files

import pytest

from onrecord.language.quotes import scan_quotations
from onrecord.read.circumstances import find_circumstances
from onrecord.read.patterns import PatternTagger
from onrecord.read.tagger import Attribution

LINKS = {"in", "on", "at", "via", "through", "during", "by", "over", "across", "from", "to"}


def around(text, number=0, found=None):
    passages = [(0, len(text))]
    found = found or PatternTagger().tag(text, passages)
    result = find_circumstances(text, passages, scan_quotations(text), found)[number]
    return tuple(None if span is None else span.text for span in (result.channel, result.via, result.addressee))


def attribution(text, source, cue, content, within=None):
    def part(words):
        return text.index(words), text.index(words) + len(words)

    return Attribution(part(source), (part(cue),), (part(content),), within, 1.0)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("In a statement, Reyes said the dam was safe.", "In a statement"),
        ("On Friday, in a brief but clear statement, Reyes said the dam was safe.", "in a brief but clear statement"),
        ("Reyes said in an interview with Radio Ondo that it was safe.", "in an interview with Radio Ondo"),
        ("Reyes said on Twitter that it was safe.", "on Twitter"),
        ('"It is safe," Reyes wrote in a letter sent to the council.', "in a letter sent to the council"),
        ("Reyes, speaking at a rally in Ondo, said the dam was safe.", "speaking at a rally in Ondo"),
        ("At a news conference on Monday, Reyes said the dam was safe.", "At a news conference"),
        ("Reyes said by telephone that the dam was safe.", "by telephone"),
        ("Reyes tweeted that the dam was safe.", "tweeted"),
        ("The council's statement said the dam was safe.", "The council's statement"),
        ("The dam is safe, according to a statement by the council.", "a statement"),
        ("Reyes told a news conference that the dam was safe.", "told a news conference"),
        ("Reyes said in the Ondo Herald that the dam was safe.", "in the Ondo Herald"),
        ('"It is safe," Reyes said from the steps of the hall.', "from the steps of the hall"),
        ("The council issued a statement saying the dam was safe.", "issued a statement"),
        ("Reyes said the dam was safe.", None),
        ("Reyes said the users on Twitter were wrong.", None),
        ("Reyes said at the time that the dam was safe.", None),
        ("A report said the dam was safe.", None),
    ],
)
def test_means_and_occasion_are_read_beside_the_cue(text, channel):
    assert around(text)[0] == channel


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ('"It is safe," Reyes told the Ondo Herald.', "told the Ondo Herald"),
        ("Reyes told KTVO that the dam was safe.", "told KTVO"),
        ("Reyes told The Ondo Bell that the dam was safe.", "told The Ondo Bell"),
        ('"It is safe," Reyes told Reuters at the old mill.', "told Reuters"),
        ("Reyes explained to the Ondo Herald that the dam was safe.", "to the Ondo Herald"),
        ('In remarks to the Ondo Herald, Reyes said: "It is safe."', "to the Ondo Herald"),
        ('"It is safe," Reyes said, the Ondo Herald reported.', "the Ondo Herald reported"),
        ("Reyes told reporters that the dam was safe.", None),
        ("Reyes told NATO that the dam was safe.", None),
        ("The Ondo Herald said the dam was safe.", None),
    ],
)
def test_an_outlet_is_the_way_that_words_took(text, via):
    assert around(text)[1] == via


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Reyes told residents that the dam was safe.", "residents"),
        ("The council urged the firm to repair it.", "the firm"),
        ("The council called on villagers to leave.", "villagers"),
        ("Villagers were told to leave.", "Villagers"),
        ("Reyes explained to her neighbours that the dam was safe.", "her neighbours"),
        ('"It is safe," Reyes told reporters.', "reporters"),
        ("Reyes told him that the dam was safe.", "him"),
        ("Reyes said in a letter to the council that the dam was safe.", "the council"),
        ("Reyes told the council on Monday that the dam was safe.", "the council"),
        ("Reyes asked about the dam.", None),
        ("Reyes warned last week that the dam was unsafe.", None),
        ("The council called for the dam to be repaired.", None),
        ("The dam was safe, according to the council.", None),
        ("Reyes did not respond to a request for comment.", None),
    ],
)
def test_whom_somebody_speaks_to_is_read_beside_the_verb(text, addressee):
    assert around(text)[2] == addressee


def test_an_audience_that_a_tagger_took_for_content_is_found_all_the_same():
    text = "The council urged the firm to repair it."
    assert around(text, 0, [attribution(text, "The council", "urged", "the firm to repair it")])[2] == "the firm"


def test_a_nested_statement_came_through_the_outlet_that_reports_it():
    assert around("The Ondo Herald reported the mayor said it was safe.", 1)[1] == "The Ondo Herald reported"


def test_an_outlet_named_between_speaker_and_verb_is_the_way():
    text = "Witnesses, according to the Ondo Herald, said a man fled."
    assert around(text, 0, [attribution(text, "Witnesses", "said", "a man fled")])[1] == "according to the Ondo Herald"


def test_an_outlet_in_another_clause_is_not_the_way():
    text = "Reyes said it was safe, but the Ondo Herald reported that it leaked."
    found = [attribution(text, "Reyes", "said", "it was safe"), attribution(text, "Herald", "reported", "it leaked")]
    assert around(text, 0, found)[1] is None


def test_a_verb_that_goes_on_shares_the_means_and_the_way():
    text = "Reyes told Reuters in an email that the dam was safe, adding that it was new."
    assert around(text, 1) == ("in an email", "told Reuters", None)


def test_the_speaker_who_goes_on_in_the_next_sentence_does_so_on_the_same_occasion():
    text = 'At a rally in Ondo, Reyes said: "It is safe." He added: "It is new."'
    assert around(text, 1)[0] == "At a rally in Ondo"


def test_an_occasion_told_in_the_sentence_before_is_where_the_pronoun_speaks():
    text = 'Reyes was seen while speaking to the press at the dam. "It is safe," he said.'
    assert around(text, -1) == ("while speaking to the press at the dam", None, "the press at the dam")


def test_another_speakers_means_are_not_shared():
    text = "In a statement, Reyes said the dam was safe, but Olsen said it leaked."
    assert [around(text, number)[0] for number in range(2)] == ["In a statement", None]


def test_words_inside_a_quotation_have_their_own_circumstances():
    text = 'Reyes said on Twitter: "The council told residents in a letter that the dam would hold for years to come."'
    found = PatternTagger().tag(text, [(0, len(text))])
    inner = next(number for number, one in enumerate(found) if one.within is not None)
    assert around(text, inner) == ("in a letter", None, "residents")
    assert around(text)[0] == "on Twitter"


def test_the_table_of_means_names_known_links_and_traits():
    rows = list(csv.DictReader((files("onrecord.read") / "occasions.csv").read_text("utf-8").splitlines()))
    assert len({row["word"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row["links"].split()) <= LINKS, row
        assert set(row["traits"].split()) <= {"platform", "event", "source", "by", "named"}, row


def test_a_role_is_given_with_the_name_behind_it():
    text = "Olsen told the Norvian envoy, Ana Reyes, that the dam was safe."
    found = [attribution(text, "Olsen", "told", "the dam was safe")]
    assert around(text, 0, found)[2] == "the Norvian envoy, Ana Reyes"


def test_whoever_is_on_the_other_end_of_a_call_is_spoken_to():
    text = "Reyes denied this in a telephone call with her neighbour Olsen."
    found = [attribution(text, "Reyes", "denied", "this")]
    assert around(text, 0, found) == (
        "in a telephone call with her neighbour Olsen",
        None,
        "her neighbour Olsen",
    )


def test_an_outlet_that_saw_a_document_is_the_way():
    text = "A memo seen by the Ondo Herald says the dam leaks."
    found = [attribution(text, "A memo", "says", "the dam leaks")]
    assert around(text, 0, found)[1] == "seen by the Ondo Herald"


def test_a_phrase_that_only_tells_who_speaks_is_no_means():
    text = "Those in her study said the dam was safe."
    assert around(text, 0, [attribution(text, "Those in her study", "said", "the dam was safe")])[0] is None


def test_what_was_posted_does_not_hide_where():
    text = "The council posted pictures of the dam on its website."
    found = [attribution(text, "The council", "posted", "pictures of the dam on its website")]
    assert around(text, 0, found)[0] == "on its website"
