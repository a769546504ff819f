import pytest

from tests.resolve.sources import resolved, speakers


@pytest.mark.parametrize(
    ("source", "name", "of"),
    [
        ("The Norwegian president", "Norwegian president", "Norway"),
        ("Norway’s foreign minister", "Norway’s foreign minister", "Norway"),
        ("The mayor of Oxby", "mayor of Oxby", None),
        ("The chief executive of Strand Motors", "chief executive of Strand Motors", "Strand Motors"),
    ],
)
def test_an_office_without_a_name_keeps_what_tells_it(source, name, of):
    ((chain,),) = resolved(f"{source} said no.", source)
    assert (chain.type, chain.name) == ("unnamed", name)
    assert [role.text for role in chain.roles] == [name]
    assert of is None or chain.of == of


@pytest.mark.parametrize(
    "source",
    ["A Norwegian minister", "Another Norwegian president", "The former Norwegian president", "The Norwegian minister"],
)
def test_what_is_no_single_office_has_no_role(source):
    ((chain,),) = resolved(f"{source} said no.", source)
    assert (chain.type, chain.roles) == ("unnamed", ())


def test_ministers_of_two_portfolios_are_two():
    text = "Norwegian Defence Minister Ada Kern spoke. The Norwegian foreign minister said no."
    assert speakers(text, "The Norwegian foreign minister") == [["Norwegian foreign minister"]]


def test_two_chief_executives_are_two():
    text = "The chief executive of Strand Motors said no. The bank’s chief executive said yes."
    found = speakers(text, "The chief executive of Strand Motors", "The bank’s chief executive")
    assert found == [["chief executive of Strand Motors"], ["bank’s chief executive"]]


def test_his_spokesman_is_the_named_one_of_the_same_man():
    text = "Ilya Strand spoke. His spokesman, Tova Quill, came. Strand left. His spokesman said no."
    assert speakers(text, "His spokesman said"[:13]) == [["Tova Quill"]]


def test_his_spokesman_without_a_name_is_his():
    text = "Ilya Strand spoke. His spokesman denied it. John Varn spoke. His spokesman agreed."
    ((first,), (second,)) = resolved(text, "His spokesman", "His spokesman")
    assert (first.type, first.of, second.of) == ("unnamed", "Ilya Strand", "John Varn")
    assert first.id != second.id


def test_somebody_elses_lawyer_is_not_hers():
    text = "Ada Kern’s lawyer Ilya Strand spoke. Mary Quill came. Her lawyer said no."
    ((chain,),) = resolved(text, "Her lawyer")
    assert (chain.type, chain.of) == ("unnamed", "Mary Quill")


def test_a_spokesman_and_his_ministry_belong_to_one_state():
    text = "A Norwegian foreign ministry spokeswoman said no. The ministry said so. The Norwegian army said yes."
    found = resolved(text, "A Norwegian foreign ministry spokeswoman", "The ministry", "The Norwegian army")
    assert [chain.of for (chain,) in found] == ["Norway"] * 3
    assert len({chain.id for (chain,) in found}) == 3


def test_a_bare_role_belongs_to_whoever_the_sentence_names_first():
    text = "The Kremlin waited. Its spokesman, Ada Kern, said no."
    assert resolved(text, "Its spokesman, Ada Kern")[0][0].of == "Russia"
    text = "The Norwegian Foreign Ministry called. Vice Minister Ada Kern said no."
    assert resolved(text, "Vice Minister Ada Kern")[0][0].of == "Norway"
    text = "Oxby slept. Vice Minister Ada Kern said no."
    assert resolved(text, "Vice Minister Ada Kern")[0][0].of is None


def test_a_correspondent_in_a_capital_is_of_no_state():
    assert resolved("Oslo correspondent Ada Kern said no.", "Oslo correspondent Ada Kern")[0][0].of is None


@pytest.mark.parametrize("source", ["The 72-year-old", "The billionaire", "The Norwegian", "The mother of two"])
def test_an_epithet_is_the_person_spoken_of(source):
    assert speakers(f"Ada Kern founded the bank. {source} said no.", source) == [["Ada Kern"]]


def test_a_driver_or_a_second_epithet_bearer_is_somebody_new():
    assert speakers("Ada Kern fell. The driver said no.", "The driver") == [["driver"]]
    assert speakers("Ada Kern met a billionaire. The billionaire said no.", "a billionaire", "The billionaire")[1] != [
        "Ada Kern"
    ]


def test_state_media_are_not_named_and_many():
    ((chain,), (they,)) = resolved("State media said no. They said so.", "State media", "They")
    assert chain.type == "unnamed"
    assert they == chain


@pytest.mark.parametrize(
    ("house", "source"),
    [("Strand Motors", "The company"), ("Strand Motors", "The carmaker"), ("The Oxby Herald", "The paper")],
)
def test_the_company_is_the_named_one_spoken_of(house, source):
    text = f"{house} denied it. {source} agreed."
    first, second = resolved(text, house, source)
    assert first == second


def test_a_company_without_a_name_or_with_qualifiers_is_somebody_new():
    assert speakers("Ada Kern denied it. The company agreed.", "The company") == [["company"]]
    text = "Strand Motors denied it. The rival company agreed."
    assert speakers(text, "Strand Motors", "The rival company")[1] == ["rival company"]
