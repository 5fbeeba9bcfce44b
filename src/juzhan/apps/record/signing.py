"""Brings a log's new entries into its tiles and signs the tree that comes of it."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from juzhan.apps.record.logs import StoredTiles, signer_of
from juzhan.apps.record.models import Checkpoint, Entry, Log, SignedTree
from juzhan.domain import record as domain
from juzhan.domain.record import Growth, Head, grow, hash_suite

STEP = 65_536
"""Entries brought into the tree at a time: two megabytes of hashes."""

_WIDEN = """
INSERT INTO record_tile (log_id, level, index, width, hashes)
SELECT %s, * FROM unnest(%s::int[], %s::bigint[], %s::int[], %s::bytea[])
ON CONFLICT (log_id, level, index) DO UPDATE SET width = excluded.width, hashes = excluded.hashes
"""


class LogBroken(Exception):
    """A log's table no longer holds what its size says; someone has changed it behind the program's back."""


@transaction.atomic
def sign(log_id: int, at: datetime) -> Checkpoint | None:
    """Sign a log that has grown; None if it has not, or if somebody else is signing it at this moment."""
    signed = SignedTree.objects.select_for_update(skip_locked=True).filter(log_id=log_id).first()
    log = Log.objects.get(pk=log_id)
    if signed is None or signed.size >= log.size:
        return None
    head = _integrate(log, signed.size)
    signed.size = head.size
    signed.save(update_fields=["size"])
    text = domain.Checkpoint.of(log.origin, head, at, log.hash_suite).text
    signer = signer_of(log)
    return Checkpoint.objects.create(
        log=log, size=head.size, root=head.root, note=signer.sign(text), key=str(signer.verifier), at=at
    )


def _integrate(log: Log, size: int) -> Head:
    root = b""
    while size < log.size:
        growth = _grow(log, size, min(size + STEP, log.size))
        _write(log, growth)
        size, root = growth.size, growth.root
    return Head(size, root)


def _grow(log: Log, size: int, until: int) -> Growth:
    fresh = Entry.objects.filter(log=log, index__range=(size, until - 1)).order_by("index")
    leaves = [bytes(leaf) for leaf in fresh.values_list("leaf_hash", flat=True)]
    if len(leaves) != until - size:
        raise LogBroken(f"{log.origin}: entries are missing between {size} and {until - 1}; nothing more is signed")
    return grow(hash_suite(log.hash_suite), StoredTiles(log.pk), size, leaves)


def _write(log: Log, growth: Growth) -> None:
    columns = zip(*((tile.level, tile.index, tile.width, tile.hashes) for tile in growth.tiles), strict=True)
    with connection.cursor() as cursor:
        cursor.execute(_WIDEN, [log.pk, *map(list, columns)])
