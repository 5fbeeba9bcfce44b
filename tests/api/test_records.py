"""A program reads a community's record, and takes the proofs of a matter that it can open."""

from __future__ import annotations

import io
import json

import pytest
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record import logs
from juzhan.apps.record.services import sign_checkpoints
from juzhan.verify_record import verify
from tests.api.calls import get
from tests.world import JINLI, LAOMALU, STREET, World, at

RECORD = f"/communities/{JINLI}/record"


@pytest.fixture
def signed(world: World) -> Matter:
    """A matter of Jinli, accepted and signed for."""
    logs._expanded.cache_clear()
    matter = world.matter(summary="我家住在三楼")
    services.accept_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 2))
    sign_checkpoints(at(2026, 3, 2, 11))
    return matter


def test_the_checkpoint_says_size_root_key_and_gives_the_note(signed: Matter) -> None:
    checkpoint = get(Client(), f"{RECORD}/checkpoint").json()
    origin, size, root = checkpoint["note"].split("\n")[:3]
    assert (checkpoint["origin"], str(checkpoint["size"]), checkpoint["root"]) == (origin, size, root)
    assert checkpoint["key"].startswith(f"{origin}+")


def test_before_anything_is_signed_there_is_no_checkpoint(world: World) -> None:
    assert get(Client(), f"/communities/{LAOMALU}/record/checkpoint").status_code == 404


def test_entries_come_in_order_from_an_index_on(signed: Matter) -> None:
    first = get(Client(), f"{RECORD}/entries?size=3").json()
    assert [row["index"] for row in first] == [0, 1, 2]
    rest = get(Client(), f"{RECORD}/entries?after=2&size=1000").json()
    assert [row["index"] for row in rest] == list(range(3, 3 + len(rest)))
    assert {"matter.submitted", "matter.accepted"} <= {row["entry"]["act"] for row in rest}


def test_an_entry_is_given_as_it_was_hashed(signed: Matter) -> None:
    import hashlib

    for row in get(Client(), f"{RECORD}/entries").json():
        assert hashlib.sha256(b"\0" + row["canonical"].encode()).hexdigest() == row["leaf"]


def test_nothing_personal_stands_in_the_entries(signed: Matter) -> None:
    text = get(Client(), f"{RECORD}/entries?size=1000").content.decode()
    for secret in ("测试居民", "13800000001", "我家住在三楼"):
        assert secret not in text


@pytest.mark.parametrize("query", ["after=-2", "after=x", "size=0", "size=1001", f"after={2**63}"])
def test_odd_keys_are_a_problem(world: World, query: str) -> None:
    assert get(Client(), f"{RECORD}/entries?{query}").status_code == 422


def test_a_place_that_is_no_community_has_no_such_record(world: World) -> None:
    assert get(Client(), f"/communities/{STREET}/record/entries").status_code == 404


def test_the_proofs_of_a_matter_satisfy_the_plain_verifier(signed: Matter) -> None:
    receipts = get(Client(), f"/matters/{signed.code}/proof?last_four=0001").json()
    assert len(receipts) == 2
    for receipt in receipts:
        line = json.dumps(receipt, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        assert "log of" in verify(io.BytesIO(line))


def test_an_entry_that_is_not_signed_yet_has_no_proof(signed: Matter) -> None:
    services.withdraw_matter(signed, at=at(2026, 3, 2, 12))
    assert len(get(Client(), f"/matters/{signed.code}/proof?last_four=0001").json()) == 2


def test_wrong_digits_and_wrong_codes_are_answered_alike(signed: Matter) -> None:
    answers = [get(Client(), f"/matters/{code}/proof?last_four=9999") for code in (signed.code, "QQQQQQQQQQ")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
