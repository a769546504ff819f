"""Which names are worth comparing: those that share the sound of a word, a given name, a family's characters.

Invariant: names that `compare_persons` does not tell apart share a key; what an index gives does not depend on the
order of adding, and costs the same however many names share a key.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, combinations, pairwise, product

from onrecord.link.abjads import is_abjad, steady_letters
from onrecord.link.eastern import families_of, reading_keys
from onrecord.link.given import find_given
from onrecord.link.names import Name, Word
from onrecord.link.sounds import coarse_sounds

MOST_SHARING = 32
"""Names that an index gives for one."""

NEAREST = 12
"""Names taken from under one key on either side of a full name's own place, in the order of their words."""

NAMES_KEPT = 1 << 18

_Place = tuple[tuple[str, ...], str]


@lru_cache(NAMES_KEPT)
def block_keys(name: Name) -> tuple[str, ...]:
    """Return the keys of a name, ascending; names that can be one person's share at least one."""
    return tuple(sorted({*_pair_keys(name), *_single_keys(name)}))


def _single_keys(name: Name) -> Iterator[str]:
    """Yield what one word, or one family name, says."""
    for word in name.parts:
        yield from _word_keys(word)
        if not is_abjad(word.written):
            yield from (f"sound {sound}" for sound in coarse_sounds(word.joined))
        yield f"steady {steady_letters(word.text)}"
    for first, second in pairwise(name.parts):
        # "Mac Donald" is "MacDonald".
        yield from (f"sound {sound}" for sound in coarse_sounds(first.written + second.written))
        yield f"steady {steady_letters(first.text + second.text)}"
    if len(name.parts) == 1:
        yield from (f"family {family}" for family in families_of(name.family))
    yield from (key for reading in name.readings for key in reading_keys(reading))


def _pair_keys(name: Name) -> Iterator[str]:
    """Yield what two words together say: few names share it."""
    keys = [_word_keys(word) for word in name.parts if not word.initial]
    for first, second in combinations(keys, 2):
        yield from (" + ".join(sorted(pair)) for pair in product(first, second))


def _word_keys(word: Word) -> tuple[str, ...]:
    given = find_given(word.text)
    full = sorted(given.spelling_of | given.short_of) if given is not None else ()
    sounds = () if is_abjad(word.written) else (*coarse_sounds(word.written), *coarse_sounds(word.text))
    return tuple(dict.fromkeys([*(f"sound {sound}" for sound in sounds), *(f"given {each}" for each in full)]))


class NameIndex:
    """Names under their keys: the candidates of one name without a look at all names."""

    def __init__(self) -> None:
        self._places: dict[str, list[_Place]] = defaultdict(list)
        self._names: dict[str, Name] = {}

    def add(self, name: Name) -> None:
        """Add a name; adding it again changes nothing."""
        if name.text in self._names:
            return
        self._names[name.text] = name
        place = (name.words, name.text)
        for key in block_keys(name):
            places = self._places[key]
            places.insert(bisect_left(places, place), place)

    def sharing(self, name: Name) -> list[Name]:
        """Return up to `MOST_SHARING` names that share a key with this one, itself among them if it was added.

        Those that share most keys come first, then in the order of their words. Under each key only the nearest are
        looked at: `NEAREST` on either side of a full name, more for a name of one word.
        """
        reach = NEAREST if len(name.parts) > 1 else MOST_SHARING
        place = (name.words, name.text)
        shared = Counter(chain.from_iterable(self._near(key, place, reach) for key in block_keys(name)))
        found = sorted(shared, key=lambda each: (-shared[each], each))
        return [self._names[text] for _, text in found[:MOST_SHARING]]

    def _near(self, key: str, place: _Place, reach: int) -> list[_Place]:
        places = self._places.get(key, [])
        at = bisect_left(places, place)
        return places[max(0, at - reach) : at + reach + 1]
