"""A clerk opens a counter, calls the next visitor and brings the visit to its end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import NOT_OF_THIS_HALL, serves
from juzhan.apps.hall.models import Counter, Group, Shift, Ticket
from juzhan.apps.hall.notifying import tell
from juzhan.apps.hall.services.core import busy, change, perform
from juzhan.apps.matters.models import Matter
from juzhan.domain.queueing.states import AT_A_COUNTER, TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOBODY_WAITS = RefusalKind("queue.empty", Text("现在没有人在等。", "Nobody is waiting."))
COUNTER_TAKEN = RefusalKind(
    "counter.taken",
    Text("{counter}现在由{name}使用。", "{counter} is used by {name} now."),
)
AT_ANOTHER_COUNTER = RefusalKind(
    "counter.at_another",
    Text("您已经开了{counter}，先关掉它。", "You have opened {counter}; close it first."),
)
NOT_AT_A_COUNTER = RefusalKind(
    "counter.not_open",
    Text("您还没有开窗口，先选一个窗口。", "You have not opened a counter; choose one first."),
)
NOT_IN_USE = RefusalKind(
    "counter.not_in_use",
    Text("{counter}没有启用，请找站长。", "{counter} is not in use; ask the head of the station."),
)
ELSEWHERE = RefusalKind(
    "ticket.elsewhere",
    Text("{number} 号在别的窗口。", "Number {number} is at another counter."),
)


def open_counter(
    counter: Counter, *, by: Actor, at: datetime, groups: Sequence[Group] | None = None
) -> Shift | Refusal:
    """Sit down at a counter; one person at each, one counter for each person; opening it twice changes nothing.

    ``groups`` are the queues that are called from it (empty: all of them); None leaves it as the hall's head arranged it.
    """
    if not serves(by, counter.hall):
        return NOT_OF_THIS_HALL()
    try:
        with transaction.atomic():
            return _open(counter, by, at, groups)
    except IntegrityError:
        return _why_not(counter, by, shift_of(by)) or open_counter(counter, by=by, at=at, groups=groups)


def _open(counter: Counter, by: Actor, at: datetime, groups: Sequence[Group] | None) -> Shift | Refusal:
    mine = shift_of(by)
    if refusal := _why_not(counter, by, mine):
        return refusal
    if mine is not None:
        return mine
    if groups is not None:
        counter.groups.set(groups)
    shift = Shift.objects.create(counter=counter, person_id=by.person_id, opened_at=at)
    _record(counter, "counter.opened", by, at)
    return shift


def _why_not(counter: Counter, by: Actor, mine: Shift | None) -> Refusal | None:
    if not counter.is_in_use:
        return NOT_IN_USE(counter=counter.text)
    found = Shift.objects.filter(counter=counter, closed_at=None).exclude(person=by.person_id)
    if other := found.select_related("person").first():
        return COUNTER_TAKEN(counter=counter.text, name=other.person.text)
    return AT_ANOTHER_COUNTER(counter=mine.counter.text) if mine and mine.counter_id != counter.pk else None


def shift_of(by: Actor) -> Shift | None:
    """The counter at which a person sits now."""
    return Shift.objects.filter(person=by.person_id, closed_at=None).select_related("counter__hall").first()


@transaction.atomic
def close_counter(shift: Shift, *, by: Actor, at: datetime) -> Shift | Refusal:
    """Leave a counter: who was called goes back into the queue, who is being served is held; closing twice changes nothing."""
    locked = Shift.objects.select_for_update().get(pk=shift.pk)
    if locked.closed_at is not None:
        return locked
    here = (
        Ticket.objects.select_for_update(of=("self",))
        .select_related("hall")
        .filter(counter=locked.counter_id, state__in=sorted(AT_A_COUNTER))
    )
    for ticket in here:
        act = TicketAct.PUT_BACK if ticket.stands is TicketState.CALLED else TicketAct.HOLD
        change(ticket, act, at=at, by=by, counter=shift.counter, **_left(act))
    locked.closed_at = max(at, locked.opened_at)
    locked.save(update_fields=["closed_at"])
    _record(shift.counter, "counter.closed", by, at)
    return locked


def _left(act: TicketAct) -> dict[str, Any]:
    return {"counter_id": None, "called_at": None} if act is TicketAct.PUT_BACK else {}


def _record(counter: Counter, act: str, by: Actor, at: datetime) -> None:
    hall = counter.hall
    record_act(hall.place_id, act, f"counter:{counter.pk}", at, by, facts={"number": counter.number})
    tell(hall.pk)


def call_next(shift: Shift, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call the visitor with the earliest turn whom this counter serves; twenty counters at once call twenty visitors."""
    counter = shift.counter
    try:
        with transaction.atomic():
            if Ticket.objects.filter(counter=counter, state__in=sorted(AT_A_COUNTER)).exists():
                return busy(counter)
            ticket = _next(counter)
            if ticket is None:
                return NOBODY_WAITS()
            return _call(ticket, counter, by, at)
    except IntegrityError:
        return busy(counter)


def _next(counter: Counter) -> Ticket | None:
    waiting = Ticket.objects.filter(hall=counter.hall_id, state=TicketState.WAITING.value).order_by("turn_at", "id")
    groups = list(counter.groups.values_list("pk", flat=True))
    if groups:
        waiting = waiting.filter(group__in=groups)
    return waiting.select_related("hall").select_for_update(skip_locked=True, of=("self",)).first()


def call_ticket(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call one visitor out of turn, for a reason that stands before the clerk; it is in the record."""
    try:
        with transaction.atomic():
            locked = (
                Ticket.objects.select_for_update(of=("self",))
                .select_related("hall")
                .get(pk=ticket.pk, hall=shift.counter.hall_id)
            )
            return _call(locked, shift.counter, by, at)
    except IntegrityError:
        return busy(shift.counter)


def _call(ticket: Ticket, counter: Counter, by: Actor, at: datetime) -> Ticket | Refusal:
    return change(
        ticket, TicketAct.CALL, at=at, by=by, counter=counter,
        called_at=max(at, ticket.joined_at), calls=ticket.calls + 1, counter_id=counter.pk,
    )  # fmt: skip


def call_again(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Call the same visitor once more."""
    return _here(shift, ticket) or perform(
        ticket, TicketAct.CALL_AGAIN, at=at, by=by, counter=shift.counter, calls=ticket.calls + 1
    )


def begin(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor stands at the counter."""
    return _here(shift, ticket) or perform(
        ticket, TicketAct.BEGIN, at=at, by=by, counter=shift.counter, began_at=max(at, ticket.called_at or at)
    )


def hold(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor fetches something and comes back to this counter without a new number."""
    return _here(shift, ticket) or perform(ticket, TicketAct.HOLD, at=at, by=by, counter=shift.counter)


def go_on(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor is back: at any counter of the hall that is free."""
    return perform(ticket, TicketAct.GO_ON, at=at, by=by, counter=shift.counter, counter_id=shift.counter_id)


def transfer(shift: Shift, ticket: Ticket, group: Group, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor goes to a counter of another group and keeps the place in the queue."""
    return _here(shift, ticket) or perform(
        ticket, TicketAct.TRANSFER, at=at, by=by, counter=shift.counter,
        group_id=group.pk, counter_id=None, called_at=None, began_at=None,
    )  # fmt: skip


def put_back(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Called by mistake: the visitor waits on with the same turn."""
    return _here(shift, ticket) or perform(
        ticket, TicketAct.PUT_BACK, at=at, by=by, counter=shift.counter, counter_id=None, called_at=None
    )


def miss(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """Nobody came; the number can be brought back."""
    return _here(shift, ticket) or perform(ticket, TicketAct.MISS, at=at, by=by, counter=shift.counter, counter_id=None)


def bring_back(ticket: Ticket, *, by: Actor, at: datetime) -> Ticket | Refusal:
    """The visitor who missed the call is there after all, and keeps the turn."""
    return perform(ticket, TicketAct.BRING_BACK, at=at, by=by, called_at=None, calls=0)


def finish(shift: Shift, ticket: Ticket, *, by: Actor, at: datetime, matter: Matter | None = None) -> Ticket | Refusal:
    """The visit is over; ``matter`` is what it was about."""
    about: dict[str, Any] = {"matter_id": matter.pk} if matter else {}
    return _here(shift, ticket) or perform(ticket, TicketAct.FINISH, at=at, by=by, counter=shift.counter, **about)


def leave(ticket: Ticket, *, at: datetime) -> Ticket | Refusal:
    """The visitor gives the number up."""
    return perform(ticket, TicketAct.LEAVE, at=at)


def _here(shift: Shift, ticket: Ticket) -> Refusal | None:
    return None if ticket.counter_id == shift.counter_id else ELSEWHERE(number=ticket.number)
