from tests.assemble.case import Case

PUMPS = "both pumps at the upper lock had failed before the flood reached Sennet"


def carried(*pages):
    case = Case()
    for text, outlet, via in pages:
        article = case.page(text, outlet=outlet)
        case.says(article, "Ilse Marrow", PUMPS, via=via)
    accounts = case.assemble()
    (utterance,) = accounts.utterances
    return accounts, next(origin for origin in accounts.origins if origin.for_ == utterance.id)


def test_pages_without_a_link_may_be_one_source_or_two():
    _, origin = carried(
        (f"Ilse Marrow said “{PUMPS}.”", "Almery Post", None), (f"Engineer Ilse Marrow: “{PUMPS}!”", "Dale Echo", None)
    )
    assert (origin.pages, origin.outlets, origin.at_least, origin.at_most) == (2, 2, 1, 2)
    assert [group.relation for group in origin.groups] == ["unknown", "unknown"]


def test_a_copy_is_no_second_source():
    text = (
        f"Ilse Marrow said “{PUMPS}.” Water stood in the chapel for nine days while farmers moved their cattle "
        "to the ridge and the mill wheel turned the wrong way round until someone cut the belt."
    )
    _, origin = carried((text, "Almery Post", None), (text, "Dale Echo", None))
    assert (origin.at_least, origin.at_most) == (1, 1)
    (group,) = origin.groups
    assert group.relation == "shared_origin_shown"
    assert group.evidence is not None


def test_a_passage_about_something_else_does_not_join_the_sources_of_a_remark():
    mill = "The mill wheel turned the wrong way round until someone cut the belt with a kitchen knife."
    wedding = "No barge moved that day, for the locks were shut and their keeper had gone to a wedding in the hills."
    bell = "At noon the mayor rang the bell twice, and slowly the old grain ferry came back across the flooded meadows."
    accounts, origin = carried(
        (f"Ilse Marrow said “{PUMPS}.”\n{mill}\n{wedding}", "Almery Post", None),
        (f"{mill}\n{bell}\nSo said Ilse Marrow: “{PUMPS}!”", "Dale Echo", None),
    )
    assert [edge.relation for edge in accounts.lineage] == ["rewrite"]
    assert origin.at_most == 2


def test_each_outlet_s_own_interview_is_a_source_of_its_own():
    _, origin = carried(
        (f"Ilse Marrow told the Almery Post “{PUMPS}.”", "Almery Post", "told the Almery Post"),
        (f"In a call Ilse Marrow told the Dale Echo that “{PUMPS}.”", "Dale Echo", "told the Dale Echo"),
    )
    assert (origin.at_least, origin.at_most) == (2, 2)
    assert [group.relation for group in origin.groups] == ["separate_origin_shown"] * 2
    assert {group.evidence.text for group in origin.groups} == {"told the Almery Post", "told the Dale Echo"}
    assert [group.through for group in origin.groups] == [None, None]


def test_two_pages_that_name_one_outlet_rest_on_it():
    _, origin = carried(
        (f"Ilse Marrow told Meridian Wire “{PUMPS}.”", "Almery Post", "told Meridian Wire"),
        (f"In a call Ilse Marrow told Meridian Wire that “{PUMPS}.”", "Dale Echo", "told Meridian Wire"),
    )
    assert (origin.at_least, origin.at_most) == (1, 1)
    assert origin.groups[0].relation == "shared_origin_shown"
    assert origin.groups[0].through.text == "told Meridian Wire"


def test_a_number_that_pages_agree_on_rests_on_the_outlet_that_they_name():
    case = Case()
    figures = []
    for outlet, lead in (("Almery Post", "Ilse Marrow"), ("Dale Echo", "In a call Ilse Marrow")):
        content = "40 people died in the flood at Sennet"
        article = case.page(f"Flood drowns villagers in Sennet\n{lead} told Meridian Wire {content}.", outlet=outlet)
        statement = case.says(article, "Ilse Marrow", content, via="told Meridian Wire")
        figures.append(case.counts(article, "40", 40, "people", statement=statement).id)
    (origin,) = [origin for origin in case.assemble().origins if origin.for_ == min(figures)]
    assert (origin.pages, origin.at_least, origin.at_most) == (2, 1, 1)
    assert origin.groups[0].through.text == "told Meridian Wire"


def test_a_page_that_names_another_page_s_outlet_cites_it():
    accounts, origin = carried(
        (f"Ilse Marrow said “{PUMPS}.”", "Almery Post", None),
        (f"Engineer Ilse Marrow told the Almery Post that “{PUMPS}!”", "Dale Echo", "told the Almery Post"),
    )
    (edge,) = [edge for edge in accounts.lineage if edge.relation == "cites"]
    assert edge.direction == "known"
    assert edge.evidence is not None
    assert (edge.evidence.article, edge.evidence.text) == (edge.to, "told the Almery Post")
    assert origin.at_most == 1
    assert origin.groups[0].root == edge.from_


def test_an_outlet_s_own_interview_is_no_citation():
    case = Case()
    for text in (
        f"Ilse Marrow told the Almery Post “{PUMPS}.”",
        f"Engineer Ilse Marrow told the Almery Post “{PUMPS}!”",
    ):
        case.says(case.page(text, outlet="Almery Post"), "Ilse Marrow", PUMPS, via="told the Almery Post")
    assert [edge for edge in case.assemble().lineage if edge.relation == "cites"] == []
