"""The wait is told as a range, which most visitors find true."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.queueing.staffing import Shift, Visit, replay
from juzhan.domain.queueing.waiting import FEWEST_SAMPLES, STEP, ServiceTimes, waiting_range

TEN = ServiceTimes(10.0, 100.0)


def test_without_an_open_counter_nothing_is_promised() -> None:
    assert not waiting_range(3, 0, 0, TEN).is_known


def test_with_a_free_counter_and_nobody_ahead_it_is_a_moment() -> None:
    assert waiting_range(0, 2, 1, TEN).text.zh == "马上就到"


def test_with_too_few_samples_the_default_of_the_hall_is_taken() -> None:
    assert ServiceTimes.of([2.0] * (FEWEST_SAMPLES - 1), default=12).mean == 12
    assert ServiceTimes.of([2.0] * FEWEST_SAMPLES, default=12).mean == 2


@given(st.integers(0, 200), st.integers(1, 20), st.floats(0.5, 60), st.floats(0, 3600))
def test_a_range_begins_before_it_ends_in_steps(ahead: int, counters: int, mean: float, variance: float) -> None:
    told = waiting_range(ahead, counters, 0, ServiceTimes(mean, variance))
    assert told.low is not None
    assert told.high is not None
    assert 0 <= told.low < told.high
    assert (told.low % STEP, told.high % STEP) == (0, 0)


@given(st.integers(0, 100), st.integers(1, 10))
def test_more_people_ahead_never_shorten_it_and_more_counters_never_lengthen_it(ahead: int, counters: int) -> None:
    here = waiting_range(ahead, counters, 0, TEN)
    assert (waiting_range(ahead + 1, counters, 0, TEN).high or 0) >= (here.high or 0)
    assert (waiting_range(ahead, counters + 1, 0, TEN).high or 0) <= (here.high or 0)


@pytest.mark.parametrize(("ahead", "counters"), [(3, 1), (8, 2), (20, 3), (40, 4)])
def test_about_four_in_five_waits_lie_within_it(ahead: int, counters: int) -> None:
    chance, told, within = Random(7), waiting_range(ahead, counters, 0, TEN), 0
    shifts = [Shift(0, 10_000)] * counters
    for _ in range(400):
        busy = [Visit(0, chance.expovariate(0.1)) for _ in range(counters)]
        others = [Visit(0.1, chance.expovariate(0.1)) for _ in range(ahead)]
        wait = replay([*busy, *others, Visit(0.2, 1)], shifts)[-1]
        within += told.low <= (wait or 0) <= told.high  # type: ignore[operator]
    assert within >= 0.78 * 400
