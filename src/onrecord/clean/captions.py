"""Recognises picture captions, credits and bylines by their wording alone.

Invariant: every pattern looks at a bounded stretch at the start or the end of a line.
"""

import re
from functools import cache

from onrecord.clean.agencies import agency_pattern
from onrecord.clean.lines import Line

EDGE = 160
"""How many characters at either end of a line are searched for a credit."""

CAPTION_WORDS = 90
SENTENCE_WORDS = 45
LEAD_WORDS = 5
BYLINE_WORDS = 16
COUNTER_WORDS = 8

STARTS = re.compile(
    r"(?:FILE|File)\s?(?:photo|PHOTO|picture)?\s?[-–—:]"
    r"|Image (?:copyright|caption|source)|(?:Photo|Picture|Image|Video|Media) caption|(?:toggle|hide) caption"
    r"|Enlarge [Tt]his [Ii]mage|Enlarge [Ii]mage|Enlarge\s?/|[A-Z]\w{1,15} or licensors\b"
    r"|(?:Photo|Image|Picture|Photograph|Pic)s?(?: credits?| by|:)"
    r"|(?:In )?[Tt]his (?:undated |handout |combination |file |aerial |image |frame |still |screen ?grab |photo "
    r"|picture |photograph ){1,4}(?:released|provided|taken|made|shows|from|by|obtained|grab|illustration|,)"
    r"|In this \w{3,9}\.? .{0,40}\b(?:photo|image|picture)\b"
    r"|(?:Screen ?grab|Grab|Still|Screenshot) (?:from|of|taken)|Facebook Twitter Pinterest |A post shared by "
    r"|[█▓■▪]{1,3} ?\w"
    r"|\d{1,3}\s?(?:/|of)\s?\d{1,3}\s+\S|(?:\d{1,3} |\+ )?show all "
)
LABELS = re.compile(
    r"\b(?:Photo|Photograph|Image|Picture|Pic|Illustration|Graphic|Video|Screenshot|Credit|CREDIT|PHOTO|FOTO)s?"
    r"(?: credit| by| courtesy)?\s?: ?\S.{0,80}$"
    r"|\b(?:Photo|Picture|Image|Photograph|Illustration) (?:by|courtesy of) [A-Z].{0,60}$"
    r"|\[(?:Photo|Image|Picture|File|AP|Reuters|AFP|EPA)[^\]]{0,60}\]\.?$"
    r"|\((?:(?:AP|AFP|Reuters|EPA|Getty|File|Handout) )?(?:Photo|File|Pool|Handout|Courtesy)\b[^()]{0,80}\)\.?$"
    r"|(?:©|\(c\)|\(C\))\s?[\w-].{0,80}$"
    r"|[.!?][\"”’]?\s?[A-Z][\w’'-]{1,20}(?: [A-Z][\w’'-]{1,20}){1,2}\s?/\s?[A-Z][\w’' -]{2,30}$"
    r"|,\s(?:\d{3,4},\s)?\d{1,2}\.\d{1,2}\.(?:19|20)\d\d$"
)
SHOWN = re.compile(
    r"\b(?:pictured|photographed|file photo|file picture|handout (?:photo|picture|image)|stock (?:photo|image)"
    r"|archive photo|seen here|poses? for|undated photo|in this photo|in this picture|shown in this"
    r"|in an? (?:undated |archive |file |recent )?(?:image|photo|picture|photograph)(?: taken)? (?:of|from|in))\b"
)
WHERE = re.compile(r"\((?:L|R|C|C-R|C-L|left|right|centre|center|top|bottom|far left|far right|2nd L|2nd R)\)")
ROLE_CAPTION = re.compile(r"^(?:[A-Z][\w’'-]{0,20} ){1,3}[A-Z][\w’'-]{1,20}, (?:the )?[a-z][\w’' -]{3,60}$")
NAMED_END = re.compile(
    r"(?:[.!?][\"'”’]?\s\([^\W\d_a-z][\w.’'-]{0,20} (?:[\w.’'-]{1,20} ?){1,4}\)"
    r"|\([^\W\d_a-z][^()/]{2,40}\s?/\s?[^\W\d_a-z][^()/]{2,40}\))$"
)
"""A credit by its place: a name in brackets behind the full stop, or a person's and an outlet's beside a slash."""

TWICE = re.compile(r"([A-Z][\w.&]{2,20}(?: [A-Z][\w.&]{1,20})?) \1 [A-Za-z]")
"""A credit in front of a caption that begins with the same name: "Solvaag Solvaag runs three ferries"."""

BYLINE = re.compile(r"(?i:(?:written |words |story |report |posted )?by:?)(?:\s{1,9}[A-Z|]|$)")
SITE = re.compile(
    r"\(?(?:[A-Z][\w.’'-]{0,20},? ){1,4}(?:/ (?:The )?[A-Z]\w+\)?|[\w.-]{2,30}\.(?:com|org|net|ca|uk|tv|eu))$"
)
POST = re.compile(r"https?://t\.co/|pic\.twitter\.com/|\(@\w{1,20}\)|\bx\.com/")
VIEWS = re.compile(
    r"\bviews?\b\s?:?\s?\d|\d\s?(?:k\s)?(?:views|shares|comments?|likes|retweets|min(?:ute)?s? read)\b", re.IGNORECASE
)
INITIALS = re.compile(r"[a-z]{2,4}(?:[/,]\s?[a-z]{2,4}){0,5}\s\(")


ARCHIVE = re.compile(
    r"[^\W\d_a-z][\w.’'-]{0,20}(?: [^\W\d_a-z][\w.’'-]{0,20}){0,3}"
    r"\s?/\s?(?:Archives?|File(?: photo)?|Handout|Pool|Courtesy)"
    r"|(?:[^\W\d_a-z][\w.’'-]{0,20} ){1,3}[^\W\d_a-z][\w.’'-]{0,20}\s?/\s?(?:[^\W\d_a-z][\w.’'-]{0,20} ?){1,3}"
    r"|(?:Photos? )?(?:[Cc]ourtesy of|COURTESY OF) \S.{1,50}"
)
"""A credit without an agency: "Ida Berg / Archive", "Ida Berg/Varnholm Courier", "Courtesy of the harbour museum"."""


@cache
def _credit_end() -> re.Pattern[str]:
    """A credit at the very end: an agency behind a slash, dash or bracket, or a photo agency anywhere."""
    names, photo = agency_pattern(), agency_pattern(photo=True)
    person = r"[A-Z][\w.’'-]{0,20}(?: [A-Z][\w.’'-]{0,20}){0,3}"
    return re.compile(
        rf"(?:[/|©–—-]\s?(?:{names})(?:\s?/\s?{person})?"
        rf"|\b(?:{names})\s?/\s?(?:{person}|{names})"
        rf"|\((?:[^()]{{0,60}}[/ ])?(?:{names})(?:[/,][^()]{{0,60}})?\)"
        rf"|\b(?:via |from )(?:{names})"
        rf"|\b(?:{photo}))(?:, (?:File|FILE|Pool))?\)?$"
    )


@cache
def _credit_start() -> re.Pattern[str]:
    """An agency in front of a caption: "EPA The damaged wall", "Getty - Contributor The wall"."""
    names = agency_pattern()
    return re.compile(
        rf"(?:AP:)?(?:{names}|{agency_pattern(photo=True).upper()})(?:\s?[-–:/]\s?[A-Z][\w ]{{1,20}})?\s(?=[A-Z])"
    )


@cache
def _only_agencies() -> re.Pattern[str]:
    names = agency_pattern()
    return re.compile(rf"(?i:{names})(?:\s?(?:[/,&+|-]|and|with|via)\s?(?i:{names})){{0,5}}")


def is_caption(line: Line) -> bool:
    """Whether the wording shows a caption: a credit at its end, a caption's first words, or "pictured in"."""
    text, size = line.text, len(line.words)
    if STARTS.match(text):
        return size <= CAPTION_WORDS or text[0].isdigit()
    tail = text[-EDGE:]
    if size <= SENTENCE_WORDS and LABELS.search(tail):
        return True
    if size > CAPTION_WORDS or line.ends_sentence:
        return False
    if (
        text[0] in "—―"
        or TWICE.match(text)
        or (size >= LEAD_WORDS and (text[0].islower() or _credit_start().match(text)))
    ):
        return True
    named = size <= SENTENCE_WORDS and NAMED_END.search(tail) is not None
    return bool(named or _credit_end().search(tail) or SHOWN.search(text[:EDGE]) or WHERE.search(text))


def has_credit(line: Line) -> bool:
    """Whether the line ends in a picture's or agency's credit."""
    tail = line.text[-EDGE:]
    return bool(_credit_end().search(tail) or LABELS.search(tail))


def is_role_caption(line: Line) -> bool:
    """Whether the line is a name and what the person is: "Ada Moran, minister of works"."""
    return len(line.text) <= EDGE and ROLE_CAPTION.match(line.text) is not None


def is_credit(line: Line) -> bool:
    """Whether the line names agencies and nothing else: "SPUTNIK / Reuters", "jm/dm (AFP, dpa)"."""
    if len(line.text) > EDGE:
        return False
    if is_picture_credit(line):
        return True
    bare = line.text.strip("()[] .")
    if INITIALS.match(bare):
        bare = bare.split("(", 1)[1]
    return _only_agencies().fullmatch(bare.strip("()[] .")) is not None


def is_picture_credit(line: Line) -> bool:
    """Whether the line names a photographer and for whom ("Ida Berg / Varnholm Courier"): nothing about the text."""
    return len(line.text) <= EDGE and ARCHIVE.fullmatch(line.text.strip("()[] .")) is not None


def is_byline(line: Line) -> bool:
    """Whether the line is "By" and names, or a name and an outlet, without being a sentence."""
    if line.ends_sentence or len(line.words) > BYLINE_WORDS:
        return False
    return BYLINE.match(line.text) is not None or SITE.match(line.text) is not None


def is_post(line: Line) -> bool:
    """Whether the line is a post from a social network with its address or author: somebody's words."""
    return POST.search(line.text) is not None and not line.text.startswith("A post shared by ")


def is_counter(line: Line) -> bool:
    """Whether the line counts views, shares or minutes."""
    return len(line.words) <= COUNTER_WORDS and VIEWS.search(line.text) is not None
