"""The bookings of a hall as they stand: one for whoever has its code, and day by day for the desk."""

from __future__ import annotations

from datetime import date, datetime

from attrs import frozen
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from juzhan.apps.hall.models import Booking, Hall
from juzhan.apps.hall.ranges import moments_from, moments_of
from juzhan.apps.hall.to_call import is_shut_for, to_call
from juzhan.domain.queueing.booking import BookingStep, step_of_booking
from juzhan.domain.shared import Text


@frozen
class Booked:
    """A booking of a list; ``is_late``: of today, and its time is over; ``lost`` says why the hall cannot keep it."""

    booking: Booking
    step: BookingStep
    is_late: bool
    lost: Text | None = None

    @classmethod
    def of(cls, booking: Booking, at: datetime, lost: Text | None = None) -> Booked:
        """A booking as it stands at a moment."""
        step = step_of(booking, at)
        return cls(booking, step, step is BookingStep.TODAY and booking.ends <= at, lost)


@frozen
class DayBooked:
    """The bookings of a day by their time, and before all others those that somebody has to call, whatever their day."""

    lines: list[Booked]
    to_call: list[Booked]


def step_of(booking: Booking, at: datetime) -> BookingStep:
    """Where a booking stands at a moment."""
    return step_of_booking(
        booking.slot, timezone.localtime(at),
        is_cancelled=booking.cancelled_at is not None, has_arrived=hasattr(booking, "ticket"),
    )  # fmt: skip


def needs_another_time(booking: Booking, at: datetime) -> bool:
    """Whether the hall is shut by now at the time that was booked, which is still to come."""
    return step_of(booking, at).is_open and booking.ends > at and is_shut_for(booking)


def booked_on(hall: Hall, day: date, at: datetime) -> DayBooked:
    """The open bookings of a day, and those of the hall that have lost their time."""
    begins, ends = moments_of(day)
    rows = (
        _open(hall).filter(begins__gte=begins, begins__lt=ends).select_related("item", "community", "ticket", "group")
    )
    lost = to_call(hall, at)
    why = {each.booking.pk: each.why for each in lost}
    return DayBooked(
        [Booked.of(row, at, why.get(row.pk)) for row in rows.order_by("begins", "pk")],
        [Booked.of(each.booking, at, each.why) for each in lost],
    )


def days_booked(hall: Hall, today: date) -> list[tuple[date, int]]:
    """Today and the days to come on which somebody has booked, with how many."""
    counts = _open(hall).filter(begins__gte=moments_from(today)).annotate(day=TruncDate("begins")).values("day")
    found = {row["day"]: row["many"] for row in counts.annotate(many=Count("pk"))}
    return sorted(({today: 0} | found).items())


def _open(hall: Hall) -> QuerySet[Booking]:
    return Booking.objects.filter(hall=hall, cancelled_at=None)
