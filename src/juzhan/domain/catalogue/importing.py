"""A table of service items is taken whole or not at all, and every bad line is told with line, column and reason.

Two shapes are known by their headers: the plain national one (:mod:`.national`) and the full one (:mod:`.full`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from attrs import evolve, frozen

from juzhan.domain.catalogue.checks import check_item
from juzhan.domain.catalogue.full import FULL_COLUMNS, REQUIRED_COLUMNS, ColumnError, full_item
from juzhan.domain.catalogue.national import NATIONAL_COLUMNS, national_item
from juzhan.domain.catalogue.values import ItemVersion
from juzhan.domain.shared import RefusalKind, Text
from juzhan.domain.shared.rows import RowFault, Sheet, header_faults, row_faults

SHAPE_UNKNOWN = RefusalKind(
    "import.shape_unknown",
    Text(
        "看不出是哪种事项表：普通表要有 {plain}；完整表要有 {full}",
        "This is neither table of items: the plain one has {plain}; the full one has at least {full}",
    ),
)
CELL = RefusalKind("import.cell", Text("{why}", "{why}"))
DUPLICATE = RefusalKind(
    "import.duplicate",
    Text("与第 {first} 行重复：{what}", "It repeats line {first}: {what}"),
)
OVERLAP = RefusalKind(
    "import.overlap",
    Text(
        "有效期与第 {first} 行的同一事项重叠",
        "Its validity overlaps that of the same item on line {first}",
    ),
)

_NATIONAL_REQUIRED = ("department", "name", "item_code")
_COLUMNS_OF_FIELD = {"code": ("item_code",), "ended": ("ended_replaced_by", "ended_reason_zh")}


@frozen
class ParsedItems:
    """The items of a table, or its faults; never both."""

    items: tuple[ItemVersion, ...]
    faults: tuple[RowFault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the table can be imported."""
        return not self.faults


def parse_items(sheet: Sheet, *, valid_from: date) -> ParsedItems:
    """Read a sheet of either shape; ``valid_from`` is the first day of items whose table gives none (plain shape)."""
    if {"item_code", "department"} & set(sheet.header):
        return _parse(sheet, NATIONAL_COLUMNS, _NATIONAL_REQUIRED, NATIONAL_COLUMNS, _national_reader(valid_from))
    if {"code", "name_zh", "affair_class"} & set(sheet.header):
        return _parse(sheet, REQUIRED_COLUMNS, REQUIRED_COLUMNS, FULL_COLUMNS, full_item)
    shapes = {"plain": "、".join(NATIONAL_COLUMNS), "full": "、".join(REQUIRED_COLUMNS)}
    return ParsedItems((), (RowFault(1, "", SHAPE_UNKNOWN(**shapes)),))


_Reader = Callable[[Mapping[str, str]], ItemVersion]


def _national_reader(valid_from: date) -> _Reader:
    return lambda record: national_item(record, valid_from)


def _parse(
    sheet: Sheet, needed: tuple[str, ...], filled: tuple[str, ...], allowed: tuple[str, ...], read: _Reader
) -> ParsedItems:
    faults = header_faults(sheet, needed, allowed)
    if faults:
        return ParsedItems((), tuple(faults))
    faults = row_faults(sheet, filled)
    broken = {fault.line for fault in faults}
    found: list[tuple[int, ItemVersion]] = []
    for line, record in sheet.records():
        if line not in broken:
            item = _read(line, record, read, faults)
            found += [(line, item)] if item else []
    faults += _repetitions(found)
    faults = sorted((_in_columns(fault, sheet.header, allowed) for fault in faults), key=lambda fault: fault.line)
    return ParsedItems(() if faults else tuple(item for _, item in found), tuple(faults))


def _read(line: int, record: Mapping[str, str], read: _Reader, faults: list[RowFault]) -> ItemVersion | None:
    try:
        item = read(record)
    except ColumnError as wrong:
        faults.append(RowFault(line, wrong.column, CELL(why=wrong.text)))
    else:
        faults.extend(RowFault(line, refusal.about, refusal) for refusal in check_item(item))
        return item
    return None


def _in_columns(fault: RowFault, header: tuple[str, ...], allowed: tuple[str, ...]) -> RowFault:
    """Name the column that holds the field a fault is about: one of this file, else one that it could have."""
    names = (fault.column, *_COLUMNS_OF_FIELD.get(fault.column, ()), f"{fault.column}_zh")
    named = [name for name in names if name in header] or [name for name in names if name in allowed]
    return evolve(fault, column=named[0] if named else "")


def _repetitions(found: Iterable[tuple[int, ItemVersion]]) -> list[RowFault]:
    """Name every line whose item stood there before, with both line numbers."""
    faults: list[RowFault] = []
    by_code: dict[str, list[tuple[int, ItemVersion]]] = defaultdict(list)
    for line, item in found:
        clash = next((fault for before in by_code[item.code] if (fault := _clash(before, line, item))), None)
        faults += [clash] if clash else []
        by_code[item.code].append((line, item))
    return faults


def _clash(before: tuple[int, ItemVersion], line: int, item: ItemVersion) -> RowFault | None:
    first, earlier = before
    if earlier.version == item.version:
        return RowFault(line, "code", DUPLICATE(first=first, what=_identity(item)))
    if _overlap(earlier, item):
        return RowFault(line, "valid_from", OVERLAP(first=first))
    return None


def _identity(item: ItemVersion) -> str:
    return item.external_code or f"{item.code} ({item.version})"


def _overlap(one: ItemVersion, other: ItemVersion) -> bool:
    one_ends_first = one.valid_until is not None and one.valid_until <= other.valid_from
    other_ends_first = other.valid_until is not None and other.valid_until <= one.valid_from
    return not (one_ends_first or other_ends_first)
