"""Every title of a post is there in both languages, whether a charter gives it or the law adds it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
FILES = [*sorted((ROOT / "charters").glob("*.toml")), ROOT / "rules" / "cn" / "charter_law.toml"]


def bilingual(table: Any) -> Iterator[dict[str, str]]:
    """Every table that holds a Chinese text, however deep it lies."""
    if isinstance(table, dict):
        if "zh" in table:
            yield table
        yield from (found for value in table.values() for found in bilingual(value))
    elif isinstance(table, list):
        yield from (found for value in table for found in bilingual(value))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_text_of_the_file_has_its_english(path: Path) -> None:
    texts = list(bilingual(tomllib.loads(path.read_text("utf-8"))))
    assert texts
    assert [text for text in texts if not text.get("en", "").strip()] == []
