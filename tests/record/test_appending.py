"""Appending: one statement, in the transaction of the act, with indexes that have no gaps."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from juzhan.apps.record import services
from juzhan.apps.record.models import Commitment, Entry, Log
from juzhan.domain.record import SHA256, EntryError, commit_to
from tests.record.acts import act, acts, fresh_place


def test_entries_get_the_next_indexes_in_order(place):
    first = services.append(place, acts(3))
    second = services.append(place, [act(3)])
    assert [entry.index for entry in first + second] == [0, 1, 2, 3]
    kept = Entry.objects.filter(log__place=place).order_by("index")
    assert [entry.pk for entry in kept] == [entry.pk for entry in first + second]
    assert [entry.subject for entry in kept] == [f"matter:W{number:05}" for number in range(4)]
    assert Log.objects.get(place=place).size == 4


def test_what_is_kept_is_what_was_hashed(place):
    (given,) = services.append(place, [act(5)])
    kept = Entry.objects.get(pk=given.pk)
    written = json.loads(kept.canonical)
    assert SHA256.leaf(kept.canonical) == kept.leaf_hash == given.leaf_hash
    assert (written["act"], written["subject"], written["at"]) == (kept.act, kept.subject, "2026-03-02T12:05:00+08:00")
    assert (kept.act, kept.subject, kept.at) == (given.act, given.subject, given.at)
    assert written["log"] == kept.log.origin


@pytest.mark.parametrize("personal", [{}, {"phone": "13900000000", "name": "测试"}])
def test_an_append_is_one_statement(place, personal, django_assert_num_queries):
    services.append(place, acts(1))
    with django_assert_num_queries(1):
        services.append(place, [act(1, personal=personal), act(2, personal=personal)])


def test_nothing_to_record_asks_nothing_of_the_database(place, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert services.append(place, []) == []


def test_an_entry_is_recorded_in_the_transaction_of_its_act_or_not_at_all(committed_place):
    with pytest.raises(TransactionManagementError, match="in the transaction of the act"):
        services.append(committed_place, acts(1))


def test_an_entry_that_cannot_stand_stops_the_act(place):
    with pytest.raises(EntryError, match="facts"):
        services.append(place, [act(0), act(1, facts={"share": 0.5})])
    assert not Entry.objects.filter(log__place=place).exists()


def test_personal_values_are_kept_apart_from_the_entry(place):
    entries = services.append(
        place, [act(0), act(1, personal={"phone": "13900000000"}), act(2, personal={"phone": "1"})]
    )
    kept = Commitment.objects.get(entry=entries[1])
    assert (kept.name, kept.value) == ("phone", "13900000000")
    assert json.loads(entries[1].canonical)["commitments"] == {"phone": commit_to("13900000000", bytes(kept.salt))}
    assert b"13900000000" not in bytes(entries[1].canonical)
    assert Commitment.objects.get(entry=entries[2]).value == "1"


def test_the_same_value_is_never_committed_to_by_the_same_hash(place):
    entries = services.append(place, [act(0, personal={"phone": "1"}), act(0, personal={"phone": "1"})])
    assert entries[0].canonical != entries[1].canonical


def test_a_log_is_named_by_host_and_place_and_keeps_its_name_when_the_host_changes(place, settings):
    settings.RECORD_HOST = "first.example"
    (entry,) = services.append(place, acts(1))
    assert entry.log.origin == f"first.example/{place[:6]}/{place}"
    settings.RECORD_HOST, settings.RECORD_HASH = "second.example", "sm3"
    (later,) = services.append(place, acts(1))
    assert later.log.origin == f"first.example/{place[:6]}/{place}"
    assert later.index == 1
    assert SHA256.leaf(later.canonical) == later.leaf_hash


def test_many_acts_of_many_places_are_recorded_in_their_order(db, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 4)
    one, other = fresh_place(), fresh_place()
    mixed = [(one if number % 3 else other, act(number)) for number in range(30)]
    assert services.append_many(mixed) == 30
    for place in (one, other):
        kept = Entry.objects.filter(log__place=place).order_by("index").values_list("index", "subject")
        expected = [new.subject for code, new in mixed if code == place]
        assert list(kept) == list(enumerate(expected))


def test_a_rollback_leaves_no_gap(committed_place):
    with transaction.atomic():
        services.append(committed_place, acts(2))
    with transaction.atomic():
        services.append(committed_place, acts(5))
        transaction.set_rollback(True)
    with transaction.atomic():
        (entry,) = services.append(committed_place, acts(1))
    assert entry.index == 2
    assert Log.objects.get(place=committed_place).size == 3


def test_eight_at_once_leave_no_gap_and_no_index_twice(committed_place):
    def write(number: int) -> list[int]:
        try:
            found = []
            for turn in range(12):
                with transaction.atomic():
                    entries = services.append(committed_place, acts(1 + turn % 3))
                    transaction.set_rollback(undone := turn % 4 == 3)
                found += [] if undone else [entry.index for entry in entries]
            return found
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        found = sorted(index for indexes in pool.map(write, range(8)) for index in indexes)
    kept = Entry.objects.filter(log__place=committed_place).order_by("index").values_list("index", flat=True)
    assert found == list(kept) == list(range(len(found)))
    assert Log.objects.get(place=committed_place).size == len(found)
