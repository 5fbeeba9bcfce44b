"""A tree grows on its right edge only: new leaves give tiles to write, a new size and a new root."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from juzhan.domain.record.hashing import HASH_BYTES, HashSuite
from juzhan.domain.record.tiles import TILE_BYTES, TILE_HEIGHT, TILE_WIDTH, Tile, Tiles, expand, expanding
from juzhan.domain.record.tree import Tree


@frozen
class Growth:
    """What a tree became by new leaves: the tiles to write, in order, and the new size and root."""

    size: int
    root: bytes
    tiles: tuple[Tile, ...]


class _Overlay:
    """Tiles just made, before those already kept."""

    def __init__(self, tiles: Tiles, made: Sequence[Tile]) -> None:
        self._tiles = tiles
        self._made = {(tile.level, tile.index): tile.hashes for tile in made}

    def read(self, level: int, index: int, width: int) -> bytes:
        hashes = self._made.get((level, index))
        return hashes[: width * HASH_BYTES] if hashes else self._tiles.read(level, index, width)


def grow(suite: HashSuite, tiles: Tiles, size: int, leaves: Sequence[bytes]) -> Growth:
    """Add leaf hashes to a tree of ``size`` leaves, reading only the partial tiles on its right edge."""
    made: list[Tile] = []
    level, held, fresh = 0, size, b"".join(leaves)
    while fresh:
        index, width = held >> TILE_HEIGHT, held % TILE_WIDTH
        row = (tiles.read(level, index, width) if width else b"") + fresh
        cut = [Tile(level, index + i, row[at : at + TILE_BYTES]) for i, at in enumerate(range(0, len(row), TILE_BYTES))]
        made += cut
        fresh = b"".join(suite.parents(expand(suite, tile.hashes)[-1]) for tile in cut if tile.width == TILE_WIDTH)
        level, held = level + 1, held >> TILE_HEIGHT
    grown = size + len(leaves)
    return Growth(grown, Tree(suite, grown, expanding(suite, _Overlay(tiles, made))).root(), tuple(made))
