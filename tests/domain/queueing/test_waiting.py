"""The wait is told as a range, which most visitors find true, also where queues share counters."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.queueing.staffing import Shift, Visit, replay
from juzhan.domain.queueing.waiting import FEWEST_SAMPLES, STEP, OpenCounter, ServiceTimes, WaitingRange, forecast

TEN = ServiceTimes(10.0, 100.0)
A, B = 1, 2
BOTH, ONLY_A, ONLY_B = frozenset({A, B}), frozenset({A}), frozenset({B})


def coming(ahead: int, counters: int, times: ServiceTimes = TEN, *, free: int = 0, group: int = A) -> WaitingRange:
    """The range of one who comes to a hall of one queue."""
    busy = [OpenCounter(ONLY_A, A)] * (counters - free)
    return forecast([A] * ahead, [*busy, *[OpenCounter(ONLY_A)] * free], {A: times}).coming[group]


def test_without_an_open_counter_nothing_is_promised() -> None:
    assert not coming(3, 0).is_known


def test_with_a_free_counter_and_nobody_ahead_it_is_a_moment() -> None:
    assert coming(0, 2, free=1).text.zh == "马上就到"


def test_with_too_few_samples_the_default_of_the_hall_is_taken() -> None:
    assert ServiceTimes.of(FEWEST_SAMPLES - 1, 2.0, 0.0, default=12).mean == 12
    assert ServiceTimes.of(FEWEST_SAMPLES, 2.0, 0.0, default=12).mean == 2
    assert ServiceTimes.of(0, None, None, default=12).mean == 12


@given(st.integers(0, 200), st.integers(1, 20), st.floats(0.5, 60), st.floats(0, 3600))
def test_a_range_begins_before_it_ends_in_steps(ahead: int, counters: int, mean: float, variance: float) -> None:
    told = coming(ahead, counters, ServiceTimes(mean, variance))
    assert told.low is not None
    assert told.high is not None
    assert 0 <= told.low < told.high
    assert (told.low % STEP, told.high % STEP) == (0, 0)


@given(st.integers(0, 100), st.integers(1, 10))
def test_more_people_ahead_never_shorten_it_and_more_counters_never_lengthen_it(ahead: int, counters: int) -> None:
    here = coming(ahead, counters)
    assert (coming(ahead + 1, counters).high or 0) >= (here.high or 0)
    assert (coming(ahead, counters + 1).high or 0) <= (here.high or 0)


@given(st.lists(st.sampled_from([A, B]), max_size=60), st.lists(st.sampled_from([BOTH, ONLY_A, ONLY_B]), max_size=6))
def test_everybody_is_told_and_later_turns_of_a_queue_never_sooner(
    waiting: list[int], served: list[frozenset[int]]
) -> None:
    told = forecast(waiting, [OpenCounter(serves) for serves in served], {A: TEN, B: TEN})
    assert len(told.waiting) == len(waiting)
    for group in (A, B):
        ranges = [*(told.waiting[n] for n, each in enumerate(waiting) if each == group), told.coming[group]]
        assert {each.is_known for each in ranges} == {any(group in serves for serves in served)}
        highs = [each.high or 0 for each in ranges]
        assert highs == sorted(highs)


def test_who_shares_a_counter_waits_for_the_other_queue_too() -> None:
    told = forecast([A] * 6, [OpenCounter(BOTH, A)], {A: TEN, B: TEN})
    assert told.coming[B] == told.coming[A]
    assert (told.coming[B].low or 0) >= 30


def test_a_free_counter_of_its_own_is_worth_more_than_a_shared_one() -> None:
    told = forecast([A] * 6, [OpenCounter(ONLY_A, A), OpenCounter(ONLY_B)], {A: TEN, B: TEN})
    assert told.coming[B].text.zh == "马上就到"


def test_the_slower_visits_of_another_queue_count_with_their_own_time() -> None:
    slow = forecast([B] * 4, [OpenCounter(BOTH, B)], {A: TEN, B: ServiceTimes(30.0, 900.0)})
    assert (slow.coming[A].high or 0) > (
        forecast([A] * 4, [OpenCounter(BOTH, A)], {A: TEN, B: TEN}).coming[A].high or 0
    )


ONE_QUEUE = [
    ([A] * 3, [ONLY_A]),
    ([A] * 8, [ONLY_A] * 2),
    ([A] * 20, [ONLY_A] * 3),
    ([A] * 40, [ONLY_A] * 4),
]
SHARED = [
    ([A, B] * 6, [BOTH] * 2),
    ([B] * 8 + [A] * 2, [BOTH] * 3),
    ([A, B, B] * 5, [BOTH, BOTH, ONLY_A]),
    ([A, B] * 10, [BOTH, ONLY_A, ONLY_B]),
]


@pytest.mark.parametrize(
    ("waiting", "served", "least"), [*((*hall, 0.78) for hall in ONE_QUEUE), *((*hall, 0.76) for hall in SHARED)]
)
def test_about_four_in_five_waits_lie_within_it(
    waiting: Sequence[int], served: Sequence[frozenset[int]], least: float
) -> None:
    chance, within = Random(7), 0
    at_once = [min(serves) for serves in served]
    told = forecast(
        waiting, [OpenCounter(serves, group) for serves, group in zip(served, at_once, strict=True)], {A: TEN, B: TEN}
    ).coming[A]
    shifts = [Shift(0, 10_000, serves, number) for number, serves in enumerate(served)]
    for _ in range(400):
        busy = [Visit(0, chance.expovariate(0.1), group, counter=n) for n, group in enumerate(at_once)]
        others = [Visit(0.1 + n / 1000, chance.expovariate(0.1), group) for n, group in enumerate(waiting)]
        wait = replay([*busy, *others, Visit(0.2, 1, A)], shifts)[-1]
        assert wait is not None
        within += (told.low or 0) <= wait <= (told.high or 0)
    assert within >= least * 400, within / 400
