"""Checks a receipt or a bundle with the very file that outsiders download, and says in plain words what it proves."""

from __future__ import annotations

import io
import json
from datetime import datetime
from typing import Any

from attrs import frozen

from juzhan.apps.openness.acts import say_act
from juzhan.apps.places.models import Place
from juzhan.apps.record import selectors as record
from juzhan.apps.record.models import Checkpoint
from juzhan.domain.record import Checkpoint as Statement
from juzhan.domain.record import NoteError, VerifierKey, open_note
from juzhan.domain.shared import RefusalKind, Text
from juzhan.verify_record import Bad, verify

MOST_SIGNATURES = 100
"""Signatures that the page checks; each takes the plain verifier some milliseconds."""
_SIGNATURE = "— ".encode()

TOO_MANY_SIGNATURES = RefusalKind(
    "verify.too_many_signatures",
    Text(
        "文件里有 {count} 个签名，太多，请下载核验程序，在自己的电脑上核验。",
        "The file has {count} signatures, too many for this page. Download the verifier and check it yourself.",
    ),
    about="file",
)
_SHOWN = {
    "name": Text("姓名", "name"),
    "phone": Text("电话", "phone"),
    "address": Text("住址", "address"),
    "summary": Text("写的内容", "what was written"),
    "note": Text("办理说明", "note"),
    "question": Text("质询", "question"),
    "answer": Text("答复", "answer"),
}
"""What a receipt can show beside its entry; a name from a later version of the program is shown as it is."""
_NOT_OURS = Text(
    "签名和证明都对，但内容不是本程序写的，无法解释。",
    "Signature and proof hold, but the content was not written by this program and cannot be explained.",
)


@frozen
class Verdict:
    """What was found: ``fault`` says what is wrong and is None where all is sound; the rest is known when it is.

    ``own_key`` says that this site's published key has signed; ``kept`` that this site's record has the same checkpoint
    today; both are None where the file speaks of a log that is not kept here.
    """

    fault: Text | None = None
    is_receipt: bool = False
    place: Place | None = None
    origin: str = ""
    key: str = ""
    size: int = 0
    signed_at: datetime | None = None
    index: int | None = None
    act: Text | None = None
    at: datetime | None = None
    own_key: bool | None = None
    kept: bool | None = None
    shown: tuple[tuple[Text | str, str], ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the file proves what it says."""
        return self.fault is None

    @property
    def is_of_this_site(self) -> bool:
        """Whether the proof leads to a record that this site keeps, unchanged."""
        return bool(self.is_sound and self.own_key and self.kept)


def check(content: bytes) -> Verdict:
    """Verify a file; whatever it holds, the answer is a verdict."""
    try:
        verify(io.BytesIO(content))
    except Bad as bad:
        zh, _, en = str(bad).partition(" / ")
        return Verdict(Text(zh, en or zh))
    lines = content.rstrip(b"\n").split(b"\n")
    try:
        header = json.loads(lines[0])
        is_receipt = "entry" in header
        note = header["checkpoint"] if is_receipt else json.loads(lines[-1])["checkpoint"]
        return _sound(header, note, is_receipt)
    except (ValueError, LookupError, TypeError, AttributeError):
        return Verdict(_NOT_OURS)


def signatures_in(content: bytes) -> int:
    """How many signatures the plain verifier would have to check."""
    return content.count(_SIGNATURE)


def _sound(header: dict[str, Any], note: str, is_receipt: bool) -> Verdict:
    statement, key = _opened(note, header["keys"])
    place = Place.objects.filter(pk=statement.origin.rpartition("/")[2]).first()
    published = record.verifier_key(place.pk) if place else None
    ours = Checkpoint.objects.filter(log__origin=statement.origin, size=statement.head.size).first() if place else None
    entry = json.loads(header["entry"]) if is_receipt else None
    return Verdict(
        is_receipt=is_receipt,
        place=place,
        origin=statement.origin,
        key=key,
        size=statement.head.size,
        signed_at=datetime.fromisoformat(statement.extension("time")),
        index=header["index"] if is_receipt else None,
        act=say_act(entry["act"]) if entry else None,
        at=datetime.fromisoformat(entry["at"]) if entry else None,
        own_key=key == published if published else None,
        kept=bytes(ours.root) == statement.head.root if ours else (False if published else None),
        shown=tuple((_SHOWN.get(name, name), value["value"]) for name, value in header["shown"].items())
        if is_receipt
        else (),
    )


def _opened(note: str, keys: list[str]) -> tuple[Statement, str]:
    """The statement of a note that the plain verifier has accepted, and the key that signed it."""
    for key in keys:
        try:
            return Statement.parse(open_note(note, [VerifierKey.parse(key)])), key
        except (NoteError, ValueError):
            continue
    raise NoteError("none of the keys has signed the note")
