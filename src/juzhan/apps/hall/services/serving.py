"""A visit and its matter are one thread: the visit gets its matter, and both can end in one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import close_matter
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOT_SERVED_NOW = RefusalKind(
    "ticket.not_served_now",
    Text(
        "{number} 号现在是“{state}”，不在您的窗口办理。先叫号、开始办理，再登记事项。",
        "Number {number} is “{state}” and not being served at your counter. Call it and begin before you register.",
    ),
)
NO_MATTER = RefusalKind(
    "visit.no_matter",
    Text("这次还没有对应的事项，不能一起办结。", "This visit has no matter yet that could be closed with it."),
)


def link_matter(shift: Shift, ticket: Ticket, matter: Matter, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Say which matter a visit is about; a wrong one is put right by naming the right one."""
    with transaction.atomic():
        locked = _served(shift, ticket)
        return locked if isinstance(locked, Refusal) else _link(locked, matter, by, at)


def register_matter(
    shift: Shift, ticket: Ticket, submit: Callable[[], Matter | Refusal], *, by: Actor, at: datetime
) -> Matter | Refusal:
    """Open the matter of a visit: both stand, or neither. ``submit`` is the service that opens it, with what was filled in."""
    with transaction.atomic():
        locked = _served(shift, ticket)
        if isinstance(locked, Refusal):
            return locked
        matter = submit()
        if isinstance(matter, Refusal):
            return matter
        _link(locked, matter, by, at)
        return matter


def _served(shift: Shift, ticket: Ticket) -> Ticket | Refusal:
    locked = Ticket.objects.select_for_update(of=("self",)).select_related("hall").get(pk=ticket.pk)
    if locked.stands is TicketState.SERVING and locked.counter_id == shift.counter_id:
        return locked
    return NOT_SERVED_NOW(number=locked.number, state=locked.stands.text)


def _link(locked: Ticket, matter: Matter, by: Actor, at: datetime) -> Ticket:
    if locked.matter_id != matter.pk:
        locked.matter = matter
        locked.save(update_fields=["matter"])
        record_act(
            locked.hall.place_id, "ticket.link", locked.record_subject, at, by,
            facts={"matter": matter.record_subject},
        )  # fmt: skip
    return locked


def finish_visit(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime, close: bool = False) -> Ticket | Refusal:
    """The visit is over; with ``close`` its matter, which is decided, is closed in the same step, or nothing happens.

    The ticket is locked before the matter, and the matter's record written before the ticket's: no two wait for each other.
    """
    with transaction.atomic():
        if close and (refusal := _close(ticket, by, at)):
            return refusal
        done = calling.finish(shift, ticket, by=by, at=at)
        if isinstance(done, Refusal):
            transaction.set_rollback(True)
        return done


def _close(ticket: Ticket, by: Actor, at: datetime) -> Refusal | None:
    locked = Ticket.objects.select_for_update(of=("self",)).select_related("matter__item").get(pk=ticket.pk)
    if locked.matter is None:
        return NO_MATTER()
    closed = close_matter(locked.matter, by=by, at=at)
    return closed if isinstance(closed, Refusal) else None
