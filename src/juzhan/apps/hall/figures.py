"""How long people waited in a hall on a day, by hour and by counter, and whether the wait will pass the hall's promise."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import fmean

from attrs import frozen
from django.utils import timezone

from juzhan.apps.hall.models import Hall, Ticket
from juzhan.apps.hall.selectors import Queue, Standing
from juzhan.domain.shared import Text


@frozen
class Called:
    """One visit of a day that was called: moments in minutes, the hour of the call on the hall's clock."""

    hour: int
    waited: float
    took: float | None
    counter: int | None


@frozen
class Hour:
    """The calls of one hour; minutes."""

    hour: int
    calls: int
    mean: float
    longest: float

    @property
    def text(self) -> Text:
        """The hour as people read it."""
        return Text(f"{self.hour} 点", f"{self.hour:02d}:00")


@frozen
class AtCounter:
    """What one counter did on a day; ``by_hour`` stands beside the hours of the day's table."""

    number: int
    visits: int
    mean_took: float | None
    by_hour: Sequence[int]


@frozen
class DayFigures:
    """A day of a hall in figures."""

    hours: Sequence[Hour]
    counters: Sequence[AtCounter]
    calls: int
    mean: float | None
    longest: float | None


@frozen
class Warned:
    """A queue whose wait passes the promise: for those who come now, or already for those who are here."""

    queue: Queue
    longest_now: int
    promise: int

    @property
    def text(self) -> Text:
        """The warning."""
        group, coming = self.queue.group.text, self.queue.coming
        if self.longest_now > self.promise:
            return Text(
                f"{group.zh}：有人已经等了 {self.longest_now} 分钟，超过本厅承诺的 {self.promise} 分钟。",
                f"{group.en}: somebody has waited for {self.longest_now} minutes, beyond the {self.promise} promised.",
            )
        if coming.high is None:
            return Text(
                f"{group.zh}：{len(self.queue.waiting)} 人在等，没有窗口叫这个队列。",
                f"{group.en}: {len(self.queue.waiting)} waiting, and no counter calls this queue.",
            )
        return Text(
            f"{group.zh}：现在取号大约要等 {coming.low} 到 {coming.high} 分钟，会超过本厅承诺的 {self.promise} 分钟。",
            f"{group.en}: who comes now waits about {coming.low} to {coming.high} minutes,"
            f" beyond the {self.promise} promised.",
        )


def warnings(stands: Standing) -> list[Warned]:
    """The queues whose wait passes the hall's promise or soon will."""
    promise = stands.hall.promise_minutes
    found = [Warned(queue, _longest(queue, stands.at), promise) for queue in stands.queues]
    return [each for each in found if each.longest_now > promise or _will_pass(each.queue, promise)]


def _longest(queue: Queue, at: datetime) -> int:
    return max((int((at - waiter.joined_at).total_seconds() // 60) for waiter in queue.waiting), default=0)


def _will_pass(queue: Queue, promise: int) -> bool:
    high = queue.coming.high
    return bool(queue.waiting) and (high is None or high > promise)


def day_figures(hall: Hall, day: date, community: str = "") -> DayFigures:
    """The figures of one day, in one query; ``community``: those of its visitors alone."""
    called = _called(hall, day, community)
    hours = [_hour(hour, called) for hour in sorted({each.hour for each in called})]
    numbers = sorted({each.counter for each in called if each.counter is not None})
    waits = [each.waited for each in called]
    return DayFigures(
        hours,
        [_counter(number, called, hours) for number in numbers],
        len(called),
        fmean(waits) if waits else None,
        max(waits, default=None),
    )


def _called(hall: Hall, day: date, community: str) -> list[Called]:
    """The visits of a day that were called; numbers that were kept from an earlier day are left out."""
    rows = Ticket.objects.filter(hall=hall, day=day).exclude(called_at=None)
    if community:
        rows = rows.filter(community=community)
    found = []
    for called, waited, took, counter in rows.values_list("called_at", "waited_for", "served_for", "counter__number"):
        local = timezone.localtime(called)
        if local.date() == day:
            found.append(Called(local.hour, _minutes(waited), _minutes(took) or None, counter))
    return found


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60


def _hour(hour: int, called: Sequence[Called]) -> Hour:
    waits = [each.waited for each in called if each.hour == hour]
    return Hour(hour, len(waits), fmean(waits), max(waits))


def _counter(number: int, called: Sequence[Called], hours: Sequence[Hour]) -> AtCounter:
    mine = [each for each in called if each.counter == number]
    took = [each.took for each in mine if each.took is not None]
    tally = Tally(each.hour for each in mine)
    return AtCounter(number, len(mine), fmean(took) if took else None, [tally[hour.hour] for hour in hours])


WIDTH, HEIGHT, LEFT, TOP, FOOT = 720, 230, 44, 16, 28


@frozen
class Bar:
    """One bar of the drawing, with its words above and below."""

    x: float
    y: float
    width: float
    height: float
    label: str
    value: str
    is_late: bool

    @property
    def middle(self) -> float:
        """Where its words stand."""
        return self.x + self.width / 2


@frozen
class Drawing:
    """The mean wait of each hour as bars, with the promise as a line; in units of the SVG's view box."""

    bars: Sequence[Bar]
    promise_y: float
    promise: int
    base: float
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def drawn(hours: Sequence[Hour], promise: int) -> Drawing:
    """Lay the bars out; the longest wait or the promise, whichever is more, fills the height."""
    base, room = float(HEIGHT - FOOT), float(HEIGHT - FOOT - TOP - 14)
    scale = room / max([promise, 1, *(hour.mean for hour in hours)])
    step = (WIDTH - LEFT) / max(len(hours), 1)
    bars = [
        Bar(
            round(LEFT + step * place + step * 0.15, 1), round(base - hour.mean * scale, 1), round(step * 0.7, 1),
            round(hour.mean * scale, 1), f"{hour.hour}:00", f"{hour.mean:.0f}", hour.mean > promise,
        )
        for place, hour in enumerate(hours)
    ]  # fmt: skip
    return Drawing(bars, round(base - promise * scale, 1), promise, base)
