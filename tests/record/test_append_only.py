"""The database itself refuses to change or lose what was recorded."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from juzhan.apps.record import services
from juzhan.apps.record.models import Checkpoint, Commitment, Entry, Log, Tile
from tests.record.acts import NOON, act, acts


@pytest.fixture
def recorded(place):
    services.append(place, acts(300))
    services.append(place, [act(300, personal={"phone": "1"})])
    services.sign_checkpoints(NOON, place)
    return place


def refused(statement: str) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(caught.value).splitlines()[0]


@pytest.mark.parametrize("table", ["entry", "checkpoint"])
def test_entries_and_checkpoints_cannot_be_updated_or_deleted(recorded, table):
    assert refused(f"UPDATE record_{table} SET at = now()") == (
        f"record_{table} 只可追加，不可 UPDATE / record_{table} is append-only: UPDATE is refused"
    )
    assert refused(f"DELETE FROM record_{table}") == (
        f"record_{table} 只可追加，不可 DELETE / record_{table} is append-only: DELETE is refused"
    )


@pytest.mark.parametrize("table", ["entry", "checkpoint", "tile", "log"])
def test_nothing_of_the_record_can_be_truncated(recorded, table):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE record_{table} ENABLE TRIGGER record_{table}_not_emptied")
    assert "TRUNCATE is refused" in refused(f"TRUNCATE record_{table} CASCADE")


def test_the_orm_is_refused_too(recorded):
    entry = Entry.objects.filter(log__place=recorded).first()
    entry.act = "matter.closed"
    for change in (entry.save, entry.delete, Checkpoint.objects.all().delete, Tile.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_full_tile_cannot_change_and_a_partial_one_can_only_grow(recorded):
    mine = f"log_id = (SELECT id FROM record_log WHERE place = '{recorded}')"
    assert "UPDATE is refused" in refused(f"UPDATE record_tile SET hashes = hashes WHERE {mine} AND width = 256")
    partial = f"{mine} AND level = 0 AND index = 1"
    other = "overlay(hashes placing '\\x00'::bytea from 1 for 1)"
    wider = "width = width + 1, hashes = {} || substring(hashes FROM 1 FOR 32)"
    assert "UPDATE is refused" in refused(f"UPDATE record_tile SET hashes = {other} WHERE {partial}")
    assert "UPDATE is refused" in refused(f"UPDATE record_tile SET {wider.format(other)} WHERE {partial}")
    assert "UPDATE is refused" in refused(
        f"UPDATE record_tile SET width = 1, hashes = substring(hashes FROM 1 FOR 32) WHERE {partial}"
    )
    assert "tile_is_as_wide_as_its_hashes" in refused(f"UPDATE record_tile SET width = width + 1 WHERE {partial}")
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE record_tile SET {wider.format('hashes')} WHERE {partial}")
        assert cursor.rowcount == 1


@pytest.mark.parametrize("change", ["size = size - 1", "origin = 'other'", "place = '1'", "hash_suite = 'sm3'"])
def test_a_log_keeps_its_name_and_does_not_shrink(recorded, change):
    assert "UPDATE is refused" in refused(f"UPDATE record_log SET {change} WHERE place = '{recorded}'")


def test_a_log_cannot_be_deleted(recorded):
    assert "DELETE is refused" in refused(f"DELETE FROM record_log WHERE place = '{recorded}'")


def test_a_leaf_hash_has_its_length(recorded):
    log = Log.objects.get(place=recorded)
    with pytest.raises(IntegrityError, match="leaf_hash_has_32_bytes"), transaction.atomic():
        Entry.objects.create(log=log, index=999, at=NOON, act="a.b", subject="c:d", canonical=b"{}", leaf_hash=b"short")


def test_personal_values_can_be_deleted(recorded):
    assert Commitment.objects.filter(entry__log__place=recorded).delete()[0] == 1
