"""When a hall is open, by weekly hours on working days or on the weekdays the hall names, and the slots of its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo

from attrs import field, frozen

from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar import CalendarYearMissing, WorkCalendar
from juzhan.domain.shared.dates import dated


@frozen
class Span:
    """Hours of a day, from ``opens`` up to but without ``closes``."""

    opens: time
    closes: time = field()

    @closes.validator
    def _after(self, _attribute: object, closes: time) -> None:
        if closes <= self.opens:
            raise ValueError(f"a hall that opens at {self.opens} cannot close at {closes}")


@frozen
class Hours:
    """The spans of a working day, and those of weekdays (0 is Monday) on which the hall opens besides or stays shut.

    A weekday that is named overrides; a day off of the calendar is always shut unless ``open_on_days_off``.
    """

    spans: tuple[Span, ...] = (Span(time(9), time(12)), Span(time(13, 30), time(17)))
    weekdays: Mapping[int, tuple[Span, ...]] = field(factory=dict)
    open_on_days_off: bool = False

    def on(self, day: date, calendar: WorkCalendar) -> tuple[Span, ...]:
        """The spans of a day; none: shut. Days of a year without holiday data are taken by their weekday."""
        try:
            works = calendar.is_working_day(day)
        except CalendarYearMissing:
            works = day.weekday() < 5
        if not works and not self.open_on_days_off:
            return ()
        return self.weekdays.get(day.weekday(), self.spans)

    def is_open(self, at: datetime, calendar: WorkCalendar) -> bool:
        """Whether the hall is open at a moment of its own time zone."""
        return any(span.opens <= at.time() < span.closes for span in self.on(at.date(), calendar))


@frozen
class Slot:
    """A piece of a day that can be booked, from ``begins`` up to but without ``ends``; both are in the hall's time zone."""

    begins: datetime
    ends: datetime

    @property
    def hours(self) -> str:
        """From when to when, as a clock shows it."""
        return f"{self.begins:%H:%M}–{self.ends:%H:%M}"

    @property
    def text(self) -> Text:
        """The slot as people read it: 2026年3月2日 星期一 09:00–09:30."""
        day = dated(self.begins.date())
        return Text(f"{day.zh} {self.hours}", f"{day.en}, {self.hours}")


def slots_of(day: date, hours: Hours, calendar: WorkCalendar, minutes: int, zone: tzinfo) -> tuple[Slot, ...]:
    """The slots of a day; what is left of a span and shorter than a slot is not offered."""
    length = timedelta(minutes=minutes)
    found = []
    for span in hours.on(day, calendar):
        begins, closes = datetime.combine(day, span.opens, zone), datetime.combine(day, span.closes, zone)
        while begins + length <= closes:
            found.append(Slot(begins, begins + length))
            begins += length
    return tuple(found)
