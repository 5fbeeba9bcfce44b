"""The last day of a clock, or the year whose holidays must be known before it can be told.

The holidays of a year are announced late in the year before. A limit that runs past the last year that is loaded holds
nobody up: the act is done, the day stays open, and it is settled once the year is loaded. See docs/algorithms/calendar.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import frozen

from juzhan.domain.matters import refusals
from juzhan.domain.matters.states import State
from juzhan.domain.matters.values import Matter
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.calendar import CalendarYearMissing, WorkCalendar
from juzhan.domain.shared.calendar_limits import Limit, due


@frozen
class LastDay:
    """The last day of a clock (``day`` None: no limit, or the clock stands), or the year it waits for."""

    day: date | None = None
    awaits_year: int | None = None


def last_day(reckon: Callable[[], date | None]) -> LastDay:
    """What is reckoned, or the year that is missing for it."""
    try:
        return LastDay(reckon())
    except CalendarYearMissing as missing:
        return LastDay(awaits_year=missing.year)


def in_time(matter: Matter, on: date) -> bool | None:
    """Whether a matter closed on this day was closed in time; None where that cannot be told yet.

    A day that awaits a year lies in that year or after it.
    """
    if matter.awaits_year:
        return True if on.year < matter.awaits_year else None
    return matter.due_on is None or on <= matter.due_on


def to_close(matter: Matter, calendar: WorkCalendar) -> LastDay:
    """By when an accepted matter must be closed, with its pauses and its extension."""
    accepted_on, limit, extension = matter.accepted_on, matter.item.limit, matter.item.extension
    if accepted_on is None or limit is None:
        return LastDay()
    extensions = (extension,) if matter.extended and extension else ()
    return last_day(lambda: due(calendar, accepted_on, limit, matter.pauses, extensions))


def papers_awaited(state: State, on: date, papers_by: LastDay) -> Refusal | None:
    """Why a matter cannot be declined yet: the time in which its papers may be supplied is not over."""
    if state is not State.PAPERS_REQUESTED:
        return None
    if papers_by.day is None:
        return refusals.PAPERS_DAY_OPEN()
    return refusals.PAPERS_AWAITED(day=papers_by.day.isoformat()) if on <= papers_by.day else None


@frozen
class Settled:
    """The days that could not be told before: ``sets`` by field, ``facts`` for the record."""

    sets: Mapping[str, date | None]
    facts: Mapping[str, str]


def settle(
    matter: Matter,
    calendar: WorkCalendar,
    *,
    accept: Limit,
    rule: Limit,
    contested_on: date | None,
    complete_on: date | None = None,
) -> Settled | None:
    """The days of a matter that awaited a year; None while it still awaits one.

    ``accept`` and ``rule`` are the settings ``acceptance_days`` and ``dispute_ruling_days``; ``contested_on`` the day of an
    open dispute, ``complete_on`` that on which papers came that were asked for: the clock of acceptance begins with it.
    """
    if matter.accepted_on:
        found = {"due_on": to_close(matter, calendar)}
    else:
        found = {"accept_by": last_day(lambda: due(calendar, complete_on or matter.submitted_on, accept))}
    if contested_on:
        found["rule_by"] = last_day(lambda: due(calendar, contested_on, rule))
    if any(each.awaits_year for each in found.values()):
        return None
    sets = {name: each.day for name, each in found.items()}
    return Settled(sets, {name: day.isoformat() for name, day in sets.items() if day})
