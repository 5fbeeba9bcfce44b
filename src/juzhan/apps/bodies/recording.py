"""Writes an act of a person, in the post they acted in, into the record of a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from juzhan.apps.bodies.selectors import Actor, HeldPost
from juzhan.apps.record import services as record
from juzhan.domain.record import Actor as RecordActor
from juzhan.domain.record import Fact, NewEntry
from juzhan.domain.shared import Citation

RESIDENT = RecordActor("resident:self")
SYSTEM = RecordActor("system:juzhan")


def record_act(
    place: str,
    act: str,
    subject: str,
    at: datetime,
    by: Actor | None = None,
    post: HeldPost | None = None,
    *,
    facts: Mapping[str, Fact] | None = None,
    personal: Mapping[str, str] | None = None,
    citations: Sequence[Citation] = (),
    actor: RecordActor = RESIDENT,
) -> None:
    """Append one entry inside the caller's transaction; without ``by`` the resident did it, or ``actor`` as given."""
    if by is not None:
        actor = _actor(by, post or (by.posts[0] if by.posts else None))
    entry = NewEntry(at, act, subject, actor, tuple(citations), facts or {}, personal or {})
    record.append(place, [entry])


def _actor(by: Actor, post: HeldPost | None) -> RecordActor:
    if post is None:
        return RecordActor(f"person:{by.person_id}")
    return RecordActor(f"person:{by.person_id}", f"post:{post.post_id}", f"body:{post.body_id}")
