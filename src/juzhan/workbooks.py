"""A workbook is opened only after its parts were counted and measured; formulas, macros and hidden swelling are refused.

Reads the first sheet of an XLSX file with python-calamine; writes with openpyxl.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import IO, Any
from xml.etree.ElementTree import iterparse

from attrs import frozen
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from python_calamine import CalamineWorkbook

from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.rows import Row, RowFault

MOST_PARTS = 500
MOST_UNPACKED = 64 * 1024 * 1024
MOST_RATIO = 200
LARGEST_EXACT = 10**15
"""Spreadsheet programs keep 15 digits of a number; a longer code typed as a number has lost its end."""

DAMAGED = RefusalKind(
    "workbook.damaged",
    Text("工作簿已损坏，打不开；请重新保存后再试", "The workbook is damaged; save it again and try once more"),
)
NOT_A_WORKBOOK = RefusalKind(
    "workbook.not_a_workbook",
    Text("这是压缩包或别的文稿，不是 XLSX 工作簿", "This is an archive or another document and no XLSX workbook"),
)
SWELLS = RefusalKind(
    "workbook.swells",
    Text("文件解开后过大（可能是压缩炸弹），不予打开", "The file would unpack to too much and is not opened"),
)
MACROS = RefusalKind(
    "workbook.macros",
    Text("工作簿带有宏，请另存为不带宏的 .xlsx", "The workbook has macros; save it as .xlsx without macros"),
)
ENTITIES = RefusalKind(
    "workbook.entities", Text("工作簿内容不合规范，不予打开", "The workbook is not well formed and is not opened")
)
FORMULA = RefusalKind(
    "workbook.formula",
    Text("单元格 {cell} 是公式；请复制后“粘贴为数值”", "Cell {cell} is a formula; copy it and paste it as a value"),
)
LOST_DIGITS = RefusalKind(
    "workbook.lost_digits",
    Text(
        "单元格 {cell} 的长编码被存成了数字，末几位已丢失；请把该列设为文本后重新录入",
        "Cell {cell} holds a long code as a number and has lost its last digits; set the column to text and enter it again",
    ),
)
TOO_MANY_ROWS = RefusalKind(
    "table.too_many_rows", Text("超过 {most} 行，请分成几个文件", "It has more than {most} rows; divide it")
)
TOO_MANY_COLUMNS = RefusalKind("table.too_many_columns", Text("超过 {most} 列", "It has more than {most} columns"))

_TOP = Alignment(wrap_text=True, vertical="top")
_WORKSHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@frozen
class ReadWorkbook:
    """The rows of a workbook's first sheet, or its faults; never both."""

    rows: tuple[Row, ...]
    faults: tuple[RowFault, ...] = ()


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a ZIP archive does, as every XLSX file is one."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def read_workbook(data: bytes, *, most_rows: int, most_columns: int) -> ReadWorkbook:
    """Read the first sheet; the row numbers are those the spreadsheet program shows."""
    try:
        faults = list(_dangers(data))
        return ReadWorkbook((), tuple(faults)) if faults else _read(data, most_rows, most_columns)
    except Exception:  # no list covers the ways in which a damaged file can break its readers
        return _refused(DAMAGED())
    except BaseException as wrong:
        if type(wrong).__name__ == "PanicException":  # how python-calamine's Rust part gives up
            return _refused(DAMAGED())
        raise


def write_workbook(header: Sequence[str], rows: Sequence[Sequence[str]], notes: Sequence[Sequence[str]] = ()) -> bytes:
    """Write a sheet of text cells under a bold header that stays in view, and a second sheet of notes where given."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None, "a new workbook has a sheet"
    sheet.title = "data"
    _write_rows(sheet, [header, *rows])
    _style_header(sheet, header)
    if notes:
        _write_rows(workbook.create_sheet("notes"), notes)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def _dangers(data: bytes) -> Iterator[RowFault]:
    """Faults that can be seen without unpacking, then the formulas, read part by part under the same limits."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        refusal = _archive_refusal(archive)
        if refusal:
            yield RowFault(0, "", refusal)
            return
        for name in sorted(name for name in archive.namelist() if _WORKSHEET.fullmatch(name)):
            yield from _formulas(archive, name)


def _archive_refusal(archive: zipfile.ZipFile) -> Refusal | None:
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if not {"[content_types].xml", "xl/workbook.xml"} <= names:
        return NOT_A_WORKBOOK()
    if any(name.endswith("vbaproject.bin") for name in names):
        return MACROS()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1):
        return SWELLS()
    return ENTITIES() if any(_has_doctype(archive, part) for part in parts) else None


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether an XML part declares entities, or hides them in UTF-16: it is how a small part grows without end.

    Reading the whole part also proves that its stated size is true: a part that is larger fails its check sum.
    """
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    content = archive.read(part)
    return b"\0" in content[:64] or b"<!DOCTYPE" in content or b"<!ENTITY" in content


def _formulas(archive: zipfile.ZipFile, name: str) -> Iterator[RowFault]:
    with archive.open(name) as stream:
        for cell in _formula_cells(stream):
            line = int("".join(filter(str.isdigit, cell)) or 0)
            yield RowFault(line, "", FORMULA(cell=cell))


def _formula_cells(stream: IO[bytes]) -> Iterator[str]:
    cell = ""
    for event, element in iterparse(stream, events=("start", "end")):  # noqa: S314 - parts with entities are refused before
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "c":
            cell = element.get("r", "")
        elif event == "start" and tag == "f":
            yield cell
        elif event == "end" and tag == "row":
            element.clear()


def _read(data: bytes, most_rows: int, most_columns: int) -> ReadWorkbook:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    sheet = workbook.get_sheet_by_index(0)
    if sheet.total_height > most_rows:
        return _refused(TOO_MANY_ROWS(most=most_rows))
    if sheet.total_width > most_columns:
        return _refused(TOO_MANY_COLUMNS(most=most_columns))
    rows, faults = [], []
    for line, values in enumerate(sheet.to_python(skip_empty_area=False), start=1):
        rows.append(Row(line, tuple(_text(value) for value in values)))
        faults += [_lost_digits(line, column) for column, value in enumerate(values) if _has_lost_digits(value)]
    return ReadWorkbook((), tuple(faults)) if faults else ReadWorkbook(tuple(rows))


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


def _has_lost_digits(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) >= LARGEST_EXACT


def _lost_digits(line: int, column: int) -> RowFault:
    return RowFault(line, "", LOST_DIGITS(cell=f"{get_column_letter(column + 1)}{line}"))


def _write_rows(sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    """Write every value as text, so that none can be a formula and no long code loses digits."""
    for row_number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(row_number, column)
            cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.data_type = "s"
            cell.number_format = "@"
            cell.alignment = _TOP


def _style_header(sheet: Any, header: Sequence[str]) -> None:
    sheet.freeze_panes = "A2"
    for column, name in enumerate(header, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFE8EEF4")
        sheet.column_dimensions[get_column_letter(column)].width = max(12, min(40, len(name) + 6))


def _refused(refusal: Refusal) -> ReadWorkbook:
    return ReadWorkbook((), (RowFault(0, "", refusal),))
