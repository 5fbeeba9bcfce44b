"""A bundle holds a whole log, a receipt one entry of it; each can be checked with nothing but one small Python file.

Both are plain text, UTF-8, one JSON value a line without white space. A bundle is a header; then, again and again, the
hashes of the next entries (at most one tile) and those entries byte for byte; and each checkpoint as soon as the
entries it counts have passed. ``juzhan/verify_record.py`` reads them; docs/algorithms/record.md says what it can prove.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

import orjson
from attrs import field, frozen

from juzhan.domain.record.hashing import HASH_BYTES
from juzhan.domain.record.tiles import TILE_HEIGHT, TILE_WIDTH, Tiles
from juzhan.domain.record.tree import Proof

BUNDLE_FORMAT = "juzhan-record-bundle/1"
RECEIPT_FORMAT = "juzhan-record-receipt/1"


@frozen
class LogIdentity:
    """What an outsider must know of a log: its origin, its hash suite, and the verifier keys of its checkpoints."""

    origin: str
    suite: str
    keys: tuple[str, ...]


@frozen
class SignedHead:
    """A checkpoint as it was signed, with the size it states."""

    size: int
    note: str


@frozen
class Receipt:
    """One entry, the proof that it is in its log, and the checkpoint that the proof leads to.

    ``shown`` may open commitments of the entry to its holder: name to salt (hexadecimal) and value in NFC.
    """

    log: LogIdentity
    index: int
    entry: bytes
    proof: Proof
    checkpoint: SignedHead
    shown: Mapping[str, Mapping[str, str]] = field(factory=dict)

    def to_line(self) -> bytes:
        """Write the receipt as a file of one line."""
        return _line(
            format=RECEIPT_FORMAT,
            origin=self.log.origin,
            hash=self.log.suite,
            keys=self.log.keys,
            index=self.index,
            entry=self.entry.decode(),
            proof=[step.hex() for step in self.proof],
            checkpoint=self.checkpoint.note,
            shown=self.shown,
        )


def bundle_lines(
    log: LogIdentity,
    entries: Iterable[bytes],
    tiles: Tiles,
    checkpoints: Iterable[SignedHead],
    last: SignedHead,
    count: int,
) -> Iterator[bytes]:
    """Write a log as a bundle, line by line, holding no more than one tile at a time.

    ``checkpoints`` are ``count`` in number, ordered by size, and end with ``last``; ``entries`` come in the order of
    the log; their hashes are taken from ``tiles`` and not made anew, so that a difference between both shows.
    """
    yield _line(
        format=BUNDLE_FORMAT, origin=log.origin, hash=log.suite, keys=log.keys, size=last.size, checkpoints=count
    )
    rest, start = iter(entries), 0
    for checkpoint in checkpoints:
        while start < checkpoint.size:
            tile, skip = start >> TILE_HEIGHT, start % TILE_WIDTH
            stop = min(checkpoint.size, start - skip + TILE_WIDTH)
            row = tiles.read(0, tile, skip + stop - start)[skip * HASH_BYTES :].hex()
            yield _line(first=start, leaves=[row[i : i + 64] for i in range(0, len(row), 64)])
            yield from (entry + b"\n" for entry in islice(rest, stop - start))
            start = stop
        yield _line(checkpoint=checkpoint.note)


def _line(**fields: object) -> bytes:
    return orjson.dumps(fields) + b"\n"
