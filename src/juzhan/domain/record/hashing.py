"""A record's tree is hashed as RFC 6962, section 2.1 says, with SHA-256 or, by choice, SM3; both give 32 bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from attrs import field, frozen
from cryptography.hazmat.primitives import hashes

HASH_BYTES = 32


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def _sm3(data: bytes) -> bytes:
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize()


@frozen
class HashSuite:
    """One hash function and the three ways a Merkle tree uses it.

    A leaf is hashed behind a byte 0, a pair of nodes behind a byte 1, so that neither can pass for the other.
    """

    name: str
    digest: Callable[[bytes], bytes] = field(repr=False)

    @property
    def empty(self) -> bytes:
        """The root of a tree without leaves."""
        return self.digest(b"")

    def leaf(self, data: bytes) -> bytes:
        """Hash one entry."""
        return self.digest(b"\x00" + data)

    def node(self, left: bytes, right: bytes) -> bytes:
        """Hash two subtrees into their parent."""
        return self.digest(b"\x01" + left + right)

    def parents(self, row: bytes) -> bytes:
        """Hash a row of nodes, set end to end, into the row above; an odd last node has no parent yet."""
        digest = self.digest
        return b"".join([digest(b"\x01" + row[i : i + 64]) for i in range(0, len(row) - 63, 64)])


SHA256 = HashSuite("sha256", _sha256)
SM3 = HashSuite("sm3", _sm3)
_SUITES = {suite.name: suite for suite in (SHA256, SM3)}


def hash_suite(name: str) -> HashSuite:
    """Find a suite by its name; any other name is a ValueError that lists the names there are."""
    try:
        return _SUITES[name]
    except KeyError:
        raise ValueError(f"unknown hash suite {name!r}; there are {', '.join(sorted(_SUITES))}") from None
