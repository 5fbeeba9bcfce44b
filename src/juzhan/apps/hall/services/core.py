"""The one road of every act on a ticket: lock, decide, save, step, record, tell; all in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.http import Http404

from juzhan.apps.bodies.recording import RESIDENT, SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Counter, Ticket, TicketStep
from juzhan.apps.hall.notifying import tell
from juzhan.apps.hall.selectors import visitors_at
from juzhan.domain.queueing.states import AT_A_COUNTER, TicketState
from juzhan.domain.queueing.table import TicketAct, next_state
from juzhan.domain.record import Fact
from juzhan.domain.shared import Refusal, RefusalKind, Text

COUNTER_BUSY = RefusalKind(
    "counter.busy",
    Text(
        "这个窗口正在办 {number} 号。先办完、暂留或转走，再叫下一位。",
        "This counter has number {number}. Finish, hold or transfer it before you call the next.",
    ),
)


def perform(ticket: Ticket, act: TicketAct, *, at: datetime) -> Ticket | Refusal:
    """Do one act of the visitor's own to a ticket; a refusal changes nothing."""
    with transaction.atomic():
        return change(lock(ticket), act, at=at)


def lock(ticket: Ticket, hall: int | None = None) -> Ticket:
    """The ticket's row, which nobody else changes until this transaction ends; 404 when it is gone or of another hall."""
    rows = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("hall").filter(pk=ticket.pk)
    locked = (rows if hall is None else rows.filter(hall=hall)).first()
    if locked is None:
        raise Http404("ticket")
    return locked


def busy(counter: Counter) -> Refusal | None:
    """The "no" of a counter that has a visitor."""
    number = visitors_at(counter.pk).values_list("number", flat=True).first()
    return COUNTER_BUSY(number=number) if number else None


def change(
    locked: Ticket,
    act: TicketAct,
    *,
    at: datetime,
    by: Actor | None = None,
    counter: Counter | None = None,
    by_itself: bool = False,
    facts: Mapping[str, Fact] | None = None,
    personal: Mapping[str, str] | None = None,
    **sets: Any,
) -> Ticket | Refusal:
    """The act on a row that is locked; moments never go back, even if the clock does.

    ``by`` None is the visitor, or the program where ``by_itself``; then nobody knows how long the counter really took, and
    the time at it does not count.
    """
    state = next_state(act, locked.stands, locked.number)
    if isinstance(state, Refusal):
        return state
    at = max(at, locked.changed_at)
    sets = _passed(locked, at, by_itself=by_itself) | _said_by(act, locked, at) | sets | {"state": state.value}
    if state.is_over:
        sets["ended_at"] = at
    for name, value in sets.items():
        setattr(locked, name, value)
    locked.save(update_fields=[*sets])
    write_step(locked, act.value, at, by, counter)
    told = {"state": state.value, "counter": counter.number if counter else None} | dict(facts or {})
    record_act(
        locked.community_id, f"ticket.{act.value}", locked.record_subject, at, by,
        facts=told, personal=personal, actor=SYSTEM if by_itself else RESIDENT,
    )  # fmt: skip
    tell(locked.hall_id)
    return locked


def _passed(locked: Ticket, at: datetime, *, by_itself: bool) -> dict[str, Any]:
    """What passed since the last step, added to where it passed."""
    passed, sets = at - locked.changed_at, {"changed_at": at}
    if locked.stands is TicketState.WAITING:
        return sets | {"waited_for": locked.waited_for + passed}
    if locked.stands in AT_A_COUNTER and not by_itself:
        return sets | {"served_for": locked.served_for + passed}
    return sets


def _said_by(act: TicketAct, locked: Ticket, at: datetime) -> dict[str, Any]:
    """The moments and counts that an act sets; whoever goes back into the queue is called anew."""
    anew = {"called_at": None, "calls": 0, "counter_id": None}
    found: dict[TicketAct, dict[str, Any]] = {
        TicketAct.CALL: {"called_at": at, "calls": locked.calls + 1},
        TicketAct.CALL_AGAIN: {"calls": locked.calls + 1},
        TicketAct.BEGIN: {"began_at": at},
        TicketAct.TRANSFER: anew | {"began_at": None},
        TicketAct.PUT_BACK: anew,
        TicketAct.BRING_BACK: anew,
        TicketAct.MISS: {"counter_id": None},
    }
    return found.get(act, {})


def write_step(ticket: Ticket, act: str, at: datetime, by: Actor | None, counter: Counter | None) -> None:
    """Keep the moment of a change."""
    TicketStep.objects.create(
        ticket=ticket, act=act, state=ticket.state, at=at, counter=counter, person_id=by.person_id if by else None
    )
