"""A tree of a given size answers for its root, that a leaf is in it, and that it extends every smaller tree.

Roots and proofs are those of RFC 6962, section 2.1. A tree of a million leaves is three tiles high, so a proof reads a
few cached rows and hashes at most the right edge.
"""

from __future__ import annotations

from attrs import frozen

from juzhan.domain.record.hashing import HASH_BYTES, HashSuite
from juzhan.domain.record.tiles import TILE_HEIGHT, TILE_WIDTH, TileSource, width_of

Proof = list[bytes]


@frozen
class Head:
    """What a checkpoint says of a tree: its size and its root."""

    size: int
    root: bytes


@frozen
class Tree:
    """The first ``size`` leaves of a log, over any source of tiles that reaches that far."""

    suite: HashSuite
    size: int
    tiles: TileSource

    def node(self, height: int, index: int) -> bytes:
        """The hash of the complete subtree of ``2 ** height`` leaves that starts at leaf ``index << height``."""
        level, rise = divmod(height, TILE_HEIGHT)
        tile = index << rise >> TILE_HEIGHT
        row = self.tiles(level, tile, width_of(self.size, level, tile))[rise]
        start = (index % (TILE_WIDTH >> rise)) * HASH_BYTES
        return row[start : start + HASH_BYTES]

    @property
    def head(self) -> Head:
        """Size and root together."""
        return Head(self.size, self.root())

    def root(self) -> bytes:
        """The hash that stands for all leaves and their order."""
        return self._span(0) if self.size else self.suite.empty

    def inclusion_proof(self, index: int) -> Proof:
        """Prove that leaf ``index`` is in the tree: the hashes beside its way up, lowest first."""
        if not 0 <= index < self.size:
            raise IndexError(f"leaf {index} is not in a tree of {self.size}")
        return self._beside(0, index)

    def consistency_proof(self, old_size: int) -> Proof:
        """Prove that the tree begins with all leaves of the tree of ``old_size``, in the same order."""
        if not 0 < old_size <= self.size:
            raise IndexError(f"a tree of {self.size} does not extend one of {old_size}")
        if old_size == self.size:
            return []
        height = (old_size & -old_size).bit_length() - 1
        index = (old_size - 1) >> height
        return ([self.node(height, index)] if index else []) + self._beside(height, index)

    def _beside(self, height: int, index: int) -> Proof:
        """The siblings on the way from a complete subtree up to the root."""
        proof = []
        last = (self.size - 1) >> height
        while index < last:
            if index ^ 1 < last:
                proof.append(self.node(height, index ^ 1))
            elif index ^ 1 == last:
                proof.append(self._span(last << height))
            height, index, last = height + 1, index >> 1, last >> 1
        while index:
            if index & 1:
                proof.append(self.node(height, index - 1))
            height, index = height + 1, index >> 1
        return proof

    def _span(self, start: int) -> bytes:
        """The root of the leaves from ``start`` to the end, where ``start`` begins the right edge of a subtree."""
        peaks = []
        while start < self.size:
            height = (self.size - start).bit_length() - 1
            peaks.append(self.node(height, start >> height))
            start += 1 << height
        root = peaks.pop()
        while peaks:
            root = self.suite.node(peaks.pop(), root)
        return root


def verify_inclusion(suite: HashSuite, leaf: bytes, index: int, proof: Proof, head: Head) -> bool:
    """Say whether a leaf hash stands at ``index`` of the tree with this head (RFC 9162, section 2.1.3.2)."""
    if not 0 <= index < head.size:
        return False
    last, found = head.size - 1, leaf
    for beside in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            found = suite.node(beside, found)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            found = suite.node(found, beside)
        index, last = index >> 1, last >> 1
    return last == 0 and found == head.root


def verify_consistency(suite: HashSuite, old: Head, new: Head, proof: Proof) -> bool:
    """Say whether the new tree begins with the old one (RFC 9162, section 2.1.4.2); nothing extends an empty one."""
    if not 0 < old.size <= new.size:
        return False
    if old.size == new.size:
        return not proof and old.root == new.root
    way = proof if old.size & (old.size - 1) else [old.root, *proof]
    if not way:
        return False
    was, last = old.size - 1, new.size - 1
    while was & 1:
        was, last = was >> 1, last >> 1
    of_old = of_new = way[0]
    for beside in way[1:]:
        if last == 0:
            return False
        if was & 1 or was == last:
            of_old, of_new = suite.node(beside, of_old), suite.node(beside, of_new)
            while not was & 1 and was:
                was, last = was >> 1, last >> 1
        else:
            of_new = suite.node(of_new, beside)
        was, last = was >> 1, last >> 1
    return last == 0 and (of_old, of_new) == (old.root, new.root)
