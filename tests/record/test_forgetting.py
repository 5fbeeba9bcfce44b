"""Personal values can be forgotten; the tree, its proofs and its receipts stay."""

from __future__ import annotations

import io

from juzhan.apps.record import selectors, services
from juzhan.apps.record.models import Commitment, Entry
from juzhan.verify_record import verify
from tests.record.acts import NOON, act


def test_forgetting_a_subject_deletes_its_values_and_salts_only(place):
    personal = {"name": "测试", "phone": "13900000000"}
    mine, _, other = services.append(
        place,
        [
            act(1, subject="matter:FORGET", personal=personal),
            act(2, subject="matter:FORGET"),
            act(3, subject="matter:KEEP", personal=personal),
        ],
    )
    assert services.forget("matter:FORGET") == 2
    assert not Commitment.objects.filter(entry=mine).exists()
    assert Commitment.objects.filter(entry=other).count() == 2
    assert Entry.objects.filter(log__place=place).count() == 3


def test_after_forgetting_the_log_and_its_receipts_are_still_believed(place):
    (entry,) = services.append(place, [act(1, subject="matter:FORGET2", personal={"phone": "13900000000"})])
    services.sign_checkpoints(NOON, place)
    before = selectors.receipt(entry, show=True)
    services.forget("matter:FORGET2")
    after = selectors.receipt(entry, show=True)
    assert after.shown == {}
    assert verify(io.BytesIO(before.to_line()))
    assert verify(io.BytesIO(after.to_line()))
    file = io.BytesIO()
    selectors.export_bundle(place, file)
    file.seek(0)
    assert verify(file)


def test_forgetting_again_finds_nothing(place):
    services.append(place, [act(1, subject="matter:FORGET3", personal={"phone": "1"})])
    assert services.forget("matter:FORGET3") == 1
    assert services.forget("matter:FORGET3") == 0
