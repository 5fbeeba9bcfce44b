"""When a hall is open and what can be booked."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from juzhan.config.env import ROOT
from juzhan.domain.queueing.hours import Hours, Span, slots_of
from juzhan.domain.shared.calendar_loading import load_calendar

CALENDAR = load_calendar(ROOT / "rules" / "cn" / "calendar")
CITY = ZoneInfo("Asia/Shanghai")
HOURS = Hours()
MONDAY, SATURDAY = date(2026, 3, 2), date(2026, 3, 7)


def test_a_working_day_has_the_halls_hours_and_a_day_off_has_none() -> None:
    assert len(HOURS.on(MONDAY, CALENDAR)) == 2
    assert HOURS.on(SATURDAY, CALENDAR) == ()
    assert HOURS.on(date(2026, 10, 1), CALENDAR) == ()


def test_a_weekend_that_is_worked_has_hours() -> None:
    assert HOURS.on(date(2026, 10, 10), CALENDAR) == HOURS.spans


def test_a_weekday_may_have_hours_of_its_own() -> None:
    friday = Hours(weekdays={4: (Span(time(9), time(12)),)})
    assert len(friday.on(date(2026, 3, 6), CALENDAR)) == 1


def test_a_hall_may_open_on_days_off() -> None:
    assert Hours(open_on_days_off=True).on(SATURDAY, CALENDAR)


@pytest.mark.parametrize(
    ("at", "is_open"), [("08:59", False), ("09:00", True), ("11:59", True), ("12:00", False), ("13:30", True)]
)
def test_the_first_minute_counts_and_the_last_does_not(at: str, is_open: bool) -> None:
    moment = datetime.combine(MONDAY, time.fromisoformat(at), CITY)
    assert HOURS.is_open(moment, CALENDAR) is is_open


def test_a_day_is_cut_into_slots_and_a_rest_is_not_offered() -> None:
    slots = slots_of(MONDAY, HOURS, CALENDAR, 25, CITY)
    assert [slot.begins.time() for slot in slots][:2] == [time(9), time(9, 25)]
    assert len(slots) == 7 + 8
    assert all(slot.ends.time() <= time(17) for slot in slots)


def test_today_is_open_by_its_weekday_where_the_holidays_are_unknown() -> None:
    assert HOURS.on(date(CALENDAR.years[-1].year + 1, 3, 1), CALENDAR)


def test_hours_that_end_before_they_begin_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot close"):
        Span(time(12), time(9))
