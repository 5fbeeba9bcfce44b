"""The one road of every act on a ticket: lock, decide, save, step, record, tell; all in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404

from juzhan.apps.bodies.recording import RESIDENT, SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Counter, Ticket, TicketStep
from juzhan.apps.hall.notifying import tell
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.table import TicketAct, next_state
from juzhan.domain.shared import Refusal, RefusalKind, Text

COUNTER_BUSY = RefusalKind(
    "counter.busy",
    Text(
        "这个窗口正在办 {number} 号。先办完、暂留或转走，再叫下一位。",
        "This counter has number {number}. Finish, hold or transfer it before you call the next.",
    ),
)


def perform(
    ticket: Ticket,
    act: TicketAct,
    *,
    at: datetime,
    by: Actor | None = None,
    counter: Counter | None = None,
    by_itself: bool = False,
    **sets: Any,
) -> Ticket | Refusal:
    """Do one act to a ticket. ``by`` None is the visitor, or the program where ``by_itself``; a refusal changes nothing."""
    try:
        with transaction.atomic():
            locked = Ticket.objects.select_for_update(of=("self",)).select_related("hall").filter(pk=ticket.pk).first()
            if locked is None:
                raise Http404("ticket")
            return change(locked, act, at=at, by=by, counter=counter, by_itself=by_itself, **sets)
    except IntegrityError as error:
        if "one_visitor_at_a_counter" in str(error):
            return busy(counter or ticket.counter)
        raise


def busy(counter: Counter | None) -> Refusal:
    """The "no" of a counter that has a visitor."""
    states = [TicketState.CALLED.value, TicketState.SERVING.value]
    number = Ticket.objects.filter(counter=counter, state__in=states).values_list("number", flat=True).first()
    return COUNTER_BUSY(number=number or "")


def change(
    locked: Ticket,
    act: TicketAct,
    *,
    at: datetime,
    by: Actor | None = None,
    counter: Counter | None = None,
    by_itself: bool = False,
    **sets: Any,
) -> Ticket | Refusal:
    """The act on a row that is locked; moments never go back, even if the clock does."""
    state = next_state(act, locked.stands)
    if isinstance(state, Refusal):
        return state
    at = max(at, locked.called_at or locked.joined_at)
    locked.state = state.value
    for name, value in sets.items():
        setattr(locked, name, value)
    if state.is_over:
        locked.ended_at = at
    locked.save(update_fields=["state", *sets, *(["ended_at"] if state.is_over else [])])
    write_step(locked, act.value, at, by, counter)
    facts = {"state": state.value, "counter": counter.number if counter else None}
    record_act(
        locked.hall.place_id, f"ticket.{act.value}", locked.record_subject, at, by,
        facts=facts, actor=SYSTEM if by_itself else RESIDENT,
    )  # fmt: skip
    tell(locked.hall_id)
    return locked


def write_step(ticket: Ticket, act: str, at: datetime, by: Actor | None, counter: Counter | None) -> None:
    """Keep the moment of a change."""
    TicketStep.objects.create(
        ticket=ticket, act=act, state=ticket.state, at=at, counter=counter, person_id=by.person_id if by else None
    )
