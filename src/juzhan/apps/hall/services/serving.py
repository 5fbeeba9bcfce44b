"""A visit and its matter are one thread: the visit gets its matter, and both can end in one step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from django.db import transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services.core import lock
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import close_matter
from juzhan.apps.record import services as record
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

    def link(mine: Shift) -> Ticket | Refusal:
        locked = _served(mine, ticket)
        return locked if isinstance(locked, Refusal) else _link(locked, matter, by, at)

    return calling.at_counter(shift, by, link)


def register_matter(
    shift: Shift,
    ticket: Ticket,
    submit: Callable[[], Matter | Refusal],
    *,
    by: Actor,
    at: datetime,
    seen: Collection[str] = (),
) -> Matter | Refusal:
    """Open the matter of a visit: both stand, or neither. ``submit`` is the service that opens it, with what was filled in.

    ``seen`` are the codes of papers that the clerk saw: the visitor lacks them no more, whatever was said before.
    """

    def register(mine: Shift) -> Matter | Refusal:
        locked = _served(mine, ticket)
        if isinstance(locked, Refusal):
            return locked
        matter = submit()
        if not isinstance(matter, Refusal):
            _link(locked, matter, by, at)
            _lacks_no_more(locked, seen)
        return matter

    return calling.at_counter(shift, by, register)


def _served(shift: Shift, ticket: Ticket) -> Ticket | Refusal:
    locked = lock(ticket, shift.counter.hall_id)
    if locked.stands is TicketState.SERVING and locked.counter_id == shift.counter_id:
        return locked
    return NOT_SERVED_NOW(number=locked.number, state=locked.stands.text)


def _link(locked: Ticket, matter: Matter, by: Actor, at: datetime) -> Ticket:
    if locked.matter_id != matter.pk:
        locked.matter = matter
        locked.save(update_fields=["matter"])
        record_act(
            matter.community_id, "ticket.link", locked.record_subject, at, by,
            facts={"matter": matter.record_subject},
        )  # fmt: skip
    return locked


def _lacks_no_more(locked: Ticket, seen: Collection[str]) -> None:
    missing = [code for code in locked.missing if code not in seen]
    if missing != locked.missing:
        locked.missing = missing
        locked.save(update_fields=["missing"])


def finish_visit(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime, close: bool = False) -> Ticket | Refusal:
    """The visit is over; with ``close`` its matter, which is decided, is closed in the same step, or nothing happens.

    Shift, ticket and matter are locked in this order, then the logs of both in the order of their places: no two wait for
    each other.
    """

    def end(mine: Shift) -> Ticket | Refusal:
        if close and (refusal := _close(mine, ticket, by, at)):
            return refusal
        done = calling.finish(mine, ticket, by=by, at=at)
        if isinstance(done, Refusal):
            transaction.set_rollback(True)
        return done

    return calling.at_counter(shift, by, end)


def _close(shift: Shift, ticket: Ticket, by: Actor, at: datetime) -> Refusal | None:
    about = lock(ticket, shift.counter.hall_id).matter_id
    if about is None:
        return NO_MATTER()
    matter = Matter.objects.select_for_update(of=("self",), no_key=True).select_related("item").get(pk=about)
    record.hold(matter.community_id, ticket.community_id)
    closed = close_matter(matter, by=by, at=at)
    return closed if isinstance(closed, Refusal) else None
