"""`python -m training.average A.pt B.pt … --target C.pt`: the mean of weights that one run has passed through.

Weights along a run, or of runs from the same start, lie in one basin: their mean errs less than each (Izmailov et al.
2018, stochastic weight averaging; Wortsman et al. 2022, model soups).
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(weights: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """Return the mean of each number; what is no fraction is taken from the first."""
    first = weights[0]
    return {
        name: torch.stack([one[name] for one in weights]).mean(0) if value.is_floating_point() else value
        for name, value in first.items()
    }


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, nargs="+")
    parser.add_argument("--target", type=Path, required=True)
    arguments = parser.parse_args()
    torch.save(average([torch.load(path, map_location="cpu") for path in arguments.weights]), arguments.target)


if __name__ == "__main__":
    main()
