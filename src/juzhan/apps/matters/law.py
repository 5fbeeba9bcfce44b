"""The working days, the numbers of the law and the settings, loaded once for all who reckon with matters."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.utils import timezone

from juzhan.domain.matters.clocks import LastDay, last_day
from juzhan.domain.rulebook import Rulebook, Rules, load_rulebook
from juzhan.domain.shared.calendar import WorkCalendar
from juzhan.domain.shared.calendar_limits import Limit, due
from juzhan.domain.shared.calendar_loading import load_calendar


@cache
def calendar() -> WorkCalendar:
    """The working days of all years that are loaded."""
    return load_calendar(settings.RULES / "calendar")


@cache
def rulebook() -> Rulebook:
    """All parameters of the law and all settings, by date."""
    return load_rulebook(settings.RULES)


def rules(on: date) -> Rules:
    """The parameters in force on a day."""
    return rulebook().at(on)


def day_of(at: datetime) -> date:
    """The calendar day of a moment, where the city is."""
    return timezone.localdate(at)


def last_day_of(start: date, limit: Limit) -> LastDay:
    """The last day of a limit that runs from ``start``, or the year it waits for."""
    return last_day(lambda: due(calendar(), start, limit))


def soon_after(on: date) -> date:
    """The last day that counts as near: setting ``due_soon_days`` after this day; the day itself without holiday data."""
    return last_day_of(on, rules(on).settings.due_soon_days).day or on


def last_day_to_reopen(closed_on: date, on: date) -> date | None:
    """Until when reopening can be asked for: setting ``reopen_days``; None (no end) where the holidays are not loaded.

    A missing year must not keep a resident out.
    """
    return last_day_of(closed_on, rules(on).settings.reopen_days).day
