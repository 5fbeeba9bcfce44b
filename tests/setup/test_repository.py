"""The repository keeps its own rules: locked requirements, no address of a machine or an index, whole migrations."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import ROOT

REQUIREMENTS = sorted((ROOT / "requirements").glob("*.txt"))
NOT_OURS = {
    ".git",
    ".venv",
    "var",
    ".mypy_cache",
    ".ruff_cache",
    ".pytest_cache",
    ".hypothesis",
    ".import_linter_cache",
}
TEXTS = {".py", ".toml", ".md", ".txt", ".in", ".sh", ".html", ".css", ".js", ".json", ".csv", ".svg", ".cfg", ""}
FORBIDDEN = [
    *(
        ".".join(parts)
        for parts in (("pypi", "org"), ("files", "pythonhosted"), ("registry", "npmjs"), ("deb", "debian"))
    ),
    *("/" + "/".join(parts) for parts in (("work", "main"), ("work", "shared"), ("root", ""), ("farm", ""))),
]


def our_texts() -> Iterator[Path]:
    """Every text file that belongs to the project."""
    waiting = [ROOT]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.is_dir() and path.name not in NOT_OURS and not path.name.endswith((".egg-info", "__pycache__")):
                waiting.append(path)
            elif path.is_file() and path.suffix in TEXTS:
                yield path


def test_no_file_names_an_index_or_a_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {word}"
        for path in our_texts()
        for word in FORBIDDEN
        if word in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_with_its_hashes_and_no_address(path: Path) -> None:
    text = path.read_text()
    entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
    assert entries
    assert [entry for entry in entries if not re.match(r"[\w.\[\]-]+==[\w.]+( ;[^\\]+)?\s*\\", entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text


def test_every_dependency_that_is_declared_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    wanted_by = {
        "base": project["dependencies"],
        "escpos": extras["escpos"],
        "dev": extras["escpos"] + extras["test"] + extras["dev"],
    }
    for name, declared in wanted_by.items():
        locked = set(re.findall(r"^([\w.-]+)", (ROOT / "requirements" / f"{name}.txt").read_text(), re.MULTILINE))
        wanted = {re.split(r"[\[<>=~! ]", each, maxsplit=1)[0].lower() for each in declared}
        assert wanted <= locked


def test_what_development_adds_never_changes_what_the_product_uses() -> None:
    base, dev = ((ROOT / "requirements" / name).read_text() for name in ("base.txt", "dev.txt"))
    pins = re.findall(r"^[\w.-]+==[\w.]+", base, re.MULTILINE)
    assert pins
    assert [pin for pin in pins if pin not in dev] == []


def test_make_names_what_scripts_rely_on() -> None:
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {"setup", "run", "test", "bench"} <= {line.split()[0] for line in said.splitlines()}


def test_a_test_never_sleeps_or_looks_at_the_clock_by_itself() -> None:
    waiting_rooms = {"tests/browser/serving.py", "tests/setup/programs.py"}
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "tests").rglob("*.py")
        if any(_is_sleep(node) for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    ]
    assert set(found) <= waiting_rooms


def _is_sleep(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "sleep"


def test_imports_keep_to_the_contracts() -> None:
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout
