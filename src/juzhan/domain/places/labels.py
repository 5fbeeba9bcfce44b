"""English names and notes of places stand in a table of their own, by code, since the bureau's table has neither.

Columns ``code, name_en`` and, where wanted, ``note_zh, note_en``. A note says what was told and not verified; it is no fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from juzhan.domain.places import refusals
from juzhan.domain.places.codes import COMMUNITY_DIGITS, DISTRICT_DIGITS, STREET_DIGITS, is_code
from juzhan.domain.shared import Text
from juzhan.domain.shared.rows import RowFault, Sheet, header_faults, row_faults

LABEL_COLUMNS = ("code", "name_en", "note_zh", "note_en")
_NEEDED = LABEL_COLUMNS[:2]


@frozen
class Label:
    """What a place is called in English and what should be noted about it."""

    code: str
    name_en: str = ""
    note: Text | None = None


@frozen
class ParsedLabels:
    """Labels by code, or the faults; never both."""

    labels: dict[str, Label]
    faults: tuple[RowFault, ...] = ()


def parse_labels(sheet: Sheet) -> ParsedLabels:
    """Read a table of English names and notes."""
    faults = header_faults(sheet, _NEEDED, LABEL_COLUMNS) or row_faults(sheet, _NEEDED)
    if faults:
        return ParsedLabels({}, tuple(faults))
    found = list(_labels(sheet, faults))
    return ParsedLabels({} if faults else {label.code: label for label in found}, tuple(faults))


def _labels(sheet: Sheet, faults: list[RowFault]) -> Iterator[Label]:
    first_line: dict[str, int] = {}
    for line, record in sheet.records():
        code, zh, en = record["code"], record.get("note_zh", ""), record.get("note_en", "")
        first = first_line.setdefault(code, line)
        if not any(is_code(code, digits) for digits in (DISTRICT_DIGITS, STREET_DIGITS, COMMUNITY_DIGITS)):
            faults.append(RowFault(line, "code", refusals.LABEL_CODE(code=code)))
        if first != line:
            faults.append(RowFault(line, "code", refusals.LABEL_TWICE(code=code, first=first)))
        if bool(zh) != bool(en):
            faults.append(RowFault(line, "note_en" if zh else "note_zh", refusals.NOTE_HALF()))
        else:
            yield Label(code, record["name_en"], Text(zh, en) if zh else None)
