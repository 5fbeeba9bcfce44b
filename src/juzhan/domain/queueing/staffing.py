"""What if one more counter opened: waits from the hall's own arrivals and service times, and from Erlang's formula.

``replay`` sends each visitor of a day, in the order of their turns, to the counter that is free first; nothing is drawn by
chance, so a replay of a day with its own counters gives the day's own waits. ``erlang_c`` is the textbook's M/M/c queue,
against which the replay is checked where its assumptions hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp

from attrs import field, frozen, validators


@frozen
class Visit:
    """One visitor of a day: minutes since midnight at which their turn began, the minutes serving them took, and for what."""

    came: float
    took: float = field(validator=validators.ge(0))
    group: int = 0


@frozen
class Shift:
    """A counter is open from a minute of the day up to but without another; a visit that has begun is finished.

    ``groups`` are those it serves; empty: all of them.
    """

    opens: float
    closes: float
    groups: frozenset[int] = frozenset()

    def serves(self, visit: Visit) -> bool:
        """Whether the visitor may be called to this counter."""
        return not self.groups or visit.group in self.groups


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
    free = [shift.opens for shift in shifts]
    return tuple(_serve(visit, free, shifts) for visit in sorted(visits, key=lambda each: each.came))


def _serve(visit: Visit, free: list[float], shifts: Sequence[Shift]) -> float | None:
    """Send one visitor to the counter that can begin first; ``free`` says from when each counter is free."""
    begins = [
        (max(free[number], visit.came), number)
        for number, shift in enumerate(shifts)
        if shift.serves(visit) and max(free[number], visit.came) < shift.closes
    ]
    if not begins:
        return None
    at, number = min(begins)
    free[number] = at + visit.took
    return at - visit.came


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
