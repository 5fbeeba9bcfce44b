"""An entry's bytes are the same for everyone who writes them, and show no personal data."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.record import SM3, Actor, EntryError, canonical_bytes, commit_to
from juzhan.domain.shared import Citation
from tests.domain.record.logs import NOON, ORIGIN, new_entry, often

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
KEYS = st.from_regex(r"\A[A-Za-z0-9_.-]{1,12}\Z")
FACTS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
SALT = bytes(range(32))


def test_an_entry_is_written_like_this():
    new = new_entry(citations=(Citation("城市居民委员会组织法(2025)", "20"),))
    commitments = {"phone": commit_to("13900000000", SALT)}
    assert canonical_bytes(new, ORIGIN, commitments).decode() == (
        '{"act":"matter.accepted",'
        '"actor":{"body":"body:workstation","person":"person:7c1f","post":"post:clerk-2"},'
        '"at":"2026-03-02T12:00:00+08:00",'
        '"citations":[{"article":"20","law":"城市居民委员会组织法(2025)"}],'
        '"commitments":{"phone":"' + commitments["phone"] + '"},'
        '"facts":{"state":{"new":"accepted","old":"submitted"}},'
        '"log":"juzhan.example/510107/510107001004",'
        '"subject":"matter:W00000"}'
    )


@often
@given(st.dictionaries(KEYS, FACTS, max_size=4))
def test_the_bytes_are_those_of_plain_sorted_json_in_one_line(facts):
    data = canonical_bytes(new_entry(facts=facts), ORIGIN)
    read = json.loads(data)
    assert json.dumps(read, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == data
    assert b"\n" not in data
    assert canonical_bytes(new_entry(facts=read["facts"]), ORIGIN) == data


def test_text_is_written_in_one_form_only():
    composed, decomposed = "caf\u00e9", "cafe\u0301"
    assert canonical_bytes(new_entry(facts={"name": composed}), ORIGIN) == canonical_bytes(
        new_entry(facts={"name": decomposed}), ORIGIN
    )
    assert commit_to(composed, SALT) == commit_to(decomposed, SALT)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"facts": {"share": 0.5}}, "facts: 0.5 is not"),
        ({"facts": {"deep": [{"share": 1.0}]}}, "facts: 1.0 is not"),
        ({"facts": {"large": 2**53}}, "facts: 9007199254740992 is not"),
        ({"facts": {"day": datetime(2026, 1, 1)}}, "facts: datetime"),
        ({"facts": {"名字": "x"}}, "'名字' is no field name"),
        ({"facts": {"half": "\ud800"}}, "surrogates"),
        ({"facts": {"long": "x" * 66_000}}, "at most 65535 bytes"),
        ({"personal": {"": "x"}}, "'' is no field name"),
        ({"at": NOON.replace(tzinfo=None)}, "at: the time needs its offset"),
        ({"act": "accepted"}, "act: 'accepted' is not of the form"),
        ({"subject": "W1"}, "subject: 'W1' is not of the form"),
        ({"actor": Actor("")}, "actor.person: '' is not"),
        ({"actor": Actor("王小明")}, "actor.person: '王小明' is not an opaque reference"),
        ({"actor": Actor("person:1", post="Clerk Two")}, "actor.post: 'Clerk Two' is not"),
    ],
)
def test_what_cannot_stand_in_a_record_is_refused_with_its_field(changes, message):
    with pytest.raises(EntryError, match=message.replace("(", r"\(")):
        canonical_bytes(new_entry(**changes), ORIGIN)


def test_a_resident_acts_without_post_or_body():
    entry = json.loads(canonical_bytes(new_entry(actor=Actor("resident:anonymous")), ORIGIN))
    assert entry["actor"] == {"body": "", "person": "resident:anonymous", "post": ""}


def test_personal_values_never_enter_the_bytes():
    data = canonical_bytes(new_entry(personal={"phone": "13900000000"}), ORIGIN, {"phone": commit_to("1", SALT)})
    assert b"13900000000" not in data
    assert "13900000000" not in repr(new_entry(personal={"phone": "13900000000"}))


@often
@given(TEXTS, TEXTS, st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_a_commitment_binds_to_one_value_under_one_salt(value, other, salt, other_salt):
    same_value = commit_to(value, salt) == commit_to(other, salt)
    assert same_value == (canonical_text(value) == canonical_text(other))
    assert (commit_to(value, salt) == commit_to(value, other_salt)) == (salt == other_salt)
    assert commit_to(value, salt, SM3) != commit_to(value, salt)


def canonical_text(text: str) -> bytes:
    return canonical_bytes(new_entry(facts={"text": text}), ORIGIN)


def test_a_salt_of_another_length_is_refused():
    with pytest.raises(ValueError, match="32 bytes"):
        commit_to("x", b"short")
