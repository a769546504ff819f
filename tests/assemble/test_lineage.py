from itertools import pairwise

from msgspec.structs import replace

from onrecord.assemble.bodies import read_bodies
from onrecord.assemble.lineage import merge_edges, trace_lineage, trace_retellings
from onrecord.assemble.passages import MOST_SHARERS, PASSAGE_WORDS, fingerprints, shared_passages
from onrecord.assemble.versions import Editions
from onrecord.language.shingles import find_words, shingle_words
from onrecord.model import PageDate, Section
from tests.factories import make_article

STORY = (
    "The grain ferry struck the outer mole shortly before dawn and lay there until the tide turned at noon.\n"
    "Crews worked with ropes and lamps while villagers carried blankets down the steep path from the chapel.\n"
    "By evening the hull had been pumped dry and two tugs were waiting in the roads for calmer weather."
)
OTHER = "A council in Brannick voted on Tuesday to close both of its swimming pools after years of leaking roofs."


def trace(*articles):
    return trace_lineage(read_bodies(articles), Editions(()))


def page(text, uri, date="2024-10-25", agency=None):
    return replace(make_article(text, uri=uri, date=date), agency=agency)


def test_a_text_on_two_days_is_a_copy_from_the_earlier():
    early, late = page(STORY, "a.txt"), page(STORY, "b.txt", date="2024-10-26")
    (edge,) = trace(late, early)
    assert (edge.from_, edge.to, edge.relation, edge.direction) == (early.id, late.id, "copy", "known")
    assert edge.share == 1.0


def test_a_text_that_begins_with_a_quotation_is_copied_like_any_other():
    text = f"“We pumped all night,” the harbour master said.\n{STORY}"
    (edge,) = trace(page(text, "a.txt"), page(text, "b.txt", date="2024-10-26"))
    assert edge.relation == "copy"


def test_the_direction_of_a_copy_on_one_day_is_unknown():
    (edge,) = trace(page(STORY, "a.txt"), page(STORY, "b.txt"))
    assert edge.direction == "unknown"


def test_dates_that_overlap_do_not_show_the_direction():
    early = page(STORY, "a.txt")
    bound = PageDate(from_="2024-10-20", to="2024-10-30", zone=None, how="bound")
    (edge,) = trace(early, replace(page(STORY, "b.txt"), published=bound))
    assert edge.direction == "unknown"


def test_passages_name_the_same_words_on_both_sides():
    one, other = page(STORY, "a.txt"), page(f"{OTHER}\n{STORY.splitlines()[1]}", "b.txt", date="2024-10-26")
    (edge,) = trace(one, other)
    assert edge.relation == "rewrite"
    for from_start, from_end, to_start, to_end in edge.passages:
        assert one.text[from_start:from_end] == other.text[to_start:to_end]
    assert edge.evidence is not None
    assert other.text[edge.evidence.start : edge.evidence.end] == edge.evidence.text


def test_copies_of_a_text_that_credits_an_agency_are_one_wire():
    credited = page(f"PORT ALMERY (Meridian Wire) - {STORY}", "a.txt", agency="Meridian Wire")
    (edge,) = trace(credited, page(STORY, "b.txt"))
    assert edge.relation == "same_wire"
    assert edge.evidence is not None
    assert (edge.evidence.article, edge.evidence.text) == (credited.id, "Meridian Wire")


def test_a_shared_quotation_is_no_lineage():
    quotation = "“We shall rebuild every single house along this river before the next winter floods arrive here,”"
    one = page(f"In Port Almery {quotation} the mayor said.", "a.txt")
    assert trace(one, page(f"{OTHER} {quotation} the mayor said.", "b.txt")) == []


def test_a_shared_name_with_its_title_is_no_lineage():
    name = "Deputy Minister of Inland Waters and Canals Sir Augustin Hale Pemberton"
    assert trace(page(f"{name} arrived.", "a.txt"), page(f"{OTHER} {name} left early.", "b.txt")) == []


def test_strangers_are_not_linked():
    assert trace(page(STORY, "a.txt"), page(OTHER, "b.txt")) == []


def test_a_rewrite_of_a_wire_s_text_is_linked_to_one_of_its_copies():
    copies = [page(STORY, f"{n}.txt") for n in range(3)]
    rewrite = page(f"{OTHER}\n{STORY.splitlines()[0]}", "r.txt", date="2024-10-27")
    edges = trace(*copies, rewrite)
    assert len([edge for edge in edges if edge.to == rewrite.id]) == 1
    assert len([edge for edge in edges if edge.relation == "copy"]) == 3


def test_a_text_that_everybody_prints_gives_one_edge_per_copy():
    count = 2 * MOST_SHARERS
    assert len(trace(*(page(STORY, f"{n}.txt") for n in range(count)))) == count - 1


def test_words_outside_the_body_are_not_compared():
    line = STORY.splitlines()[0]
    one = make_article(f"{OTHER}\n{line}", uri="a.txt", roles={line: "caption"})
    assert trace(one, page(line, "b.txt")) == []


def test_every_shared_passage_shares_a_fingerprint():
    words = [word.text for word in find_words(STORY)]
    for start in range(len(words) - PASSAGE_WORDS):
        run = words[start : start + PASSAGE_WORDS]
        elsewhere = ["once", "again", "quite", "another", *run, "stood", "near", "some", "old", "well"]
        assert set(fingerprints(shingle_words(words))) & set(fingerprints(shingle_words(elsewhere)))


def test_passages_of_the_taker_do_not_overlap():
    words = ["ropes", "and", "lamps"] * 40
    passages = shared_passages(words, words[:50])
    assert all(one.b + one.size <= other.b for one, other in pairwise(passages))


def test_a_section_that_retells_another_has_an_edge_from_it():
    article = make_article(STORY, uri="a.txt")
    sections = (Section(id="s2", start=0, end=10), Section(id="s1", start=10, end=20, retells="s2"))
    (edge,) = trace_retellings([replace(article, sections=sections)])
    assert (edge.from_, edge.to, edge.relation) == ("s2", "s1", "retells")


def test_a_citation_outweighs_a_rewrite_but_no_copy():
    (copy,) = trace(page(STORY, "a.txt"), page(STORY, "b.txt"))
    citation = replace(copy, relation="cites", direction="known")
    assert merge_edges([copy], [citation], []) == [copy]
    assert merge_edges([replace(copy, relation="rewrite")], [citation], []) == [citation]


def test_two_papers_that_print_one_agency_s_text_share_it_though_one_cut_it_and_the_other_edited_it():
    words = ("mill", "ground", "sacks", "rye", "while", "keeper", "slept", "beside", "lamps", "yard", "sang", "until")
    sentences = [f"{' '.join(f'{word}{chr(97 + n)}' for word in words)}." for n in range(26)]
    edited = [each.replace("sacks", "bags").replace("beside", "near") for each in sentences[:4]] + sentences[4:]
    found = trace(
        *(
            page(" ".join(text), uri, agency="Meridian Wire")
            for uri, text in (("a.txt", sentences), ("b.txt", sentences[:5]), ("c.txt", edited))
        )
    )
    assert [edge.relation for edge in found] == ["same_wire"] * 3
