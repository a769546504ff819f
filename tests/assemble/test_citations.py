import pytest

from tests.assemble.case import Case

CLAIM = "the ferry Halcyon had smuggled rifles to the rebels in Sennet"


def cite(kind, outlet):
    case = Case()
    case.speaker("Almery Post", kind)
    cited = case.page(f"Ilse Marrow said {CLAIM}.", outlet=outlet)
    citing = case.page(f"The Almery Post reported that {CLAIM}.", outlet="Dale Echo")
    case.says(cited, "Ilse Marrow", CLAIM)
    case.says(citing, "Almery Post", CLAIM, source="Almery Post")
    return cited, citing, [edge for edge in case.assemble().lineage if edge.relation == "cites"]


@pytest.mark.parametrize("kind", ["media", "organisation"])
def test_a_speaker_named_as_another_page_s_outlet_is_cited(kind):
    cited, citing, (edge,) = cite(kind, "The Almery Post")
    assert (edge.from_, edge.to, edge.direction) == (cited.id, citing.id, "known")
    assert edge.evidence.text == "Almery Post"


@pytest.mark.parametrize(("kind", "outlet"), [("organisation", "Sennet Times"), ("person", "The Almery Post")])
def test_other_outlets_and_persons_are_not_cited(kind, outlet):
    assert cite(kind, outlet)[2] == []
