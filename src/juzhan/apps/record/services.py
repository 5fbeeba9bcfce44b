"""Appends to the record, signs it, and forgets the personal data behind it; nothing else ever changes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import structlog
from django.db import connection
from django.db.transaction import TransactionManagementError

from juzhan.apps.record.appending import Written, hold_log, write
from juzhan.apps.record.models import Checkpoint, Commitment, Entry, Log, SignedTree, unsigned_logs
from juzhan.apps.record.signing import LogBroken, sign
from juzhan.domain.record import NewEntry

BATCH = 2_000
"""Entries that :func:`append_many` writes in one statement."""

_logger = structlog.get_logger(__name__)


def append(place: str, entries: Sequence[NewEntry]) -> list[Entry]:
    """Record acts in the log of a place, in the transaction of the acts themselves; one statement, gap-free indexes.

    The log stays held until that transaction ends, so append last; who appends to several logs takes them in the
    order of their place codes (calls :func:`append_many`, or :func:`hold` first). An entry that cannot stand is an EntryError.
    """
    return [written.as_row() for written in _write(place, entries)]


def append_many(entries: Iterable[tuple[str, NewEntry]]) -> int:
    """Record many acts of many places, each given with its place code; within a log their order is kept."""
    count = 0
    for place, group in groupby(sorted(entries, key=itemgetter(0)), key=itemgetter(0)):
        acts = [new for _, new in group]
        for start in range(0, len(acts), BATCH):
            count += len(_write(place, acts[start : start + BATCH]))
    return count


def hold(*places: str) -> None:
    """Take the logs of several places in the order of their codes, before acts are recorded there in whatever order.

    Two transactions that write to the same logs then wait one after the other, never for each other. Call it when every
    other row is locked, since the logs come last; a single log needs no order and is taken by the first act.
    """
    for place in sorted(set(places)) if len(set(places)) > 1 else ():
        hold_log(place)


def _write(place: str, entries: Sequence[NewEntry]) -> list[Written]:
    if not connection.in_atomic_block:
        raise TransactionManagementError("an entry is recorded in the transaction of the act, or not at all")
    return write(place, entries) if entries else []


def sign_checkpoints(at: datetime, place: str | None = None) -> list[Checkpoint]:
    """Sign every log (or the one of a place) that has grown since its last checkpoint; safe to run twice at once.

    Logs that another run is signing are passed over. A log whose entries are missing stays unsigned, is told to the
    operator's log, and ends the call with an ExceptionGroup of LogBroken after all others have been signed.
    """
    unready = Log.objects.filter(signed=None).values_list("pk", flat=True)
    SignedTree.objects.bulk_create([SignedTree(log_id=pk) for pk in unready], ignore_conflicts=True)
    grown = unsigned_logs().filter(**{"place": place} if place else {}).order_by("pk")
    signed, broken = [], []
    for log_id in grown.values_list("pk", flat=True):
        try:
            signed.append(sign(log_id, at))
        except LogBroken as problem:
            _logger.error("record.log_broken", log=log_id, problem=str(problem))
            broken.append(problem)
    if broken:
        raise ExceptionGroup("logs that cannot be signed", broken)
    return [checkpoint for checkpoint in signed if checkpoint]


def forget(subject: str) -> int:
    """Delete the personal values and salts behind a subject's entries (个人信息保护法, art. 47); give their number.

    The entries stay, their commitments can no longer be opened, and every proof still holds.
    """
    return Commitment.objects.filter(entry__subject=subject).delete()[0]
