"""What a file is, is told from its bytes, never from its name: photographs, PDF and plain office documents are taken.

Programs, scripts, web pages, drawings that carry scripts, archives, macros and bombs are refused with what to do instead.
Nothing is decoded here: staff only ever download the files, and no browser is told to show one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from attrs import frozen

from juzhan.domain.shared import RefusalKind, Text

MOST_PARTS = 1000
MOST_UNPACKED = 64 * 1024 * 1024
MOST_RATIO = 200
_LARGEST_LIST = 256 * 1024


@frozen
class PaperKind:
    """A kind of file that is taken: its media type and the endings its name may have, the usual one first."""

    media_type: str
    endings: tuple[str, ...]


JPEG = PaperKind("image/jpeg", ("jpg", "jpeg", "jfif"))
PNG = PaperKind("image/png", ("png",))
WEBP = PaperKind("image/webp", ("webp",))
HEIC = PaperKind("image/heic", ("heic", "heif"))
PDF = PaperKind("application/pdf", ("pdf",))
DOCX = PaperKind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ("docx",))
XLSX = PaperKind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ("xlsx",))


def _refusal(code: str, zh: str, en: str) -> RefusalKind:
    return RefusalKind(f"paper.{code}", Text(zh, en), about="papers")


EMPTY = _refusal(
    "empty",
    "“{name}”是空的，没有内容。请重新选一次。",
    "“{name}” is empty. Choose it again.",
)
PROGRAM = _refusal(
    "program",
    "“{name}”是程序，不是材料，没有收下。请上传照片或 PDF。",
    "“{name}” is a program and not a paper; it was not taken. Upload a photo or a PDF.",
)
WEB_PAGE = _refusal(
    "web_page",
    "“{name}”是网页或矢量图，没有收下。请拍照或截图后上传。",
    "“{name}” is a web page or a drawing; it was not taken. Upload a photo or a screenshot of it.",
)
ARCHIVE = _refusal(
    "archive",
    "“{name}”是压缩包，没有收下。请解压后，把里面的照片或 PDF 一个一个传上来。",
    "“{name}” is an archive; it was not taken. Unpack it and upload the photos or PDFs one by one.",
)
BOMB = _refusal(
    "bomb",
    "“{name}”解开后会大得不正常，没有收下。请重新保存，或者拍照上传。",
    "“{name}” would unpack to an unreasonable size; it was not taken. Save it anew, or upload a photo of it.",
)
MACROS = _refusal(
    "macros",
    "“{name}”里面带有宏程序，没有收下。请另存为 PDF 再上传。",
    "“{name}” holds macros; it was not taken. Save it as PDF and upload that.",
)
OLD_OFFICE = _refusal(
    "old_office",
    "“{name}”是旧版 Office 文件，没有收下。请另存为 PDF，或者拍照上传。",
    "“{name}” is an old office document; it was not taken. Save it as PDF, or upload a photo of it.",
)
RECORDING = _refusal(
    "recording",
    "“{name}”是录音或录像，这里收不下。请上传照片，录像可以带到窗口。",
    "“{name}” is a recording and cannot be taken here. Upload photos; you can bring the recording to the counter.",
)
DAMAGED = _refusal(
    "damaged",
    "“{name}”打不开，可能没有传完整。请重新选一次，或者拍照上传。",
    "“{name}” cannot be opened; it may be incomplete. Choose it again, or upload a photo of it.",
)
UNKNOWN = _refusal(
    "unknown",
    "认不出“{name}”是什么文件，没有收下。可以上传照片（JPG、PNG）、PDF 或 Word、Excel 文档。",
    "We cannot tell what “{name}” is; it was not taken. You can upload photos (JPG, PNG), PDF, Word or Excel documents.",
)

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_KNOWN: tuple[tuple[tuple[bytes, ...], PaperKind | RefusalKind], ...] = (
    ((b"\xff\xd8\xff",), JPEG),
    ((b"\x89PNG\r\n\x1a\n",), PNG),
    ((b"%PDF-",), PDF),
    ((b"MZ", b"\x7fELF", b"#!", b"dex\n", b"L\x00\x00\x00\x01\x14\x02\x00"), PROGRAM),
    ((b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe"), PROGRAM),
    ((b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd"), ARCHIVE),
    ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",), OLD_OFFICE),
    ((b"ID3", b"OggS", b"\x1aE\xdf\xa3", b"fLaC", b"#!AMR"), RECORDING),
)  # fmt: skip


def kind_of(content: bytes) -> PaperKind | RefusalKind:
    """Tell what a file is: a kind that is taken, or the "no" that still wants the file's ``name``."""
    if not content:
        return EMPTY
    if content.startswith(b"#!AMR"):
        return RECORDING
    for starts, kind in _KNOWN:
        if content.startswith(starts):
            return kind
    return _by_container(content) or _by_text(content) or UNKNOWN


def _by_container(content: bytes) -> PaperKind | RefusalKind | None:
    if content.startswith(_ZIP):
        return _office(content)
    if content[4:8] == b"ftyp":
        return HEIC if content[8:12] in _HEIF_BRANDS else RECORDING
    if content.startswith(b"RIFF"):
        return WEBP if content[8:12] == b"WEBP" else RECORDING
    return None


def _by_text(content: bytes) -> RefusalKind | None:
    start = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = content[2:1024].replace(b"\x00", b"").lstrip()
    return WEB_PAGE if start.startswith(b"<") else None


def _office(content: bytes) -> PaperKind | RefusalKind:
    """Look at the list of a ZIP file's parts only; nothing is unpacked but the short list of content types."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return next((found for look in _LOOKS if (found := look(archive))), ARCHIVE)
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError):
        return DAMAGED


def _swells(archive: zipfile.ZipFile) -> RefusalKind | None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    too_much = len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 1)
    return BOMB if too_much else None


def _names(archive: zipfile.ZipFile) -> set[str]:
    return {part.filename.lower() for part in archive.infolist()}


def _no_document(archive: zipfile.ZipFile) -> RefusalKind | None:
    return None if "[content_types].xml" in _names(archive) else ARCHIVE


def _locked(archive: zipfile.ZipFile) -> RefusalKind | None:
    return DAMAGED if any(part.flag_bits & 0x1 for part in archive.infolist()) else None


def _active(archive: zipfile.ZipFile) -> RefusalKind | None:
    """Macros, embedded programs and ActiveX; a document that hides them under another name still lists their type."""
    if any(_is_active(name) for name in _names(archive)):
        return MACROS
    part = next(part for part in archive.infolist() if part.filename.lower() == "[content_types].xml")
    if part.file_size > _LARGEST_LIST:
        return BOMB
    types = archive.read(part).lower()
    return MACROS if b"macroenabled" in types or b"vbaproject" in types or b"activex" in types else None


def _is_active(name: str) -> bool:
    embedded = "/embeddings/" in name and not name.endswith((".docx", ".xlsx", ".pptx", "/"))
    return embedded or "/activex/" in name or name.endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs"))


def _document(archive: zipfile.ZipFile) -> PaperKind | None:
    names = _names(archive)
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else None


_LOOKS: tuple[Callable[[zipfile.ZipFile], PaperKind | RefusalKind | None], ...] = (
    _swells,
    _no_document,
    _locked,
    _active,
    _document,
)
