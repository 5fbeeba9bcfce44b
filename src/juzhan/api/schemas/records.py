"""What the record answers: a log's checkpoint, its entries."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema


class CheckpointOut(Schema):
    """A signed statement of a log's size and root; ``note`` is the C2SP signed note itself."""

    origin: str
    size: int
    root: str
    at: datetime
    key: str
    note: str


class EntryOut(Schema):
    """One entry of the record as it was hashed (``canonical``), and its leaf hash in hexadecimal."""

    index: int
    leaf: str
    canonical: str
    entry: dict[str, Any]
