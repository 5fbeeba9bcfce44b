"""Name and phone of a booking are deleted when its day is over; the booking, which names nobody, stays.

The time is the setting ``booking_contact_days`` after the booked day. Source: 个人信息保护法(2021), arts. 19 and 47.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.hall.models import BookingContact, Hall
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.domain.shared.calendar_limits import latest_before


def forget_contacts(at: datetime) -> int:
    """Delete the contacts whose time is over, hall by hall; safe to run twice. Gives how many."""
    on = day_of(at)
    kept_since = latest_before(calendar(), on, rules(on).settings.booking_contact_days)
    overdue = BookingContact.objects.filter(booking__begins__date__lt=kept_since)
    halls = Hall.objects.filter(pk__in=overdue.values("booking__hall"))
    return sum(_forget(hall, overdue.filter(booking__hall=hall).values_list("pk", flat=True), at) for hall in halls)


@transaction.atomic
def _forget(hall: Hall, overdue: object, at: datetime) -> int:
    gone, _ = BookingContact.objects.filter(pk__in=list(overdue)).delete()  # type: ignore[call-overload]
    if gone:
        record_act(hall.place_id, "bookings.forgotten", hall.record_subject, at, facts={"count": gone}, actor=SYSTEM)
    return gone
