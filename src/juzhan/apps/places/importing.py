"""From a file to the places of a district, or to every fault in it: the one way for the command, the page and the interface.

Needs no database, so that a damaged file is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping

from juzhan.domain.places import District, Label, ParsedDivision, parse_division
from juzhan.domain.shared import Text
from juzhan.domain.shared.rows import Sheet
from juzhan.tables import ReadTable

UNSAID = Text("未注明", "not given")


def read_places(
    table: ReadTable, *, name: Text | None = None, labels: Mapping[str, Label] | None = None
) -> ParsedDivision:
    """Make places of a division table; ``name`` is needed for a district that the program does not know.

    The faults are those of the file, or those of its lines.
    """
    if not table.is_sound:
        return ParsedDivision((), table.faults)
    district = District(code_of(table.sheet), name, UNSAID, UNSAID) if name else None
    return parse_division(table.sheet, district=district, labels=labels)


def code_of(sheet: Sheet) -> str:
    """The code of the district whose first line this is; empty where there is none."""
    return next((record.get("street_code", "")[:6] for _, record in sheet.records()), "")
