"""The benchmark of lineage makes the pages that it says, and measures what it says."""

import pytest

from benchmarks.lineage import KINDS, adjusted_rand, by_edges, by_overlap, make_pages, measure
from onrecord.assemble.grouping import least_joined


@pytest.fixture(scope="module")
def made():
    return make_pages(120)


def test_pages_are_the_same_each_time_and_come_in_every_kind(made):
    assert [each.article.text for each in make_pages(120)] == [each.article.text for each in made]
    assert {each.kind for each in made} == {"own", *KINDS}
    assert len({each.article.id for each in made}) == len(made)


def test_a_page_comes_from_one_of_its_family_before_it(made):
    for place, each in enumerate(made):
        assert (each.source is None) == (each.kind == "own")
        if each.source is not None:
            assert each.source < place
            assert made[each.source].family == each.family


def test_a_copy_has_its_sources_text_a_cut_its_beginning_a_translation_neither(made):
    for each in made:
        source = None if each.source is None else made[each.source].article.text
        if each.kind == "copy":
            assert each.article.text == source
        elif each.kind == "cut":
            assert source.startswith(each.article.text)
        elif each.kind == "translation":
            assert each.article.text != source


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [([0, 0, 1, 1], [5, 5, 7, 7], 1.0), ([0, 0, 0, 0], [1, 1, 1, 1], 1.0), ([0, 0, 1, 1], [0, 1, 0, 1], -0.5)],
)
def test_the_adjusted_rand_index_is_one_for_the_same_partition_and_low_for_an_unlike_one(one, other, index):
    assert adjusted_rand(one, other) == pytest.approx(index)


def test_what_hangs_together_is_one_family():
    assert least_joined(5, [(3, 1), (1, 4)]) == [0, 1, 2, 1, 1]


def test_lineage_knows_more_of_the_families_than_shared_words(made, capsys):
    ours, theirs = measure(made, by_edges), measure(made, by_overlap)
    assert "edges: dev: ARI" in capsys.readouterr().out
    assert all(ours[f"{half}: ARI"] >= theirs[f"{half}: ARI"] for half in ("dev", "test"))
    assert ours["test: copy"] == ours["dev: copy"] == 100
