"""The package's own names: what a program imports without knowing the tree."""

import ast
import subprocess
import sys
from importlib.resources import files

import pytest

import onrecord


def stub_names() -> set[str]:
    names = set()
    for node in ast.parse((files("onrecord") / "__init__.pyi").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom):
            names.update(alias.asname for alias in node.names)
        elif isinstance(node, ast.AnnAssign):
            names.add(node.target.id)
    return names


def test_every_name_is_there():
    for name in onrecord.__all__:
        assert hasattr(onrecord, name)


def test_the_stub_types_exactly_the_names_that_are_there():
    assert stub_names() == set(onrecord.__all__)


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'verdict'"):
        _ = onrecord.verdict


def test_importing_the_package_imports_no_library():
    program = (
        "import sys, onrecord; print([m for m in sys.modules if m.startswith(('onrecord.', 'msgspec', 'sqlalchemy'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter
    assert done.stdout.strip() == "[]"


def test_a_case_is_built_read_exported_and_proved_with_these_names(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("Port Calder will stay open, harbour master Ilse Quent said on Monday.\n", encoding="utf-8")
    result = onrecord.build_case([page], tmp_path / "port.db")
    assert (result.added, result.failures) == (1, ())
    with onrecord.CaseReader(tmp_path / "port.db") as reader:
        assert [s.text for s in reader.statements(onrecord.StatementFilters(speaker="quent"))] == [
            "Port Calder will stay open"
        ]
        onrecord.export_jsonl(reader, tmp_path / "out")
        assert onrecord.audit_case(reader).mismatches == ()
        assert list(onrecord.audit_export(reader, tmp_path / "out")) == []
