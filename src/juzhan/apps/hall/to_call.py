"""Which open bookings have lost their time because the hall was arranged anew; somebody has to call those who booked."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date, datetime

from attrs import frozen
from django.db.models import Q

from juzhan.apps.hall.models import Booking, Group, Hall, ItemCap
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.matters.law import calendar, day_of
from juzhan.domain.queueing.promised import Promised, Terms, is_open_for, lost
from juzhan.domain.shared import Text


@frozen
class ToCall:
    """A booking that has lost its time, and why."""

    booking: Booking
    why: Text

    @property
    def day(self) -> date:
        """The day that was booked."""
        return day_of(self.booking.begins)


def to_call(hall: Hall, at: datetime) -> list[ToCall]:
    """The open bookings that the hall cannot keep as it is arranged, by their time, in three queries."""
    rows = Booking.objects.filter(hall=hall, cancelled_at=None, begins__gte=moments_from(day_of(at)))
    booked = list(rows.select_related("item", "community", "group", "ticket").order_by("booked_at", "pk"))
    if not booked:
        return []
    gone = lost([_promised(row, at) for row in booked], _terms(hall))
    found = [ToCall(booked[place], why) for place, why in gone.items()]
    return sorted(found, key=lambda each: (each.booking.begins, each.booking.pk))


def is_shut_for(booking: Booking) -> bool:
    """Whether its hall is shut now at the time that was booked."""
    return not is_open_for(booking.slot, booking.hall.opening, calendar())


def _promised(row: Booking, at: datetime) -> Promised:
    return Promised(row.slot, (_queue(row.group_id), _item(row.item.item_id)), hasattr(row, "ticket") or row.ends <= at)


def _terms(hall: Hall) -> Terms:
    caps: dict[Hashable, int] = {}
    for pk, cap in Group.objects.filter(~Q(daily_cap=None), hall=hall).values_list("pk", "daily_cap"):
        caps[_queue(pk)] = cap or 0
    for item, cap in ItemCap.objects.filter(hall=hall).values_list("item", "daily_cap"):
        caps[_item(item)] = cap
    return Terms(hall.opening, calendar(), hall.slot_capacity, caps)


def _queue(pk: int) -> Hashable:
    return ("queue", pk)


def _item(pk: int) -> Hashable:
    return ("item", pk)
