"""The worked table in docs/algorithms/calendar.md is true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from juzhan.domain.shared.calendar import CalendarYearMissing
from juzhan.domain.shared.calendar_limits import Limit, Pause, due
from juzhan.domain.shared.calendar_loading import load_calendar

ROOT = Path(__file__).parents[3]
WORK = load_calendar(ROOT / "rules" / "cn" / "calendar")


def rows() -> list[list[str]]:
    lines = (ROOT / "docs" / "algorithms" / "calendar.md").read_text("utf-8").splitlines()
    start = lines.index("| start | limit | pauses | extensions | due | what happens |") + 2
    table = lines[start : lines.index("", start)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def listed(cell: str) -> list[str]:
    return [] if cell == "–" else cell.split(", ")


def limit(words: str) -> Limit:
    amount, kind = words.removesuffix("s").split(" ", 1)
    return Limit(int(amount), kind.replace(" ", "_"))


def pause(words: str) -> Pause:
    first, last = words.split("..")
    return Pause(date.fromisoformat(first), date.fromisoformat(last) if last else None)


def test_the_table_has_its_rows() -> None:
    assert len(rows()) >= 15


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[5])
def test_a_row_of_the_worked_table_is_true(row: list[str]) -> None:
    start, words, pauses, extensions, expected, _ = row
    given = date.fromisoformat(start), limit(words), [pause(each) for each in listed(pauses)]
    more = [limit(each) for each in listed(extensions)]
    if expected.endswith(" missing"):
        with pytest.raises(CalendarYearMissing, match=expected.removesuffix(" missing")):
            due(WORK, *given, more)
    else:
        found = due(WORK, *given, more)
        assert expected == (found.isoformat() if found else "none")
