"""A browser on the machine's own Chromium, and the bundled case served to it; skipped where either is missing."""

import shutil
import threading
from contextlib import contextmanager

import pytest
import uvicorn

from onrecord.web import make_app
from onrecord.web.serve import claim_port

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def browser():
    # Its driver keeps an event loop in this thread, which tests of other modules need for themselves.
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (the extra `browser`)")
    if CHROMIUM is None:
        pytest.skip("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser):
    """A tab in which nothing of a page may run or fail: what does is an error of the test."""
    page = browser.new_page()
    page.set_default_timeout(10_000)
    faults = []
    page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    page.close()
    assert faults == []


@contextmanager
def served(case):
    with claim_port(0) as listening:
        server = uvicorn.Server(uvicorn.Config(make_app(case), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def address(sample_db):
    with served(sample_db) as found:
        yield found
