"""What a hall's past days say about other counters: waits as they were and as they would have been, and Erlang's answer.

Several days together (a usual Monday) are replayed one by one; the figures are those of all their visitors.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attrs import frozen

from juzhan.apps.hall.past import PastDay, changed
from juzhan.domain.queueing.staffing import Erlang, Shift, Visit, Waits, erlang_c, replay, told
from juzhan.domain.shared import Text

_HOUR = 60


@frozen
class Change:
    """So many more counters from minute to minute, and one counter closed from minute to minute."""

    more: int = 0
    more_span: tuple[float, float] = (0.0, 0.0)
    closed: int | None = None
    closed_span: tuple[float, float] = (0.0, 0.0)

    @property
    def is_any(self) -> bool:
        """Whether anything would be otherwise."""
        return bool(self.more or self.closed is not None)

    def of(self, shifts: Sequence[Shift]) -> tuple[Shift, ...]:
        """A day's shifts as they would have been; added counters serve every queue."""
        closed = None if self.closed is None else (self.closed, *self.closed_span)
        return changed(shifts, more=[Shift(*self.more_span)] * self.more, closed=closed)


@frozen
class Figures:
    """What visitors waited, with the share of them, from 0 to 1, who waited longer than the promise."""

    waits: Waits
    late: float

    @property
    def mean(self) -> float:
        """The mean wait in minutes."""
        return self.waits.mean


@frozen
class Hour:
    """Those who came in one hour: how many on a day, and their mean waits in minutes as they were and would have been."""

    hour: int
    visitors: float
    was: float
    would: float


@frozen
class Supposed:
    """Past days as they were and as they would have been."""

    days: tuple[PastDay, ...]
    change: Change
    promise: int
    was: Figures
    would: Figures
    hours: tuple[Hour, ...]

    @property
    def visitors(self) -> float:
        """Visitors called on a day."""
        return sum(wait is not None for day in self.days for wait in day.waits) / len(self.days)

    @property
    def saved(self) -> float:
        """By how many minutes the mean wait would have been another."""
        return abs(self.was.mean - self.would.mean)

    @property
    def gone(self) -> float:
        """Visitors of a day who went before they were called."""
        return sum(day.gone for day in self.days) / len(self.days)


def suppose(days: Sequence[PastDay], change: Change, promise: int) -> Supposed:
    """Replay the days with other counters; raises ValueError without a day."""
    if not days:
        raise ValueError("a replay needs a day")
    was = [(visit, wait) for day in days for visit, wait in zip(day.visits, day.waits, strict=True) if wait is not None]
    would = [pair for day in days for pair in _replayed(day, change)] if change.is_any else list(was)
    return Supposed(
        tuple(days), change, promise, _figures([wait for _, wait in was], promise),
        _figures([wait for _, wait in would], promise), tuple(_hours(was, would, len(days))),
    )  # fmt: skip


def _replayed(day: PastDay, change: Change) -> list[tuple[Visit, float | None]]:
    """Each visitor who was called, with the wait by other counters; those back from being on hold only take time."""
    waits = replay(day.visits, change.of(day.shifts))
    rows = zip(day.visits, waits, day.waits, strict=True)
    return [(visit, wait) for visit, wait, was in rows if was is not None]


def _figures(waits: Sequence[float | None], promise: int) -> Figures:
    late = sum(wait is None or wait > promise for wait in waits)
    return Figures(told(waits), late / len(waits) if waits else 0.0)


def _hours(
    was: Sequence[tuple[Visit, float | None]], would: Sequence[tuple[Visit, float | None]], days: int
) -> Iterable[Hour]:
    present = {int(visit.came // _HOUR) for visit, _ in was}
    for hour in range(min(present, default=0), max(present, default=-1) + 1):
        before = [wait for visit, wait in was if visit.came // _HOUR == hour]
        after = [wait for visit, wait in would if visit.came // _HOUR == hour]
        yield Hour(hour, len(before) / days, told(before).mean, told(after).mean)


@frozen
class Formula:
    """Erlang's answer for one rate of coming: with the counters that were open, and with one more."""

    label: Text
    per_hour: float
    minutes: float
    counters: int
    now: Erlang
    more: Erlang
    promise: int

    @property
    def within(self) -> float:
        """The share who wait no longer than the promise."""
        return self.now.within(self.promise)

    @property
    def within_more(self) -> float:
        """The same with one more counter."""
        return self.more.within(self.promise)


def formulas(supposed: Supposed) -> list[Formula]:
    """Erlang's answers for the whole time of opening and for the busiest hour; none without visits or open counters."""
    took = [visit.took for day in supposed.days for visit in day.visits]
    if not took or not sum(took) or not supposed.hours:
        return []
    minutes = sum(took) / (supposed.visitors * len(supposed.days))
    busiest = max(supposed.hours, key=lambda hour: hour.visitors)
    first, last = busiest.hour * _HOUR, (busiest.hour + 1) * _HOUR
    whole = _formula(supposed, Text("整天", "The whole day"), minutes, 0, 24 * _HOUR)
    label = Text(f"最忙的一小时（{busiest.hour} 点）", f"The busiest hour (from {busiest.hour}:00)")
    return [found for found in (whole, _formula(supposed, label, minutes, first, last)) if found is not None]


def _formula(supposed: Supposed, label: Text, minutes: float, first: float, last: float) -> Formula | None:
    came = sum(
        first <= visit.came < last
        for day in supposed.days
        for visit, wait in zip(day.visits, day.waits, strict=True)
        if wait is not None
    )
    counted = [_open_minutes(day.shifts, first, last) for day in supposed.days]
    any_open, all_open = sum(any_ for any_, _ in counted), sum(all_ for _, all_ in counted)
    if not any_open:
        return None
    rate, counters = came / any_open * _HOUR, max(1, round(all_open / any_open))
    now, more = erlang_c(rate, minutes, counters), erlang_c(rate, minutes, counters + 1)
    return Formula(label, rate, minutes, counters, now, more, supposed.promise)


def _open_minutes(shifts: Sequence[Shift], first: float, last: float) -> tuple[float, float]:
    """How many minutes any counter was open, and the minutes of all counters together."""
    spans = sorted((max(shift.opens, first), min(shift.closes, last)) for shift in shifts)
    spans = [(opens, closes) for opens, closes in spans if opens < closes]
    reached, covered = first, 0.0
    for opens, closes in spans:
        covered += max(0.0, closes - max(opens, reached))
        reached = max(reached, closes)
    return covered, sum(closes - opens for opens, closes in spans)
