"""Writes entries in one statement: it takes the next indexes, adds the entries and keeps what they commit to."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from unicodedata import normalize

import psycopg
from attrs import frozen
from django.db import connection
from django.db.backends.utils import CursorWrapper

from juzhan.apps.record.logs import new_identity
from juzhan.apps.record.models import Entry, Log
from juzhan.domain.record import SALT_BYTES, HashSuite, NewEntry, canonical_bytes, commit_to, hash_suite

_TAKE_AND_ADD = """
WITH taken AS (
    UPDATE record_log SET size = size + %(count)s
    WHERE place = %(place)s AND origin = %(origin)s AND hash_suite = %(suite)s
    RETURNING id, size - %(count)s AS first
), added AS (
    INSERT INTO record_entry (log_id, index, at, act, subject, canonical, leaf_hash)
    SELECT taken.id, taken.first + given.number - 1, given.at, given.act, given.subject, given.canonical, given.leaf
    FROM taken, unnest(
        %(at)b::timestamptz[], %(act)b::text[], %(subject)b::text[], %(canonical)b::bytea[], %(leaf)b::bytea[]
    ) WITH ORDINALITY AS given (at, act, subject, canonical, leaf, number)
    RETURNING id, log_id, index
)"""
_COMMIT = """, committed AS (
    INSERT INTO record_commitment (entry_id, name, salt, value)
    SELECT added.id, given.name, given.salt, given.value
    FROM taken, added, unnest(
        %(number)b::bigint[], %(name)b::text[], %(salt)b::bytea[], %(value)b::text[]
    ) AS given (number, name, salt, value)
    WHERE added.index = taken.first + given.number
)"""
_TELL = " SELECT id, log_id, index FROM added ORDER BY index"

_identities: dict[str, tuple[str, str]] = {}
"""Origin and hash suite of logs begun under other settings; the statement finds nothing if they are wrong."""


@frozen
class Sealed:
    """An entry as it is hashed, and the personal values behind its commitments: name, salt, value."""

    new: NewEntry
    canonical: bytes
    leaf: bytes
    committed: list[tuple[str, bytes, str]]


@frozen
class Written:
    """An entry and where it came to stand."""

    entry_id: int
    log_id: int
    index: int
    sealed: Sealed

    def as_row(self) -> Entry:
        """The entry as a row read from the database would be."""
        new = self.sealed.new
        row = Entry(
            id=self.entry_id,
            log_id=self.log_id,
            index=self.index,
            at=new.at,
            act=new.act,
            subject=new.subject,
            canonical=self.sealed.canonical,
            leaf_hash=self.sealed.leaf,
        )
        row._state.adding = False
        return row


def write(place: str, entries: Sequence[NewEntry]) -> list[Written]:
    """Write entries into the log of a place, which is begun if there is none; otherwise one statement."""
    return _try(place, _identities.get(place) or new_identity(place), entries) or _try(place, _begin(place), entries)


def hold_log(place: str) -> None:
    """Hold the log of a place, which is begun if there is none, until the transaction ends."""
    log = Log.objects.select_for_update(no_key=True).filter(place=place)
    if not log:
        _begin(place)
        log.get()


def _begin(place: str) -> tuple[str, str]:
    origin, suite = new_identity(place)
    Log.objects.bulk_create([Log(place=place, origin=origin, hash_suite=suite)], ignore_conflicts=True)
    log = Log.objects.get(place=place)
    identity = _identities[place] = log.origin, log.hash_suite
    return identity


def _try(place: str, identity: tuple[str, str], entries: Sequence[NewEntry]) -> list[Written]:
    """Write, or give an empty list where no log of this place has this identity."""
    origin, suite_name = identity
    suite = hash_suite(suite_name)
    sealed = [_seal(new, origin, suite) for new in entries]
    values: dict[str, Any] = {"count": len(entries), "place": place, "origin": origin, "suite": suite_name}
    values |= _columns(sealed)
    with _preparing_cursor() as cursor:
        cursor.execute(_TAKE_AND_ADD + (_COMMIT if values["name"] else "") + _TELL, values)
        found = cursor.fetchall()
    rows = zip(found, sealed if found else (), strict=True)
    return [Written(entry_id, log_id, index, it) for (entry_id, log_id, index), it in rows]


def _preparing_cursor() -> CursorWrapper:
    """A cursor that lets PostgreSQL keep the plan and takes bytes as they are: half the time of Django's own."""
    connection.ensure_connection()
    cursor = psycopg.Cursor(connection.connection)
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrap(cursor)  # type: ignore[arg-type]


def _seal(new: NewEntry, origin: str, suite: HashSuite) -> Sealed:
    committed = [
        (name, secrets.token_bytes(SALT_BYTES), normalize("NFC", value)) for name, value in new.personal.items()
    ]
    commitments = {name: commit_to(value, salt, suite) for name, salt, value in committed}
    canonical = canonical_bytes(new, origin, commitments)
    return Sealed(new, canonical, suite.leaf(canonical), committed)


def _columns(sealed: Sequence[Sealed]) -> dict[str, list[Any]]:
    committed = [(number, *row) for number, it in enumerate(sealed) for row in it.committed]
    return {
        "at": [it.new.at for it in sealed],
        "act": [it.new.act for it in sealed],
        "subject": [it.new.subject for it in sealed],
        "canonical": [it.canonical for it in sealed],
        "leaf": [it.leaf for it in sealed],
        **{name: [row[at] for row in committed] for at, name in enumerate(("number", "name", "salt", "value"))},
    }
