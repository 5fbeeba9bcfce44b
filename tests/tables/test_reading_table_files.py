"""Table files from outside: any spelling of a good one is read, anything else is refused with the reason."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan import tables, workbooks
from juzhan.tables import read_bytes, read_table, write_csv
from juzhan.workbooks import write_workbook

HEADER = ("名称", "code")
TEXT = "名称,code\n低保,1\n临时救助,2\n"
ROWS = [(2, ("低保", "1")), (3, ("临时救助", "2"))]


def rows_of(data: bytes) -> list[tuple[int, tuple[str, ...]]]:
    """Lines and cells of a file that can be read."""
    table = read_bytes(data)
    assert [fault.text.en for fault in table.faults] == []
    return [(row.line, row.cells) for row in table.sheet.rows]


def refusals_of(data: bytes) -> list[tuple[int, str]]:
    """Lines and codes of the faults of a file that cannot be read."""
    table = read_bytes(data)
    assert table.sheet.rows == ()
    return [(fault.line, fault.reason.code) for fault in table.faults]


def archive(**parts: bytes) -> bytes:
    """A ZIP archive of parts; ``__`` in a name stands for ``/`` and ``_dot_`` for ``.``."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in parts.items():
            opened.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """A good workbook in which one part is put in or replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(write_workbook(HEADER, [("低保", "1")]))) as good,
        zipfile.ZipFile(stream, "w") as made,
    ):
        for part in good.namelist():
            if part != name:
                made.writestr(part, good.read(part))
        made.writestr(name, content)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    assert rows_of(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace(",", ";"),
        TEXT.replace(",", "\t"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("低保,", '"低保",'),
        TEXT + "\n,\n",
    ],
)
def test_every_usual_spelling_is_read(text: str) -> None:
    assert rows_of(text.encode()) == ROWS


def test_a_workbook_is_read_like_its_csv() -> None:
    assert rows_of(write_workbook(HEADER, [("低保", "1"), ("临时救助", "2")])) == ROWS


def test_a_written_csv_is_read_again() -> None:
    assert rows_of(write_csv(HEADER, [("低保", "1"), ("临时救助", "2")])) == ROWS


def test_lines_are_counted_as_in_the_file() -> None:
    text = '名称,code\n"分\n两行",1\n\n低保,2\n'
    assert rows_of(text.encode()) == [(2, ("分\n两行", "1")), (5, ("低保", "2"))]


def test_rows_of_a_workbook_keep_their_numbers_over_empty_rows() -> None:
    assert rows_of(write_workbook(HEADER, [("", ""), ("低保", "1")])) == [(3, ("低保", "1"))]


def test_empty_cells_beyond_the_header_are_let_go_and_filled_ones_kept() -> None:
    assert rows_of(b"a,b\n1,2,,\n1,2,,x\n") == [(2, ("1", "2")), (3, ("1", "2", "", "x"))]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "table.empty"),
        (b" \n\n", "table.empty"),
        (b"\xef\xbb\xbf\n\n", "table.empty"),
        (b"MZ\x90\x00program", "table.wrong_kind"),
        (b"\x7fELF\x02", "table.wrong_kind"),
        (b"#!/bin/sh\necho", "table.wrong_kind"),
        (b"%PDF-1.7", "table.wrong_kind"),
        (b"\x89PNG\r\n", "table.wrong_kind"),
        (b"<!doctype html><p>", "table.wrong_kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "table.old_workbook"),
        (b"a,b\n\x00,1", "table.not_text"),
        (b"a,b\n\xff\xff,1", "table.encoding"),
        (b"PK\x03\x04 broken", "workbook.damaged"),
        (archive(hello_dot_txt=b"hi"), "workbook.not_a_workbook"),
    ],
)
def test_what_is_no_table_is_refused_by_its_kind(data: bytes, code: str) -> None:
    assert [told for _, told in refusals_of(data)] == [code]


def test_quotes_that_do_not_match_are_told_with_their_line() -> None:
    assert refusals_of(b'a,b\n1,2\n"x"y,2\n') == [(3, "table.quotes")]


def test_a_file_too_large_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    large = tmp_path / "large.csv"
    with large.open("wb") as stream:
        stream.truncate(20 * 1024 * 1024)
    assert [fault.reason.code for fault in read_table(large).faults] == ["table.too_large"]
    assert refusals_of(b"a," * tables.MOST_BYTES) == [(0, "table.too_large")]


def test_too_many_rows_and_columns_are_refused() -> None:
    assert refusals_of(b"a\n" * (tables.MOST_ROWS + 2)) == [(0, "table.too_many_rows")]
    assert refusals_of(b"a," * tables.MOST_COLUMNS + b"a\n") == [(1, "table.too_many_columns")]


def test_a_zip_bomb_is_refused_without_unpacking_it() -> None:
    bomb = archive(
        **{
            "[Content_Types]_dot_xml": b"<x/>",
            "xl__workbook_dot_xml": b"<x/>",
            "xl__worksheets__sheet1_dot_xml": b"0" * 50_000_000,
        }
    )
    assert len(bomb) < 100_000
    assert refusals_of(bomb) == [(0, "workbook.swells")]


def test_an_archive_of_very_many_parts_is_refused() -> None:
    parts = {f"part{number}_dot_xml": b"<x/>" for number in range(workbooks.MOST_PARTS)}
    data = archive(**{"[Content_Types]_dot_xml": b"<x/>", "xl__workbook_dot_xml": b"<x/>"}, **parts)
    assert refusals_of(data) == [(0, "workbook.swells")]


def test_macros_are_refused() -> None:
    assert refusals_of(with_part("xl/vbaProject.bin", b"macro")) == [(0, "workbook.macros")]


def test_entities_are_refused_before_anything_reads_them() -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    assert refusals_of(with_part("xl/worksheets/sheet1.xml", laughs)) == [(0, "workbook.entities")]


def test_a_formula_in_a_workbook_is_named_with_its_cell() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'
        b'<row r="7"><c r="A7"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
    )
    table = read_bytes(with_part("xl/worksheets/sheet1.xml", sheet))
    assert [(fault.line, fault.reason.code) for fault in table.faults] == [(7, "workbook.formula")]
    assert "A7" in table.faults[0].text.zh


def test_numbers_keep_their_digits_and_long_ones_are_refused() -> None:
    cells = '<row r="2"><c r="A2"><v>{}</v></c><c r="B2"><v>0.5</v></c></row>'
    page = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c></row>'
        "{}</sheetData></worksheet>"
    )
    good = with_part("xl/worksheets/sheet1.xml", page.format(cells.format("510107001004")).encode())
    assert rows_of(good) == [(2, ("510107001004", "0.5"))]
    long = with_part("xl/worksheets/sheet1.xml", page.format(cells.format("511602000000000115")).encode())
    assert refusals_of(long) == [(2, "workbook.lost_digits")]


def test_text_that_looks_like_a_formula_is_written_as_text() -> None:
    assert rows_of(write_workbook(HEADER, [("=1+1", "+86")])) == [(2, ("=1+1", "+86"))]


def test_entities_hidden_in_another_encoding_are_refused() -> None:
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;</x>'.encode("utf-16")
    assert refusals_of(with_part("xl/worksheets/sheet1.xml", hidden)) == [(0, "workbook.entities")]


def test_a_part_that_is_larger_than_it_says_is_refused() -> None:
    honest = archive(**{"[Content_Types]_dot_xml": b"<x/>", "xl__workbook_dot_xml": b"<x/>" + b" " * 5000})
    lying = honest.replace((5004).to_bytes(4, "little"), (4).to_bytes(4, "little"))
    assert lying != honest
    assert refusals_of(lying) == [(0, "workbook.damaged")]


@given(st.binary(max_size=300))
def test_random_bytes_never_crash(data: bytes) -> None:
    table = read_bytes(data)
    assert bool(table.sheet.header) != bool(table.faults)


GOOD_BOOK = write_workbook(HEADER, [("低保", "1"), ("临时救助", "2")])


@given(at=st.integers(0, len(GOOD_BOOK) - 1), byte=st.integers(0, 255), cut=st.integers(0, len(GOOD_BOOK)))
def test_a_damaged_workbook_never_crashes(at: int, byte: int, cut: int) -> None:
    for damaged in (GOOD_BOOK[:at] + bytes([byte]) + GOOD_BOOK[at + 1 :], GOOD_BOOK[:cut]):
        table = read_bytes(damaged)
        assert bool(table.sheet.header) != bool(table.faults)
