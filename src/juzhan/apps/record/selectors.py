"""Reads the record: entries, checkpoints, proofs that outsiders can check, and whole logs as bundles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.db import transaction
from django.db.models import QuerySet

from juzhan.apps.record.logs import StoredTiles, signer_of, tree_of
from juzhan.apps.record.models import Checkpoint, Entry, Log
from juzhan.domain.record import LogIdentity, Proof, Receipt, SignedHead, bundle_lines
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOTHING_SIGNED = RefusalKind(
    "record.nothing_signed",
    Text(
        "{place} 的存证还没有已签名的检查点，稍候再试",
        "Nothing in the record of {place} has been signed yet; try again in a minute",
    ),
    about="place",
)
_AT_ONCE = 2_000


def latest_checkpoint(place: str) -> Checkpoint | None:
    """The newest signed statement of a place's log; None before the first."""
    return Checkpoint.objects.filter(log__place=place).select_related("log").order_by("-size").first()


def checkpoints(place: str) -> QuerySet[Checkpoint]:
    """All checkpoints of a place's log, newest first."""
    return Checkpoint.objects.filter(log__place=place).select_related("log").order_by("-size")


def entries(place: str, after: int = -1, limit: int = 100) -> list[Entry]:
    """The entries of a place's log behind an index, in order."""
    found = Entry.objects.filter(log__place=place, index__gt=after).select_related("log")
    return list(found.order_by("index")[:limit])


def entries_about(subject: str) -> QuerySet[Entry]:
    """All entries about a subject such as ``matter:W00017``, oldest first."""
    return Entry.objects.filter(subject=subject).select_related("log").order_by("id")


def verifier_key(place: str) -> str | None:
    """The public key of a place's log in the form of C2SP signed-note, to be published; None while there is no log."""
    log = Log.objects.filter(place=place).first()
    return str(signer_of(log).verifier) if log else None


def receipt(entry: Entry, *, show: bool = False, last: Checkpoint | None = None) -> Receipt | None:
    """Prove that an entry is in its log, as of the newest checkpoint; None while no checkpoint counts it yet.

    ``show`` opens its commitments, as far as the values still exist: only for the person whose data they are.
    ``last`` is the newest checkpoint where the caller has it already, for receipts of many entries.
    """
    last = last or latest_checkpoint(entry.log.place)
    if last is None or last.size <= entry.index:
        return None
    proof = tree_of(entry.log, last.size).inclusion_proof(entry.index)
    shown = (
        {it.name: {"salt": bytes(it.salt).hex(), "value": it.value} for it in entry.commitments.all()} if show else {}
    )
    identity = LogIdentity(entry.log.origin, entry.log.hash_suite, (last.key,))
    return Receipt(identity, entry.index, bytes(entry.canonical), proof, SignedHead(last.size, last.note), shown)


def consistency(place: str, old: int, new: int) -> Proof:
    """Prove that the tree of ``new`` entries begins with that of ``old``; ``new`` must be signed, else a LookupError."""
    checkpoint = Checkpoint.objects.filter(log__place=place, size__gte=new).select_related("log").first()
    if checkpoint is None:
        raise LookupError(f"the first {new} entries of {place} are not signed")
    return tree_of(checkpoint.log, new).consistency_proof(old)


@transaction.atomic
def export_bundle(place: str, file: BinaryIO) -> int | Refusal:
    """Write a place's log up to its newest checkpoint as a bundle; give the number of entries. Memory stays small."""
    last = latest_checkpoint(place)
    if last is None:
        return NOTHING_SIGNED(place=place)
    signed = Checkpoint.objects.filter(log=last.log, size__lte=last.size)
    keys = tuple(signed.order_by("key").values_list("key", flat=True).distinct())
    file.writelines(
        bundle_lines(
            LogIdentity(last.log.origin, last.log.hash_suite, keys),
            _canonical(last),
            StoredTiles(last.log_id),
            _heads(signed),
            SignedHead(last.size, last.note),
            signed.count(),
        )
    )
    return last.size


def _canonical(last: Checkpoint) -> Iterator[bytes]:
    found = Entry.objects.filter(log=last.log_id, index__lt=last.size).order_by("index")
    return (bytes(data) for data in found.values_list("canonical", flat=True).iterator(_AT_ONCE))


def _heads(signed: QuerySet[Checkpoint]) -> Iterator[SignedHead]:
    rows = signed.order_by("size").values_list("size", "note").iterator(_AT_ONCE)
    return (SignedHead(size, note) for size, note in rows)
