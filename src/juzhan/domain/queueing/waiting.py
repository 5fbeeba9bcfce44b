"""How long a visitor will wait is told as an honest range, from the hall's own service times.

With ``ahead`` visitors before one at ``counters`` open counters, one is called at the (ahead + 1)-th departure. Departures
follow one another at mean / counters; their sum is taken as gamma-distributed (mean and variance of the sum), and the range
runs from its tenth to its ninetieth percentile, rounded outwards to five minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, sqrt
from statistics import fmean, pvariance

from attrs import frozen

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
    def of(cls, minutes: Sequence[float], default: float) -> ServiceTimes:
        """From what was measured, or from the hall's default (taken as exponential) while too little was."""
        if len(minutes) < FEWEST_SAMPLES:
            return cls(default, default * default)
        return cls(fmean(minutes), pvariance(minutes))


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


def waiting_range(ahead: int, counters: int, free: int, times: ServiceTimes) -> WaitingRange:
    """The range for one who has ``ahead`` others before them; ``free`` of the open counters serve nobody now."""
    if counters <= 0:
        return UNKNOWN
    departures = ahead + 1 - free
    if departures <= 0 or times.mean <= 0:
        return WaitingRange(0, STEP)
    mean = departures * times.mean / counters
    variance = departures * max(times.variance, 1e-9) / counters**2
    low, high = _gamma(mean, variance, -_NORMAL_90), _gamma(mean, variance, _NORMAL_90)
    return WaitingRange(STEP * floor(low / STEP), max(STEP, STEP * ceil(high / STEP)))


def _gamma(mean: float, variance: float, normal: float) -> float:
    """A quantile of the gamma distribution by Wilson and Hilferty's cube (1931)."""
    shape = mean * mean / variance
    cube = 1 - 1 / (9 * shape) + normal / (3 * sqrt(shape))
    return mean * max(cube, 0.0) ** 3
