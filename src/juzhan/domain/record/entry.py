"""An entry says which act was done to what, by whom, in which post, under which rule, and never who a person is.

Its bytes are one JSON object after RFC 8785 (keys sorted, UTF-8, no white space, no floats) with text in NFC, so that
anyone can write the same bytes again. Personal data stays outside: the entry only commits to it by a salted hash, so
that the data can be deleted and the tree still stands (个人信息保护法, art. 47).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from unicodedata import is_normalized, normalize

import orjson
from attrs import field, frozen

from juzhan.domain.record.hashing import SHA256, HashSuite
from juzhan.domain.shared import Citation

Fact = str | int | bool | None | list["Fact"] | dict[str, "Fact"]

SALT_BYTES = 32
LONGEST_ENTRY = 65_535
_LARGEST_INTEGER = 2**53 - 1
_ACT = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
_REFERENCE = re.compile(r"[a-z][a-z0-9_]*:[A-Za-z0-9][A-Za-z0-9._/-]{0,79}")
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,64}")


class EntryError(ValueError):
    """What was to be recorded cannot stand in a record; the message names the field and what it must be."""


@frozen
class Actor:
    """Who acted: opaque references such as ``person:8f3a``, ``post:17``, ``body:wuhou-3``; never a name.

    ``post`` and ``body`` are empty for a resident, who holds none.
    """

    person: str
    post: str = ""
    body: str = ""


@frozen
class NewEntry:
    """What a service wants recorded.

    ``facts`` are public and stay for ever, for example ``{"state": {"old": "open", "new": "closed"}}``: strings,
    integers, truth values, null, lists and objects of these. ``personal`` values never enter the entry.
    """

    at: datetime
    act: str
    subject: str
    actor: Actor
    citations: tuple[Citation, ...] = ()
    facts: Mapping[str, Fact] = field(factory=dict)
    personal: Mapping[str, str] = field(factory=dict, repr=False)


def commit_to(value: str, salt: bytes, suite: HashSuite = SHA256) -> str:
    """Bind to a value without showing it: hash a byte 2, a secret random salt of 32 bytes and the value in NFC."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return suite.digest(b"\x02" + salt + normalize("NFC", value).encode()).hex()


def canonical_bytes(new: NewEntry, log: str, commitments: Mapping[str, str] | None = None) -> bytes:
    """Write the entry of a log (named by its origin) as the bytes that are hashed; an EntryError says what is wrong."""
    _check(new)
    entry = {
        "act": new.act,
        "actor": {"body": new.actor.body, "person": new.actor.person, "post": new.actor.post},
        "at": new.at.isoformat(),
        "citations": [{"article": _plain(it.article), "law": _plain(it.law)} for it in new.citations],
        "commitments": dict(commitments or {}),
        "facts": {_key(name): _fact(value) for name, value in new.facts.items()},
        "log": log,
        "subject": new.subject,
    }
    return _written(entry)


def _written(entry: Mapping[str, object]) -> bytes:
    try:
        data = orjson.dumps(entry, option=orjson.OPT_SORT_KEYS)
    except TypeError as problem:
        raise EntryError(f"an entry cannot hold this: {problem}") from None
    if len(data) > LONGEST_ENTRY:
        raise EntryError(f"an entry has at most {LONGEST_ENTRY} bytes, this one {len(data)}")
    return data


def _check(new: NewEntry) -> None:
    if new.at.tzinfo is None:
        raise EntryError("at: the time needs its offset")
    if not _ACT.fullmatch(new.act):
        raise EntryError(f"act: {new.act!r} is not of the form matter.accepted")
    if not _REFERENCE.fullmatch(new.subject):
        raise EntryError(f"subject: {new.subject!r} is not of the form matter:CODE")
    for part, reference in (("person", new.actor.person), ("post", new.actor.post), ("body", new.actor.body)):
        if not _REFERENCE.fullmatch(reference) and (reference or part == "person"):
            raise EntryError(f"actor.{part}: {reference!r} is not an opaque reference such as {part}:8f3a")
    for name in new.personal:
        _key(name)


def _key(name: str) -> str:
    if not _KEY.fullmatch(name):
        raise EntryError(f"{name!r} is no field name: 1 to 64 letters, digits, _ . - of ASCII")
    return name


def _plain(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _fact(value: object) -> Fact:
    match value:
        case str():
            return _plain(value)
        case bool() | None:
            return value
        case int() if abs(value) <= _LARGEST_INTEGER:
            return value
        case dict():
            return {_key(name): _fact(item) for name, item in value.items()}
        case list() | tuple():
            return [_fact(item) for item in value]
    raise EntryError(
        f"facts: {value!r} is not text, a whole number within ±(2^53 - 1), true, false, null, a list, a dict"
    )
