import pytest

from tests.resolve.sources import speakers


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("A statement by Norway and Sweden", ["Norway", "Sweden"]),
        ("Ada Kern, together with Ilya Strand,", ["Ada Kern", "Ilya Strand"]),
        ("The government and the Oxby camp", ["government", "Oxby camp"]),
        ("Ada Kern, a baker and ferry owner", ["Ada Kern"]),
        ("Ada Kern, the Trade and Fisheries Board's chairman, and Ilya Strand", ["Ada Kern", "Ilya Strand"]),
        ("Two aides, Ada Kern and Ilya Strand", ["Ada Kern", "Ilya Strand"]),
        ("Director Ada Kern of the Institute of Harbours and Fisheries", ["Ada Kern"]),
        (
            "some firms including Quillmotors, Strandworks and Oxbyline",
            ["some firms including Quillmotors, Strandworks and Oxbyline"],
        ),
        (
            "the heads of the navies of Norway, Sweden and Finland",
            ["heads of the navies of Norway, Sweden and Finland"],
        ),
    ],
)
def test_a_source_is_cut_where_it_names_several(source, names):
    text = f"It rained. {source} said so. Ada Kern and Ilya Strand came to the Trade and Fisheries Board."
    assert speakers(text, source.rstrip(",")) == [names]


def test_the_owners_of_a_complaint_complain():
    text = "It came after Norway and Sweden’s complaint that it was late."
    assert speakers(text, "Sweden’s") == [["Norway", "Sweden"]]
    assert speakers("It came after Sweden’s complaint.", "Sweden’s") == [["Sweden"]]
