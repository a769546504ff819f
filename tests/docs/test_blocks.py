"""What the documents show is what happens: every console and Python block in README and docs is run.

A console block holds commands (`$ onrecord …`) and lines of their output; `…` stands for any words, a line `…` for any
lines. Commands of one document share one folder, in which `pages/` holds the bundled sample.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.sample import sample_pages

ROOT = Path(__file__).parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```(console|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks_of(document: Path) -> list[tuple[str, str]]:
    return BLOCK.findall(document.read_text(encoding="utf-8"))


def run_commands(block: str, folder: Path) -> None:
    for chunk in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, shown = chunk.partition("\n")
        words = shlex.split(command, comments=True)
        assert words[0] == "onrecord", f"only our own commands are shown: {command}"
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "onrecord", *words[1:]],
            cwd=folder,
            env=os.environ | {"COLUMNS": "160", "PYTHONHASHSEED": "0"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
        # A check of a draft with wrong lines says so by its exit code.
        assert done.returncode in ({0, 1} if words[1] == "check" else {0}), f"{command}: {done.stderr}"
        printed = [line.rstrip() for line in (done.stdout + done.stderr).splitlines()]
        for line in filter(str.strip, shown.splitlines()):
            pattern = ".*".join(re.escape(piece) for piece in line.rstrip().split("…"))
            found = any(re.fullmatch(pattern, each) for each in printed)
            assert found, f"{command} does not print {line!r} but\n" + "\n".join(printed)


@pytest.mark.parametrize("document", [d for d in DOCUMENTS if blocks_of(d)], ids=lambda d: d.name)
def test_what_a_document_shows_is_what_happens(document, tmp_path, monkeypatch):
    with sample_pages() as pages:
        shutil.copytree(pages, tmp_path / "pages")
    monkeypatch.chdir(tmp_path)
    scope: dict[str, object] = {}
    for language, block in blocks_of(document):
        if language == "python":
            exec(compile(block, document.name, "exec"), scope)  # noqa: S102 - the documents are ours
        else:
            run_commands(block, tmp_path)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: d.name)
def test_links_between_documents_lead_somewhere(document):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), f"{document.name} links to {target}"
