"""The record: an append-only log of acts whose every change would show (RFC 6962, C2SP checkpoints)."""

from juzhan.domain.record.bundle import LogIdentity, Receipt, SignedHead, bundle_lines
from juzhan.domain.record.checkpoint import Checkpoint
from juzhan.domain.record.entry import SALT_BYTES, Actor, EntryError, Fact, NewEntry, canonical_bytes, commit_to
from juzhan.domain.record.growth import Growth, grow
from juzhan.domain.record.hashing import SHA256, SM3, HashSuite, hash_suite
from juzhan.domain.record.note import NoteError, SignerKey, VerifierKey, open_note
from juzhan.domain.record.origin import origin_of
from juzhan.domain.record.tiles import Expanded, Tile, Tiles, TileSource, expand, expanding, tile_path
from juzhan.domain.record.tree import Head, Proof, Tree, verify_consistency, verify_inclusion

__all__ = [
    "SALT_BYTES",
    "SHA256",
    "SM3",
    "Actor",
    "Checkpoint",
    "EntryError",
    "Expanded",
    "Fact",
    "Growth",
    "HashSuite",
    "Head",
    "LogIdentity",
    "NewEntry",
    "NoteError",
    "Proof",
    "Receipt",
    "SignedHead",
    "SignerKey",
    "Tile",
    "TileSource",
    "Tiles",
    "Tree",
    "VerifierKey",
    "bundle_lines",
    "canonical_bytes",
    "commit_to",
    "expand",
    "expanding",
    "grow",
    "hash_suite",
    "open_note",
    "origin_of",
    "tile_path",
    "verify_consistency",
    "verify_inclusion",
]
