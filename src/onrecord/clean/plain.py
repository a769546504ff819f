"""Labels the lines of a page by layout and wording: what is the article, and what only stands around it.

Invariant: every line has exactly one role; where nothing speaks against it, a line is the article's body.
"""

import re
from collections.abc import Sequence

from onrecord.clean.agencies import closing_agency
from onrecord.clean.captions import is_role_caption
from onrecord.clean.core import find_core
from onrecord.clean.dates import is_dateline
from onrecord.clean.headlines import SHARED_WORDS, first_prose, label_headlines, shared_words, vocabulary
from onrecord.clean.lines import Line
from onrecord.clean.phrases import find_phrase
from onrecord.clean.wording import (
    HEADLINE_WORDS,
    PROSE_WORDS,
    SECTION_WORDS,
    is_firm_prose,
    is_prose,
    own_role,
)
from onrecord.model import Role

TITLE_WORDS = 45
NO_TITLE_END = re.compile(r"(?:[:,;]|(?<![.A-Z])\.)$")
"""A headline ends in no full stop but that of "U.S." or of dots where it was cut off."""

MENU_LINES = 5
"""More loose lines above the first paragraph or below the last are menus and lists, not decks and subheads."""

LAST_LINES = 6
"""A list of other stories at the end of a page has no more lines."""

LEAST_ABOVE = 3
"""From fewer paragraphs nobody can tell which words are an article's own."""

SPEAKER_MARK = "(("
"""How wikis mark who asks in an interview: "((WN)) How was it?"."""

ATTRIBUTION_WORDS = 12
QUOTES = 200
"""How many one-line quotations are looked up in the rest of the page: bounds the work on hostile pages."""

Roles = list[Role | None]


def label_lines(
    lines: Sequence[Line], title: str | None = None, known: Sequence[Role | None] | None = None
) -> list[Role]:
    """Return the role of each line.

    `title` is the headline where it is known from elsewhere, `known` the roles that the markup already shows.
    """
    roles: Roles = [own_role(line) for line in lines]
    if known is not None:
        roles = [first or second for first, second in zip(known, roles, strict=True)]
    core = find_core(lines, roles)
    _label_title(lines, roles, title, core)
    if known is None:
        _label_outside(lines, roles, core)
    _label_repeated(lines, roles)
    _label_quotes(lines, roles)
    _label_closing(lines, roles)
    _label_end(lines, roles)
    _label_lists(lines, roles)
    _label_top(lines, roles)
    label_headlines(lines, roles)
    return ["body" if role is None else role for role in roles]


def _label_title(lines: Sequence[Line], roles: Roles, title: str | None, core: range) -> None:
    index = roles.index("title") if "title" in roles else _title_index(lines, roles, title, core)
    if index is None:
        return
    key = lines[index].key
    for each, line in enumerate(lines):
        if line.key == key:
            roles[each] = "title"
        elif key and line.folded.startswith(key) and is_dateline(line.folded[len(key) :]):
            # The headline once more with its time stamp: "Bridge closed Updated: 2021-05-03 06:50".
            roles[each] = "dateline"


def _title_index(lines: Sequence[Line], roles: Roles, title: str | None, core: range) -> int | None:
    if title is not None:
        wanted = Line(0, len(title), title).key
        known = next((index for index, line in enumerate(lines) if line.key == wanted), None)
        if known is not None:
            return known
    return _likely_title(lines, roles, core)


def _likely_title(lines: Sequence[Line], roles: Roles, core: range) -> int | None:
    """Return the first line above the paragraphs that can be a headline; behind a menu, the one most like them."""
    found = [
        index
        for index, line in enumerate(lines[: core.start + 1])
        if roles[index] is None
        and (len(line.words) > SECTION_WORDS or len(lines) == 1)
        and len(line.words) <= TITLE_WORDS
        and NO_TITLE_END.search(line.text[-3:]) is None
    ]
    if len(found) <= MENU_LINES:
        return next(iter(found), None)
    known = vocabulary(lines[index] for index in core if roles[index] is None)
    return max(found, key=lambda index: shared_words(lines[index], known) * len(lines[index].words))


def _label_outside(lines: Sequence[Line], roles: Roles, core: range) -> None:
    """Beyond the article's first and last paragraph only what stands near them can still be its own."""
    if not core:
        return
    above = [index for index in range(core.start) if roles[index] is None]
    below = [index for index in range(core.stop, len(lines)) if roles[index] is None]
    for index in above if len(above) > MENU_LINES else ():
        roles[index] = "boilerplate"
    for index in below if len(below) > MENU_LINES else ():
        roles[index] = "related" if len(lines[index].words) > SECTION_WORDS else "boilerplate"


def _label_repeated(lines: Sequence[Line], roles: Roles) -> None:
    """A picture's alternative text and its caption say the same, one right after the other, perhaps with a credit."""
    for index in range(len(lines) - 1):
        here, after = lines[index], lines[index + 1]
        if roles[index + 1] == "title" or not here.key:
            continue
        same = after.key == here.key or (roles[index + 1] == "caption" and after.key.startswith(here.key))
        if same and roles[index] in {None, "caption"} and len(here.words) >= SECTION_WORDS:
            roles[index] = roles[index + 1] = "caption"
    for index, line in enumerate(lines):
        if roles[index] is None and is_role_caption(line):
            roles[index] = "caption"


def _label_closing(lines: Sequence[Line], roles: Roles) -> None:
    """An agency in brackets at a line's end makes it a caption; behind all paragraphs it is a wire story's last."""
    for index in range(len(lines) - 1, -1, -1):
        if roles[index] == "caption" and closing_agency(lines[index].text) is not None:
            roles[index] = "body"
            return
        if roles[index] is None and is_firm_prose(lines[index]):
            return


def _label_quotes(lines: Sequence[Line], roles: Roles) -> None:
    """A line that is one quotation is a pull quote where a name follows it or the words stand in another line too."""
    quoted = [index for index, line in enumerate(lines) if roles[index] is None and line.is_quoted][:QUOTES]
    whole = "\n".join(line.folded for line in lines) if quoted else ""
    for index in quoted:
        after = index + 1
        if after < len(lines) and roles[after] in {None, "caption"} and _is_attribution(lines[index], lines[after]):
            roles[index] = roles[after] = "pull_quote"
        elif whole.count(lines[index].key) > 1 and len(lines[index].words) >= PROSE_WORDS // 2:
            roles[index] = "pull_quote"


def _is_attribution(quote: Line, line: Line) -> bool:
    if line.ends_sentence or line.is_quoted:
        return False
    if line.text[0] in "-–—―" and len(line.words) <= 2 * ATTRIBUTION_WORDS:
        return True
    names = sum(word[0].isupper() for word in line.words)
    long_quote = len(quote.words) >= PROSE_WORDS - 2
    return long_quote and line.text[0].isupper() and len(line.words) <= min(ATTRIBUTION_WORDS, 2 * names - 1)


def _label_end(lines: Sequence[Line], roles: Roles) -> None:
    """Behind the first line that opens the page's end ("Leave a Reply") nothing is the article any more."""
    weights = [
        len(line.text) if role is None and is_firm_prose(line) else 0 for line, role in zip(lines, roles, strict=True)
    ]
    total = sum(weights)
    seen = 0
    ending: Role | None = None
    for index, line in enumerate(lines):
        phrase = find_phrase(line)
        if phrase is not None and phrase.opens == "end" and 2 * seen >= total > 0:
            ending = phrase.role
        elif ending is not None and roles[index] in {None, "dateline", "title", "pull_quote"}:
            roles[index] = ending
        seen += weights[index]
    _label_trailing(lines, roles)


def _label_trailing(lines: Sequence[Line], roles: Roles) -> None:
    """Headline-like lines behind the last sentence of the article are other stories' headlines, or tags."""
    last = max(
        (index for index, line in enumerate(lines) if roles[index] is None and is_prose(line) and not _is_teaser(line)),
        default=None,
    )
    if last is None or _is_cut_off(lines, roles, last):
        return
    for index in range(last + 1, len(lines)):
        if roles[index] is None:
            roles[index] = "related" if len(lines[index].words) > SECTION_WORDS else "boilerplate"
        elif roles[index] == "dateline" and roles[index - 1] == "related":
            roles[index] = "related"


def _is_cut_off(lines: Sequence[Line], roles: Roles, last: int) -> bool:
    """Whether one more paragraph follows, whose end the extraction lost: alone, long, in small letters."""
    loose = [index for index in range(last + 1, len(lines)) if roles[index] is None]
    if loose != [last + 1]:
        return False
    words = lines[last + 1].words
    return len(words) > ATTRIBUTION_WORDS and sum(word[0].islower() for word in words) > len(words) / 2


def _is_teaser(line: Line) -> bool:
    if line.text.startswith(SPEAKER_MARK):
        return False
    return line.text.endswith(("?", "!", "...", "…", ":")) and len(line.words) <= HEADLINE_WORDS


def _label_lists(lines: Sequence[Line], roles: Roles) -> None:
    """Headlines under "Read also" are related, up to the next sentence; at the end, their sentences too."""
    role: Role | None = None
    above: list[Line] = []
    for index, line in enumerate(lines):
        phrase = find_phrase(line)
        if phrase is not None:
            role = phrase.role if phrase.opens == "list" else role
        elif is_firm_prose(line) and not (role is not None and _is_last_teaser(lines, index, above)):
            role = None
            above.append(line)
        elif role is not None and roles[index] is None:
            roles[index] = role


def _is_last_teaser(lines: Sequence[Line], index: int, above: Sequence[Line]) -> bool:
    """Whether a sentence in the page's last lines is as short as a headline and strange to the paragraphs above."""
    if len(lines) - index > LAST_LINES or len(above) < LEAST_ABOVE or len(lines[index].words) > HEADLINE_WORDS:
        return False
    return shared_words(lines[index], vocabulary(above)) < SHARED_WORDS


def _label_top(lines: Sequence[Line], roles: Roles) -> None:
    """Between the title and the first sentence stand section names, authors and the headline's second deck."""
    title = roles.index("title") if "title" in roles else 0
    for index in range(first_prose(lines, roles)):
        line = lines[index]
        if roles[index] is None and not is_prose(line) and len(line.words) <= SECTION_WORDS:
            named = index > title and len(line.words) > 1 and line.text.istitle()
            roles[index] = "byline" if named else "boilerplate"
