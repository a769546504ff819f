import pytest
from msgspec.structs import replace

from onrecord.model import Section
from tests.assemble.case import Case

TEXT = "The ferry carried 40 soldiers. Nobody said so."


@pytest.mark.parametrize(("genre", "counted"), [("satire", False), ("news", True)])
def test_a_number_that_satire_gives_in_no_statement_joins_no_track(genre, counted):
    case = Case()
    figures = []
    for _ in range(2):
        article = case.page(TEXT)
        figures.append(case.counts(article, "40", 40, "soldiers"))
        section = Section(id=f"se_{article.id}", start=0, end=len(TEXT), genre=genre)
        page, reading = case.pages[-1]
        case.pages[-1] = (replace(page, sections=(section,)), reading)
    tracked = {figure for track in case.assemble().figure_tracks for figure in track.figures}
    assert (figures[0].id in tracked) is counted
