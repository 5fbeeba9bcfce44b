"""Fixtures of the record's tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from tests.record.acts import fresh_place


@pytest.fixture
def place(db: None) -> str:
    """A place that has no log yet."""
    return fresh_place()


@pytest.fixture
def committed_place(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A place whose log is written by real commits, for tests with several connections; cleared away afterwards."""
    code = fresh_place()
    with django_db_blocker.unblock():
        yield code
        _clear_away(code)


def _clear_away(code: str) -> None:
    """Remove a log, past the triggers that would refuse it."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        logs = "(SELECT id FROM record_log WHERE place = %s)"
        cursor.execute(
            f"DELETE FROM record_commitment WHERE entry_id IN (SELECT id FROM record_entry WHERE log_id IN {logs})",
            [code],
        )
        for table in ("entry", "tile", "signedtree", "checkpoint"):
            cursor.execute(f"DELETE FROM record_{table} WHERE log_id IN {logs}", [code])
        cursor.execute("DELETE FROM record_log WHERE place = %s", [code])


@pytest.fixture
def past_the_triggers(db: None) -> Callable[[str, list[object]], None]:
    """Run a statement as one who owns the database could: with the triggers off."""

    def run(statement: str, values: list[object]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, values)
            cursor.execute("SET LOCAL session_replication_role = origin")

    return run
