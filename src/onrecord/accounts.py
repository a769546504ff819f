"""Pages of a case into its accounts: linked, then assembled; what `build` stores and `audit` makes anew.

Invariant: the accounts follow from the pages, from what people gave, and from when servers answered.
"""

from collections.abc import Iterable, Mapping, Sequence

from onrecord.assemble import assemble_accounts
from onrecord.link import link_readings
from onrecord.model import Accounts, Actor, Article, Judgement, Reading, locate_statements


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
        judgements: what people said of who is whom.
        answered: when servers answered, by article id (ISO 8601, UTC).
    """
    placed = [(article, locate_statements(article, reading)) for article, reading in pages]
    return assemble_accounts(placed, link_readings(placed, actors, judgements), answered)
