"""What if one more counter opened: waits from the hall's own arrivals and service times, and from Erlang's formula.

``replay`` lets the visitors of a day come as they came and calls them by their turns; nothing is drawn by chance, so a replay
of a day with its own counters gives the day's own waits. ``erlang_c`` is the textbook's M/M/c queue, against which the replay
is checked where its assumptions hold.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from math import exp

from attrs import define, field, frozen, validators

_DIGITS = 6
"""Moments are compared in so many digits of a minute, so that sums of fractions meet where they should."""


@frozen
class Visit:
    """One visitor of a day, in minutes since midnight: when they came, what serving them took, and for what.

    ``turn`` is the moment by which they stand in the queue (None: when they came); of several counters that are free the
    one named ``counter`` is taken if it is among them.
    """

    came: float
    took: float = field(validator=validators.ge(0))
    group: int = 0
    turn: float | None = None
    counter: int | None = None

    @property
    def stands_at(self) -> float:
        """The moment by which they stand in the queue."""
        return self.came if self.turn is None else self.turn


@frozen
class Shift:
    """A counter is open from a minute of the day up to but without another; a visit that has begun is finished.

    ``groups`` are those it serves; empty: all of them. Shifts with the same ``counter`` are one counter, which serves one
    visitor at a time.
    """

    opens: float
    closes: float
    groups: frozenset[int] = frozenset()
    counter: int | None = None

    def serves(self, group: int) -> bool:
        """Whether visitors of a group may be called to this counter."""
        return not self.groups or group in self.groups


@frozen
class Waits:
    """What visitors waited, in minutes: the mean, the ninetieth percentile, the longest, and how many were not served."""

    served: int
    unserved: int
    mean: float
    p90: float
    longest: float


def replay(visits: Iterable[Visit], shifts: Sequence[Shift]) -> tuple[float | None, ...]:
    """The wait of each visitor in the order of coming, in minutes; None: no counter that serves them was open any more."""
    order = sorted(visits, key=lambda each: each.came)
    day = _Day(order, shifts, _counters(shifts))
    for moment in day.moments():
        day.call(moment)
    return tuple(day.waits)


def _counters(shifts: Sequence[Shift]) -> list[int]:
    """Which counter each shift belongs to; one without a name is a counter of its own."""
    named = {
        name: number
        for number, name in enumerate({shift.counter: None for shift in shifts if shift.counter is not None})
    }
    return [len(named) + n if shift.counter is None else named[shift.counter] for n, shift in enumerate(shifts)]


@define
class _Day:
    """A replay as it goes on: who waits, by group and turn, and from when each counter is free."""

    visits: Sequence[Visit]
    shifts: Sequence[Shift]
    counters: Sequence[int]
    waits: list[float | None] = field(init=False)
    _free: dict[int, float] = field(factory=dict)
    _ahead: list[float] = field(factory=list)
    _waiting: dict[int, list[tuple[float, float, int]]] = field(factory=dict)
    _next: int = 0

    def __attrs_post_init__(self) -> None:
        self.waits = [None] * len(self.visits)
        self._ahead = sorted({shift.opens for shift in self.shifts})

    def moments(self) -> Iterable[float]:
        """When something may begin: somebody comes, a counter opens, a counter becomes free; in order."""
        while self._ahead or self._next < len(self.visits):
            came = self.visits[self._next].came if self._next < len(self.visits) else None
            now = came if came is not None and (not self._ahead or came <= self._ahead[0]) else self._ahead[0]
            while self._ahead and self._ahead[0] <= now:
                heapq.heappop(self._ahead)
            while self._next < len(self.visits) and self.visits[self._next].came <= now:
                visit = self.visits[self._next]
                heapq.heappush(self._waiting.setdefault(visit.group, []), (visit.stands_at, visit.came, self._next))
                self._next += 1
            yield now

    def call(self, now: float) -> None:
        """Send those whose turn it is to the counters that are free."""
        ready = [
            n for n, shift in enumerate(self.shifts) if shift.opens <= now < shift.closes and self._is_free(n, now)
        ]
        while ready and (found := self._first(ready)) is not None:
            number, serving = found
            visit = self.visits[number]
            shift = min(
                serving, key=lambda n: (self.shifts[n].counter is None or self.shifts[n].counter != visit.counter, n)
            )
            self.waits[number] = now - visit.came
            until = round(now + visit.took, _DIGITS)
            self._free[self.counters[shift]] = until
            heapq.heappush(self._ahead, until)
            ready = [n for n in ready if self._is_free(n, now)]

    def _is_free(self, shift: int, now: float) -> bool:
        return self._free.get(self.counters[shift], now) <= now

    def _first(self, ready: Sequence[int]) -> tuple[int, list[int]] | None:
        """The earliest turn that a free counter serves, taken out of its queue, and the counters that serve it."""
        best: tuple[tuple[float, float, int], list[int]] | None = None
        for group, queue in self._waiting.items():
            serving = [n for n in ready if self.shifts[n].serves(group)]
            if queue and serving and (best is None or queue[0] < best[0]):
                best = queue[0], serving
        if best is None:
            return None
        number = best[0][2]
        heapq.heappop(self._waiting[self.visits[number].group])
        return number, best[1]


def told(waits: Sequence[float | None]) -> Waits:
    """What a head reads of many waits."""
    served = sorted(wait for wait in waits if wait is not None)
    if not served:
        return Waits(0, len(waits), 0.0, 0.0, 0.0)
    ninetieth = served[min(len(served) - 1, int(0.9 * len(served)))]
    return Waits(len(served), len(waits) - len(served), sum(served) / len(served), ninetieth, served[-1])


@frozen
class Erlang:
    """An M/M/c queue: the share of visitors who wait at all, and the mean wait of all in minutes; None: it grows for ever."""

    waiting_share: float
    mean_wait: float | None
    rate: float
    counters: int
    mean_service: float

    def within(self, minutes: float) -> float:
        """The share of visitors who wait no longer than this."""
        spare = self.counters / self.mean_service - self.rate
        return 0.0 if spare <= 0 else 1 - self.waiting_share * exp(-spare * minutes)


def erlang_c(arrivals_per_hour: float, mean_minutes: float, counters: int) -> Erlang:
    """Erlang's C formula (A. K. Erlang 1917): Poisson arrivals, exponential service, one queue for all counters.

    Raises ValueError where no counter is open or a number is negative.
    """
    if counters < 1 or arrivals_per_hour < 0 or mean_minutes <= 0:
        raise ValueError("Erlang's formula needs a counter, a service time and no negative rate")
    rate = arrivals_per_hour / 60
    load = rate * mean_minutes
    if load >= counters:
        return Erlang(1.0, None, rate, counters, mean_minutes)
    blocking = 1.0
    for number in range(1, counters + 1):
        blocking = load * blocking / (number + load * blocking)
    share = counters * blocking / (counters - load * (1 - blocking))
    return Erlang(share, share * mean_minutes / (counters - load), rate, counters, mean_minutes)
