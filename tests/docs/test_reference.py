"""The generated reference is current: every command and option, every field, every word of the screen."""

import pytest

from docs.reference import HERE, PAGES


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_current(name):
    assert (HERE / name).read_text(encoding="utf-8") == PAGES[name](), "run: python -m docs.reference"
