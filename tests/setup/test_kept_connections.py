"""A kept connection is used again while the server keeps it, and opened anew after the server has closed it."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from django.db import connections
from django.db.backends.postgresql import base
from pytest_django import DjangoDbBlocker

from juzhan.config.postgresql.base import DatabaseWrapper


@pytest.fixture
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DatabaseWrapper]:
    """A connection of one's own to the test database."""
    with django_db_blocker.unblock():
        wrapper = connections.create_connection("default")
        assert isinstance(wrapper, DatabaseWrapper)
        wrapper.connect()
        yield wrapper
        wrapper.close()


def end(wrapper: DatabaseWrapper) -> None:
    """What a restarting server does to its connections."""
    assert wrapper.connection is not None
    number = wrapper.connection.info.backend_pid
    with psycopg.connect(wrapper.connection.info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 10000)", [number])


def test_a_connection_that_stands_is_not_asked(kept: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _: pytest.fail("it was asked"))
    assert kept.is_usable()


def test_a_connection_that_the_server_closed_is_seen(kept: DatabaseWrapper) -> None:
    end(kept)
    assert not kept.is_usable()


def test_the_next_request_opens_another(kept: DatabaseWrapper) -> None:
    kept.health_check_enabled, kept.health_check_done = True, False
    end(kept)
    with kept.cursor() as cursor:
        cursor.execute("SELECT 7")
        assert cursor.fetchone() == (7,)


def test_words_of_the_server_do_not_end_a_connection(kept: DatabaseWrapper) -> None:
    assert kept.connection is not None
    kept.connection.execute("LISTEN news")
    with psycopg.connect(kept.connection.info.dsn, autocommit=True) as other:
        other.execute("NOTIFY news")
    assert kept.is_usable()
