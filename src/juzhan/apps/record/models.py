"""A log per place, its entries, tiles and checkpoints; triggers of the database let nothing but growth happen to them.

Personal data that an entry commits to stands apart in :class:`Commitment`, the only row of these that may be deleted.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class Log(models.Model):
    """The log of a place. ``size`` is the number of its entries, and so the index of the next one.

    Whoever appends holds this row until their transaction ends: so indexes have no gaps and follow the commits.
    """

    place = models.CharField(max_length=16, unique=True)
    origin = models.CharField(max_length=200, unique=True)
    hash_suite = models.CharField(max_length=8)
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.origin


class Entry(models.Model):
    """One act: ``canonical`` are the bytes that were hashed, the other columns repeat parts of them to be searched."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="entries", db_index=False)
    index = models.BigIntegerField()
    at = models.DateTimeField()
    act = models.CharField(max_length=64)
    subject = models.CharField(max_length=120)
    canonical = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["log", "index"], name="one_entry_at_an_index")]
        indexes: ClassVar = [models.Index(fields=["subject", "id"], name="entry_by_subject")]

    def __str__(self) -> str:
        return f"{self.log_id}/{self.index} {self.act} {self.subject}"


class Commitment(models.Model):
    """A personal value behind a commitment of an entry; deleting it leaves a hash that nobody can open."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="commitments", db_index=False)
    name = models.CharField(max_length=64)
    salt = models.BinaryField()
    value = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "name"], name="one_commitment_of_a_name")]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Tile(models.Model):
    """Up to 256 neighbouring hashes of one level of a log's tree; it only grows, and a full one never changes."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="tiles", db_index=False)
    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    width = models.SmallIntegerField()
    hashes = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "level", "index"], name="one_tile_at_an_index"),
            models.CheckConstraint(condition=Q(width__range=(1, 256)), name="tile_is_1_to_256_wide"),
        ]

    def __str__(self) -> str:
        return f"{self.log_id}/{self.level}/{self.index}"


class SignedTree(models.Model):
    """How much of a log is in its tiles and signed; whoever signs holds this row, so that appending need not wait."""

    log = models.OneToOneField(Log, on_delete=models.PROTECT, primary_key=True, related_name="signed")
    size = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.log_id} {self.size}"


class Checkpoint(models.Model):
    """A signed statement of a log's size and root; ``key`` is the verifier key of the signature in ``note``."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.BigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    key = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["log", "size"], name="one_checkpoint_of_a_size")]

    def __str__(self) -> str:
        return f"{self.log_id} {self.size}"


def unsigned_logs() -> models.QuerySet[Log]:
    """Logs that have grown since they were last signed."""
    return Log.objects.filter(Q(signed__isnull=True, size__gt=0) | Q(size__gt=F("signed__size")))
