"""The entries of the record about one matter, each with the receipt that proves it."""

from __future__ import annotations

from attrs import frozen

from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.community import Line, lines_of
from juzhan.apps.record import selectors as record
from juzhan.apps.record.models import Entry
from juzhan.domain.record import Receipt


@frozen
class Proof:
    """One entry in words, as it was hashed, and its receipt; the receipt is None until a checkpoint counts the entry."""

    line: Line
    entry: Entry
    receipt: Receipt | None

    @property
    def leaf(self) -> str:
        """The hash of the entry, in hexadecimal."""
        return bytes(self.entry.leaf_hash).hex()

    @property
    def steps(self) -> list[str]:
        """The hashes beside the way from the entry to the root."""
        return [step.hex() for step in self.receipt.proof] if self.receipt else []

    @property
    def canonical(self) -> str:
        """The entry as it was hashed."""
        return bytes(self.entry.canonical).decode()


def proofs_of(matter: Matter) -> list[Proof]:
    """All entries about a matter, oldest first; values that entries commit to are opened for the person they belong to."""
    entries = list(record.entries_about(matter.record_subject).prefetch_related("commitments"))
    last = record.latest_checkpoint(matter.community_id)
    lines = lines_of(entries)
    return [
        Proof(line, entry, record.receipt(entry, show=True, last=last))
        for line, entry in zip(lines, entries, strict=True)
    ]
