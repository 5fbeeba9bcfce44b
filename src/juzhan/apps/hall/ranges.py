"""Days of the city as ranges of moments, so that the indexes of moments serve them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def moments_from(day: date) -> datetime:
    """The first moment of a day, where the city is."""
    return datetime.combine(day, time.min, timezone.get_current_timezone())


def moments_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day, and that of the day after it."""
    if day == date.max:
        return moments_from(day), datetime.combine(day, time.max, timezone.get_current_timezone())
    return moments_from(day), moments_from(day + timedelta(days=1))
