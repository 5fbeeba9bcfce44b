"""Whether a hall is open now, until when, and when it opens next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from attrs import frozen
from django.utils import timezone

from juzhan.apps.hall.models import Hall
from juzhan.apps.matters.law import calendar
from juzhan.domain.queueing.hours import Span
from juzhan.domain.shared import Text
from juzhan.ui.formats import day

DAYS_AHEAD = 30
"""So far is looked for the next day on which the hall opens; the longest holidays are shorter."""


@frozen
class Today:
    """The hours of a day, and where in them a moment stands; ``opens_next`` is None while open, or when nobody can say."""

    is_open: bool
    spans: tuple[Span, ...]
    closes: time | None
    opens_next: datetime | None

    @property
    def hours(self) -> Text:
        """The hours of the day as people read them."""
        if not self.spans:
            return Text("今天不开门", "Shut today")
        written = [f"{span.opens:%H:%M}–{span.closes:%H:%M}" for span in self.spans]
        return Text("、".join(written), ", ".join(written))

    @property
    def next_day(self) -> str:
        """The day on which it opens next, in the reader's language."""
        return day(self.opens_next.date(), "full") if self.opens_next else ""


def today_of(hall: Hall, at: datetime) -> Today:
    """The hours of a hall as they stand at a moment."""
    local = timezone.localtime(at)
    spans = hall.opening.on(local.date(), calendar())
    now = next((span for span in spans if span.opens <= local.time() < span.closes), None)
    return Today(now is not None, spans, now.closes if now else None, None if now else _next(hall, local))


def _next(hall: Hall, local: datetime) -> datetime | None:
    days = (local.date() + timedelta(n) for n in range(DAYS_AHEAD + 1))
    begins = (_at(day, span, local) for day in days for span in hall.opening.on(day, calendar()))
    return next((begin for begin in begins if begin > local), None)


def _at(on: date, span: Span, local: datetime) -> datetime:
    return datetime.combine(on, span.opens, local.tzinfo)
