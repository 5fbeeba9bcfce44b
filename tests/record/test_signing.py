"""Signing: each log that has grown gets one checkpoint, each of which extends the one before."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction

from juzhan.apps.record import selectors, services, signing
from juzhan.apps.record.models import Checkpoint, Entry, Log, SignedTree
from juzhan.domain import record as domain
from juzhan.domain.record import Head, VerifierKey, hash_suite, open_note, verify_consistency
from tests.record.acts import NOON, acts, fresh_place


def plain_root(place: str, suite_name: str = "sha256") -> bytes:
    """The root as RFC 6962 defines it, from the entries."""
    suite = hash_suite(suite_name)

    def root(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << (len(leaves) - 1).bit_length() - 1
        return suite.node(root(leaves[:split]), root(leaves[split:]))

    found = Entry.objects.filter(log__place=place).order_by("index").values_list("canonical", flat=True)
    return root([suite.leaf(bytes(data)) for data in found])


def test_a_checkpoint_states_and_signs_the_tree_of_all_entries(place):
    services.append(place, acts(7))
    (checkpoint,) = services.sign_checkpoints(NOON, place)
    text = open_note(checkpoint.note, [VerifierKey.parse(selectors.verifier_key(place))])
    stated = domain.Checkpoint.parse(text)
    assert stated.head == Head(7, plain_root(place)) == Head(checkpoint.size, bytes(checkpoint.root))
    assert stated.origin == checkpoint.log.origin
    assert stated.extension("time") == "2026-03-02T12:00:00+08:00"
    assert selectors.latest_checkpoint(place) == checkpoint


def test_a_log_that_has_not_grown_is_not_signed_again(place):
    services.append(place, acts(1))
    assert len(services.sign_checkpoints(NOON, place)) == 1
    assert services.sign_checkpoints(NOON, place) == []


def test_all_logs_are_signed_at_once(db):
    places = [fresh_place() for _ in range(3)]
    for place in places:
        services.append(place, acts(2))
    assert set(places) <= {checkpoint.log.place for checkpoint in services.sign_checkpoints(NOON)}


def test_a_log_never_begun_has_no_checkpoint_and_no_key(place):
    assert selectors.latest_checkpoint(place) is None
    assert selectors.verifier_key(place) is None


def test_each_checkpoint_extends_the_one_before(place, monkeypatch):
    monkeypatch.setattr(signing, "STEP", 100)
    heads = []
    for turn, count in enumerate((1, 254, 1, 3, 300, 41)):
        services.append(place, acts(count))
        (checkpoint,) = services.sign_checkpoints(NOON + timedelta(hours=turn), place)
        heads.append(Head(checkpoint.size, bytes(checkpoint.root)))
        assert heads[-1].root == plain_root(place)
    suite = hash_suite("sha256")
    for old, new in pairwise(heads):
        assert verify_consistency(suite, old, new, selectors.consistency(place, old.size, new.size))


def test_a_log_may_be_hashed_with_sm3(place, settings):
    settings.RECORD_HASH = "sm3"
    services.append(place, acts(5))
    (checkpoint,) = services.sign_checkpoints(NOON, place)
    assert bytes(checkpoint.root) == plain_root(place, "sm3")
    assert "\nhash sm3\n" in checkpoint.note


def test_two_who_sign_at_once_sign_once(committed_place):
    with transaction.atomic():
        services.append(committed_place, acts(3))
    ready = threading.Barrier(4)

    def sign(_: int) -> int:
        try:
            ready.wait()
            return len(services.sign_checkpoints(NOON, committed_place))
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(sign, range(4))) == 1
    assert Checkpoint.objects.filter(log__place=committed_place).count() == 1


def test_a_log_in_the_hands_of_another_signer_is_passed_over_and_appending_goes_on(committed_place):
    with transaction.atomic():
        services.append(committed_place, acts(1))
    SignedTree.objects.create(log=Log.objects.get(place=committed_place))

    def elsewhere() -> tuple[int, int]:
        try:
            with transaction.atomic():
                (entry,) = services.append(committed_place, acts(1))
            return entry.index, len(services.sign_checkpoints(NOON, committed_place))
        finally:
            connection.close()

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        assert len(services.sign_checkpoints(NOON, committed_place)) == 1
        assert pool.submit(elsewhere).result(timeout=30) == (1, 0)
    assert len(services.sign_checkpoints(NOON, committed_place)) == 1


def test_a_log_with_missing_entries_is_not_signed_and_does_not_stop_the_others(place, past_the_triggers):
    sound = fresh_place()
    services.append(place, acts(3))
    services.append(sound, acts(1))
    past_the_triggers("DELETE FROM record_entry USING record_log WHERE log_id = record_log.id AND place = %s", [place])
    with pytest.raises(ExceptionGroup) as caught:
        services.sign_checkpoints(NOON)
    assert [type(problem) for problem in caught.value.exceptions] == [signing.LogBroken]
    assert selectors.latest_checkpoint(place) is None
    assert selectors.latest_checkpoint(sound).size == 1
