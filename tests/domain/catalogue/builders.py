"""Made-up items and sheets for the tests of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from juzhan.domain.catalogue import AffairClass, ItemKind, ItemVersion
from juzhan.domain.shared import Text
from juzhan.domain.shared.rows import Row, Sheet

OPENING_DAY = date(2026, 1, 1)


def make_item(**fields: Any) -> ItemVersion:
    """An item with as few fields as it can have, and those given."""
    least: dict[str, Any] = {
        "code": "test.item",
        "version": 1,
        "valid_from": OPENING_DAY,
        "name": Text("试验事项", "Test item"),
        "affair_class": AffairClass.ADMINISTRATIVE,
        "kind": ItemKind.APPLICATION,
    }
    return ItemVersion(**(least | fields))


def make_sheet(header: Sequence[str], *rows: Sequence[str]) -> Sheet:
    """A sheet whose rows stand on line 2 and on."""
    return Sheet(tuple(header), tuple(Row(line, tuple(row)) for line, row in enumerate(rows, start=2)))
