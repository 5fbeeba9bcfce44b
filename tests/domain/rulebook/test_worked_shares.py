"""The table of needed numbers in docs/algorithms/rulebook.md is true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.rulebook import Share, load_rulebook

ROOT = Path(__file__).parents[3]
BOOK = load_rulebook(ROOT / "rules" / "cn")


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "algorithms" / "rulebook.md").read_text("utf-8").splitlines()
    start = lines.index("| rule | on | whole | needed | why |") + 2
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[start : lines.index("", start)]]


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]} of {row[2]} on {row[1]}")
def test_a_row_of_needed_numbers_is_true(row: list[str]) -> None:
    name, on, whole, needed, _ = row
    share = BOOK.at(date.fromisoformat(on)).entry(name).value
    assert isinstance(share, Share)
    assert share.needed_of(int(whole)) == int(needed)
