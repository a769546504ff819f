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


def test_of_an_outlet_s_copies_on_one_day_the_one_with_the_least_id_is_cited():
    case = Case()
    case.speaker("Almery Post", "organisation")
    copies = [case.page(f"Ilse Marrow said {CLAIM}.", outlet="The Almery Post") for _ in range(4)]
    citing = [case.page(f"The Almery Post reported that {CLAIM}.", outlet="Dale Echo") for _ in range(3)]
    for page in copies:
        case.says(page, "Ilse Marrow", CLAIM)
    for page in citing:
        case.says(page, "Almery Post", CLAIM, source="Almery Post")
    edges = [edge for edge in case.assemble().lineage if edge.relation == "cites"]
    cited = min(page.id for page in copies)
    assert [(edge.from_, edge.to) for edge in edges] == [(cited, page) for page in sorted(page.id for page in citing)]


def retold(carried):
    """Two pages that carry so many remarks; the second names the first's outlet for a claim in words of its own."""
    case = Case()
    case.speaker("Almery Post", "media")
    remarks = [
        "the harbour of Sennet will stay shut",
        "nobody in Sennet slept that night",
        "the divers deserve a medal",
    ]
    told = "\n".join(f"Ilse Marrow said {remark}." for remark in remarks)
    cited = case.page(f"Crates came ashore.\n{told}", outlet="The Almery Post")
    kept = "\n".join(f"Ilse Marrow said {remark}." for remark in remarks[:carried])
    citing = case.page(f"Weapons were landed, the Almery Post reported.\n{kept}", outlet="Dale Echo")
    case.says(citing, "Almery Post", "Weapons were landed", source="Almery Post")
    for remark in remarks:
        case.says(cited, "Ilse Marrow", remark)
    for remark in remarks[:carried]:
        case.says(citing, "Ilse Marrow", remark)
    return [(edge.from_, edge.to) for edge in case.assemble().lineage if edge.relation == "cites"], cited, citing


def test_who_names_an_outlet_and_carries_its_remarks_took_them_there():
    edges, cited, citing = retold(2)
    assert edges == [(cited.id, citing.id)]


def test_one_remark_in_common_does_not_tell_which_article_is_cited():
    assert retold(1)[0] == []


TOLD = (
    "the harbour of Sennet will stay shut",
    "nobody in Sennet slept that night",
    "the divers deserve a medal",
    "three cranes fell into the basin",
    "the mayor must resign at once",
)


def rewritten(order):
    """A page that names another one's outlet and tells its remarks in an order, with the lineage of the two."""
    case = Case()
    case.speaker("Almery Post", "media")
    cited = case.page(" ".join(f"Ilse Marrow said {each}." for each in TOLD), outlet="The Almery Post")
    kept = [TOLD[place] for place in order]
    text = " ".join(f"As the lamps went out, Ilse Marrow said {each}." for each in kept)
    citing = case.page(f"Weapons were landed, the Almery Post reported. {text}", outlet="Dale Echo")
    case.says(citing, "Almery Post", "Weapons were landed", source="Almery Post")
    for page, remarks in ((cited, TOLD), (citing, kept)):
        for each in remarks:
            case.says(page, "Ilse Marrow", each)
    (edge,) = case.assemble().lineage
    return cited, citing, edge


def test_who_names_an_outlet_and_tells_its_remarks_in_their_order_rewrites_it():
    cited, citing, edge = rewritten((0, 1, 2, 4))
    assert (edge.relation, edge.from_, edge.to, edge.direction) == ("rewrite", cited.id, citing.id, "known")
    assert edge.evidence.text == "Almery Post"
    places = [(cited.text[a:b], citing.text[c:d]) for a, b, c, d in edge.passages]
    assert places == [(TOLD[place], TOLD[place]) for place in (0, 1, 2, 4)]


@pytest.mark.parametrize("order", [(0, 1, 2), (4, 3, 2, 1, 0)])
def test_who_tells_few_of_them_or_in_another_order_cites_it(order):
    assert rewritten(order)[2].relation == "cites"
