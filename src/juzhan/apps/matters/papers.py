"""A paper is taken when it is small enough, of a kind that is taken, and no other of the same content came with it.

Sizes in bytes; ``settings.UPLOAD_BYTES`` bounds each file and all files of one form together. Staff and residents get a
paper back as a download by :func:`download`, after their own access rule has let them to it.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from juzhan.apps.matters.models import Attachment
from juzhan.apps.matters.paper_kinds import PaperKind, kind_of
from juzhan.apps.matters.services import Paper
from juzhan.domain.shared import Refusal, RefusalKind, Text

MOST_PAPERS = 10
"""Files that one form takes; more can be added later."""
LONGEST_NAME = 80
MEGABYTE = 1024 * 1024
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf,.docx,.xlsx"
"""What file inputs ask for. HEIC is taken but not asked for, so that telephones send a JPEG that every office can open."""

TOO_LARGE = RefusalKind(
    "paper.too_large",
    Text(
        "“{name}”超过 {megabytes} MB，没有收下。拍照时请选小一点的尺寸，或者把原件带到窗口，由工作人员上传。",
        "“{name}” is larger than {megabytes} MB; it was not taken. Take the photo in a smaller size, or bring the paper"
        " to the counter and we will upload it.",
    ),
    about="papers",
)
TOO_MUCH = RefusalKind(
    "paper.too_much",
    Text(
        "这些文件加起来超过 {megabytes} MB，一次收不下。可以先少传几个，提交以后再分几次补交。",
        "Together these files are larger than {megabytes} MB, which is too much at once. Send fewer now and add the"
        " others after you have submitted.",
    ),
    about="papers",
)
TOO_MANY = RefusalKind(
    "paper.too_many",
    Text(
        "一次最多传 {most} 个文件，您选了 {given} 个。可以提交以后再补交。",
        "Up to {most} files can be sent at once and you chose {given}. You can add the others after you have submitted.",
    ),
    about="papers",
)

_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', "_"))


def check_paper(file: UploadedFile[Any], material: str = "") -> Paper | Refusal:
    """Take one file as a paper, or say by its name why not."""
    name = clean_name(file.name or "")
    if (file.size or 0) > settings.UPLOAD_BYTES:
        return TOO_LARGE(name=name, megabytes=megabytes())
    content = file.read()
    kind = kind_of(content)
    if isinstance(kind, RefusalKind):
        return kind(name=name)
    return Paper(_named(name, kind), kind.media_type, content, material)


def check(files: Iterable[tuple[str, UploadedFile[Any]]]) -> list[Paper] | Refusal:
    """Take files, each with the paper it stands for (a material's code or nothing), or give the first "no"."""
    taken: list[Paper] = []
    for material, file in files:
        paper = check_paper(file, material)
        if isinstance(paper, Refusal):
            return paper
        taken.append(paper)
    taken = without_repeats(taken)
    return check_together(taken) or taken


def check_together(papers: Sequence[Paper]) -> Refusal | None:
    """Whether these papers can be taken at once."""
    if len(papers) > MOST_PAPERS:
        return TOO_MANY(most=MOST_PAPERS, given=len(papers))
    if sum(len(paper.content) for paper in papers) > settings.UPLOAD_BYTES:
        return TOO_MUCH(megabytes=megabytes())
    return None


def without_repeats(papers: Iterable[Paper], known: Collection[str] = ()) -> list[Paper]:
    """The papers in order, each content once; ``known`` are the digests of those that are there already."""
    seen = set(known)
    fresh = []
    for paper in papers:
        found = digest(paper)
        if found not in seen:
            seen.add(found)
            fresh.append(paper)
    return fresh


def digest(paper: Paper) -> str:
    """The SHA-256 of the content, by which the record and the table of attachments name a paper."""
    return hashlib.sha256(paper.content).hexdigest()


def clean_name(given: str) -> str:
    """A file's name without folders, control and direction characters, at most :data:`LONGEST_NAME` long.

    >>> clean_name("C:\\\\照片\\\\身份证\\u202egpj.exe")
    '身份证gpj.exe'
    """
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C" or sign == "\u200d")
    name = " ".join(name.translate(_FORBIDDEN).split()).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        return name[:LONGEST_NAME] or "paper"
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}"


def _named(name: str, kind: PaperKind) -> str:
    """Give the name the ending of what the file really is."""
    stem, _, ending = name.rpartition(".")
    return name if stem and ending.lower() in kind.endings else f"{name}.{kind.endings[0]}"


def megabytes() -> int:
    """The bound on size, as people read it."""
    return int(settings.UPLOAD_BYTES) // MEGABYTE


def download(paper: Attachment) -> HttpResponse:
    """Hand out a paper as a download that no browser shows, runs or keeps for others; who may have it is asked before."""
    response = HttpResponse(bytes(paper.content), content_type=paper.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=paper.name) or "attachment"
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
