"""Claims of one matter are one point, two questions are two."""

from itertools import permutations

import pytest
from msgspec.structs import replace

from onrecord.model import TimeExpression
from tests.assemble.case import Case

SOLDIERS = "Almerian soldiers have crossed the Sennet pass to fight for the Duke"
TROOPS = "Almeria sent troops over the pass to fight for the Duke of Sennet"
SHELLS = "Almeria has shipped crates of shells and mortars to the Duke of Sennet"


def denied_twice(second):
    """Return two pages on which one body denies a claim each."""
    case = Case()
    case.speaker("Tobias Crane", of="Almeria")
    first = case.page(f"Ilse Marrow said {SOLDIERS}.\nTobias Crane denied this.")
    other = case.page(f"Oona Fell said {second}.\nTobias Crane denied the reports.")
    case.says(first, "Ilse Marrow", SOLDIERS)
    case.says(first, "Tobias Crane", "this", position="denies", basis="characterised", cue="denied")
    case.speaker("Oona Fell", "organisation")
    case.says(other, "Oona Fell", second)
    case.says(other, "Tobias Crane", "the reports", position="denies", basis="characterised", cue="denied")
    return case


def test_two_claims_of_one_matter_that_one_body_denies_are_one_point():
    (dispute,) = denied_twice(TROOPS).assemble().disputes
    assert [(side.position, len(side.statements)) for side in dispute.sides] == [("affirms", 2), ("denies", 2)]


def test_claims_that_share_names_only_are_two_points():
    assert len(denied_twice(SHELLS).assemble().disputes) == 2


def test_who_repeats_a_denied_claim_says_so_too():
    case = Case()
    page = case.page(f"Ilse Marrow said {SOLDIERS}.\nTobias Crane denied this.")
    case.says(page, "Ilse Marrow", SOLDIERS)
    case.says(page, "Tobias Crane", "this", position="denies", basis="characterised", cue="denied")
    again = "troops from Almeria had crossed the Sennet pass and fight for the Duke"
    repeated = case.says(case.page(f"Oona Fell said {again}."), "Oona Fell", again)
    (dispute,) = case.assemble().disputes
    assert repeated.id in dispute.sides[0].statements


def test_the_positions_of_a_speaker_on_a_point_stand_in_the_order_of_saying():
    case = Case()
    page = case.page(f"Ilse Marrow said {SOLDIERS}.\nTobias Crane denied this.")
    later = case.page(
        f"Ilse Marrow said {SOLDIERS}.\nTobias Crane would neither confirm nor deny this.", date="2024-10-26"
    )
    for each in (page, later):
        case.says(each, "Ilse Marrow", SOLDIERS)
    denial = case.says(page, "Tobias Crane", "this", position="denies", basis="characterised", cue="denied")
    silence = case.says(
        later,
        "Tobias Crane",
        "this",
        position="withholds",
        withheld="neither",
        basis="characterised",
        cue="would neither",
    )
    days = {denial.id: "2024-10-25", silence.id: "2024-10-26"}
    pages = [
        (article, replace(reading, statements=tuple(dated(s, days) for s in reading.statements)))
        for article, reading in case.pages
    ]
    (dispute,) = case.assemble(pages).disputes
    (course,) = [course for course in dispute.courses if len({stand.position for stand in course.stands}) > 1]
    assert [(stand.position, stand.basis, stand.said) for stand in course.stands] == [
        ("denies", "characterised", "2024-10-25"),
        ("withholds", "characterised", "2024-10-26"),
    ]
    assert course.ordered


def dated(statement, days):
    day = days.get(statement.id)
    said = TimeExpression(start=0, end=1, text="x", from_=day, to=day)
    return statement if day is None else replace(statement, said_on=said)


@pytest.mark.parametrize("order", list(permutations(range(2))))
def test_points_do_not_depend_on_the_order_of_pages(order):
    case = denied_twice(TROOPS)
    pages = [case.pages[place] for place in order]
    assert case.assemble(pages) == case.assemble()
