"""A tree is kept as tiles of 256 neighbouring hashes (C2SP tlog-tiles), and a tile once full never changes.

The tile of level 0 holds leaf hashes; each hash in a tile of level n + 1 is the root of one full tile of level n.
A partial tile of a smaller tree is the beginning of the same tile of any larger one, so a tile of given level, index
and width is immutable too and may be cached for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Protocol

from attrs import frozen

from juzhan.domain.record.hashing import HASH_BYTES, HashSuite

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
TILE_BYTES = TILE_WIDTH * HASH_BYTES

Expanded = tuple[bytes, ...]
"""A tile with the rows above it: item k is the row of complete subtrees of height k, hashes set end to end."""

TileSource = Callable[[int, int, int], Expanded]
"""Gives the expanded tile of a level, an index and a width."""


class Tiles(Protocol):
    """Where tiles are kept."""

    def read(self, level: int, index: int, width: int) -> bytes:
        """Give the first ``width`` hashes of a tile; a tile that is not there is a LookupError."""
        ...


@frozen
class Tile:
    """Up to 256 neighbouring hashes of one level."""

    level: int
    index: int
    hashes: bytes

    @property
    def width(self) -> int:
        """How many hashes the tile holds, 1 to 256."""
        return len(self.hashes) // HASH_BYTES

    @property
    def path(self) -> str:
        """The tile's path below the log's address, for example ``tile/0/x001/x234/067.p/5``."""
        return tile_path(self.level, self.index, self.width)


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """Name a tile as tlog-tiles does: the index in groups of three digits, a partial tile with its width.

    >>> tile_path(0, 1234067, 5)
    'tile/0/x001/x234/067.p/5'
    """
    digits = str(index).zfill(-(-len(str(index)) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    name = "/".join(["x" + group for group in groups[:-1]] + groups[-1:])
    return f"tile/{level}/{name}" + (f".p/{width}" if width < TILE_WIDTH else "")


def width_of(size: int, level: int, index: int) -> int:
    """How wide a tile is in a tree of ``size`` leaves; 0 or less where the tree does not reach it."""
    return min(TILE_WIDTH, (size >> TILE_HEIGHT * level) - (index << TILE_HEIGHT))


def expand(suite: HashSuite, hashes: bytes) -> Expanded:
    """Hash a tile's row into the rows above it, up to height 7 (height 8 stands in the tile above)."""
    rows = [hashes]
    while len(rows) < TILE_HEIGHT:
        rows.append(suite.parents(rows[-1]))
    return tuple(rows)


def expanding(suite: HashSuite, tiles: Tiles, keep: int = 64) -> TileSource:
    """Read and expand tiles, keeping the last ``keep`` of them (16 KiB each)."""

    @lru_cache(maxsize=keep)
    def source(level: int, index: int, width: int) -> Expanded:
        return expand(suite, tiles.read(level, index, width))

    return source
