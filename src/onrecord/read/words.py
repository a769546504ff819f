"""Closed classes of English words that the patterns steer by; lower case, with a straight apostrophe.

Invariant: a word that opens or closes a phrase stands in exactly the classes that its grammar gives it; open classes
(nouns, names) are never listed.
"""

from functools import cache

from onrecord.language.cues import inflect


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line."""
    return frozenset(words.split())


DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some any no every each another other both all"
    " many several most few one two three four five six seven eight nine ten dozens hundreds more fewer less"
    " own such what whose"
)
PREPOSITIONS = word_set(
    "of in on at by for from to with about against into over under after before during through via within without"
    " between among near across around since until as than despite amid upon toward towards outside inside off behind"
    " beyond following including regarding concerning per like along"
)
NOUN_LINKS = word_set("of for in at from with to on by within near against between")
"""Prepositions that continue a noun phrase: spokesman for, officials in, head of."""

AUXILIARIES = word_set(
    "is are was were be been being am has have had having do does did will would shall should can could may might must"
    " isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't shouldn't can't couldn't"
    " cannot mightn't mustn't 's 've 'd 're 'm 'll"
)
BE_FORMS = word_set("is are was were be been being am isn't aren't wasn't weren't 're 'm")
HAVE_FORMS = word_set("has have had having hasn't haven't hadn't")
DO_FORMS = word_set("do does did don't doesn't didn't")
REPORTING_PRESENT = word_set("says tells denies believes thinks insists argues")
"""Third persons of reporting verbs that are no nouns."""

MODALS = word_set(
    "will would shall should can could may might must won't wouldn't shouldn't can't couldn't cannot mightn't mustn't"
)
NEGATIONS = word_set(
    "not never neither nor no isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't"
    " shouldn't can't couldn't cannot mightn't mustn't hardly barely"
)
NOBODY = word_set("neither no none nobody")
"""First words of a subject that negate its verb."""

ADVERBS = word_set(
    "also then later earlier now just still again further even once ever always often soon already only first yet"
    " instead meanwhile however therefore thus too so far long since both simply rather quite almost nearly not never"
    " today yesterday tomorrow tonight ago twice together jointly apparently reportedly allegedly separately"
    " immediately sometimes previously first"
)
CATENATIVES = (
    ("continue", "to"),
    ("continues", "to"),
    ("continued", "to"),
    ("took", "the", "opportunity", "to"),
    ("used", "the", "opportunity", "to"),
    ("took", "the", "chance", "to"),
    ("went", "on", "to"),
    ("goes", "on", "to"),
    ("quick", "to"),
    ("hastened", "to"),
    ("rushed", "to"),
)
"""Words that lead to an infinitive which is done: `continued to |insist`."""

PRONOUNS = word_set("he she they it we i you who everyone everybody someone somebody nobody")
NOMINATIVES = word_set("he she they we i")
"""Pronouns that are nothing but subjects: where one stands there is a clause."""

OBJECT_PRONOUNS = word_set("him her them us me you it himself herself themselves reporters journalists")
PLURAL_PRONOUNS = word_set("they we i you who")
WH_WORDS = word_set("who which what when where why how whether if whose whom")
SUBORDINATORS = word_set(
    "that because although though while whereas unless when where after before since until once if whether which who"
    " whom whose what how why as than but so yet or nor though"
)
CLAUSE_BREAKS = word_set("while whereas although though but when as after because with before despite since and amid")
CONJUNCTIONS = word_set("and but or nor yet")
INNER_CUES = word_set(
    "told announced promised asked warned accused denied claimed confirmed ordered demanded testified"
)
OTHERS_CUES = INNER_CUES | word_set(
    "say says said tells saying announce promise ask warn deny claim claims called reported accuses suggested insisted"
    " wrote"
)
"""Verbs that report speech inside somebody's speech; the rest mostly is a figure of speech. The latter do so where
somebody else speaks than he and those he speaks to."""

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
TIME_NOUNS = WEEKDAYS | word_set(
    "today yesterday tomorrow tonight week month year day morning afternoon evening night weekend earlier later time"
    " hours days weeks months years ago noon midnight"
)
CHANNEL_NOUNS = word_set(
    "statement statements interview interviews tweet tweets twitter facebook telegram instagram x youtube conference"
    " briefing briefings speech address letter report post posts message messages phone telephone email e-mail call"
    " release announcement broadcast television tv radio video blog website page account comment comments remarks"
    " appearance testimony hearing meeting summit session news press media article op-ed memo note document filing"
    " documents affidavit lawsuit complaint telegraph whatsapp podcast show rally debate editorial column book social"
)
PLATFORMS = word_set("twitter facebook telegram instagram x youtube whatsapp tv")
"""Means of speaking that are names; other capitalised ones belong to a name: the Daily News."""

CHANNEL_LINKS = word_set("in on at via during through by over using from with")
PLURAL_NOUNS = word_set("police media people staff")
DOCUMENT_NOUNS = word_set(
    "report reports study studies survey surveys poll polls document documents letter statement statements law bill"
    " constitution treaty agreement data figures statistics analysis research investigation inquiry review audit memo"
    " email emails message messages record records resolution charter contract book article website findings results"
    " communique communiqué sheet indictment lawsuit complaint filing court papers transcript video footage images"
    " estimates intelligence evidence averages numbers polling"
)
_COMMON_VERBS = (
    "be have do go come get take make give become happen begin start stop end continue remain stay leave arrive return"
    " win lose kill die wound injure hit strike fire launch attack bomb explode collapse fall rise drop increase"
    " decline grow cut raise lower move run walk drive fly travel meet visit host hold attend speak talk work live play"
    " pay buy sell sign send receive bring carry keep let put set turn show see look watch hear find lose seem appear"
    " arrest detain release charge convict sentence face fight join lead build open close break cause create destroy"
    " damage use need want try fail plan agree decide vote elect appoint resign serve include contain involve follow"
    " allow help support provide offer follow reach cross enter occur begin stand sit lie know believe own own mean"
)


@cache
def common_verbs() -> frozenset[str]:
    """Return finite forms of frequent verbs: words that end a noun phrase. Base forms are left out (many are nouns)."""
    found = set(AUXILIARIES)
    for verb in _COMMON_VERBS.split():
        found.update(word for word, form in inflect(verb) if form in {"past", "participle", "third"})
    found.update(_IRREGULAR_PASTS)
    return frozenset(found - _ALSO_NOUNS)


_IRREGULAR_PASTS = word_set(
    "became began broke brought built bought came chose drew drove fell flew fought forgot froze gave got grew heard"
    " held kept knew laid led left lost met paid ran rose sang sank sat saw sent shook shot slept sold spent spoke"
    " spread stole stood struck swam taught threw took understood won wore withdrew"
)
_ALSO_NOUNS = word_set(
    "attacks fires strikes runs plans moves cuts drops falls rises increases declines works plays signs turns sets"
    " shows looks visits hosts leads fights charges arrests releases bombs uses needs offers reaches ends starts stops"
    " leaves returns hits talks means owns helps supports votes causes damages faces builds breaks closes opens walks"
    " drives flies stays goes wounds raises stands lies comes sees"
) - word_set("goes comes sees means faces leaves stands lies")
