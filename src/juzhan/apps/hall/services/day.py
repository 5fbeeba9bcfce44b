"""Midnight passes with people waiting: what becomes of their numbers is the hall's policy."""

from __future__ import annotations

from datetime import datetime

from juzhan.apps.hall.models import Hall, Shift, Ticket
from juzhan.apps.hall.services.core import perform
from juzhan.apps.matters.law import day_of
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.shared import Refusal

_NOT_OVER = [state.value for state in TicketState if not state.is_over]


def end_days(at: datetime) -> int:
    """End the numbers of past days in halls whose numbers end with the day, and close counters that were left open.

    Safe to run twice. Returns how many numbers ended.
    """
    today = day_of(at)
    Shift.objects.filter(closed_at=None, opened_at__date__lt=today).update(closed_at=at)
    old = Ticket.objects.filter(day__lt=today, hall__midnight=Hall.Midnight.END, state__in=_NOT_OVER)
    ended = [perform(ticket, TicketAct.END, at=at, by_itself=True) for ticket in old.order_by("id")]
    return sum(not isinstance(result, Refusal) for result in ended)
