"""Due days with pauses and extensions, checked by worked examples and against a day-by-day reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juzhan.domain.shared.calendar import CalendarYearMissing, WorkCalendar
from juzhan.domain.shared.calendar_limits import (
    DayUnit,
    Limit,
    Pause,
    calendar_days,
    due,
    latest_before,
    merge_pauses,
    resumed,
    working_days,
)
from juzhan.domain.shared.calendar_loading import load_calendar

FOLDER = Path(__file__).parents[3] / "rules" / "cn" / "calendar"
ONE_DAY = timedelta(1)

LIMITS = st.builds(Limit, st.integers(0, 25), st.sampled_from(DayUnit))


@st.composite
def pauses_of(draw: st.DrawFn, last: date = date(2026, 4, 1)) -> Pause:
    first = draw(st.dates(date(2025, 8, 1), last))
    length = draw(st.none() | st.integers(0, 10) | st.integers(0, 40))
    return Pause(first, None if length is None else first + timedelta(length))


@pytest.fixture(scope="module")
def work() -> WorkCalendar:
    return load_calendar(FOLDER)


def stands(pauses: Sequence[Pause], day: date) -> bool:
    return any(pause.from_day <= day and (pause.until_day is None or day < pause.until_day) for pause in pauses)


def stands_for_ever(pauses: Sequence[Pause], day: date) -> bool:
    return any(pause.until_day is None and pause.from_day <= day for pause in pauses)


def walk(work: WorkCalendar, start: date, limits: Sequence[Limit], pauses: Sequence[Pause], moves: bool) -> date | None:
    """The reference: one day after the other; a day counts if it is of the right kind and the clock runs."""
    day = start
    for limit in limits:
        left = limit.amount
        while left:
            day += ONE_DAY
            if stands_for_ever(pauses, day):
                return None
            counts = limit.unit is DayUnit.CALENDAR_DAY or work.is_working_day(day)
            left -= counts and not stands(pauses, day)
    while moves and limits[-1].unit is DayUnit.CALENDAR_DAY and not work.is_working_day(day):
        day += ONE_DAY
        while stands(pauses, day):
            if stands_for_ever(pauses, day):
                return None
            day += ONE_DAY
    return day


@settings(max_examples=500)
@given(
    start=st.dates(date(2025, 9, 1), date(2026, 3, 1)),
    limit=LIMITS,
    pauses=st.lists(pauses_of(), max_size=4),
    extensions=st.lists(LIMITS, max_size=2),
    moves=st.booleans(),
)
def test_a_due_day_is_what_walking_day_by_day_gives(
    work: WorkCalendar, *, start: date, limit: Limit, pauses: list[Pause], extensions: list[Limit], moves: bool
) -> None:
    found = due(work, start, limit, pauses, extensions, last_day_off_moves=moves)
    assert found == walk(work, start, [limit, *extensions], pauses, moves)


@given(start=st.dates(date(2025, 9, 1), date(2026, 3, 1)), limit=LIMITS, pauses=st.lists(pauses_of(), max_size=3))
def test_a_pause_never_makes_a_due_day_earlier(
    work: WorkCalendar, start: date, limit: Limit, pauses: list[Pause]
) -> None:
    plain, paused = due(work, start, limit), due(work, start, limit, pauses)
    assert plain is not None
    assert paused is None or paused >= plain


@given(pauses=st.lists(pauses_of(last=date(2025, 8, 20)), max_size=6))
def test_merged_pauses_stand_on_the_same_days_and_never_touch(pauses: list[Pause]) -> None:
    merged = merge_pauses(pauses)
    days = [date(2025, 7, 30) + timedelta(n) for n in range(320)]
    assert [stands(merged, day) for day in days] == [stands(pauses, day) for day in days]
    assert all(a.until_day is not None and a.until_day < b.from_day for a, b in pairwise(merged))


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        # over National Day 2026: 28, 29, 30 September, 8, 9 October; Saturday the 10th is a make-up day and counts
        (date(2026, 9, 25), working_days(3), date(2026, 9, 30)),
        (date(2026, 9, 25), working_days(5), date(2026, 10, 9)),
        (date(2026, 9, 25), working_days(6), date(2026, 10, 10)),
        (date(2026, 9, 25), working_days(7), date(2026, 10, 12)),
        # the Sunday before a holiday is worked
        (date(2026, 9, 18), working_days(1), date(2026, 9, 20)),
        # five calendar days from the 30th end in the holiday and move to its next working day
        (date(2026, 9, 30), calendar_days(5), date(2026, 10, 8)),
        # a Saturday that is worked is no day off: the last day stays
        (date(2026, 10, 5), calendar_days(5), date(2026, 10, 10)),
        (date(2026, 11, 18), calendar_days(3), date(2026, 11, 23)),
        (date(2026, 11, 18), working_days(0), date(2026, 11, 18)),
    ],
)
def test_a_limit_counts_its_own_kind_of_day(work: WorkCalendar, start: date, limit: Limit, expected: date) -> None:
    assert due(work, start, limit) == expected


def test_the_last_day_stays_where_the_rule_says_so(work: WorkCalendar) -> None:
    assert due(work, date(2026, 11, 18), calendar_days(3), last_day_off_moves=False) == date(2026, 11, 21)


def test_suspending_and_resuming_on_one_day_changes_nothing(work: WorkCalendar) -> None:
    same_day = Pause(date(2026, 11, 5), date(2026, 11, 5))
    assert due(work, date(2026, 11, 2), working_days(5), [same_day]) == date(2026, 11, 9)


def test_suspending_on_the_due_day_saves_that_day(work: WorkCalendar) -> None:
    pause = Pause(date(2026, 11, 9), date(2026, 11, 16))
    assert due(work, date(2026, 11, 2), working_days(5), [pause]) == date(2026, 11, 16)


def test_an_open_pause_leaves_no_due_day_until_it_is_resumed(work: WorkCalendar) -> None:
    open_pause = [Pause(date(2026, 11, 5))]
    assert due(work, date(2026, 11, 2), working_days(5), open_pause) is None
    assert due(work, date(2026, 11, 2), working_days(5), resumed(open_pause, date(2026, 11, 12))) == date(2026, 11, 16)


def test_a_pause_after_the_due_day_changes_nothing(work: WorkCalendar) -> None:
    assert due(work, date(2026, 11, 2), working_days(5), [Pause(date(2026, 11, 10))]) == date(2026, 11, 9)


def test_an_extension_runs_on_from_the_old_due_day(work: WorkCalendar) -> None:
    assert due(work, date(2026, 9, 25), working_days(5), (), [working_days(2)]) == date(2026, 10, 12)


def test_only_the_end_of_an_extended_limit_moves(work: WorkCalendar) -> None:
    """Ten days from 21 September end on 1 October; five more end on the 6th, and only that day moves, to the 8th."""
    assert due(work, date(2026, 9, 21), calendar_days(10), (), [calendar_days(5)]) == date(2026, 10, 8)


def test_a_clock_that_runs_into_a_year_without_data_says_so(work: WorkCalendar) -> None:
    with pytest.raises(CalendarYearMissing) as caught:
        due(work, date(2026, 12, 20), working_days(20))
    assert caught.value.year == 2027


def test_twenty_days_before_an_election_are_twenty_full_days(work: WorkCalendar) -> None:
    election = date(2026, 11, 22)
    assert latest_before(work, election, calendar_days(20)) == date(2026, 11, 2)
    assert latest_before(work, election, working_days(1)) == date(2026, 11, 20)


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        Pause(date(2026, 11, 5), date(2026, 11, 4))


@pytest.mark.parametrize("amount", [-1, 2.5, "3"])
def test_a_limit_is_a_whole_number_that_is_not_negative(amount: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        Limit(amount, DayUnit.WORKING_DAY)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("limit", "zh", "en"),
    [
        (working_days(1), "1个工作日", "1 working day"),
        (working_days(5), "5个工作日", "5 working days"),
        (calendar_days(30), "30日", "30 days"),
    ],
)
def test_a_limit_is_said_in_both_languages(limit: Limit, zh: str, en: str) -> None:
    assert (limit.text.zh, limit.text.en) == (zh, en)
