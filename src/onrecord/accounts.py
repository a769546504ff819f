"""Pages of a case into its accounts: linked, then assembled; what `build` stores and `audit` makes anew.

Invariant: the accounts follow from the pages, from what people gave, and from when servers answered.
"""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.assemble import assemble_accounts
from onrecord.link import link_readings
from onrecord.model import (
    Accounts,
    Actor,
    Article,
    Judgement,
    Reading,
    by_record,
    correct_article,
    correct_reading,
    locate_statements,
)
from onrecord.pages import date_reading


def make_accounts(
    pages: Iterable[tuple[Article, Reading]],
    actors: Sequence[Actor],
    judgements: Sequence[Judgement],
    answered: Mapping[str, str],
) -> Accounts:
    """Return the accounts of all pages of a case.

    Args:
        pages: each article with what was read from it.
        actors: the user's own list.
        judgements: what people said of who is whom, and what they corrected.
        answered: when servers answered, by article id (ISO 8601, UTC).
    """
    corrections = by_record(judgements)
    placed = [correct_page(article, reading, corrections) for article, reading in pages]
    return assemble_accounts(placed, link_readings(placed, actors, judgements), answered, judgements)


def correct_page(article: Article, reading: Reading, on: Mapping[str, Sequence[Judgement]]) -> tuple[Article, Reading]:
    """Return a page as people corrected it, with the places of its statements in the captured bytes.

    `on` are the corrections by the id of what they are on (see `by_record`).
    """
    corrected = correct_article(article, on)
    if corrected.published != article.published:
        reading = date_reading(corrected, reading)
    return corrected, locate_statements(corrected, correct_reading(corrected, reading, on))
