"""An attribution to its circumstances: by what means, through which outlet, and to whom something was said.

Invariant: each is a slice within `REACH` characters of the cue, outside the content, or null.
"""

import re
from dataclasses import dataclass

from onrecord.language.cues import match_cue
from onrecord.model import Part, Span, span_at
from onrecord.read.tagger import Attribution

REACH = 200
LONGEST_ADDRESSEE = 80

_MEDIUM = (
    r"(?:statement|interview|tweet|conference|briefing|speech|address|letter|report|post|message|telephone|phone|email|"
    r"e-mail|release|broadcast|radio|video|memo|note|blog|hearing|testimony|op-ed|editorial|column|podcast|documents?|"
    r"filing|affidavit|findings|remarks|meeting|summit|rally|Twitter|Facebook|Telegram|Instagram|YouTube|X|TV|television|"
    r"social media|website|state media|newspaper(?: [A-Z]\w+)?)"
)
_CHANNEL = re.compile(
    rf"\b(?:[Ii]n|[Oo]n|[Aa]t|[Vv]ia|[Tt]hrough|[Dd]uring|[Bb]y|[Oo]ver) (?:[\w'’&-]+ ){{0,4}}?{_MEDIUM}\b"
    r"(?: (?:account|broadcast|statement|conference|message|page|post|speech|call|interview))?"
    r"(?: (?:with|to|on|by|for|from|in) (?:the |a )?[A-Z][\w'’-]*(?: [A-Z0-9][\w'’-]*){0,5}"
    r"(?: (?:news agency|newspaper|channel|television|TV|radio|website))?)?"
)
_ISSUED = re.compile(r"\b(?:issued|released|published|put out) an? (?:\w+ )?statement\b")
_MEDIA = re.compile(
    r"\b(?:Reuters|AP|AFP|BBC|CNN|NPR|NBC|ABC|CBS|Fox|Bloomberg|TASS|RIA|Interfax|Xinhua|KCNA|Yonhap|Kyodo|Al Jazeera|"
    r"dpa|DPA|PTI|ANI|IRNA|ISNA|Fars|Anadolu|Times|Post|Guardian|Telegraph|Journal|Herald|Tribune|Mail|News|Gazette|"
    r"Agence|Sky|ITV|RTE|Politico|POLITICO|Axios|Newsweek|Press|Radio|Television|TV|Observer|Independent|Standard|"
    r"Chronicle|Courier|Dispatch|Wire|Daily|media|press|agency|newspaper|channel|broadcaster|magazine|website|site|"
    r"\w+\.com|[Rr]eports)\b"
)
_ADJUNCT = re.compile(
    r"\s(?:on|in|at|that|by|last|this|earlier|late|early|during|via|to|he|she|they|it|we|yesterday|today|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b|[,:;.\"“]"
)
_TOLD = re.compile(
    r"(?:the |a |an |state |local |its |his |her )?\w[\w'’&-]*(?: [A-Z][\w'’&-]*){0,5}"
    r"(?: (?:news agency|newspaper|agency|media|television|radio|website))?"
)
_REPORTED = re.compile(r"[,\"”]{0,2}\s(?P<via>(?:the )?(?:[\w'’&-]+ ){1,5}(?:reported|reports))\b")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Means or occasion, outlet passed through, and audience of a statement."""

    channel: Span | None
    via: Span | None
    addressee: Span | None


def find_circumstances(
    text: str, attribution: Attribution, sentence: Part, reporter: Attribution | None
) -> Circumstances:
    """Return what the sentence around the cue says about means, outlet and audience.

    `reporter` is the attribution that reports this one, if any: an outlet there is the way it came.
    """
    if not attribution.cue:
        return Circumstances(None, None, None)
    cue = attribution.cue[0][0], attribution.cue[-1][1]
    told = _addressee(text, attribution, cue)
    via = None
    if told is not None and _MEDIA.search(told.text):
        via = span_at(text, cue[0], told.end)
        told = told if re.search(r"\b(?:press|media)$", told.text) else None
    via = via or _passed_on(text, reporter) or _reported_after(text, attribution, cue)
    return Circumstances(_channel(text, attribution, cue, sentence), via, told)


def _addressee(text: str, attribution: Attribution, cue: Part) -> Span | None:
    """Return the words between a verb that takes an audience and the content, or behind that verb."""
    if not _takes_audience(text[cue[0] : cue[1]]):
        return None
    start = cue[1] + 1
    following = next((first for first, _ in attribution.content if first >= start), None)
    end = min(following if following is not None else start + LONGEST_ADDRESSEE, start + LONGEST_ADDRESSEE, len(text))
    stop = _ADJUNCT.search(text, start, end)
    if stop is not None:
        end = stop.start()
    if following is None:
        told = _TOLD.match(text, start, end)
        end = told.end() if told is not None else start
    words_told = text[start:end].strip()
    if (
        not words_told
        or words_told.split()[0] in {"that", "there", "how", "why", "whether"}
        or _inside(attribution.content, start)
    ):
        return None
    first = text.index(words_told, start)
    return span_at(text, first, first + len(words_told))


def _takes_audience(cue: str) -> bool:
    words = cue.lower().split()
    matches = (match_cue(words, at) for at in range(len(words)))
    return any(match is not None and "a" in match.entry.takes for match in matches)


def _channel(text: str, attribution: Attribution, cue: Part, sentence: Part) -> Span | None:
    first, last = max(sentence[0], cue[0] - REACH), min(sentence[1], cue[1] + REACH)
    for pattern in (_CHANNEL, _ISSUED):
        for match in pattern.finditer(text, first, last):
            holds_cue = match.start() <= cue[0] < match.end()
            if not holds_cue and not _inside(attribution.content, match.start()):
                return span_at(text, *match.span())
    return None


def _passed_on(text: str, reporter: Attribution | None) -> Span | None:
    """Return the outlet that reports a nested statement, with its verb: `the Herald reported`."""
    if reporter is None or reporter.source is None or not reporter.cue or not _MEDIA.search(text, *reporter.source):
        return None
    start = min(reporter.source[0], reporter.cue[0][0])
    end = max(reporter.source[1], reporter.cue[-1][1])
    return span_at(text, start, end) if end - start <= REACH else None


def _reported_after(text: str, attribution: Attribution, cue: Part) -> Span | None:
    """Return the outlet that closes the sentence: `…, the Herald reported`."""
    end = max(attribution.content[-1][1], cue[1])
    match = _REPORTED.match(text, end, end + REACH)
    if match is None or match.end("via") == cue[1] or not _MEDIA.search(match.group("via")):
        return None
    return span_at(text, *match.span("via"))


def _inside(parts: tuple[Part, ...], at: int) -> bool:
    return any(start <= at < end for start, end in parts)
