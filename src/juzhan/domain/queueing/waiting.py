"""How long a visitor will wait is told as an honest range, from the hall's own service times.

The hall is let go on as it stands: each counter calls the earliest turn that it serves and keeps each visitor for the mean of
their queue. So one who waits is told of everybody who is called before, whatever their letter, since queues may share
counters. The wait that results is the mean of a sum of departures; the sum is taken as gamma-distributed, and the range runs
from its tenth to its ninetieth percentile, rounded outwards to five minutes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import ceil, floor, sqrt

from attrs import define, field, frozen

from juzhan.domain.shared import Text

STEP = 5
"""Ranges are told in steps of so many minutes."""
FEWEST_SAMPLES = 5
"""With fewer service times than this, the hall's default is taken."""
_NORMAL_90 = 1.2815515655446004


@frozen
class ServiceTimes:
    """Mean and variance of the minutes that one visit takes."""

    mean: float
    variance: float

    @classmethod
    def of(cls, samples: int, mean: float | None, variance: float | None, default: float) -> ServiceTimes:
        """From what was measured, or from the hall's default (taken as exponential) while too little was."""
        if samples < FEWEST_SAMPLES or mean is None or variance is None:
            return cls(default, default * default)
        return cls(mean, variance)


@frozen
class WaitingRange:
    """The wait in minutes, from ``low`` to ``high``; both None: no counter is open, so nobody can say."""

    low: int | None
    high: int | None

    @property
    def is_known(self) -> bool:
        """Whether a range can be told."""
        return self.high is not None

    @property
    def text(self) -> Text:
        """The range as people read it."""
        if self.high is None:
            return Text("窗口还没有开，说不准要等多久", "No counter is open yet, so the wait cannot be told")
        if self.high <= STEP:
            return Text("马上就到", "In a moment")
        return Text(f"大约等 {self.low} 到 {self.high} 分钟", f"About {self.low} to {self.high} minutes")


UNKNOWN = WaitingRange(None, None)


@frozen
class OpenCounter:
    """A counter at which somebody sits: the queues that it calls, and the queue of the visitor who is there (None: free)."""

    serves: frozenset[int]
    serving: int | None = None


@frozen
class Forecast:
    """The ranges of those who wait, in the order of their turns, and of one who comes now, by queue."""

    waiting: tuple[WaitingRange, ...]
    coming: Mapping[int, WaitingRange]


def forecast(waiting: Sequence[int], counters: Sequence[OpenCounter], times: Mapping[int, ServiceTimes]) -> Forecast:
    """The ranges of a whole hall; ``waiting`` are the queues of those who wait, in the order of their turns.

    ``times`` names every queue of the hall, and each gets a range for who comes now.
    """
    expected = _Expected(counters, times)
    told = tuple(expected.call(group) for group in waiting)
    return Forecast(told, {group: expected.told(group) for group in times})


@define
class _Expected:
    """How the hall is expected to go on: from when each counter is free, in minutes from now.

    Counters that call the same queues do not become free together, but one after the other within the time of one visit:
    ``shares`` says after which part of it each finishes the visitor whom it has now or calls at once.
    """

    counters: Sequence[OpenCounter]
    times: Mapping[int, ServiceTimes]
    _free: list[float] = field(init=False)
    _shares: list[float] = field(init=False)
    _serving: dict[int, list[int]] = field(init=False)
    _mean: float = 0.0
    _variance: float = 0.0

    def __attrs_post_init__(self) -> None:
        self._shares = _shares(self.counters)
        self._free = [0.0] * len(self.counters)
        self._serving = {
            group: [n for n, counter in enumerate(self.counters) if group in counter.serves] for group in self.times
        }
        for number, counter in enumerate(self.counters):
            if counter.serving is not None:
                self._keep(number, counter.serving)

    def call(self, group: int) -> WaitingRange:
        """Send the next of a queue to the first counter that serves it and is free, and say how long that takes."""
        found = self.told(group)
        if found.is_known:
            self._keep(min(self._serving[group], key=self._free.__getitem__), group)
        return found

    def told(self, group: int) -> WaitingRange:
        """The range of one who would be the next of a queue."""
        counters = self._serving.get(group, ())
        if not counters:
            return UNKNOWN
        mean = min(self._free[number] for number in counters)
        if mean <= 0:
            return WaitingRange(0, STEP)
        scatter = self._variance / self._mean if self._mean else 0.0
        return _range(mean, mean * max(scatter, 1e-9) / len(counters))

    def _keep(self, counter: int, group: int) -> None:
        times = self.times[group]
        is_first = self._free[counter] <= 0
        self._free[counter] += times.mean * (self._shares[counter] if is_first else 1)
        self._mean += times.mean
        self._variance += times.variance


def _shares(counters: Sequence[OpenCounter]) -> list[float]:
    alike, shares = Counter(counter.serves for counter in counters), [0.0] * len(counters)
    seen: Counter[frozenset[int]] = Counter()
    for number in sorted(range(len(counters)), key=lambda n: counters[n].serving is None):
        serves = counters[number].serves
        seen[serves] += 1
        shares[number] = seen[serves] / alike[serves]
    return shares


def _range(mean: float, variance: float) -> WaitingRange:
    low, high = _gamma(mean, variance, -_NORMAL_90), _gamma(mean, variance, _NORMAL_90)
    return WaitingRange(STEP * floor(low / STEP), max(STEP, STEP * ceil(high / STEP)))


def _gamma(mean: float, variance: float, normal: float) -> float:
    """A quantile of the gamma distribution by Wilson and Hilferty's cube (1931)."""
    shape = mean * mean / variance
    cube = 1 - 1 / (9 * shape) + normal / (3 * sqrt(shape))
    return mean * max(cube, 0.0) ** 3
