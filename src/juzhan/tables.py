"""A table file from outside is read to plain rows, or refused with the reason; it can neither run nor swell.

CSV (UTF-8 with or without mark, UTF-16 with mark, GB18030; comma, semicolon or tab) and XLSX. Lines count as in the file.
Nothing here knows what the rows mean: that is :mod:`juzhan.domain.catalogue` and :mod:`juzhan.domain.places`.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from attrs import frozen

from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.rows import Row, RowFault, Sheet
from juzhan.workbooks import is_zip, read_workbook

MOST_BYTES = 8 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100

TOO_LARGE = RefusalKind(
    "table.too_large",
    Text("文件有 {size} MB，最多 8 MB；请分成几个文件", "The file has {size} MB and may have 8; divide it"),
)
EMPTY = RefusalKind("table.empty", Text("文件是空的", "The file is empty"))
WRONG_KIND = RefusalKind(
    "table.wrong_kind",
    Text("这是{kind}，不是表格；请上传 CSV 或 XLSX 文件", "This is {kind} and no table; give a CSV or XLSX file"),
)
OLD_WORKBOOK = RefusalKind(
    "table.old_workbook",
    Text(
        "这是旧版 .xls 或加了密码的工作簿；请另存为不加密的 .xlsx 后再导入",
        "This is an old .xls or a workbook with a password; save it as .xlsx without password and import that",
    ),
)
ENCODING = RefusalKind(
    "table.encoding",
    Text(
        "文字编码认不出（不是 UTF-8，也不是 GB18030）；请另存为 UTF-8 的 CSV",
        "The text is neither UTF-8 nor GB18030; save it as UTF-8 CSV",
    ),
)
NOT_TEXT = RefusalKind("table.not_text", Text("这不是文本文件", "This is not a text file"))
QUOTES = RefusalKind(
    "table.quotes",
    Text("引号不配对，从这一行起读不下去", "The quotation marks do not match; the file cannot be read from here on"),
)
TOO_MANY_ROWS = RefusalKind(
    "table.too_many_rows", Text("超过 {most} 行，请分成几个文件", "It has more than {most} rows; divide it")
)
TOO_MANY_COLUMNS = RefusalKind("table.too_many_columns", Text("超过 {most} 列", "It has more than {most} columns"))

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_KINDS = (
    (b"MZ", Text("可执行程序", "a program")),
    (b"\x7fELF", Text("可执行程序", "a program")),
    (b"#!", Text("脚本程序", "a script")),
    (b"%PDF", Text(" PDF 文件", "a PDF file")),
    (b"\x89PNG", Text("图片", "a picture")),
    (b"\xff\xd8\xff", Text("图片", "a picture")),
    (b"GIF8", Text("图片", "a picture")),
    (b"{\\rtf", Text(" RTF 文稿", "an RTF document")),
    (b"Rar!", Text("压缩包", "an archive")),
    (b"7z\xbc\xaf", Text("压缩包", "an archive")),
    (b"\x1f\x8b", Text("压缩包", "an archive")),
    (b"<!DOCTYPE", Text("网页", "a web page")),
    (b"<html", Text("网页", "a web page")),
    (b"<?xml", Text(" XML 文件", "an XML file")),
)


@frozen
class ReadTable:
    """A sheet, or the faults of the file; never both."""

    sheet: Sheet
    faults: tuple[RowFault, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the file could be read."""
        return not self.faults


def read_table(path: Path) -> ReadTable:
    """Read a file of rows by path; it is looked at in size before it is opened."""
    size = path.stat().st_size
    return _refused(_too_large(size)) if size > MOST_BYTES else read_bytes(path.read_bytes())


def read_bytes(data: bytes) -> ReadTable:
    """Read rows from the bytes of a CSV or XLSX file; what the file is, its bytes say, not its name."""
    refusal = _kind_refusal(data)
    if refusal:
        return _refused(refusal)
    if is_zip(data):
        workbook = read_workbook(data, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
        return ReadTable(Sheet((), ()), workbook.faults) if workbook.faults else _sheet(workbook.rows)
    text = _decoded(data)
    return _refused(text) if isinstance(text, Refusal) else _read_csv(text)


def write_csv(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Write rows as UTF-8 CSV with mark, so that spreadsheet programs show Chinese at once."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(header)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8-sig")


def _kind_refusal(data: bytes) -> Refusal | None:
    if len(data) > MOST_BYTES:
        return _too_large(len(data))
    if not data.strip():
        return EMPTY()
    if data.startswith(_OLD_WORKBOOK):
        return OLD_WORKBOOK()
    start = data[:64].lstrip().removeprefix(b"\xef\xbb\xbf")
    kind = next((text for mark, text in _KINDS if start.lower().startswith(mark.lower())), None)
    return WRONG_KIND(kind=kind) if kind else None


def _too_large(size: int) -> Refusal:
    return TOO_LARGE(size=-(-size // (1024 * 1024)))


def _decoded(data: bytes) -> str | Refusal:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _as(encoding, data) or ENCODING()
    if b"\x00" in data:
        return NOT_TEXT()
    return _as("utf-8", data) or _as("gb18030", data) or ENCODING()


def _as(encoding: str, data: bytes) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _read_csv(text: str) -> ReadTable:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            rows.append(Row(line, tuple(cells)))
            line = reader.line_num + 1
            if len(rows) > MOST_ROWS:
                return _refused(TOO_MANY_ROWS(most=MOST_ROWS))
    except csv.Error:
        return ReadTable(Sheet((), ()), (RowFault(line, "", QUOTES()),))
    return _sheet(rows)


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",;\t", key=lambda mark: (first.count(mark), mark == ","))


def _sheet(rows: Sequence[Row]) -> ReadTable:
    """Take the first row as header and leave out rows without any text."""
    if not rows or not any(cell.strip() for cell in rows[0].cells):
        return ReadTable(Sheet((), ()), (RowFault(1, "", EMPTY()),))
    header = tuple(cell.strip().lstrip("\ufeff") for cell in _trimmed(rows[0].cells, 0))
    if len(header) > MOST_COLUMNS:
        return ReadTable(Sheet((), ()), (RowFault(1, "", TOO_MANY_COLUMNS(most=MOST_COLUMNS)),))
    return ReadTable(Sheet(header, tuple(_filled_rows(rows[1:], len(header)))))


def _filled_rows(rows: Sequence[Row], width: int) -> Iterator[Row]:
    return (Row(row.line, _trimmed(row.cells, width)) for row in rows if any(cell.strip() for cell in row.cells))


def _trimmed(cells: Sequence[str], width: int) -> tuple[str, ...]:
    """Take off empty cells at the end of a row beyond the header's width: spreadsheet programs leave them behind."""
    end = len(cells)
    while end > width and not cells[end - 1].strip():
        end -= 1
    return tuple(cells[:end])


def _refused(refusal: Refusal) -> ReadTable:
    return ReadTable(Sheet((), ()), (RowFault(0, "", refusal),))
