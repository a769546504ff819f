"""Rewrites in other words: the same things in the same course, and nothing that two reporters write by themselves."""

import random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.assemble.bodies import read_bodies
from onrecord.assemble.lineage import trace_lineage
from onrecord.assemble.rewrites import LEAST_PAIRED, find_rewrites
from onrecord.assemble.versions import Editions
from tests.factories import make_article

STORY = (
    "The grain ferry Oda struck the outer mole of Brannick shortly before dawn.",
    "Forty villagers carried blankets down the steep path from Saint Ansgar's chapel.",
    "Harbour master Ilse Marrow ordered both tugs out of Sennet at seven.",
    "Some 900 tonnes of barley slid into the fairway and closed it to trawlers.",
    "Divers from the coastguard school found a crack along the keel.",
    "The owner, Crane and Daughters, flew two engineers in from Port Almery.",
    "By evening the hull had been pumped dry.",
    "The council of Brannick wants the outer mole lit before winter.",
)
RETOLD = (
    "Shortly before sunrise the ferry Oda, laden with grain, ran into Brannick's outer mole.",
    "Villagers, forty of them, brought blankets down from the chapel of Saint Ansgar by the steep path.",
    "Ilse Marrow, the harbour master, sent for both tugs from Sennet at about seven.",
    "The fairway was shut to trawlers after 900 tonnes of barley had slid into it.",
    "A crack along her keel was found by divers of the coastguard school.",
    "Crane and Daughters, who own her, had two engineers flown in from Port Almery.",
    "The hull was dry by evening.",
    "Before winter comes, Brannick's council wants lights on the outer mole.",
)
LINKED = (
    "Brannick has seen three ferries strike its outer mole within a year, and Oda was the largest of them.",
    "Crane and Daughters would not name the two engineers whom it is said to have flown in from Port Almery.",
    "Barley prices at Sennet fell by a tenth after word of the 900 tonnes spread among the trawlers' crews.",
    "Ilse Marrow has been harbour master since spring and lives beside the chapel.",
    "The coastguard school trains divers for six towns.",
    "A requiem will be sung at Saint Ansgar's on Sunday, the villagers have decided.",
    "No keel of that yard had shown a crack before.",
)


def page(sentences, uri, date="2024-10-25"):
    return make_article(f"{uri}\n\n" + " ".join(sentences), uri=uri, date=date)


def rewrites(*articles):
    bodies = sorted(read_bodies(articles), key=lambda body: body.article.id)
    return find_rewrites(bodies)


def test_a_rewrite_is_found_by_the_course_of_what_it_tells():
    one, other = page(STORY, "a.txt"), page(RETOLD, "b.txt", "2024-10-26")
    (edge,) = trace_lineage(read_bodies([other, one]), Editions(()))
    assert (edge.from_, edge.to, edge.relation, edge.direction) == (one.id, other.id, "rewrite", "known")
    assert len(edge.passages) >= LEAST_PAIRED
    first = edge.passages[0]
    assert one.text[first[0] : first[1]] == STORY[0]
    assert other.text[first[2] : first[3]] == RETOLD[0]
    assert other.text[edge.evidence.start : edge.evidence.end] == edge.evidence.text


def test_the_same_things_in_another_order_are_two_reporters():
    turned = [RETOLD[n] for n in (4, 1, 7, 5, 0, 3, 6, 2)]
    assert rewrites(page(STORY, "a.txt"), page(turned, "b.txt")) == []


def test_the_same_names_in_other_sentences_are_no_rewrite():
    assert rewrites(page(STORY, "a.txt"), page(LINKED, "b.txt")) == []


def test_quotations_alone_show_nothing():
    quoted = [f"“{sentence}”" for sentence in STORY]
    assert rewrites(page(quoted, "a.txt"), page([f"{line} she said." for line in quoted], "b.txt")) == []


def test_of_copies_the_nearest_alone_is_rewritten():
    copies = [page(STORY, uri) for uri in ("a.txt", "a2.txt")]
    edges = trace_lineage(read_bodies([*copies, page(RETOLD, "b.txt", "2024-10-26")]), Editions(()))
    assert sorted(edge.relation for edge in edges) == ["copy", "rewrite"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_pages_changes_nothing(draw: random.Random):
    pages = [page(STORY, "a.txt"), page(RETOLD, "b.txt", "2024-10-26"), page(LINKED, "c.txt")]
    shuffled = draw.sample(pages, len(pages))
    assert trace_lineage(read_bodies(shuffled), Editions(())) == trace_lineage(read_bodies(pages), Editions(()))
