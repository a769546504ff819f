from msgspec.structs import replace

from tests.assemble.case import Case

CLAIM = "the ferry carried 40 soldiers"
TEXT = f"Odile Varga said {CLAIM}."


def set_aside(case, statement):
    """Mark a statement of the case's last page as made up there."""
    article, reading = case.pages[-1]
    marked = replace(statement, set_aside="made up", speakers=())
    statements = tuple(marked if each.id == statement.id else each for each in reading.statements)
    case.pages[-1] = (article, replace(reading, statements=statements))


def two_pages():
    """Return a case of two pages that say the same, with what is said and counted on the second."""
    case = Case()
    for _ in range(2):
        article = case.page(TEXT)
        said = case.says(article, "Odile Varga", CLAIM)
        figure = case.counts(article, "40", 40, "soldiers", said)
    return case, said, figure


def groups_with(accounts, statement):
    """Return all that a statement is part of."""
    return [
        *(each.id for each in accounts.utterances if statement.id in each.statements),
        *(each.id for each in accounts.disputes for side in each.sides if statement.id in side.statements),
        *(each.id for each in accounts.statements if statement.id in each.answers),
    ]


def test_what_is_set_aside_is_kept_apart_with_its_reason():
    case, said, _ = two_pages()
    set_aside(case, said)
    accounts = case.assemble()
    assert [(each.id, each.set_aside, each.speakers) for each in accounts.set_aside] == [(said.id, "made up", ())]
    assert said.id not in {each.id for each in accounts.statements}


def test_it_joins_no_remark_and_its_figure_no_track():
    case, said, figure = two_pages()
    whole = case.assemble()
    assert groups_with(whole, said)
    assert any(figure.id in track.figures for track in whole.figure_tracks)
    set_aside(case, said)
    accounts = case.assemble()
    assert groups_with(accounts, said) == []
    assert not any(figure.id in track.figures for track in accounts.figure_tracks)
    assert figure.id in {each.id for each in accounts.figures}


def test_a_denial_disputes_nothing_that_was_made_up():
    case = Case()
    case.says(case.page(f"Ada Brenn denied that {CLAIM}."), "Ada Brenn", CLAIM, position="denies")
    said = case.says(case.page(f"Odile Varga said {CLAIM}."), "Odile Varga", CLAIM)
    assert case.assemble().disputes
    set_aside(case, said)
    assert case.assemble().disputes == ()


def test_a_remark_that_only_one_page_is_left_to_carry_rests_on_that_page():
    case, said, _ = two_pages()
    set_aside(case, said)
    origins = [each for each in case.assemble().origins if each.pages > 1]
    assert origins == []
