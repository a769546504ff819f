"""What stands around every page: the case's name, whether it is finished, what was asked.

Invariant: a page that cannot read the case has its name all the same.
"""

from starlette.requests import Request

from onrecord.publish.html import Frame
from onrecord.store import CaseReader
from onrecord.web.cookies import reviewer_of, shows_only_reviewed
from onrecord.web.parameters import repeated_query


def frame_of(reader: CaseReader, request: Request) -> Frame:
    """Return the frame of a page that was read from the case."""
    return Frame(
        case=reader.path.stem,
        unfinished=not reader.is_assembled(),
        query=repeated_query(request),
        editable=request.app.state.editable,
        reviewer=reviewer_of(request),
        only_reviewed=shows_only_reviewed(request),
        address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        served=True,
    )


def bare_frame(request: Request) -> Frame:
    """Return the frame of a page that needs nothing of the case."""
    state = request.app.state
    return Frame(case=state.case.stem, editable=state.editable, served=True, reviewer=reviewer_of(request))
