"""From a file to service items, or to every fault in it: the one way for the command, the page and the interface.

Needs no database, so that a damaged file is told at once.
"""

from __future__ import annotations

from datetime import date

from juzhan.domain.catalogue import ParsedItems, parse_items
from juzhan.tables import ReadTable


def read_items(table: ReadTable, *, valid_from: date) -> ParsedItems:
    """Make items of a table of either shape; ``valid_from`` is the first day of those whose table gives none.

    The faults are those of the file, or those of its lines.
    """
    if not table.is_sound:
        return ParsedItems((), table.faults)
    return parse_items(table.sheet, valid_from=valid_from)
