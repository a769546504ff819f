"""Fragments and links to attributions: groups, sources, extents, nesting; on made-up scores."""

import numpy as np

from onrecord.language.quotes import scan_quotations
from onrecord.read.network.attributions import WindowWords, inner_attributions, nest, outer_attributions
from onrecord.read.network.decoding import BEGINS, CONTENT, CUE, ENDS, ONLY, SOURCE, TAGS, log_probabilities, tag_of
from onrecord.read.network.extents import Extents
from onrecord.read.network.linking import Scores, read_scores
from onrecord.read.tagger import Attribution

EMPTY = Extents("", [])


def answer_for(outer, inner=None, pairs=(), width=4, passages=None):
    """Return the answer for tags; each (asking, answering, block) pair shares a column, nobody has a small share."""
    links = np.zeros((len(outer), 4 * width), dtype=np.float32)
    for column, (asking, answering, block) in enumerate(pairs):
        links[asking, block * width + column % width] = 1
        links[answering, (block + 1) * width + column % width] = 1
    rows = [log_probabilities(np.eye(TAGS, dtype=np.float32)[tags] * 8) for tags in (outer, inner or [0] * len(outer))]
    return read_scores(
        Scores(*rows, links, np.full(4 * width, 0.1, dtype=np.float32), np.array(passages or [0] * len(outer)))
    )


def only(*roles):
    return [tag_of(role, ONLY) if role else 0 for role in roles]


def test_contents_that_share_a_cue_are_parts_of_one_attribution():
    text = "“So,” she said, “it is.”"
    words = WindowWords([0, 6, 10, 16], [5, 9, 14, 24])
    answer = answer_for(only(CONTENT, SOURCE, CUE, CONTENT), pairs=[(0, 2, 0), (3, 2, 0), (2, 1, 2)])
    (found,) = outer_attributions(answer, words, Extents(text, scan_quotations(text)))
    assert [text[start:end] for start, end in found.content] == ["So", "it is."]
    assert text[slice(*found.source)] == "she"


def test_a_cue_that_answers_to_nobody_has_no_source():
    text = "it was said that it rains"
    words = WindowWords([7, 12], [11, 25])
    (found,) = outer_attributions(answer_for(only(CUE, CONTENT), pairs=[(1, 0, 0)]), words, Extents(text, []))
    assert found.source is None
    assert [text[start:end] for start, end in found.content] == ["it rains"]


def test_quoted_contents_without_cue_stand_alone_and_others_are_nobody_s():
    text = "“it rains” “it pours” it stops"
    words = WindowWords([0, 11, 22], [10, 21, 30])
    found = outer_attributions(answer_for(only(CONTENT, CONTENT, CONTENT)), words, Extents(text, scan_quotations(text)))
    assert [(one.cue, one.content) for one in found] == [((), ((1, 9),)), ((), ((12, 20),))]


def test_a_content_has_no_cue_in_another_passage():
    text = "it rains she said it pours"
    words = WindowWords([0, 9, 13, 18], [8, 12, 17, 26])
    answer = answer_for(
        only(CONTENT, SOURCE, CUE, CONTENT), pairs=[(0, 2, 0), (3, 2, 0), (2, 1, 2)], passages=[0, 1, 1, 1]
    )
    found = outer_attributions(answer, words, Extents(text, []))
    assert [one.content for one in found] == [((18, 26),)]


def test_inner_fragments_are_read_inside_contents_alone():
    text = "Orl said that Mey warned that rain came"
    words = WindowWords([0, 4, 9, 14, 18, 25, 30, 35], [3, 8, 13, 17, 24, 29, 34, 39])
    begins, ends = tag_of(CONTENT, BEGINS), tag_of(CONTENT, ENDS)
    inside = begins + 1
    outer = [tag_of(SOURCE, ONLY), tag_of(CUE, ONLY), begins, inside, inside, inside, inside, ends]
    inner = [tag_of(SOURCE, ONLY), *only(0, 0, SOURCE, CUE), begins, inside, ends]
    answer = answer_for(outer, inner, [(2, 1, 0), (1, 0, 2), (5, 4, 0), (4, 3, 2)], width=8)
    extents = Extents(text, [])
    (held,) = inner_attributions(answer, words, extents)
    assert (text[slice(*held.source)], text[slice(*held.content[0])]) == ("Mey", "rain came")
    found = nest(outer_attributions(answer, words, extents), [held])
    assert [one.within for one in found] == [None, 0]


def test_an_inner_attribution_points_to_the_one_that_holds_it():
    outer = [
        Attribution((0, 1), ((2, 3),), ((10, 40),), None, 1.0),
        Attribution(None, ((5, 6),), ((50, 60),), None, 1.0),
    ]
    inner = [Attribution((12, 14), ((15, 18),), ((20, 38),), None, 1.0), Attribution(None, (), ((70, 80),), None, 1.0)]
    found = nest(list(reversed(outer)), inner)
    assert [(one.content, one.within) for one in found] == [(((10, 40),), None), (((20, 38),), 0), (((50, 60),), None)]


def test_content_is_snapped_to_the_quotation_that_it_all_but_fills():
    text = "She said: “The harbour wall is safe for now.”"
    extents = Extents(text, scan_quotations(text))
    (part,) = extents.parts([(text.index("harbour"), text.index(" now"))])
    assert text[slice(*part)] == "The harbour wall is safe for now."


def test_indirect_content_drops_that_and_the_full_stop():
    text = "She said that the harbour wall is safe."
    (part,) = Extents(text, []).parts([(text.index("that"), len(text))])
    assert text[slice(*part)] == "the harbour wall is safe"


def test_content_of_nothing_but_marks_is_dropped():
    assert EMPTY.parts([]) == ()
    assert Extents("she said: — .", []).parts([(8, 13)]) == ()
