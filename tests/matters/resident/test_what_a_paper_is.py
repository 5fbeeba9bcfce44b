"""Kinds of files are told from their bytes."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.apps.matters import paper_kinds as kinds
from juzhan.apps.matters.papers import LONGEST_NAME, clean_name
from tests.matters.resident.papers import HEIC, JPEG, PDF, PNG, TYPES, WEBP, document, packed, sheet


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, kinds.JPEG),
        (PNG, kinds.PNG),
        (WEBP, kinds.WEBP),
        (HEIC, kinds.HEIC),
        (PDF, kinds.PDF),
        (document(), kinds.DOCX),
        (sheet(), kinds.XLSX),
        (sheet({"xl/printerSettings/printerSettings1.bin": b"\x01"}), kinds.XLSX),
        (document({"word/embeddings/table.xlsx": sheet()}), kinds.DOCX),
    ],
)
def test_photographs_pdf_and_plain_documents_are_taken(content: bytes, kind: kinds.PaperKind) -> None:
    assert kinds.kind_of(content) is kind


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", kinds.EMPTY),
        (b"MZ\x90\x00", kinds.PROGRAM),
        (b"\x7fELF\x02", kinds.PROGRAM),
        (b"#!/bin/sh\nrm", kinds.PROGRAM),
        (b"\xca\xfe\xba\xbe\x00", kinds.PROGRAM),
        (b"\xcf\xfa\xed\xfe\x07", kinds.PROGRAM),
        (b"L\x00\x00\x00\x01\x14\x02\x00", kinds.PROGRAM),
        (b"<svg onload='x'/>", kinds.WEB_PAGE),
        (b"\xef\xbb\xbf  <!doctype html>", kinds.WEB_PAGE),
        ("<html>".encode("utf-16"), kinds.WEB_PAGE),
        (b"<?xml version='1.0'?>", kinds.WEB_PAGE),
        (b"Rar!\x1a\x07\x01", kinds.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c", kinds.ARCHIVE),
        (b"\x1f\x8b\x08", kinds.ARCHIVE),
        (packed({"photo.jpg": JPEG}), kinds.ARCHIVE),
        (packed({"word/document.xml": "x"}), kinds.ARCHIVE),
        (packed({"[Content_Types].xml": TYPES, "ppt/presentation.xml": "x"}), kinds.ARCHIVE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", kinds.OLD_OFFICE),
        (b"ID3\x04", kinds.RECORDING),
        (b"#!AMR\n", kinds.RECORDING),
        (b"\x00\x00\x00\x20ftypisom", kinds.RECORDING),
        (b"RIFF\x00\x00\x00\x00WAVE", kinds.RECORDING),
        (document({"word/vbaProject.bin": b"\x01"}), kinds.MACROS),
        (document({"word/activeX/activeX1.xml": "x"}), kinds.MACROS),
        (document({"word/embeddings/oleObject1.bin": b"\x01"}), kinds.MACROS),
        (document({"word/hidden.xml": "x"}, "<Types macroEnabled='12'/>"), kinds.MACROS),
        (document({"word/media/zero.xml": b"\x00" * (8 * 1024 * 1024)}), kinds.BOMB),
        (document({f"word/part{n}.xml": "x" for n in range(kinds.MOST_PARTS)}), kinds.BOMB),
        (document({}, "<Types/>" + " " * 300_000), kinds.BOMB),
        (document()[:-30], kinds.DAMAGED),
        (b"PK\x03\x04" + b"\x00" * 60, kinds.DAMAGED),
        (b"GIF89a", kinds.UNKNOWN),
        ("一张纸".encode(), kinds.UNKNOWN),
    ],
)
def test_everything_else_is_refused_with_what_to_do(content: bytes, refusal: object) -> None:
    assert kinds.kind_of(content) is refusal


def test_an_archive_that_lies_about_its_size_is_still_a_bomb() -> None:
    """Overlapping parts: many entries of the list point at the same bytes, so that little holds much."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("word/document.xml", b"\x00" * (kinds.MOST_UNPACKED // 20))
        part = archive.infolist()[1]
        for number in range(40):
            copy = zipfile.ZipInfo(f"word/{number}.xml")
            copy.compress_type, copy.CRC = part.compress_type, part.CRC
            copy.compress_size, copy.file_size, copy.header_offset = (
                part.compress_size,
                part.file_size,
                part.header_offset,
            )
            archive.filelist.append(copy)
    assert kinds.kind_of(held.getvalue()) is kinds.BOMB


def test_a_locked_document_cannot_be_opened_by_staff_and_is_refused() -> None:
    content = bytearray(document())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.infolist()
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert kinds.kind_of(bytes(content)) is kinds.DAMAGED


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(content: bytes) -> None:
    kinds.kind_of(content)
    kinds.kind_of(b"PK\x03\x04" + content)
    kinds.kind_of(document()[: len(content)] + content)


@given(st.text(max_size=300))
def test_a_cleaned_name_is_short_visible_and_no_path(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & set('<>:"/\\|?*\x00\n\r\u202e')
    assert clean_name(cleaned) == cleaned


@pytest.mark.parametrize(
    ("given_name", "cleaned"),
    [
        ("C:\\照片\\身份证.jpg", "身份证.jpg"),
        ("../../etc/passwd", "passwd"),
        ("身份证\u202egpj.exe", "身份证gpj.exe"),
        ("a\x00b.jpg", "ab.jpg"),
        ("  . .jpg", "jpg"),
        ("", "paper"),
        ("字" * 200 + ".jpeg", "字" * 75 + ".jpeg"),
        ("说明?第1份*.pdf", "说明_第1份_.pdf"),
    ],
)
def test_names_are_cleaned(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name) == cleaned
