"""Receipts prove an entry to anyone; proofs are read from few rows."""

from __future__ import annotations

import io

import pytest

from juzhan.apps.record import selectors, services
from juzhan.apps.record.models import Entry
from juzhan.verify_record import Bad, verify
from tests.record.acts import NOON, act, acts


def verified(receipt, **options: object) -> str:
    return verify(io.BytesIO(receipt.to_line()), **options)


def test_an_entry_has_a_receipt_once_a_checkpoint_counts_it(place):
    entries = services.append(place, acts(3))
    assert selectors.receipt(entries[1]) is None
    services.sign_checkpoints(NOON, place)
    later = services.append(place, acts(1))
    receipt = selectors.receipt(entries[1])
    assert "index 1 in a log of 3" in verified(receipt, trusted=[selectors.verifier_key(place)])
    assert selectors.receipt(later[0]) is None


def test_every_entry_of_a_log_of_several_tiles_has_a_receipt(place):
    services.append(place, acts(600))
    services.sign_checkpoints(NOON, place)
    for entry in Entry.objects.filter(log__place=place, index__in=[0, 255, 256, 511, 512, 599]):
        assert f"index {entry.index} in a log of 600" in verified(selectors.receipt(entry))


def test_a_receipt_takes_few_queries_however_long_the_log(place, django_assert_num_queries):
    services.append(place, acts(600))
    services.sign_checkpoints(NOON, place)
    entry = selectors.entries_about("matter:W00300").filter(log__place=place).get()
    with django_assert_num_queries(4):  # checkpoint, two tiles of leaves, one above
        selectors.receipt(entry)
    with django_assert_num_queries(1):
        selectors.receipt(entry)


def test_a_receipt_shows_personal_values_only_to_their_owner(place):
    (entry,) = services.append(place, [act(personal={"phone": "13900000000", "name": "e\u0301"})])
    services.sign_checkpoints(NOON, place)
    assert b"13900000000" not in selectors.receipt(entry).to_line()
    shown = selectors.receipt(entry, show=True)
    assert shown.shown["phone"]["value"] == "13900000000"
    assert verified(shown)
    with pytest.raises(Bad, match="not what the entry committed to"):
        verify(io.BytesIO(shown.to_line().replace(b"13900000000", b"13900000001")))


def test_consistency_is_proved_only_between_signed_trees(place):
    services.append(place, acts(3))
    services.sign_checkpoints(NOON, place)
    services.append(place, acts(1))
    assert len(selectors.consistency(place, 1, 3)) == 2
    with pytest.raises(LookupError, match="first 4 entries"):
        selectors.consistency(place, 1, 4)


def test_entries_are_read_in_pages(place):
    services.append(place, acts(7))
    assert [entry.index for entry in selectors.entries(place, limit=3)] == [0, 1, 2]
    assert [entry.index for entry in selectors.entries(place, after=2, limit=3)] == [3, 4, 5]
    assert [entry.index for entry in selectors.entries(place, after=5, limit=3)] == [6]
