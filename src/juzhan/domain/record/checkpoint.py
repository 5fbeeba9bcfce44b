"""A checkpoint states a log's size and root at a moment (C2SP tlog-checkpoint); signed, it binds the log for ever."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from datetime import datetime

from attrs import frozen

from juzhan.domain.record.hashing import HASH_BYTES
from juzhan.domain.record.note import NoteError
from juzhan.domain.record.tree import Head

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@frozen
class Checkpoint:
    """Origin, size and root of a log, with lines of our own: ``time`` always, ``hash`` when it is not SHA-256."""

    origin: str
    head: Head
    extensions: tuple[str, ...] = ()

    @classmethod
    def of(cls, origin: str, head: Head, at: datetime, suite: str = "sha256") -> Checkpoint:
        """State a tree at a moment; a time without its offset is a ValueError."""
        if at.tzinfo is None:
            raise ValueError("a checkpoint's time has an offset")
        lines = [f"time {at.isoformat(timespec='seconds')}"] + ([f"hash {suite}"] if suite != "sha256" else [])
        return cls(origin, head, tuple(lines))

    @property
    def text(self) -> str:
        """The lines to sign."""
        lines = [self.origin, str(self.head.size), b64encode(self.head.root).decode(), *self.extensions]
        return "\n".join(lines) + "\n"

    def extension(self, name: str) -> str:
        """The value of the extension line ``name value``, or nothing."""
        return next((line[len(name) + 1 :] for line in self.extensions if line.startswith(name + " ")), "")

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read the text of an opened note; anything else is a NoteError."""
        origin, size, root, *extensions = [*text[:-1].split("\n"), "", "", ""][: max(3, text.count("\n"))]
        head = Head(int(size) if _SIZE.fullmatch(size) else -1, _root(root))
        checkpoint = cls(origin, head, tuple(extensions))
        if not origin or not all(extensions) or len(head.root) != HASH_BYTES or checkpoint.text != text:
            raise NoteError("that is no checkpoint")
        return checkpoint


def _root(encoded: str) -> bytes:
    try:
        return b64decode(encoded, validate=True)
    except ValueError:
        return b""
