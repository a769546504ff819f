"""The page of licences names every library that onrecord itself depends on."""

import re
from importlib.metadata import requires
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "licences.md"


def test_every_dependency_stands_on_the_page_of_licences():
    named = {line.split("|")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")}
    on_page = {word.casefold() for cell in named for word in re.split(r", ", cell.strip())}
    needed = {re.match(r"[\w-]+", each)[0] for each in requires("onrecord") if "extra ==" not in each}
    assert needed - on_page == set()
