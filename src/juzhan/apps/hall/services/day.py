"""Midnight passes with people waiting: what becomes of their numbers is the hall's policy."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from juzhan.apps.hall.models import Hall, Shift, Ticket
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.hall.services.core import change, lock
from juzhan.apps.hall.services.sitting import leave_counter
from juzhan.apps.matters.law import day_of
from juzhan.domain.queueing.numbers import OF_DAY, kept
from juzhan.domain.queueing.states import NOT_OVER
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.shared import Refusal


def end_days(at: datetime) -> int:
    """Close counters that were left open, and end the numbers of past days in halls whose numbers end with the day.

    A visit that was in hand and not finished has taken place: it is served where numbers end with the day, and on hold where
    they are kept, with the day as part of the number. Safe to run twice. Returns how many numbers ended.
    """
    left_open = Shift.objects.filter(closed_at=None, opened_at__lt=moments_from(day_of(at))).select_related(
        "counter__hall"
    )
    for shift in left_open.order_by("id"):
        ends = shift.counter.hall.midnight == Hall.Midnight.END
        leave_counter(shift, at=at, served=TicketAct.FINISH if ends else TicketAct.HOLD)
    old = Ticket.objects.filter(day__lt=day_of(at), state__in=NOT_OVER).order_by("id")
    for ticket in old.filter(hall__midnight=Hall.Midnight.KEEP).exclude(number__contains=OF_DAY):
        _pass(ticket, TicketAct.KEEP, at, number=kept(ticket.number, ticket.day))
    return sum(_pass(ticket, TicketAct.END, at) for ticket in old.filter(hall__midnight=Hall.Midnight.END))


def _pass(ticket: Ticket, act: TicketAct, at: datetime, **sets: Any) -> bool:
    with transaction.atomic():
        return not isinstance(change(lock(ticket), act, at=at, by_itself=True, **sets), Refusal)
