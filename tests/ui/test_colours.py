"""Colours: enough contrast in light and dark, and no name that is not defined."""

from __future__ import annotations

import re

import pytest

from juzhan.ui.tokens import Pair, colours, contrast, pairs
from tests.ui.templates import UI

STATIC = UI / "static" / "ui"
SHEETS = sorted(STATIC.glob("*.css"))
OTHERS = [sheet for sheet in SHEETS if sheet.name not in {"tokens.css", "dark.css", "print.css"}]


def test_contrast_is_what_wcag_says_it_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_light_colours_can_be_told_apart(pair: Pair) -> None:
    assert pair.holds, f"{pair.ratio} is less than {pair.needed}"


@pytest.mark.parametrize("pair", pairs(dark=True), ids=lambda pair: f"{pair.front} on {pair.ground}")
def test_dark_colours_can_be_told_apart(pair: Pair) -> None:
    assert pair.holds, f"{pair.ratio} is less than {pair.needed}"


def test_every_colour_has_a_dark_value() -> None:
    written = (STATIC / "dark.css").read_text("utf-8")
    assert all(f"--{name}:" in written for name in colours())


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_every_name_that_is_used_is_defined(sheet: object) -> None:
    defined = set(re.findall(r"(--[a-z0-9-]+)\s*:", (STATIC / "tokens.css").read_text("utf-8")))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", sheet.read_text("utf-8")))  # type: ignore[attr-defined]
    assert used <= defined


@pytest.mark.parametrize("sheet", OTHERS, ids=lambda sheet: sheet.name)
def test_colours_are_named_not_written(sheet: object) -> None:
    text = sheet.read_text("utf-8")  # type: ignore[attr-defined]
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", text)) <= {"#ffffff", "#000000"}, "a QR code alone is black on white"


def test_every_rule_stands_in_a_layer() -> None:
    for sheet in SHEETS:
        bare = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        depth, outside = 0, ""
        for character in bare:
            depth += {"{": 1, "}": -1}.get(character, 0)
            outside += character if depth == 0 else ""
        headers = [part.strip(" \n}") for part in re.split(r"[;{}]", outside) if part.strip(" \n}")]
        assert all(header.startswith("@layer") for header in headers), (sheet.name, headers)
