"""Small files of every kind, made on the spot."""

from __future__ import annotations

import io
import zipfile

from django.core.files.uploadedfile import SimpleUploadedFile

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 200
PNG = b"\x89PNG\r\n\x1a\n" + b"\x02" * 200
WEBP = b"RIFF\x00\x01\x00\x00WEBPVP8 " + b"\x03" * 200
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x04" * 200
PDF = b"%PDF-1.7\n" + b"\x05" * 200
TYPES = "<Types><Override ContentType='application/vnd.openxmlformats'/></Types>"


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def document(extra: dict[str, str | bytes] | None = None, types: str = TYPES) -> bytes:
    """A Word document, with further parts."""
    return packed({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **(extra or {})})


def sheet(extra: dict[str, str | bytes] | None = None) -> bytes:
    """An Excel workbook, with further parts."""
    return packed({"[Content_Types].xml": TYPES, "xl/workbook.xml": "<workbook/>", **(extra or {})})


def photo(name: str = "照片.jpg", content: bytes = JPEG) -> SimpleUploadedFile:
    """A file as a browser sends it; the media type it claims is a lie on purpose."""
    return SimpleUploadedFile(name, content, content_type="application/x-claimed")
