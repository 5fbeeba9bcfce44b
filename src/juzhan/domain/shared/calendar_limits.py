"""A limit is a number of days of one kind; its due day follows from start, pauses and extensions, and nothing else.

The day of the event that starts the clock is not counted (民法典 art. 201). The day of suspension is not counted, the
day of resumption is; suspending and resuming on one day therefore changes nothing. See docs/algorithms/calendar.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from attrs import evolve, field, frozen, validators

from juzhan.domain.shared.calendar import WorkCalendar, add_days
from juzhan.domain.shared.text import Text


class DayUnit(StrEnum):
    """The two kinds of day in which limits are set: 工作日 and 日 (calendar day)."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"


_NAMES = {
    DayUnit.WORKING_DAY: ("个工作日", "working day"),
    DayUnit.CALENDAR_DAY: ("日", "day"),
}


@frozen
class Limit:
    """So many days of one kind; zero means the same day.

    >>> Limit(5, DayUnit.WORKING_DAY).text.within("en")
    '5 working days'
    """

    amount: int = field(validator=[validators.instance_of(int), validators.ge(0)])
    unit: DayUnit = field(converter=DayUnit)

    @property
    def text(self) -> Text:
        """The limit as people read it."""
        zh, en = _NAMES[self.unit]
        return Text(f"{self.amount}{zh}", f"{self.amount} {en}{'' if self.amount == 1 else 's'}")


def working_days(amount: int) -> Limit:
    """A limit of so many working days."""
    return Limit(amount, DayUnit.WORKING_DAY)


def calendar_days(amount: int) -> Limit:
    """A limit of so many calendar days."""
    return Limit(amount, DayUnit.CALENDAR_DAY)


@frozen
class Pause:
    """Days on which the clock stands: from ``from_day`` up to but without ``until_day``; ``None`` is still standing."""

    from_day: date
    until_day: date | None = field(default=None)

    @until_day.validator
    def _not_before(self, _attribute: object, until_day: date | None) -> None:
        if until_day is not None and until_day < self.from_day:
            raise ValueError(f"a pause from {self.from_day} cannot end on {until_day}")


def due(
    work: WorkCalendar,
    start: date,
    limit: Limit,
    pauses: Sequence[Pause] = (),
    extensions: Sequence[Limit] = (),
    *,
    last_day_off_moves: bool = True,
) -> date | None:
    """The last day on which the act is in time; ``None`` while an open pause holds the clock.

    Extensions run on from the end of what was allowed before. Only the very last day moves: a calendar-day limit that
    ends on a day off ends on the next working day (民法典 art. 203, parameter ``periods.last_day_off_moves``).
    Raises ``CalendarYearMissing`` where the answer needs a year that is not loaded.
    """
    merged = merge_pauses(pauses)
    parts = (limit, *extensions)
    end: date | None = start
    for part in parts:
        end = _run(work, end, part, merged) if end else None
    if end and last_day_off_moves and parts[-1].unit is DayUnit.CALENDAR_DAY:
        return _moved(work, end, merged)
    return end


def latest_before(work: WorkCalendar, event: date, limit: Limit) -> date:
    """The last day that is still ``limit`` before ``event`` (选举日的二十日前, 提前十日), that day not counted.

    Days off change nothing: the protected side must have the full time, so the day never moves closer to the event.
    """
    if limit.unit is DayUnit.WORKING_DAY:
        return work.add_working_days(event, -limit.amount)
    return add_days(event, -limit.amount)


def merge_pauses(pauses: Iterable[Pause]) -> tuple[Pause, ...]:
    """The same standing days as pauses in order that neither touch nor overlap; pauses of no day vanish."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: each.from_day):
        if pause.until_day == pause.from_day:
            continue
        last = merged[-1] if merged else None
        if last is None or (last.until_day is not None and last.until_day < pause.from_day):
            merged.append(pause)
        elif last.until_day is not None and (pause.until_day is None or pause.until_day > last.until_day):
            merged[-1] = evolve(last, until_day=pause.until_day)
    return tuple(merged)


def resumed(pauses: Sequence[Pause], on: date) -> tuple[Pause, ...]:
    """The pauses as they would be if the clock went on again on this day; with it ``due`` can foretell a day."""
    return tuple(evolve(pause, until_day=max(on, pause.from_day)) if not pause.until_day else pause for pause in pauses)


def _run(work: WorkCalendar, start: date, limit: Limit, pauses: tuple[Pause, ...]) -> date | None:
    """The last of ``limit.amount`` counted days after ``start``, the standing days left out."""
    if limit.amount == 0:
        return start
    end = _add(work, start, limit.amount, limit.unit)
    for pause in pauses:
        if pause.from_day > end:
            break
        if pause.until_day is None:
            return None
        first_paused = max(pause.from_day, add_days(start, 1))
        if first_paused < pause.until_day:
            end = _add(work, end, _count(work, first_paused, pause.until_day, limit.unit), limit.unit)
    return end


def _moved(work: WorkCalendar, day: date, pauses: tuple[Pause, ...]) -> date | None:
    """The first working day from ``day`` on; a pause that has begun by then holds it back."""
    if work.is_working_day(day):
        return day
    return _run(work, day, working_days(1), pauses)


def _add(work: WorkCalendar, start: date, count: int, unit: DayUnit) -> date:
    return work.add_working_days(start, count) if unit is DayUnit.WORKING_DAY else add_days(start, count)


def _count(work: WorkCalendar, first: date, end: date, unit: DayUnit) -> int:
    """Counted days from ``first`` up to but without ``end``."""
    if unit is DayUnit.CALENDAR_DAY:
        return (end - first).days
    return work.working_days_between(add_days(first, -1), add_days(end, -1))
