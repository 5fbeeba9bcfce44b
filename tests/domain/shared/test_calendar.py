"""Working days of 2025 and 2026, checked against the notices and against a day-by-day reference."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.shared.calendar import CalendarYearMissing, WorkCalendar, add_months, add_years
from juzhan.domain.shared.calendar_loading import load_calendar

FOLDER = Path(__file__).parents[3] / "rules" / "cn" / "calendar"
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)


@pytest.fixture(scope="module")
def work() -> WorkCalendar:
    return load_calendar(FOLDER)


def naive_is_working(work: WorkCalendar, day: date) -> bool:
    """The definition, said once more from the notices: make-up day, or a weekday that is no holiday."""
    holidays = [holiday for year in work.years for holiday in year.holidays]
    if any(day in holiday.working for holiday in holidays):
        return True
    return day.isoweekday() <= 5 and not any(holiday.first <= day <= holiday.last for holiday in holidays)


@pytest.mark.parametrize(("year", "working"), [(2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_the_holiday_law_leaves(work: WorkCalendar, year: int, working: int) -> None:
    """全国年节及纪念日放假办法 (2024): 13 days off; 365 days less 104 weekend days less 13 are 248 in both years."""
    days = [date(year, 1, 1) + timedelta(n) for n in range(365)]
    assert sum(work.is_working_day(day) for day in days) == working


@pytest.mark.parametrize(
    ("day", "is_working"),
    [
        (date(2025, 1, 26), True),  # Sunday worked for Spring Festival
        (date(2025, 1, 28), False),  # New Year's Eve, a Tuesday
        (date(2025, 9, 28), True),
        (date(2025, 10, 8), False),
        (date(2025, 10, 11), True),
        (date(2026, 1, 2), False),  # a Friday bridged
        (date(2026, 1, 4), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 24), True),
        (date(2026, 9, 20), True),
        (date(2026, 10, 10), True),
        (date(2026, 11, 21), False),  # a plain Saturday
        (date(2026, 11, 23), True),  # a plain Monday
    ],
)
def test_the_notices_take_days_out_and_put_days_in(work: WorkCalendar, day: date, is_working: bool) -> None:
    assert work.is_working_day(day) is is_working


@given(day=DAYS)
def test_a_day_is_working_exactly_when_the_notices_say_so(work: WorkCalendar, day: date) -> None:
    assert work.is_working_day(day) == naive_is_working(work, day)


@given(start=DAYS, count=st.integers(-60, 60))
def test_adding_working_days_is_walking_day_by_day(work: WorkCalendar, start: date, count: int) -> None:
    day, left, step = start, abs(count), timedelta(1 if count > 0 else -1)
    while left and FIRST <= day + step <= LAST:
        day += step
        left -= naive_is_working(work, day)
    if left:
        with pytest.raises(CalendarYearMissing):
            work.add_working_days(start, count)
    else:
        assert work.add_working_days(start, count) == day


@given(after=DAYS, until=DAYS)
def test_counting_working_days_is_counting_day_by_day(work: WorkCalendar, after: date, until: date) -> None:
    low, high = sorted((after, until))
    walked = sum(naive_is_working(work, low + timedelta(n)) for n in range(1, (high - low).days + 1))
    assert work.working_days_between(after, until) == (walked if after <= until else -walked)


@given(start=st.dates(FIRST, date(2026, 9, 1)), count=st.integers(0, 60))
def test_adding_and_counting_undo_each_other(work: WorkCalendar, start: date, count: int) -> None:
    assert work.working_days_between(start, work.add_working_days(start, count)) == count


def test_a_holiday_tells_its_name_in_both_languages(work: WorkCalendar) -> None:
    name = work.holiday_on(date(2026, 10, 3))
    assert name is not None
    assert (name.zh, name.en) == ("国庆节", "National Day")
    assert work.holiday_on(date(2026, 10, 10)) is None


def test_each_year_names_its_notice(work: WorkCalendar) -> None:
    assert [(year.year, year.published) for year in work.years] == [
        (2025, date(2024, 11, 12)),
        (2026, date(2025, 11, 4)),
    ]
    assert "国办发明电〔2025〕7号" in work.years[1].source.text.zh


@pytest.mark.parametrize("day", [date(2024, 12, 31), date(2027, 1, 1)])
def test_a_year_without_data_says_which_file_is_missing_and_who_loads_it(work: WorkCalendar, day: date) -> None:
    with pytest.raises(CalendarYearMissing) as caught:
        work.is_working_day(day)
    assert caught.value.year == day.year
    assert f"rules/cn/calendar/{day.year}.toml" in caught.value.refusal.text.zh
    assert "system administrator" in caught.value.refusal.text.en


def test_counting_over_the_end_of_the_data_never_guesses(work: WorkCalendar) -> None:
    assert work.add_working_days(date(2026, 12, 30), 1) == date(2026, 12, 31)
    with pytest.raises(CalendarYearMissing) as caught:
        work.add_working_days(date(2026, 12, 30), 2)
    assert caught.value.year == 2027


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 11, 30), 3, date(2026, 2, 28)),
        (date(2026, 3, 15), -3, date(2025, 12, 15)),
        (date(2025, 12, 1), 6, date(2026, 6, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_of_the_month(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


def test_a_term_that_begins_on_leap_day_ends_on_the_28th() -> None:
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)
