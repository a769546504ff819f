"""Shared fixtures: the development data beside the checkout, where it is present."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from onrecord.pipeline import build_case
from onrecord.sample import sample_pages

DATA = Path(os.environ.get("ONRECORD_DATA", Path(__file__).parents[2] / "shared" / "data"))

# A shared machine stalls now and then: a slow example is no failure. The same examples are drawn on every run.
settings.register_profile("onrecord", deadline=None, derandomize=True)
settings.load_profile("onrecord")


@pytest.fixture(scope="session")
def sample_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the case of the bundled sample, built once: for tests that only read it."""
    path = tmp_path_factory.mktemp("sample") / "harbour.db"
    with sample_pages() as pages:
        build_case([pages], path)
    return path


@pytest.fixture
def shared_data() -> Path:
    """Return the folder of real pages and gold, or skip: it is not part of the project."""
    if not DATA.is_dir():
        pytest.skip(f"the development data is not here ({DATA}); set ONRECORD_DATA to its folder")
    return DATA
