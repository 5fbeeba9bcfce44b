"""Whoever sat at a counter that the head closed is told by whom, and what became of the visitor."""

from __future__ import annotations

from datetime import datetime

from attrs import frozen

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Shift, TicketStep
from juzhan.apps.matters.law import day_of
from juzhan.domain.queueing.table import TicketAct

_LEFT = (TicketAct.HOLD.value, TicketAct.PUT_BACK.value)


@frozen
class ClosedForMe:
    """A counter of the person that somebody else closed; ``number`` is the visitor who was there, ``is_held`` on hold."""

    shift: Shift
    number: str
    is_held: bool


def closed_for(by: Actor, at: datetime) -> ClosedForMe | None:
    """The person's last shift, if the head ended it today."""
    last = Shift.objects.filter(person=by.person_id).order_by("-opened_at", "-pk")
    shift = last.select_related("counter__hall", "closed_by").first()
    if shift is None or shift.closed_by is None or shift.closed_at is None or day_of(shift.closed_at) != day_of(at):
        return None
    steps = TicketStep.objects.filter(ticket__hall=shift.counter.hall_id, counter=shift.counter_id, act__in=_LEFT)
    step = steps.filter(person=shift.closed_by_id, at=shift.closed_at).select_related("ticket").first()
    return ClosedForMe(shift, step.ticket.number if step else "", step is not None and step.act == TicketAct.HOLD.value)
