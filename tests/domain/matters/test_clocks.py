"""The last day of a matter's clock, and what is said while a year's holidays are missing."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from juzhan.config.env import ROOT
from juzhan.domain.matters import ItemRules, Matter, State
from juzhan.domain.matters.clocks import LastDay, in_time, settle, to_close
from juzhan.domain.shared.calendar import CalendarYear, WorkCalendar
from juzhan.domain.shared.calendar_limits import working_days
from juzhan.domain.shared.calendar_loading import load_calendar

ACCEPTED_ON = date(2026, 12, 21)
RULES = ItemRules(working_days(15), may_suspend=True, extension=working_days(10))
MATTER = Matter(
    State.ACCEPTED, RULES, owner=1, holder=1, first_contact=1, submitted_on=ACCEPTED_ON, accepted_on=ACCEPTED_ON
)
WAITING = evolve(MATTER, awaits_year=2027)
KNOWN: WorkCalendar = load_calendar(ROOT / "rules" / "cn" / "calendar")
LAST = KNOWN.years[-1]
WITH_NEXT = WorkCalendar((*KNOWN.years, CalendarYear(LAST.year + 1, LAST.source, LAST.published, ())))


def settled(matter: Matter, calendar: WorkCalendar) -> object:
    return settle(matter, calendar, accept=working_days(5), rule=working_days(5), contested_on=None)


def test_a_limit_that_runs_past_the_loaded_years_awaits_the_next() -> None:
    assert to_close(MATTER, KNOWN) == LastDay(None, LAST.year + 1)


def test_without_a_limit_there_is_nothing_to_wait_for() -> None:
    assert to_close(evolve(MATTER, item=ItemRules(None, may_suspend=False, extension=None)), KNOWN) == LastDay()


def test_before_acceptance_there_is_no_day_to_close() -> None:
    assert to_close(evolve(MATTER, accepted_on=None), KNOWN) == LastDay()


def test_nothing_is_settled_while_the_year_is_missing() -> None:
    assert settled(WAITING, KNOWN) is None


def test_a_dispute_whose_day_is_missing_holds_the_rest_back() -> None:
    early = evolve(MATTER, accepted_on=None, submitted_on=date(2026, 3, 2))
    contested = date(2026, 12, 30)
    assert settle(early, KNOWN, accept=working_days(5), rule=working_days(5), contested_on=contested) is None


@pytest.mark.parametrize(
    ("closed_on", "answer"),
    [(date(2026, 12, 31), True), (date(2027, 1, 1), None), (date(2027, 3, 1), None)],
)
def test_a_day_that_awaits_a_year_is_kept_before_that_year(closed_on: date, answer: bool | None) -> None:
    assert in_time(WAITING, closed_on) is answer


@given(day=st.dates(date(2026, 1, 1), date(2026, 12, 31)), amount=st.integers(0, 60))
def test_settling_gives_the_day_that_would_have_been_reckoned_with_the_year(day: date, amount: int) -> None:
    matter = evolve(MATTER, accepted_on=day, item=evolve(RULES, limit=working_days(amount)))
    before, after = to_close(matter, KNOWN), to_close(matter, WITH_NEXT)
    assert after.day is not None
    assert before == after or (before.day is None and after.day.year >= (before.awaits_year or 0))
    found = settled(matter, WITH_NEXT)
    assert getattr(found, "sets", None) == {"due_on": after.day}
