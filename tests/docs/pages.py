"""Reads the project's documents: every Markdown page, its headings, links and blocks of code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from attrs import frozen

from tests.environment import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.md")])
_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.M | re.S)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+?)\s*$", re.M)


@frozen
class Block:
    """One fenced block of code and its language."""

    language: str
    text: str


def named(path: Path) -> str:
    """A page's path as people say it."""
    return path.relative_to(ROOT).as_posix()


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page."""
    return [Block(language, text) for language, text in _FENCE.findall(page.read_text())]


def prose(page: Path) -> str:
    """A page without its fenced blocks."""
    return _FENCE.sub("", page.read_text())


def codes(page: Path) -> list[str]:
    """The pieces of code that stand inside sentences."""
    return _CODE.findall(prose(page))


def links(page: Path) -> Iterator[str]:
    """Where a page points to, pictures included."""
    yield from _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings have: lower case, marks left out, spaces as hyphens."""
    return {_anchor(heading) for heading in _HEADING.findall(prose(page))}


def _anchor(heading: str) -> str:
    kept = "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -_")
    return kept.replace(" ", "-")


def target(page: Path, link: str) -> tuple[Path, str]:
    """The file that a relative link names, and its anchor."""
    path, _, anchor = unquote(link).partition("#")
    return ((page.parent / path).resolve() if path else page), anchor
