"""Where the network is in doubt of an extent, the patterns' one is taken."""

from dataclasses import replace

from onrecord.read.network.settling import DOUBTFUL_EXTENT, LEAST_ALONE, missed_refusals, settle
from onrecord.read.tagger import Attribution

READ = Attribution((0, 3), ((4, 8),), ((9, 40),), None, DOUBTFUL_EXTENT - 0.1)
PROPOSED = Attribution((0, 5), ((4, 8),), ((14, 30),), None, 0.9)


def test_a_doubtful_extent_is_that_of_the_patterns():
    assert settle([READ], [PROPOSED]) == [replace(READ, content=PROPOSED.content)]


def test_a_sure_extent_stays():
    sure = replace(READ, score=DOUBTFUL_EXTENT)
    assert settle([sure], [PROPOSED]) == [sure]


def test_another_cue_settles_nothing():
    assert settle([READ], [replace(PROPOSED, cue=((50, 54),))]) == [READ]


def test_a_content_elsewhere_settles_nothing():
    assert settle([READ], [replace(PROPOSED, content=((60, 80),))]) == [READ]


def test_what_has_no_cue_stays():
    bare = replace(READ, cue=())
    assert settle([bare], [PROPOSED]) == [bare]


def test_an_extent_stays_where_an_attribution_inside_would_fall_out():
    inner = Attribution((32, 33), ((34, 36),), ((37, 40),), 0, 0.9)
    assert settle([READ, inner], [PROPOSED]) == [READ, inner]


def test_what_is_doubtful_and_seen_by_nobody_else_is_left_out_with_what_it_reports():
    doubtful = replace(READ, score=LEAST_ALONE - 0.1)
    inner = Attribution((12, 14), ((15, 18),), ((20, 38),), 0, 0.9)
    after = Attribution((60, 63), ((64, 68),), ((70, 90),), None, 0.9)
    nested = Attribution((71, 73), ((74, 76),), ((77, 88),), 2, 0.9)
    assert settle([doubtful, inner, after, nested], []) == [after, replace(nested, within=0)]


def test_what_is_doubtful_and_seen_by_the_patterns_stays():
    doubtful = replace(READ, score=LEAST_ALONE - 0.1)
    assert settle([doubtful], [replace(PROPOSED, cue=((38, 44),), content=((50, 60),))]) == [doubtful]


def test_a_refusal_that_the_network_misses_is_kept():
    text = "The harbour board declined to comment. Ada Kern said no. The board met twice."
    declined = Attribution((0, 17), ((18, 26),), ((27, 37),), None, 0.8)
    said = Attribution((39, 47), ((48, 52),), ((53, 55),), None, 0.8)
    assert missed_refusals(text, [], [declined, said]) == [declined]
    assert missed_refusals(text, [replace(declined, content=((30, 37),))], [declined]) == []
