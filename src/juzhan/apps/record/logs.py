"""How a log is named and signed, and where its tiles are read."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings

from juzhan.apps.compiled import Compiled
from juzhan.apps.record.models import Log, Tile
from juzhan.domain.record import Expanded, SignerKey, TileSource, Tree, expand, hash_suite, origin_of

KEPT_TILES = 4096
"""Expanded tiles that a process keeps, 16 KiB each; 4,096 of them span a log of a million entries."""


_tile = Compiled(
    lambda log, level, index, width: Tile.objects.filter(log=log, level=level, index=index, width__gte=width)
)


class StoredTiles:
    """The tiles of one log, as the database keeps them."""

    def __init__(self, log_id: int) -> None:
        self._log_id = log_id

    def read(self, level: int, index: int, width: int) -> bytes:
        """Give the first ``width`` hashes of a tile; a tile that is not there or too narrow is a LookupError."""
        found = _tile.first(log=self._log_id, level=level, index=index, width=width)
        if found is None:
            raise LookupError(f"log {self._log_id} has no tile {level}/{index} of width {width}")
        return bytes(found.hashes[: width * 32])


@lru_cache(maxsize=KEPT_TILES)
def _expanded(log_id: int, suite: str, level: int, index: int, width: int) -> Expanded:
    return expand(hash_suite(suite), StoredTiles(log_id).read(level, index, width))


def tree_of(log: Log, size: int) -> Tree:
    """The tree of a log's first entries; ``size`` must be signed already, since only then are its tiles written."""

    def tiles(level: int, index: int, width: int) -> Expanded:
        return _expanded(log.pk, log.hash_suite, level, index, width)

    source: TileSource = tiles
    return Tree(hash_suite(log.hash_suite), size, source)


def new_identity(place: str) -> tuple[str, str]:
    """The origin and hash suite that a place's log would be begun with today."""
    return origin_of(settings.RECORD_HOST, place), settings.RECORD_HASH


@lru_cache(maxsize=1024)
def _signer(origin: str, seed: str) -> SignerKey:
    return SignerKey.from_seed(origin, bytes.fromhex(seed))


def signer_of(log: Log) -> SignerKey:
    """The key that signs a log's checkpoints: one secret for all logs, under the name of each."""
    return _signer(log.origin, settings.RECORD_KEY)
