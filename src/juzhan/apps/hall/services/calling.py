"""A clerk calls the next visitor and brings the visit to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import NOT_OF_THIS_HALL, serves
from juzhan.apps.hall.models import Group, Shift, Ticket
from juzhan.apps.hall.services.core import busy, change, lock, perform
from juzhan.domain.queueing.states import AT_A_COUNTER, TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.shared import Refusal, RefusalKind, Text

T = TypeVar("T")
LONGEST_REASON = 200
NOBODY_WAITS = RefusalKind("queue.empty", Text("现在没有人在等。", "Nobody is waiting."))
NOT_AT_A_COUNTER = RefusalKind(
    "counter.not_open",
    Text("您还没有开窗口，先选一个窗口。", "You have not opened a counter; choose one first."),
)
ELSEWHERE = RefusalKind(
    "ticket.elsewhere",
    Text("{number} 号在别的窗口。", "Number {number} is at another counter."),
)
OUT_OF_TURN = RefusalKind(
    "ticket.no_reason",
    Text(
        "不按顺序叫号要写明原因，原因会留在记录里。", "Calling out of turn needs a reason, which stays in the record."
    ),
    about="reason",
)
TOO_EARLY_TO_MISS = RefusalKind(
    "ticket.too_early_to_miss",
    Text(
        "{number} 号只呼叫了 {calls} 次，本厅规定呼叫满 {needed} 次才能过号。",
        "Number {number} was called {calls} times; this hall marks a number as missed after {needed} calls.",
    ),
)


def at_counter(
    shift: Shift, by: Actor, act: Callable[[Shift], T | Refusal], *, must_be_free: bool = False
) -> T | Refusal:
    """Let a clerk act at their counter, in one transaction: it is still open, theirs, and they may work in the hall today.

    A clerk's acts come one after the other, so two presses at once end in one result.
    """
    with transaction.atomic():
        rows = Shift.objects.select_for_update(of=("self",), no_key=True).select_related("counter__hall")
        locked = rows.filter(pk=shift.pk, person=by.person_id, closed_at=None).first()
        if locked is None:
            return NOT_AT_A_COUNTER()
        if not serves(by, locked.counter.hall):
            return NOT_OF_THIS_HALL()
        return (must_be_free and busy(locked.counter)) or act(locked)


def call_next(shift: Shift, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call the visitor with the earliest turn whom this counter serves; twenty counters at once call twenty visitors."""

    def call(locked: Shift) -> Ticket | Refusal:
        ticket = _next(locked)
        return NOBODY_WAITS() if ticket is None else _change(locked, ticket, TicketAct.CALL, by, at)

    return at_counter(shift, by, call, must_be_free=True)


def _next(shift: Shift) -> Ticket | None:
    waiting = Ticket.objects.filter(hall=shift.counter.hall_id, state=TicketState.WAITING.value).order_by(
        "turn_at", "id"
    )
    if served := shift.served:
        waiting = waiting.filter(group__in=served)
    return waiting.select_related("hall").select_for_update(skip_locked=True, of=("self",), no_key=True).first()


def call_ticket(shift: Shift, ticket: Ticket, *, reason: str, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call one visitor out of turn, for a reason that is kept in the record."""
    why = " ".join(reason.split())[:LONGEST_REASON]

    def call(locked: Shift) -> Ticket | Refusal:
        waiting = lock(ticket, locked.counter.hall_id)
        return _change(locked, waiting, TicketAct.CALL, by, at, facts={"out_of_turn": True}, personal={"reason": why})

    return at_counter(shift, by, call, must_be_free=True) if why else OUT_OF_TURN()


def _change(shift: Shift, ticket: Ticket, act: TicketAct, by: Actor, at: datetime, **sets: Any) -> Ticket | Refusal:
    if act in {TicketAct.CALL, TicketAct.GO_ON}:
        sets["counter_id"] = shift.counter_id
    return change(ticket, act, at=at, by=by, counter=shift.counter, **sets)


def _with_visitor(
    shift: Shift, ticket: Ticket, act: TicketAct, by: Actor, at: datetime, **sets: Any
) -> Ticket | Refusal:
    """One act on a visitor who is at no other counter."""

    def work(locked: Shift) -> Ticket | Refusal:
        here = _visitor(locked, ticket)
        return here if isinstance(here, Refusal) else _change(locked, here, act, by, at, **sets)

    return at_counter(shift, by, work)


def _visitor(shift: Shift, ticket: Ticket) -> Ticket | Refusal:
    here = lock(ticket, shift.counter.hall_id)
    is_elsewhere = here.stands in AT_A_COUNTER and here.counter_id != shift.counter_id
    return ELSEWHERE(number=here.number) if is_elsewhere else here


def call_again(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call the same visitor once more."""
    return _with_visitor(shift, ticket, TicketAct.CALL_AGAIN, by, at)


def begin(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor stands at the counter."""
    return _with_visitor(shift, ticket, TicketAct.BEGIN, by, at)


def hold(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor fetches something and comes back to this counter without a new number."""
    return _with_visitor(shift, ticket, TicketAct.HOLD, by, at)


def go_on(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor is back: at any counter of the hall that is free."""

    def work(locked: Shift) -> Ticket | Refusal:
        return _change(locked, lock(ticket, locked.counter.hall_id), TicketAct.GO_ON, by, at)

    return at_counter(shift, by, work, must_be_free=True)


def transfer(shift: Shift, ticket: Ticket, group: Group, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor goes to a counter of another group and keeps the place in the queue."""
    return _with_visitor(shift, ticket, TicketAct.TRANSFER, by, at, group_id=group.pk)


def put_back(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Called by mistake: the visitor waits on with the same turn."""
    return _with_visitor(shift, ticket, TicketAct.PUT_BACK, by, at)


def miss(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Nobody came, after as many calls as the hall promises; the number can be brought back."""

    def work(locked: Shift) -> Ticket | Refusal:
        here, needed = _visitor(locked, ticket), locked.counter.hall.calls_before_missed
        if isinstance(here, Refusal):
            return here
        if here.stands is TicketState.CALLED and here.calls < needed:
            return TOO_EARLY_TO_MISS(number=here.number, calls=here.calls, needed=needed)
        return _change(locked, here, TicketAct.MISS, by, at)

    return at_counter(shift, by, work)


def bring_back(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor who missed the call is there after all, and keeps the turn."""
    return _with_visitor(shift, ticket, TicketAct.BRING_BACK, by, at)


def finish(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visit is over."""
    return _with_visitor(shift, ticket, TicketAct.FINISH, by, at)


def leave(ticket: Ticket, *, at: datetime) -> Ticket | Refusal:
    """The visitor gives the number up."""
    return perform(ticket, TicketAct.LEAVE, at=at)
