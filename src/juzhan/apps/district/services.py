"""Keeps an uploaded table until it is confirmed, and takes it in: once, whole, on the record of who did it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from attrs import frozen
from django.db import connection, connections, transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.district import tables
from juzhan.apps.district.models import TableImport
from juzhan.apps.matters.law import day_of
from juzhan.domain.catalogue import ParsedItems
from juzhan.domain.record import Fact
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.rows import RowFault

KEPT_UNCONFIRMED = timedelta(days=1)
"""How long a table that nobody confirmed is kept."""
STEP = 25
"""Rows between two notes of progress."""


@frozen
class Faulty:
    """A file that cannot be taken in, with every fault in it."""

    faults: tuple[RowFault, ...]


@transaction.atomic
def check_table(
    kind: TableImport.Kind, file_name: str, content: bytes, options: tables.Options, *, by: Actor, at: datetime
) -> TableImport | Faulty | Refusal:
    """Check a file; a sound one is kept, with what taking it in would change, until it is confirmed."""
    parsed = tables.parse(kind.value, content, options)
    if not parsed.is_sound:
        return Faulty(tuple(parsed.faults))
    outcome = tables.foresee(parsed, options, at=at)
    if isinstance(outcome, Refusal):
        return outcome
    TableImport.objects.filter(state=TableImport.State.CHECKED, uploaded_at__lt=at - KEPT_UNCONFIRMED).delete()
    return TableImport.objects.create(
        kind=kind,
        file_name=file_name[:200],
        digest=digest_of(content),
        content=content,
        options=options,
        person_id=by.person_id,
        uploaded_at=at,
        total=tables.size_of(parsed, options),
        outcome=tables.plain(outcome),
    )


def digest_of(content: bytes) -> str:
    """The name under which the record knows a file."""
    return hashlib.sha256(content).hexdigest()


@transaction.atomic
def confirm_table(number: UUID) -> TableImport:
    """Let a checked table be taken in; confirming twice does it once."""
    row = TableImport.objects.select_for_update().get(pk=number)
    if row.state == TableImport.State.CHECKED:
        row.state = TableImport.State.WAITING
        row.save(update_fields=["state"])
    return row


def take_table_in(number: UUID, at: datetime) -> None:
    """Take a confirmed table in; a second run of the same one waits for nobody and does nothing."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [str(number)])
        row = TableImport.objects.select_related("person").filter(pk=number, state=TableImport.State.WAITING).first()
        if cursor.fetchone() != (True,) or row is None:
            return
        _take_in(row, at)


def _take_in(row: TableImport, at: datetime) -> None:
    by = actor_of(row.person, day_of(at))
    parsed = tables.parse(row.kind, bytes(row.content), row.options)
    with _progress_of(row) as advance:
        outcome = take_parsed_in(parsed, row.options, row.digest, by=by, at=at, progress=advance)
    if isinstance(outcome, Refusal):
        row.state = TableImport.State.REFUSED
        row.outcome = {"refusal": [outcome.text.zh, outcome.text.en]}
    else:
        row.state = TableImport.State.DONE
        row.outcome = tables.plain(outcome)
    row.content, row.finished_at, row.progress = b"", at, row.total
    row.save(update_fields=["state", "outcome", "content", "finished_at", "progress"])


@transaction.atomic
def take_parsed_in(
    parsed: tables.Parsed,
    options: tables.Options,
    digest: str,
    *,
    by: Actor,
    at: datetime,
    progress: tables.Progress = lambda _: None,
) -> tables.Outcome | Refusal:
    """Take a sound table in, whole or not at all; the district's own log says which file it was and what it changed."""
    outcome = tables.take_in(parsed, options, by=by, at=at, progress=progress)
    if isinstance(outcome, tables.Outcome) and by.posts:
        kind = TableImport.Kind.ITEMS if isinstance(parsed, ParsedItems) else TableImport.Kind.PLACES
        facts: dict[str, Fact] = {"digest": digest, **tables.plain(outcome)}
        record_act(by.posts[0].place, f"{kind.value}.imported", f"table:{digest[:32]}", at, by, facts=facts)
    return outcome


@contextmanager
def _progress_of(row: TableImport) -> Iterator[tables.Progress]:
    """Tell how far the work has come over a connection of its own, since the work itself is one transaction."""
    aside = connections.create_connection("default")
    done = 0

    def advance(step: int) -> None:
        nonlocal done
        done += step
        if done % STEP < step:
            with aside.cursor() as cursor:
                cursor.execute("UPDATE district_tableimport SET progress = %s WHERE id = %s", [done, row.pk])

    try:
        yield advance
    finally:
        aside.close()
