"""Which slot may be booked now, or why not: within the hall's days and hours, on days whose holidays are known, and not over.

And where a booking stands once it is made.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

from attrs import frozen

from juzhan.domain.queueing.hours import Hours, Slot, slots_of
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.calendar import CalendarYearMissing, WorkCalendar
from juzhan.domain.shared.dates import dated

HALL_SHUT = RefusalKind(
    "slot.hall_shut",
    Text("大厅那天不开门，请另选一天。", "The hall is shut on that day; choose another."),
    about="slot",
)
SLOT_FULL = RefusalKind(
    "slot.full",
    Text("{slot} 已经约满，请另选一个时间。", "{slot} is fully booked; choose another time."),
    about="slot",
)
SLOT_OVER = RefusalKind(
    "slot.over", Text("这个时间已经过了，请另选。", "That time is over; choose another."), about="slot"
)
TOO_FAR = RefusalKind(
    "slot.too_far",
    Text("最多可以约到 {day}。", "Bookings are taken until {day}."),
    about="slot",
)
HOLIDAY = RefusalKind(
    "slot.holiday",
    Text("{day}是{holiday}，大厅放假，请另选一天。", "{day} is a holiday ({holiday}), and the hall is shut; choose another day."),
    about="slot",
)  # fmt: skip
YEAR_UNKNOWN = RefusalKind(
    "slot.year_unknown",
    Text(
        "{year} 年的放假安排还没有公布，{year} 年的日子暂时不能预约。",
        "The public holidays of {year} are not known yet, so days of {year} cannot be booked for now.",
    ),
    about="slot",
)
NO_SUCH_SLOT = RefusalKind(
    "slot.unknown",
    Text("那天没有这个时段，请从列出的时间里选。", "There is no such time on that day; choose one of those listed."),
    about="slot",
)


class BookingStep(StrEnum):
    """Where a booking stands: on its day (``TODAY``) one can check in, also when its time has passed."""

    CANCELLED = "cancelled"
    ARRIVED = "arrived"
    TODAY = "today"
    OVER = "over"
    AHEAD = "ahead"

    @property
    def is_open(self) -> bool:
        """Whether somebody may still come by it."""
        return self in {BookingStep.TODAY, BookingStep.AHEAD}


def step_of_booking(slot: Slot, at: datetime, *, is_cancelled: bool = False, has_arrived: bool = False) -> BookingStep:
    """Where a booking of a slot stands at a moment; both are in the hall's time zone."""
    if is_cancelled:
        return BookingStep.CANCELLED
    if has_arrived:
        return BookingStep.ARRIVED
    if slot.begins.date() == at.date():
        return BookingStep.TODAY
    return BookingStep.OVER if slot.ends <= at else BookingStep.AHEAD


@frozen
class Rule:
    """What a hall takes bookings by: its hours, the working days, the length of a slot, how many days ahead."""

    hours: Hours
    calendar: WorkCalendar
    minutes: int
    days: int

    def slots_on(self, day: date, at: datetime) -> tuple[Slot, ...]:
        """The slots of a day that have not begun; ``at`` is in the hall's time zone."""
        if self.shut_on(day, at.date()) is not None:
            return ()
        slots = slots_of(day, self.hours, self.calendar, self.minutes, _zone(at))
        return tuple(slot for slot in slots if slot.begins > at)

    def slot_at(self, begins: datetime, at: datetime) -> Slot | Refusal:
        """The slot that begins at a moment, if it may be booked at ``at``; both are in the hall's time zone."""
        if refusal := self.shut_on(begins.date(), at.date()):
            return refusal
        slots = slots_of(begins.date(), self.hours, self.calendar, self.minutes, _zone(at))
        found = next((slot for slot in slots if slot.begins == begins), None)
        if found is None:
            return NO_SUCH_SLOT()
        return found if begins > at else SLOT_OVER()

    def shut_on(self, day: date, today: date) -> Refusal | None:
        """Why nothing can be booked on a day; None when its slots may be looked at."""
        if day < today:
            return SLOT_OVER()
        if day > today + timedelta(self.days):
            return TOO_FAR(day=dated(today + timedelta(self.days)))
        try:
            holiday = self.calendar.holiday_on(day)
        except CalendarYearMissing:
            return YEAR_UNKNOWN(year=str(day.year))
        if self.hours.on(day, self.calendar):
            return None
        return HOLIDAY(day=dated(day), holiday=holiday) if holiday else HALL_SHUT()


def _zone(at: datetime) -> tzinfo:
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone")
    return at.tzinfo
