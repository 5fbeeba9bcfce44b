"""Synthetic acts to be recorded, and a place of its own for each test that commits."""

from __future__ import annotations

import itertools
import random
from datetime import datetime, timedelta, timezone

from juzhan.domain.record import Actor, NewEntry

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=CHINA)
CLERK = Actor("person:7c1f", "post:clerk-2", "body:workstation")
_numbers = itertools.count(random.SystemRandom().randrange(10**6) * 100)


def fresh_place() -> str:
    """The code of a place that no other test writes to; those that commit leave their log behind."""
    return f"{999:03}{next(_numbers) % 10**9:09}"


def act(number: int = 0, **changes: object) -> NewEntry:
    """One act on a synthetic matter."""
    fields = {
        "at": NOON + timedelta(minutes=number),
        "act": "matter.accepted",
        "subject": f"matter:W{number:05}",
        "actor": CLERK,
        "facts": {"state": {"old": "submitted", "new": "accepted"}},
    }
    return NewEntry(**{**fields, **changes})


def acts(count: int, start: int = 0) -> list[NewEntry]:
    """Several acts, one a minute."""
    return [act(number) for number in range(start, start + count)]
