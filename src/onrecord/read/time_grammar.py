"""The grammar of time expressions in news English, as one pattern whose outer groups name the kind of expression.

Invariant: in every hit the last outer group names the kind (`year` where none does) and is the expression without its
preposition.
"""

import re

from onrecord.language.calendar import PARTS_OF_YEAR, month_numbers, weekday_numbers
from onrecord.language.numbers import number_words

_MONTH = "|".join(sorted((name.capitalize() for name in month_numbers()), key=lambda name: (-len(name), name)))
_WEEKDAY = "|".join(name.capitalize() for name in weekday_numbers())
_YEAR = r"(?:1[5-9]|20)\d\d(?![\d,.]?\d)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_TO = r"(?:[-–]|\ (?:to|and)\ )"
_COUNT = rf"(?:\d{{1,3}}|an?|{'|'.join(number_words('unit', 'teen'))})"
_VAGUE = r"(?:few|several|couple(?:\ of)?)"
_DAYPART = r"(?:\ (?:morning|lunchtime|afternoon|evening|night|midnight|noon))"
_PAPER = r"(?!\ (?:Times|Telegraph|Mail|Mirror|Express|Herald|Post|People|World)\b)"
_PART_OF_YEAR = "|".join(re.escape(name) for name in PARTS_OF_YEAR)
_SPAN = "(?:day|week|month|year)"

TIME = re.compile(
    rf"""\b(?:(?P<iso>(?P<iso_y>\d{{4}})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)(?![\d-]))
    | (?P<dotted>(?P<dot_d>\d\d?)(?P<mark>[./])(?P<dot_m>\d\d?)(?P=mark)(?P<dot_y>\d{{4}})(?!\d))
    | (?P<day_month>(?:(?:{_WEEKDAY}),?\ )?(?:(?P<dm_d1>\d\d?){_ORDINAL}{_TO})?
        (?P<dm_d>\d\d?){_ORDINAL}(?:\ of)?\ (?P<dm_m>{_MONTH})\b(?:\.?,?\ (?P<dm_y>{_YEAR}))?)
    | (?P<month_day>(?:(?:{_WEEKDAY}),?\ )?(?P<md_m>{_MONTH})\b\.?\ (?:the\ )?(?P<md_d>\d\d?){_ORDINAL}
        (?:{_TO}(?P<md_d2>\d\d?){_ORDINAL})?(?![\d\w]|[.,:]\d)(?:,?\ (?P<md_y>{_YEAR}))?)
    | (?P<month>(?:(?P<my_rel>(?i:last|next|this\ past|this|early|late|mid))[\ -])?(?P<my_m>{_MONTH})\b
        (?:\.?,?\ (?:of\ )?(?:(?P<my_y>{_YEAR})|(?P<my_ry>(?i:this|last|next))\ year\b))?)
    | (?P<weekday>(?:(?P<wd_rel>(?i:last|next|this\ past|this\ coming|this|the\ following|the\ previous))\ )?
        (?P<wd>{_WEEKDAY})\b{_PAPER}(?:(?i:{_DAYPART})\b)?(?:\ (?:of\ )?(?P<wd_week>(?i:last|this|next))\ week\b)?)
    | (?P<deictic>(?i:(?:the\ day\ before\ yesterday|the\ day\ after\ tomorrow|overnight|yesterday|today|tonight|
        tomorrow|(?:this|last)\ (?:morning|afternoon|evening|night)){_DAYPART}?\b))
    | (?P<unit>(?i:(?:(?P<un_part>earlier|later|early|late)\ )?(?P<un_rel>this|last|next)\ (?P<un>{_SPAN}|weekend)\b))
    | (?P<weekend>(?i:(?:(?<=over\ )|(?<=during\ )|(?<=at\ ))the\ weekend\b))
    | (?P<ago>(?i:(?:(?P<ago_n>{_COUNT})|(?:a\ )?{_VAGUE})\ (?P<ago_u>minute|hour|day|week|month|year|decade)s?\ ago\b))
    | (?P<from_now>(?i:(?P<now_n>{_COUNT})\ (?P<now_u>{_SPAN})s?(?:\ from\ now|(?:['’]s?)?\ time)\b))
    | (?P<window>(?i:(?:the\ )?(?P<win_way>past|recent|coming|(?:last|next)(?=\ (?:{_COUNT}|{_VAGUE})\ ))[ ]
        (?:(?:(?P<win_n>{_COUNT})|{_VAGUE})\ )?(?P<win_u>{_SPAN}|hour|decade)s?\b))
    | (?P<future>(?i:the\ (?:near|immediate|not\ too\ distant|foreseeable)\ future\b))
    | (?P<same>(?i:(?:(?:that|the)\ same\ day|that\ (?:day|evening|night|morning|afternoon)|
        (?P<next>the\ (?:next|following)\ (?:day|morning)|(?:a|one)\ day\ later)|
        (?P<before>the\ (?:previous\ day|day\ before(?!\ [a-z]))|(?:a|one)\ day\ (?:earlier|after(?=\ \w))))\b))
    | (?P<part>(?i:(?:the\ )?(?P<part_n>{_PART_OF_YEAR}|end|start|beginning|middle)\ of\ (?:(?P<part_y>{_YEAR})|
        (?P<part_rel>the|this|last|next)\ (?P<part_u>{_SPAN}))\b))
    | (?P<decade>(?:(?i:early|late|mid)[\ -])?(?P<dec>(?:1[5-9]|20)\d0)s\b)
    | (?i:in|since|of|by|until|till|during|from|between|and|early|late|mid|through|before|after|to)\ (?P<year>{_YEAR}\b)
        (?!\ ?(?:%|-|–|\b(?:people|soldiers|troops|men|civilians|km|miles|tonnes)\b)))""",
    re.VERBOSE,
)
"""Each kind of expression with what it is resolved by."""
