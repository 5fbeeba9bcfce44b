"""A file of rows keeps the line each row stands on, and every fault found names line, column and reason.

Shared by all importers. Lines count as in the file: the header is line 1, and 0 means the file as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from attrs import frozen

from juzhan.domain.shared.refusal import Refusal, RefusalKind
from juzhan.domain.shared.text import Text

LONGEST_CELL = 4000
"""Characters a single cell may hold; the longest guide text stays far below it."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

CONTROL_CHARACTER = RefusalKind(
    "import.control_character",
    Text(
        "含有看不见的控制字符 {mark}，请删除后重试",
        "It holds an invisible control character {mark}; delete it and try again",
    ),
)
FORMULA = RefusalKind(
    "import.formula",
    Text(
        "内容像公式（以 {mark} 开头），不予导入；请粘贴为纯文本",
        "It looks like a formula (it begins with {mark}); paste it as plain text",
    ),
)
TOO_LONG = RefusalKind(
    "import.too_long",
    Text("共 {length} 个字，最多 {most} 个，请缩短", "It has {length} characters; shorten it to {most}"),
)
MISSING = RefusalKind(
    "import.missing", Text("此列必填，这里是空的", "This column must be filled in, and here it is empty")
)
TOO_MANY_CELLS = RefusalKind(
    "import.too_many_cells",
    Text(
        "这一行有 {found} 格，表头只有 {wanted} 列；是否有未加引号的逗号？",
        "Cells on this line: {found}, columns in the header: {wanted}; is there a comma without quotes?",
    ),
)
TOO_FEW_CELLS = RefusalKind(
    "import.too_few_cells",
    Text(
        "这一行只有 {found} 格，表头有 {wanted} 列；内容可能被截断",
        "Cells on this line: {found}, columns in the header: {wanted}; it may have been cut off",
    ),
)
COLUMN_MISSING = RefusalKind(
    "import.column_missing",
    Text("表头缺少这一列；需要的列是：{wanted}", "The header lacks this column; the columns needed are: {wanted}"),
)
COLUMN_UNKNOWN = RefusalKind(
    "import.column_unknown",
    Text("不认识这一列；可用的列是：{known}", "This column is not known; the columns that can be used are: {known}"),
)
COLUMN_TWICE = RefusalKind(
    "import.column_twice", Text("表头里这一列出现了两次", "This column stands in the header twice")
)
NO_ROWS = RefusalKind("import.no_rows", Text("表里只有表头，没有数据", "The table has a header and no rows"))


@frozen
class Row:
    """One row and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


@frozen
class Sheet:
    """A header and its rows; rows without any text are left out by whoever reads the file."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def records(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Give each row as line number and cells by column name, trimmed; missing cells are empty."""
        for row in self.rows:
            padded = (*row.cells, *[""] * len(self.header))
            yield row.line, {name: cell.strip() for name, cell in zip(self.header, padded, strict=False)}


@frozen
class RowFault:
    """What is wrong, where: ``column`` is empty when the whole line (or the whole file, line 0) is meant."""

    line: int
    column: str
    reason: Refusal

    @property
    def text(self) -> Text:
        """The fault as people read it: line, column, reason."""
        place = Text("整个文件", "Whole file") if self.line == 0 else Text(f"第 {self.line} 行", f"Line {self.line}")
        column = Text(f"“{self.column}”列", f', column "{self.column}"') if self.column else Text("：", ": ")
        zh = f"{place.zh}{column.zh}" + ("：" if self.column else "")
        return Text(
            f"{zh}{self.reason.text.zh}", f"{place.en}{column.en}{': ' if self.column else ''}{self.reason.text.en}"
        )


def header_faults(sheet: Sheet, needed: Sequence[str], allowed: Sequence[str]) -> list[RowFault]:
    """A header has every needed column, none twice and none unknown."""
    faults = [
        RowFault(1, name, COLUMN_MISSING(wanted="、".join(needed))) for name in needed if name not in sheet.header
    ]
    faults += [
        RowFault(1, name, COLUMN_UNKNOWN(known="、".join(allowed))) for name in sheet.header if name not in allowed
    ]
    twice = sorted({name for name in sheet.header if sheet.header.count(name) > 1})
    return faults + [RowFault(1, name, COLUMN_TWICE()) for name in twice]


def row_faults(sheet: Sheet, required: Sequence[str] = (), longest: int = LONGEST_CELL) -> list[RowFault]:
    """Every row has as many cells as the header, and no cell is cut off, a formula, too long or partly invisible.

    ``required`` names the columns that may not be empty.
    """
    faults: list[RowFault] = [] if sheet.rows else [RowFault(0, "", NO_ROWS())]
    for row in sheet.rows:
        width = _width_fault(row, len(sheet.header))
        faults += [width] if width else _cell_faults(row, sheet.header, required, longest)
    return faults


def cell_problem(cell: str, longest: int = LONGEST_CELL) -> Refusal | None:
    """A cell is plain text: no control character, no formula, not over-long."""
    if len(cell) > longest:
        return TOO_LONG(length=len(cell), most=longest)
    control = _CONTROL.search(cell)
    if control:
        return CONTROL_CHARACTER(mark=f"U+{ord(control.group()):04X}")
    start = cell.lstrip()
    if start[:1] in set("=+-@") and len(start) > 1 and not _NUMBER.fullmatch(start.rstrip()):
        return FORMULA(mark=start[0])
    return None


def _width_fault(row: Row, wanted: int) -> RowFault | None:
    if len(row.cells) == wanted:
        return None
    kind = TOO_MANY_CELLS if len(row.cells) > wanted else TOO_FEW_CELLS
    return RowFault(row.line, "", kind(found=len(row.cells), wanted=wanted))


def _cell_faults(row: Row, header: Sequence[str], required: Sequence[str], longest: int) -> Iterator[RowFault]:
    for name, cell in zip(header, row.cells, strict=True):
        problem = cell_problem(cell, longest)
        if problem is None and name in required and not cell.strip():
            problem = MISSING()
        if problem:
            yield RowFault(row.line, name, problem)
