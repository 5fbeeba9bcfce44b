"""The working days, the numbers of the law and the settings, loaded once for all who reckon with matters."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache

from django.conf import settings
from django.utils import timezone

from juzhan.domain.rulebook import Rulebook, Rules, load_rulebook
from juzhan.domain.shared.calendar import WorkCalendar
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
