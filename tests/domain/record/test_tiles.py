"""Tiles have the widths, contents and paths of C2SP tlog-tiles."""

from __future__ import annotations

import pytest

from juzhan.domain.record import SHA256, grow, tile_path
from tests.domain.record.logs import MemoryTiles, plain_root


def test_a_tree_of_70000_has_the_tiles_the_standard_counts():
    tiles = MemoryTiles()
    tiles.add(SHA256, 0, [SHA256.leaf(b"%d" % number) for number in range(70_000)])
    widths: dict[int, list[int]] = {}
    for (level, _), hashes in sorted(tiles.items()):
        widths.setdefault(level, []).append(len(hashes) // 32)
    assert widths == {0: [256] * 273 + [112], 1: [256, 17], 2: [1]}


def test_a_tree_of_256_is_one_full_tile_and_one_hash_above():
    leaves = [SHA256.leaf(b"%d" % number) for number in range(256)]
    growth = grow(SHA256, MemoryTiles(), 0, leaves)
    assert [(tile.level, tile.index, tile.width) for tile in growth.tiles] == [(0, 0, 256), (1, 0, 1)]
    assert growth.tiles[1].hashes == growth.root == plain_root(leaves)


def test_growth_writes_only_tiles_on_the_right_edge():
    tiles = MemoryTiles()
    leaves = [SHA256.leaf(b"%d" % number) for number in range(1_000)]
    tiles.add(SHA256, 0, leaves)
    growth = grow(SHA256, tiles, 1_000, leaves[:30])
    assert [tile.path for tile in growth.tiles] == ["tile/0/003", "tile/0/004.p/6", "tile/1/000.p/4"]


def test_nothing_added_writes_nothing():
    assert grow(SHA256, MemoryTiles(), 0, []).tiles == ()


@pytest.mark.parametrize(
    ("index", "path"),
    [(0, "tile/0/000"), (999, "tile/0/999"), (1000, "tile/0/x001/000"), (1234067, "tile/0/x001/x234/067")],
)
def test_a_tile_index_is_written_in_groups_of_three_digits(index, path):
    assert tile_path(0, index) == path
    assert tile_path(0, index, 7) == path + ".p/7"
