"""Which slot may be booked now, or why not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from juzhan.config.env import ROOT
from juzhan.domain.queueing.booking import BookingStep, Rule, step_of_booking
from juzhan.domain.queueing.hours import Hours, Slot
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.calendar_loading import load_calendar

CITY = ZoneInfo("Asia/Shanghai")
CALENDAR = load_calendar(ROOT / "rules" / "cn" / "calendar")
RULE = Rule(Hours(), CALENDAR, 30, 7)
TEN = datetime(2026, 3, 2, 10, tzinfo=CITY)
ALWAYS = Hours(open_on_days_off=True)

moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(CITY))
rules = st.builds(Rule, st.sampled_from([Hours(), ALWAYS]), st.just(CALENDAR), st.integers(5, 120), st.integers(0, 60))


def why(begins: datetime, at: datetime = TEN, rule: Rule = RULE) -> str:
    """The code of the refusal; empty where the slot may be booked."""
    result = rule.slot_at(begins, at)
    return result.code if isinstance(result, Refusal) else ""


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        (datetime(2026, 3, 2, 10, 30), ""),
        (datetime(2026, 3, 2, 10), "slot.over"),
        (datetime(2026, 3, 9, 16, 30), ""),
        (datetime(2026, 3, 9, 17), "slot.unknown"),
        (datetime(2026, 3, 10, 9), "slot.too_far"),
        (datetime(2026, 3, 7, 9), "slot.hall_shut"),
        (datetime(2026, 3, 3, 9, 0, 1), "slot.unknown"),
        (datetime(2025, 3, 3, 9), "slot.over"),
    ],
)
def test_a_slot_is_one_of_those_of_its_day_to_come_and_near(begins: datetime, expected: str) -> None:
    assert why(begins.replace(tzinfo=CITY)) == expected


def test_a_holiday_is_told_by_its_name() -> None:
    at = datetime(2026, 9, 30, 10, tzinfo=CITY)
    refusal = RULE.slot_at(datetime(2026, 10, 1, 9, tzinfo=CITY), at)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.text.zh) == ("slot.holiday", "2026年10月1日 星期四是国庆节，大厅放假，请另选一天。")


def test_a_hall_that_opens_on_days_off_takes_bookings_on_them() -> None:
    assert why(datetime(2026, 3, 7, 9, tzinfo=CITY), rule=evolve(RULE, hours=ALWAYS)) == ""


def test_days_of_a_year_whose_holidays_are_not_known_wait_for_them() -> None:
    at = datetime(2026, 12, 30, 10, tzinfo=CITY)
    for hours in (Hours(), ALWAYS):
        rule = evolve(RULE, hours=hours)
        assert why(datetime(2027, 1, 4, 9, tzinfo=CITY), at, rule) == "slot.year_unknown"
        assert rule.slots_on(date(2027, 1, 4), at) == ()


def test_without_days_ahead_only_today_can_be_booked() -> None:
    today = evolve(RULE, days=0)
    assert why(datetime(2026, 3, 2, 14, tzinfo=CITY), rule=today) == ""
    assert why(datetime(2026, 3, 3, 9, tzinfo=CITY), rule=today) == "slot.too_far"


def test_a_moment_without_a_time_zone_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="time zone"):
        RULE.slots_on(date(2026, 3, 3), datetime.combine(date(2026, 3, 2), time(10)))


@given(rules, moments, st.integers(0, 61))
def test_what_is_shown_can_be_booked(rule: Rule, at: datetime, ahead: int) -> None:
    for slot in rule.slots_on(at.date() + timedelta(ahead), at):
        assert rule.slot_at(slot.begins, at) == slot


@given(rules, moments, moments)
def test_whatever_can_be_booked_is_shown_to_come_and_as_long_as_a_slot(
    rule: Rule, at: datetime, begins: datetime
) -> None:
    found = rule.slot_at(begins.replace(minute=0, second=0, microsecond=0), at)
    if isinstance(found, Slot):
        assert found in rule.slots_on(begins.date(), at)
        assert found.begins > at
        assert found.ends - found.begins == timedelta(minutes=rule.minutes)


TWO = Slot(datetime(2026, 3, 2, 14, tzinfo=CITY), datetime(2026, 3, 2, 14, 30, tzinfo=CITY))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 3, 1, 23, 59), BookingStep.AHEAD),
        (datetime(2026, 3, 2), BookingStep.TODAY),
        (datetime(2026, 3, 2, 14, 30), BookingStep.TODAY),
        (datetime(2026, 3, 3), BookingStep.OVER),
    ],
)
def test_one_can_check_in_on_the_whole_day_of_the_booking_and_on_no_other(at: datetime, expected: BookingStep) -> None:
    assert step_of_booking(TWO, at.replace(tzinfo=CITY)) is expected


@given(moments, st.booleans())
def test_a_booking_that_is_cancelled_or_has_arrived_is_not_open_whatever_the_hour(
    at: datetime, cancelled: bool
) -> None:
    step = step_of_booking(TWO, at, is_cancelled=cancelled, has_arrived=not cancelled)
    assert step is (BookingStep.CANCELLED if cancelled else BookingStep.ARRIVED)
    assert not step.is_open
