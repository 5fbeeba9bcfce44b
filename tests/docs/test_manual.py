"""The manual says the same in both languages, shows its pictures, and knows every charter."""

from __future__ import annotations

import re

import pytest

from tests.environment import ROOT

FOLDER = ROOT / "docs" / "manual"
PAGES = {"zh": FOLDER / "zh.md", "en": FOLDER / "en.md"}
CHARTERS = sorted(path.stem for path in (ROOT / "charters").glob("*.toml"))
MOST_BYTES = 6 * 1024 * 1024
_IMAGE = re.compile(r'<img src="([^"]+)" alt="([^"]+)"')
_HEADING = re.compile(r"^(#+) ", re.M)


def pictures(language: str) -> list[str]:
    """The pictures of a page in order, without language and ending."""
    page = PAGES[language]
    found = re.findall(rf"pictures/([\w-]+)\.{language}\.png", page.read_text())
    assert len(found) == page.read_text().count(".png"), "a picture of the other language"
    return found


def test_both_languages_show_the_same_pictures_in_the_same_order() -> None:
    assert pictures("zh") == pictures("en")
    assert len(pictures("zh")) > 20


def test_both_languages_have_the_same_parts() -> None:
    zh, en = (_HEADING.findall(PAGES[language].read_text()) for language in ("zh", "en"))
    assert zh == en


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_picture_is_there_and_says_what_it_shows(language: str) -> None:
    page = PAGES[language]
    shown = [*_IMAGE.findall(page.read_text()), *re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text())]
    assert all(first and second for first, second in shown)
    missing = [name for name in pictures(language) if not (FOLDER / "pictures" / f"{name}.{language}.png").exists()]
    assert missing == []


def test_the_pictures_are_no_burden() -> None:
    shown = [FOLDER / "pictures" / f"{name}.{language}.png" for language in PAGES for name in set(pictures(language))]
    assert sum(path.stat().st_size for path in shown) <= MOST_BYTES


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("charter", CHARTERS)
def test_every_charter_is_in_the_manual(language: str, charter: str) -> None:
    assert f"| `{charter}` |" in PAGES[language].read_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_parts_named_at_the_top_are_there(language: str) -> None:
    top = PAGES[language].read_text().split("\n## ", 1)[0]
    parts = _HEADING.findall(PAGES[language].read_text()).count("##")
    assert top.count("](#") == parts
