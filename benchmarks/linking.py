"""Measures linking as a case grows: a whole case, and one new mention in it.

    python -m benchmarks.linking                       cases of 1,000, 10,000 and 100,000 speakers
    python -m benchmarks.linking --speakers N [N ...]  cases of so many

Names are drawn with a fixed seed: few given names, family names of which some are borne by many, as among people. A
new mention goes through all three steps: its candidates are found, compared, and one is chosen or none. Of the
mentions a quarter each is a known name, another spelling of one, a family name alone, and a name never seen.
"""

import argparse
import platform
import random
import statistics
import time
from collections.abc import Iterator, Mapping

from onrecord.link.bearers import Bearer, best_supported, find_bearers
from onrecord.link.clusters import Clusters
from onrecord.link.compare import parse_name
from onrecord.link.context import Companions, Words, context_of
from onrecord.link.decide import decide_groups
from onrecord.link.known import KnownNames
from onrecord.model import Chain, ChainMention, Span

SEED = 7
SIZES = (1_000, 10_000, 100_000)
MENTIONS = 2_000
SPEAKERS_PER_PAGE = 8
SYLLABLES = "ar bel cor dan el fer gol hal in jor kel lun mar nor ost pel qua ril sor tam ul var wen yor zan".split()  # noqa: SIM905 - reads better than a list
GIVEN_NAMES = 400
OFFICES = ("Norwegian minister", "mayor", "spokesman", "Portuguese judge", "engineer", "")


def invented_chains(speakers: int) -> list[Chain]:
    """Return one chain each for so many speakers of different names."""
    draw = random.Random(SEED)  # noqa: S311 - test data, not a secret
    given = [_word(draw, 2) for _ in range(GIVEN_NAMES)]
    family = [_word(draw, 3) for _ in range(max(10, speakers // 3))]
    names: dict[str, None] = {}
    while len(names) < speakers:
        # The square draws low places far more often: a few family names are borne by many.
        names[f"{draw.choice(given)} {family[int(draw.random() ** 2 * len(family))]}"] = None
    return [_chain(n, name, draw.choice(OFFICES)) for n, name in enumerate(names)]


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(SYLLABLES, k=syllables)).capitalize()


def _chain(n: int, name: str, office: str) -> Chain:
    roles = (Span(start=0, end=len(office), text=office),) if office else ()
    mention = ChainMention(start=n * 100 + 50, end=n * 100 + 50 + len(name), text=name, form="name")
    return Chain(
        id=f"ch_{n:012x}",
        article=f"ar_{n // SPEAKERS_PER_PAGE:012x}",
        name=name,
        name_from="text",
        type="person",
        mentions=(mention,),
        roles=roles,
    )


def new_mentions(chains: list[Chain]) -> Iterator[Chain]:
    """Yield mentions on new pages: known names, other spellings, family names alone, and names never seen."""
    draw = random.Random(SEED + 1)  # noqa: S311 - test data, not a secret
    for n in range(MENTIONS):
        known = draw.choice(chains).name
        given, _, family = known.partition(" ")
        at = draw.randrange(1, len(family))
        name = (
            known,
            f"{given} {family[:at]}{family[at]}{family[at:]}",
            family,
            f"{_word(draw, 2)} {_word(draw, 4)}",
        )[n % 4]
        yield _chain(len(chains) + n * SPEAKERS_PER_PAGE, name, draw.choice(OFFICES))


def link_mention(
    chain: Chain, bearers: Mapping[Words, list[Bearer]], known: KnownNames, companions: Companions
) -> Bearer | None:
    """Return whom one new mention names, None where nobody is known of its name or nothing shows which of several."""
    name = parse_name(chain.name)
    bearer = Bearer(name, (chain,), context_of(chain))
    if len(name.words) == 1:
        fitting = known.owners(chain)
    elif name.words in bearers:
        fitting = bearers[name.words]
    else:
        fitting = [pair.other for pair in sorted(known.spelled_alike(bearer), key=lambda pair: pair.key)]
    return fitting[0] if len(fitting) == 1 else best_supported(bearer, fitting, companions)


def measure(speakers: int) -> None:
    """Print how long a case of so many speakers takes, and one new mention in it."""
    chains = invented_chains(speakers)
    began = time.perf_counter()
    groups = decide_groups(chains).groups
    whole = time.perf_counter() - began
    clusters = Clusters(chain.id for chain in chains)
    companions = Companions(chains)
    began = time.perf_counter()
    bearers = find_bearers(chains, clusters, companions)
    known = KnownNames(bearers)
    opening = time.perf_counter() - began
    taken = []
    found = 0
    for mention in new_mentions(chains):
        began = time.perf_counter()
        found += link_mention(mention, bearers, known, companions) is not None
        taken.append(1000 * (time.perf_counter() - began))
    taken.sort()
    print(
        f"{speakers:>9,} speakers  whole case {whole:6.1f} s ({speakers / whole:,.0f} a second, {len(groups):,} groups)"
        f"  known names opened in {opening:5.1f} s  one mention: median {statistics.median(taken):.2f} ms,"
        f" 99 of 100 under {taken[len(taken) * 99 // 100]:.2f} ms, slowest {taken[-1]:.2f} ms"
        f" ({found} of {len(taken)} linked)"
    )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speakers", type=int, nargs="+", default=list(SIZES), metavar="N")
    arguments = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, one core")
    for speakers in arguments.speakers:
        measure(speakers)


if __name__ == "__main__":
    main()
