"""Feeds broken variants of sample inputs to every parser and checks that each ends well.

    python -m benchmarks.fuzz [--minutes M] [--seed N] [--only NAME ...] [--keep FOLDER]

Each parser runs in a guarded process. It may refuse an input (PageError, InputError) but neither raise anything else,
nor take longer than its limit or more memory than a worker may have, nor give a result that breaks its invariants. What
is found is made smaller and printed with the call that runs it again; the exit code is 1 where anything was found. The
same seed gives the same inputs, so a longer run goes on where a shorter one stopped.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from benchmarks.fuzz_targets import SLOW, TARGETS, Finding, run_batch, run_case
from benchmarks.mutation import smaller, variant
from onrecord.attempts import warm_up
from onrecord.workers import MEBIBYTE, GuardedPool, Limits, Lost

LIMITS = Limits(memory=1024 * MEBIBYTE, works=200)
BATCH = 25
"""Inputs for each piece of a worker's work."""

TRIES = 240
SLOW_TRIES = 6
"""Tries to make a finding smaller, and where each takes as long as it may."""

SHOWN_BYTES = 600


def find_problems(pool: GuardedPool, name: str, seed: int, numbers: Sequence[int]) -> list[Finding]:
    """Return what was found among the variants with these numbers, whatever becomes of the worker."""
    try:
        return pool.submit(SLOW + SLOW * len(numbers) / 10, run_batch, name, seed, numbers).result()
    except Lost as lost:
        if len(numbers) == 1:
            return [Finding(name, seed, numbers[0], f"{lost.code}: {lost.detail}")]
    # One of them ended the worker, or all together took too long: each is tried alone.
    return [found for number in numbers for found in find_problems(pool, name, seed, [number])]


def reduced(pool: GuardedPool, finding: Finding) -> bytes:
    """Return a small input with the same kind of problem."""
    kind = _kind(finding.problem)

    def still_fails(data: bytes) -> bool:
        try:
            problem = pool.submit(2 * SLOW, run_case, finding.target, data).result()
        except Lost as lost:
            problem = f"{lost.code}: {lost.detail}"
        return problem is not None and _kind(problem) == kind

    data = variant(TARGETS[finding.target].samples(), finding.seed, finding.number)
    return smaller(data, still_fails, SLOW_TRIES if kind in {"timeout", "it took"} else TRIES)


def _kind(problem: str) -> str:
    """Return what makes two problems the same one: the exception and where it was raised, or the broken limit."""
    if problem.startswith("it took"):
        return "it took"
    first, _, rest = problem.partition(":")
    return f"{first} {rest.rpartition('>')[2]}" if "(" in rest else first


def report(finding: Finding, data: bytes, keep: Path | None) -> None:
    """Print a finding, and keep its input in a file."""
    print(f"\n{finding.target} #{finding.number}: {finding.problem}")
    print(f"  again: variant(TARGETS[{finding.target!r}].samples(), {finding.seed}, {finding.number})")
    shown = repr(data[:SHOWN_BYTES])
    print(f"  smallest, {len(data)} bytes: {shown}", flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / f"{finding.target}-{sha256(data).hexdigest()[:12]}").write_bytes(data)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", choices=sorted(TARGETS), default=sorted(TARGETS))
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that were found")
    options = parser.parse_args(arguments)
    until = time.monotonic() + 60 * options.minutes
    done = dict.fromkeys(options.only, 0)
    known: set[tuple[str, str]] = set()
    with GuardedPool(1, warm_up, LIMITS) as pool:
        while time.monotonic() < until:
            for name in options.only:
                numbers = range(done[name], done[name] + BATCH)
                for finding in find_problems(pool, name, options.seed, numbers):
                    if (name, _kind(finding.problem)) not in known:
                        known.add((name, _kind(finding.problem)))
                        report(finding, reduced(pool, finding), options.keep)
                done[name] += BATCH
    print("\n".join(f"{name}: {count} inputs" for name, count in done.items()))
    print(f"{sum(done.values())} inputs, {len(known)} kinds of problems")
    return 1 if known else 0


if __name__ == "__main__":
    sys.exit(main())
