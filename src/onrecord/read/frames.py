"""A reporting verb to its frame: who speaks, and on which side of the verb the content stands.

Invariant: a frame has a speaker, shares an earlier one's or says that he is left out, and has content on one side.
"""

from onrecord.language.cues import CueMatch, match_cue
from onrecord.language.titles import find_title
from onrecord.model import Part
from onrecord.read.complements import LONGEST_STEP, after_insertion, complement, continuation, skip_audience
from onrecord.read.hits import CLOSERS, WORDLESS, Hit
from onrecord.read.sentences import Sentence
from onrecord.read.source_phrases import noun_phrase_after, noun_phrase_before, skip_adjuncts
from onrecord.read.words import DETERMINERS, DOCUMENT_NOUNS, PREPOSITIONS, PRONOUNS, SUBORDINATORS

SURE, USUAL, SHARED, LOOSE = 0.9, 0.8, 0.7, 0.5
"""Scores by construction, from the precision of each on the development pages: "according to"; a subject and its verb;
a participle; a passive."""

_OPENERS = frozenset({"when", "while", "although", "though", "after", "as", "because", "if", "since", "once", "before"})
"""Conjunctions that begin a sentence whose main clause stands behind a comma."""

_INVERSION_CLOSERS = (
    WORDLESS | {"who", "in", "at", "of", "as", "on", ":"} | {"while", "when", "after", "before", "during", "to", "with"}
)
_NO_SPEAKERS = PREPOSITIONS | {"that", "it", "there", "this", "him", "her", "them"}
LONGEST_OWNED = 4
"""Tokens between an owner and the noun: `Norvia's repeated public |claim`."""

_COMPLEX = frozenset({("face", "of"), ("wake", "of"), ("light", "of")})
_LINKS = frozenset({"while", "before", "after", "by", "and"})
_CARRIERS = frozenset({"statement", "statements", "letter", "tweet", "report", "message", "note"})
_OPENING_MARKS = frozenset({",", ";", "—", "–", "-", "("})


def read_prepositional(sentence: Sentence, at: int, match: CueMatch) -> Hit | None:
    """Read `according to S, C` and `C, according to S`."""
    stop = at + match.length
    source = noun_phrase_after(sentence, stop)
    if source is None or (match.entry.phrase == "per" and at > 0 and not sentence.is_capital(stop)):
        return None
    hit = Hit((at, stop), match.entry, at, SURE, source=source)
    if at > 0 and sentence.words[at - 1] not in {"and", "but", ";"}:
        hit.left = at
    behind = skip_adjuncts(sentence, source[1])
    if hit.left is None and sentence.is_word(behind) and sentence.is_verb(behind):
        comma = next((here for here in range(behind, len(sentence.tokens)) if sentence.words[here] == ","), None)
        if comma is None or match.entry.phrase == "per":
            return None  # Per Olsen said
        hit.source, behind = (source[0], comma), comma  # according to a survey published in May,
    hit.right = _behind_speaker(sentence, behind, hit)
    return hit if hit.right is not None or hit.left is not None else None


def _behind_speaker(sentence: Sentence, behind: int, hit: Hit) -> int | None:
    """Return where content goes on behind the speaker of a prepositional cue."""
    if behind >= len(sentence.tokens):
        return None
    if hit.left is None:
        return behind if sentence.is_word(behind) else _skip_marks(sentence, behind)
    if sentence.is_word(behind) or sentence.is_quote(behind):
        return behind if sentence.words[behind] not in CLOSERS | {"with"} else None
    if sentence.words[behind] != "," or sentence.words[hit.begin - 1] != ",":
        return None
    here = _skip_marks(sentence, behind)
    return here if here is not None and _goes_on(sentence, here) else None


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether a clause goes on here, and no apposition, relative clause or afterthought begins."""
    word = sentence.words[at]
    return word not in SUBORDINATORS and not word.endswith("ing") and sentence.has_verb(at, len(sentence.tokens))


def _skip_marks(sentence: Sentence, at: int) -> int | None:
    while at < len(sentence.tokens) and sentence.words[at] in {",", ":", ")", "—", "–"}:
        at += 1
    return at if at < len(sentence.tokens) - 1 or sentence.is_quote(at) else None


def read_noun(sentence: Sentence, at: int, match: CueMatch) -> Hit | None:
    """Read `S's claim that C`."""
    owner = next((here for here in range(at - 1, max(-1, at - LONGEST_OWNED), -1) if _owns(sentence, here)), None)
    if owner is None or at + 2 >= len(sentence.tokens):
        return None
    source = noun_phrase_before(sentence, owner + 1)
    if source is None or sentence.words[owner] in {"my", "our"} or not sentence.has_verb(at + 2, len(sentence.tokens)):
        return None
    begin = source[0] + 3 if tuple(sentence.words[source[0] + 1 : source[0] + 3]) in _COMPLEX else source[0]
    hit = Hit((at, at + 1), match.entry, at, LOOSE, source=(min(begin, owner), owner + 1), right=at + 2)
    if sentence.words[0] in PREPOSITIONS | {"contrary"} or sentence.words[0].endswith("ing"):
        ends = (here for here in range(at + 2, len(sentence.tokens)) if sentence.ends_clause(here))
        hit.end = next((here + sentence.is_quote(here) for here in ends), None)
    return hit


def _owns(sentence: Sentence, at: int) -> bool:
    return sentence.words[at].endswith("'s") or sentence.words[at] in {"his", "her", "their", "its"}


def read_quoting(sentence: Sentence, at: int, match: CueMatch) -> Hit | None:
    """Read `X quoted S as saying C` and `C, X quoted S as saying`: S speaks, X only passes it on."""
    source = noun_phrase_after(sentence, at + 1)
    behind = None if source is None else _behind_saying(sentence, source[1])
    if behind is None:
        return None
    hit = Hit((at, at + match.length), match.entry, at, USUAL, source=source)
    hit.right = complement(sentence, behind, match.entry)
    outlet = noun_phrase_before(sentence, at)
    if hit.right is None and outlet is not None and outlet[0] > 0 and sentence.ends_clause(outlet[0] - 1):
        hit.left = outlet[0]
    return hit if hit.right is not None or hit.left is not None else None


def _behind_saying(sentence: Sentence, at: int) -> int | None:
    """Return where "as saying" ends, next to a name or behind its apposition."""
    for here in range(at, min(len(sentence.tokens) - 1, at + LONGEST_STEP)):
        if sentence.words[here : here + 2] == ["as", "saying"]:
            return here + 2
        if here == at and sentence.words[here] != ",":
            break
    return None


def read_participle(sentence: Sentence, at: int, match: CueMatch, begin: int) -> Hit | None:
    """Read `…, saying that C`, whose speaker is that of the verb before, and `with S saying C`."""
    before = sentence.words[begin - 1] if begin else ","
    follows_mark = before in _OPENING_MARKS or sentence.is_quote(begin - 1)
    hit = Hit((at, at + match.length), match.entry, begin, SHARED)
    hit.right = complement(sentence, at + match.length, match.entry)
    if hit.right is None or (begin == 0 and not _opens_sentence(sentence, hit)):
        return None
    if follows_mark or before in _LINKS | _CARRIERS:
        hit.shares = True
        hit.cut = begin if sentence.is_quote(begin - 1) else begin - 1
        return hit
    if before in PREPOSITIONS or before in DETERMINERS or not match.entry.takes & {"c", "a", "x"}:
        return None
    hit.source = noun_phrase_before(sentence, begin)
    noun = sentence.words[hit.right - 1] != "that" and sentence.is_verb(hit.right)  # the court's ruling was
    return hit if hit.source is not None and not noun else None


def _opens_sentence(sentence: Sentence, hit: Hit) -> bool:
    """Whether a participle that opens the sentence reports: `Noting that C, S …`, `Dismissing C, S …`; few do."""
    if hit.right is None or "v" in hit.entry.takes:
        return False
    introduced = sentence.is_quote(hit.right) or sentence.words[hit.right - 1] == "that"
    judges = hit.entry.act not in {"states", "asks"} or hit.entry.position == "denies" or "m" in hit.entry.takes
    return introduced or judges


def read_passive(sentence: Sentence, hit: Hit) -> Hit | None:
    """Read `X was condemned by S` and `X were told to`; "be quoted as saying" is an entry of its own."""
    stop = hit.cue[1]
    if hit.entry.phrase.startswith("be ") or hit.entry.takes & {"s", "k", "z"}:
        return read_active(sentence, hit)
    hit.score = LOOSE
    if "a" in hit.entry.takes and sentence.words[stop : stop + 1] == ["to"]:
        hit.right, hit.unnamed = stop, True
        return hit
    by = _agent(sentence, stop)
    if by is None or not hit.entry.takes & {"o", "m", "x", "a"}:
        return None
    hit.source = noun_phrase_after(sentence, by + 1)
    hit.subject = noun_phrase_before(sentence, hit.begin)
    if hit.source is None or hit.subject is None:
        return None
    hit.right, hit.end = (stop, by) if by > stop else (hit.source[1], None)
    return hit


def _agent(sentence: Sentence, stop: int) -> int | None:
    """Return where the "by" of a passive stands."""
    for at in range(stop, min(len(sentence.tokens), stop + LONGEST_STEP)):
        if sentence.words[at] == "by":
            return at
        if sentence.words[at] in SUBORDINATORS | WORDLESS:
            return None
    return None


def read_active(sentence: Sentence, hit: Hit) -> Hit | None:
    """Read `S said C`, `C, S said`, `C, said S` and a verb that goes on from an earlier one."""
    begin = hit.begin
    before = sentence.words[begin - 1] if begin else ""
    inverted = _inverted_source(sentence, hit) if before == "," or sentence.is_quote(begin - 1) else None
    if inverted is not None:
        hit.source, hit.left = inverted, begin
        hit.right = continuation(sentence, inverted[1])
        if hit.right is None and sentence.words[0] in SUBORDINATORS and "," not in sentence.words[: begin - 1]:
            hit.right = _main_clause(sentence, inverted[1])
        return hit
    listed = before == "," and "c" in hit.entry.takes and noun_phrase_before(sentence, begin) is None
    if before in {"and", "but", "then", "or"} or listed:
        hit.shares, hit.cut = True, begin - 1
    else:
        hit.source = _speaker_before(sentence, begin)
        if hit.source is None:
            return None
    return None if _is_named_so(sentence, hit) else _place_content(sentence, hit)


def _is_named_so(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb only tells a name: `a firm |called| Norvex`; `a spokesman called Kern …` does not."""
    stop = hit.cue[1]
    named = sentence.is_quote(stop) or (sentence.is_word(stop) and sentence.is_capital(stop))
    if not named or "m" not in hit.entry.takes or find_title(sentence.words[hit.begin - 1]) is not None:
        return False
    first = next(
        (
            at
            for at in range(hit.begin - 1, max(-1, hit.begin - LONGEST_OWNED), -1)
            if sentence.words[at] in DETERMINERS
        ),
        None,
    )
    return first is not None and sentence.words[first] in {"a", "an", "another"}


def _main_clause(sentence: Sentence, behind: int) -> int | None:
    """Return where the main clause begins in `As it rained, noted Reyes, |they left`."""
    behind = skip_adjuncts(sentence, behind)
    opens = sentence.words[behind : behind + 1] == [","] and sentence.has_verb(behind + 1, len(sentence.tokens))
    return behind + 1 if opens else None


def _speaker_before(sentence: Sentence, begin: int) -> Part | None:
    """Return the subject of the verb group at `begin`; a relative pronoun stands for the noun before it."""
    words = sentence.words
    if begin > 1 and words[begin - 1] in {"who", "which", "that"}:
        begin -= 2 if words[begin - 2] == "," else 1
    return noun_phrase_before(sentence, begin)


def _inverted_source(sentence: Sentence, hit: Hit) -> Part | None:
    """Return the speaker behind the verb in `C, said S`, where nothing else follows."""
    stop = hit.cue[1]
    if not hit.entry.takes & {"c", "q"} or not sentence.has_verb(0, hit.begin):
        return None
    found = noun_phrase_after(sentence, stop)
    if found is None or sentence.words[stop] in _NO_SPEAKERS:
        return None
    behind = skip_adjuncts(sentence, found[1])
    if behind >= len(sentence.tokens) - 1:
        return found
    quoted = sentence.is_quote(hit.begin - 1) or sentence.is_quote(hit.begin - 2)
    named = sentence.is_capital(stop) or sentence.words[stop] in PRONOUNS | DETERMINERS
    return found if (named or quoted) and sentence.words[behind] in _INVERSION_CLOSERS else None


def _place_content(sentence: Sentence, hit: Hit) -> Hit | None:
    """Decide on which side of the verb the content stands."""
    if "d" in hit.entry.takes and "c" not in hit.entry.takes and not _is_document(sentence, hit.source):
        return None
    speaks = hit.source is not None and bool(hit.entry.takes & {"c", "q", "a"})
    if speaks and _interrupts(sentence, hit):
        return hit
    hit.right = complement(sentence, hit.cue[1], hit.entry, negated=hit.negated)
    if hit.right is not None:
        hit.end = _early_end(sentence, hit)
        return hit
    if speaks and _precedes(sentence, hit):
        return hit
    if speaks:
        hit.right = after_insertion(sentence, skip_audience(sentence, hit.cue[1], hit.entry))
        if not hit.entry.takes & {"c", "a"} and not (hit.right is not None and sentence.is_quote(hit.right)):
            hit.right = None
    return hit if hit.right is not None or "z" in hit.entry.takes else None


def _early_end(sentence: Sentence, hit: Hit) -> int | None:
    """Return where content ends before its sentence: `When S said C|, …` and `what S called "C"| is …`."""
    if hit.source is None or hit.right is None:
        return None
    if hit.source[0] == 1 and sentence.words[0] in _OPENERS:
        return next((at for at in range(hit.right, len(sentence.tokens)) if sentence.words[at] == ","), None)
    relative = hit.source[0] > 0 and sentence.words[hit.source[0] - 1] == "what"
    return hit.right + 1 if relative and sentence.is_quote(hit.right) else None


def _interrupts(sentence: Sentence, hit: Hit) -> bool:
    """Place content on both sides of `"A," S said, "B"` and `A, S said, B`; return whether it was such a place."""
    border = hit.source[0] if hit.source is not None else 0
    if border == 0:
        return False
    if sentence.words[border - 1] == "as":
        return _place_aside(sentence, hit, border)
    quote = border - 1 if sentence.is_quote(border - 1) else border - 2
    quoted = sentence.is_quote(quote) and (quote == border - 1 or sentence.words[border - 1] == ",")
    behind = skip_adjuncts(sentence, skip_audience(sentence, hit.cue[1], hit.entry))
    if not quoted:
        return _interrupts_clause(sentence, hit, border, behind)
    ahead = continuation(sentence, behind)
    if quote <= 1 or (ahead is None and _closes(sentence, hit)):
        hit.left, hit.right = border, ahead
        return True
    return False


def _interrupts_clause(sentence: Sentence, hit: Hit, border: int, behind: int) -> bool:
    """As above, where nothing is quoted: a comma stands on either side of speaker and verb."""
    if hit.entry.takes == {"q"} or {"a", "c"} & hit.entry.takes == {"a"} or behind >= len(sentence.tokens) - 2:
        return False
    if sentence.words[border - 1] != "," or sentence.words[behind] != "," or not sentence.is_word(behind + 1):
        return False
    following = sentence.words[behind + 1]
    adds = following in CLOSERS or following.endswith("ing") or match_cue(sentence.words, behind + 1) is not None
    if (adds and sentence.words[0] not in SUBORDINATORS) or not sentence.has_verb(behind + 1, len(sentence.tokens)):
        return False
    hit.left, hit.right = border, behind + 1
    return True


def _place_aside(sentence: Sentence, hit: Hit, border: int) -> bool:
    """Place the content of `As S noted, C` and `C, as S noted`."""
    behind = skip_adjuncts(sentence, hit.cue[1])
    opens = sentence.words[0] in {"as", "but", "and"} and border in {1, 2}
    if opens and behind < len(sentence.tokens) - 2 and sentence.words[behind] == ",":
        hit.right = behind + 1
        return True
    if not opens and sentence.words[border - 2] == "," and _closes(sentence, hit):
        hit.left = border - 1
        return True
    return False


def _precedes(sentence: Sentence, hit: Hit) -> bool:
    """Place a clause or quotation that ends before the speaker: `They left, |Reyes said`; return whether it does."""
    border = hit.source[0] if hit.source is not None else 0
    quoted = sentence.is_quote(border - 1) or sentence.is_quote(border - 2)
    if border == 0 or (hit.entry.takes == {"q"} and not quoted) or not _closes(sentence, hit):
        return False
    words = sentence.words
    subordinate = words[0] in SUBORDINATORS | PREPOSITIONS and "," not in words[: border - 1] and words[1][0].isalpha()
    if (subordinate or words[0].endswith("ing")) and not quoted:
        return False
    if not (words[border - 1] in {",", "—", "–"} or sentence.is_quote(border - 1)) or not sentence.has_verb(0, border):
        return False
    hit.left = border
    return True


def _closes(sentence: Sentence, hit: Hit) -> bool:
    """Whether nothing that was said follows the verb."""
    behind = skip_adjuncts(sentence, skip_audience(sentence, hit.cue[1], hit.entry))
    return not sentence.is_word(behind) or sentence.words[behind] in CLOSERS


def _is_document(sentence: Sentence, source: Part | None) -> bool:
    return source is not None and any(sentence.words[at] in DOCUMENT_NOUNS for at in range(*source))
