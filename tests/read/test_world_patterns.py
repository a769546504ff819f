"""Constructions of translated, rewritten and agency English, one attribution each, or two."""

import pytest

from onrecord.read.patterns import PatternTagger

ONE = [
    ("Anna May said it was dry.", "Anna May", "said", ["it was dry"]),
    ("June Reyes said it was dry.", "June Reyes", "said", ["it was dry"]),
    ("Per Olsen said it was dry.", "Olsen", "said", ["it was dry"]),
    ("Emily Reyes said it was dry.", "Emily Reyes", "said", ["it was dry"]),
    ("More than 20 residents said it was dry.", "More than 20 residents", "said", ["it was dry"]),
    ("A source close to the talks said it was dry.", "A source close to the talks", "said", ["it was dry"]),
    ('"They were not built here," he notes.', "he", "notes", ["They were not built here"]),
    ('"It is dry today," said Stern while driving home.', "Stern", "said", ["It is dry today"]),
    ('"It is over now," the paper quoted him as saying.', "him", "quoted", ["It is over now"]),
    ("The Herald quoted Tim Velm, a clerk, as saying it was dry.", "Tim Velm", "quoted", ["it was dry"]),
    ('Velm, asked whether it was dry, said: "No."', "Velm", "said", ["No."]),
    (
        "According to a study printed in May by Velm, it was dry.",
        "a study printed in May by Velm",
        "According to",
        ["it was dry"],
    ),
    ("The ministry has yet to comment on the reports.", "The ministry", "has yet to comment", ["on the reports"]),
    ("Neither Ondo nor Velm have revealed the price.", "Neither Ondo nor Velm", "revealed", ["the price"]),
    ("No minister has confirmed the sale.", "No minister", "confirmed", ["the sale"]),
    ("Velm, Ondo and Kern officials maintain that it sank.", "Velm, Ondo and Kern officials", "maintain", ["it sank"]),
    ("Both parties have refuted the claims.", "Both parties", "refuted", ["the claims"]),
    ("Reyes has defended that it was legal.", "Reyes", "defended", ["it was legal"]),
    ("Reyes avoided directly answering the question.", "Reyes", "avoided", ["answering the question"]),
    ("Reyes dodged the question twice.", "Reyes", "dodged", ["the question twice"]),
    ("The embassy remained silent.", "The embassy", "remained", ["silent"]),
    ("The minister put the death toll at 12.", "The minister", "put", ["the death toll at 12"]),
    ("Reyes continues to insist that it is dry.", "Reyes", "insist", ["it is dry"]),
    ("Reyes took the opportunity to mention that it is dry.", "Reyes", "mention", ["it is dry"]),
    ("As per the council, the dam was safe.", "the council", "As per", ["the dam was safe"]),
    ("This would be a breach, as viewed by Velm.", "Velm", "as viewed by", ["This would be a breach"]),
    ("Velm's claim that it sank was repeated.", "Velm", "claim", ["it sank was repeated"]),
    ("In the face of Velm's complaint that it sank, they left.", "Velm", "complaint", ["it sank"]),
    ("She denied, however, that it sank.", "She", "denied", ["it sank"]),
    ("Reyes denied this in a telephone call.", "Reyes", "denied", ["this"]),
    ("It did not say where they came from.", "It", "did not say", ["where they came from"]),
    ("Velm does not deny that it sank – Daily Herald", "Velm", "does not deny", ["it sank"]),
    ("They're not confirming or denying anything.", "They", "not confirming or denying", ["anything"]),
    ("Lawmakers supporting the bill argued that it was fair.", "Lawmakers", "argued", ["it was fair"]),
    ('Reyes sees it as premature to "guess".', "Reyes", "sees", ['it as premature to "guess"']),
    ("As it was late, noted Reyes, they had to go.", "Reyes", "noted", ["As it was late", "they had to go"]),
    ("In any case, Reyes assured, it was dry.", "Reyes", "assured", ["In any case", "it was dry"]),
    ("Reyes said that would be wrong.", "Reyes", "said", ["that would be wrong"]),
    ('Reyes took to the stage: "We will stay here tonight."', "Reyes", None, ["We will stay here tonight."]),
]


def read(text):
    lines = [line for line in text.split("\n") if line]
    passages = [(text.index(line), text.index(line) + len(line)) for line in lines]
    return [
        (
            one.source and text[slice(*one.source)],
            " ".join(text[start:end] for start, end in one.cue) or None,
            [text[start:end] for start, end in one.content],
        )
        for one in PatternTagger().tag(text, passages)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), ONE)
def test_each_construction_gives_source_cue_and_content(text, source, cue, content):
    assert read(text) == [(source, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "This gave an insight into the strategic thought process of Velm.",
        "He responded with more dodges than a boxer.",
        "A firm called Norvex built the dam.",
        "The dam is sometimes called the wall.",
        "Reyes, who asked not to be named, left.",
        "Do you believe the mayor?",
        "The council has maintained a policy of rest.",
        "She wrote about it later.",
        "No one has claimed responsibility for the fire.",
        "The army shot down a drone.",
        "Police questioned the driver.",
    ],
)
def test_what_looks_like_a_report_and_is_none_gives_nothing(text):
    assert read(text) == []


def test_the_writers_clause_about_others_stands_outside_the_report():
    found = read("Velm said that it sank, although neither Ondo nor Kern have confirmed or denied this.")
    assert found == [
        ("Velm", "said", ["it sank"]),
        ("neither Ondo nor Kern", "confirmed or denied", ["this"]),
    ]


def test_a_quotation_between_dashes_is_a_statement_of_its_own():
    found = read("Reyes assured that Velm was willing to talk — “we are ready,” he said — on Monday.")
    assert found == [("Reyes", "assured", ["Velm was willing to talk"]), ("he", "said", ["we are ready"])]


def test_a_paraphrase_and_a_whole_quotation_behind_a_comma_are_two():
    found = read('Reyes assured that Velm kept the law, "We never break any law here."')
    assert found == [
        ("Reyes", "assured", ["Velm kept the law"]),
        ("Reyes", "assured", ["We never break any law here."]),
    ]


def test_a_participle_that_opens_the_sentence_has_the_speaker_of_the_main_clause():
    found = read('Dismissing the reports as "complete nonsense," Reyes said, "We have no need of it."')
    assert [(source, cue) for source, cue, _ in found] == [("Reyes", "Dismissing"), ("Reyes", "said")]


def test_an_infinitive_without_a_speaker_of_its_own_has_the_headlines_subject():
    assert read("Velm summons the ambassador to protest and ask for a retreat") == [("Velm", "ask for", ["a retreat"])]


def test_others_are_heard_inside_a_quotation_and_the_speaker_is_not():
    text = "“The Velmans say one thing, then the army says it has no word of this, and I say nothing more,” Reyes said."
    assert [source for source, _, _ in read(text)] == ["Reyes", "The Velmans", "the army"]


def test_a_lone_quotation_behind_a_partly_quoted_paraphrase_is_a_statement_of_its_own():
    found = read("He described the news as “bad weather.” “The dam is dry and it will stay dry.”")
    assert [content for _, _, content in found] == [
        ["the news as “bad weather.”"],
        ["The dam is dry and it will stay dry."],
    ]


def test_a_line_with_name_and_office_signs_the_quotation_above_it():
    found = read(
        "Velm left.\n“We condemn the use of our harbour in the strongest terms”\nAna Reyes Deputy Minister of Velm"
    )
    assert found == [
        (
            "Ana Reyes Deputy Minister of Velm",
            None,
            ["We condemn the use of our harbour in the strongest terms"],
        )
    ]


def test_an_office_run_into_the_name_of_a_signature_is_left_out():
    found = read("“We condemn the use of our harbour in the strongest terms”\nAna ReyesDeputy Minister of Velm")
    assert [source for source, _, _ in found] == ["Ana Reyes"]


def test_an_outlet_behind_the_report_stands_outside_the_inner_content():
    found = read("Velm said its ships were dry, the Herald reported.")
    assert found == [
        ("the Herald", "reported", ["Velm said its ships were dry"]),
        ("Velm", "said", ["its ships were dry"]),
    ]
