"""Small logs held in memory, for the tests of the record."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from hypothesis import settings

from juzhan.domain.record import (
    SHA256,
    Actor,
    Checkpoint,
    HashSuite,
    LogIdentity,
    NewEntry,
    Receipt,
    SignedHead,
    SignerKey,
    Tree,
    bundle_lines,
    canonical_bytes,
    expanding,
    grow,
)

often = settings(deadline=None, max_examples=60)
"""How often a property is tried: these hash a lot, and a busy machine must not fail them."""

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=CHINA)
ORIGIN = "juzhan.example/510107/510107001004"
SEED = bytes(range(32))
SIGNER = SignerKey.from_seed(ORIGIN, SEED)


class MemoryTiles(dict[tuple[int, int], bytes]):
    """Tiles in a dict; a tile is written again only when it has become wider."""

    def read(self, level: int, index: int, width: int) -> bytes:
        hashes = self[level, index][: width * 32]
        assert len(hashes) == width * 32
        return hashes

    def add(self, suite: HashSuite, size: int, leaves: list[bytes]) -> bytes:
        growth = grow(suite, self, size, leaves)
        for tile in growth.tiles:
            assert tile.hashes.startswith(self.get((tile.level, tile.index), b""))
            self[tile.level, tile.index] = tile.hashes
        assert growth.size == size + len(leaves)
        return growth.root


def tree_of(leaves: list[bytes], suite: HashSuite = SHA256) -> Tree:
    """The tree of these leaf hashes, added at once."""
    tiles = MemoryTiles()
    tiles.add(suite, 0, leaves)
    return Tree(suite, len(leaves), expanding(suite, tiles))


def plain_root(leaves: list[bytes], suite: HashSuite = SHA256) -> bytes:
    """The root as RFC 6962 defines it, word for word; slow."""
    if len(leaves) < 2:
        return leaves[0] if leaves else suite.empty
    split = 1 << (len(leaves) - 1).bit_length() - 1
    return suite.node(plain_root(leaves[:split], suite), plain_root(leaves[split:], suite))


def new_entry(number: int = 0, **changes: object) -> NewEntry:
    """An entry about a synthetic matter."""
    fields = {
        "at": NOON + timedelta(minutes=number),
        "act": "matter.accepted",
        "subject": f"matter:W{number:05}",
        "actor": Actor(person="person:7c1f", post="post:clerk-2", body="body:workstation"),
        "facts": {"state": {"old": "submitted", "new": "accepted"}},
    }
    return NewEntry(**{**fields, **changes})


class Bundle:
    """A bundle of a synthetic log as its lines, to be checked or tampered with."""

    def __init__(self, sizes: list[int], suite: HashSuite = SHA256, signer: SignerKey = SIGNER) -> None:
        self.entries = [canonical_bytes(new_entry(number), signer.name) for number in range(sizes[-1] if sizes else 0)]
        self.leaves = [suite.leaf(entry) for entry in self.entries]
        self.suite, self.signer, self.sizes = suite, signer, sizes

    def note(self, size: int) -> SignedHead:
        """The checkpoint over the first entries."""
        head = tree_of(self.leaves[:size], self.suite).head
        text = Checkpoint.of(self.signer.name, head, NOON + timedelta(hours=size), self.suite.name).text
        return SignedHead(size, self.signer.sign(text))

    @property
    def identity(self) -> LogIdentity:
        return LogIdentity(self.signer.name, self.suite.name, (str(self.signer.verifier),))

    def lines(self) -> list[bytes]:
        """The bundle with a checkpoint at each of the sizes."""
        tiles = MemoryTiles()
        tiles.add(self.suite, 0, self.leaves)
        notes = [self.note(size) for size in self.sizes]
        return list(bundle_lines(self.identity, self.entries, tiles, notes, notes[-1], len(notes)))

    def receipt(self, index: int, size: int) -> Receipt:
        """The receipt of an entry against the tree of a size."""
        proof = tree_of(self.leaves[:size], self.suite).inclusion_proof(index)
        return Receipt(self.identity, index, self.entries[index], proof, self.note(size))
