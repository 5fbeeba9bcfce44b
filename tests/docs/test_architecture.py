"""ARCHITECTURE.md says where things are: the paths and names in it exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from tests.environment import ROOT

PAGE = ROOT / "ARCHITECTURE.md"
SOURCE = ROOT / "src" / "juzhan"
_PATH = re.compile(r"`([\w./-]+/[\w./-]*|[\w/]+\.(?:py|toml|md|txt))(?:: (\w+))?`")
_TREE = re.compile(r"^  (\w+)/ +\S", re.M)
ANY_APP = {"urls.py", "tasks.py", "access.py", "env.py"}
"""Files that each app may have; the page speaks of them without a folder."""


def paths(text: str) -> Iterator[tuple[str, str]]:
    """Every path of the page and the name that is to be found in its file (or nothing)."""
    for path, name in _PATH.findall(text):
        if "NAME" not in path and path not in ANY_APP and not path.startswith("/"):
            yield path, name


def place(path: str) -> Path | None:
    """The file or folder that a path names."""
    return next((found for found in (SOURCE / path, ROOT / path) if found.exists()), None)


def test_every_path_exists() -> None:
    found = list(paths(PAGE.read_text()))
    assert len(found) > 30
    assert [path for path, _ in found if place(path) is None] == []


def test_every_name_is_in_its_file() -> None:
    missing = []
    for path, name in paths(PAGE.read_text()):
        file = place(path)
        if name and file and not re.search(rf"\b{name}\b", file.read_text()):
            missing.append(f"{path}: {name}")
    assert missing == []


def test_the_figure_of_the_house_shows_every_folder() -> None:
    drawn = set(_TREE.findall(PAGE.read_text()))
    there = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert drawn == there


def test_the_figure_names_every_app_and_every_part_of_the_domain() -> None:
    text = PAGE.read_text()
    apps, domain = (
        {path.name for path in (SOURCE / part).iterdir() if (path / "__init__.py").exists()}
        for part in ("apps", "domain")
    )
    named = set(re.findall(r"^ {14}(\w+)  ?", text, re.M))
    assert domain <= named
    assert apps <= set(text.split("file names in each\n", 1)[1].split("\n", 1)[0].split())


def test_the_order_of_imports_is_that_of_the_contracts() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    contracts = [each for each in contracts if each["type"] == "layers"]
    apps = next(each["layers"] for each in contracts if each.get("containers") == ["juzhan.apps"])
    parts = next(each["layers"] for each in contracts if each["layers"][0] == "juzhan.cli")
    files = next(each["layers"] for each in contracts if each["layers"][0] == "(urls)")
    text = PAGE.read_text()
    assert f"`{' > '.join(apps).replace(' | ', ', ')}`" in text
    assert f"`{' > '.join(files).replace('(', '').replace(')', '')}`" in text
    said = "cli > config > api > apps > ui > domain"
    assert f"`{said}`" in text
    assert said.split(" > ") == [part.removeprefix("juzhan.") for part in parts if part.removeprefix("juzhan.") in said]


def test_newcomers_find_the_four_places_that_are_asked_for_most() -> None:
    text = PAGE.read_text()
    for wanted in ("state of a matter", "relation to a charter", "page to a desk", "rule to the rulebook"):
        assert f"| a **{wanted}** |" in text
