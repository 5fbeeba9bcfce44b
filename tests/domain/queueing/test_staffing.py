"""What another counter would change: the replay of a day, and Erlang's formula beside it."""

from __future__ import annotations

from itertools import accumulate
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.queueing.staffing import Shift, Visit, erlang_c, replay, told

VISITS = 200_000
"""With fewer visits chance alone is above the five percent: waits that follow one another are alike."""


def poisson(rate_per_hour: float, mean_minutes: float, count: int, seed: int) -> list[Visit]:
    chance = Random(seed)
    came = accumulate(chance.expovariate(rate_per_hour / 60) for _ in range(count))
    return [Visit(at, chance.expovariate(1 / mean_minutes)) for at in came]


@pytest.mark.parametrize(
    ("rate", "mean", "counters"), [(5, 6.0, 1), (15, 6.0, 2), (20, 7.0, 3), (40, 6.0, 5), (100, 7.5, 15)]
)
def test_the_replay_agrees_with_erlang_within_five_percent(rate: float, mean: float, counters: int) -> None:
    formula = erlang_c(rate, mean, counters)
    waits = told(replay(poisson(rate, mean, VISITS, seed=0), [Shift(0, 1e12)] * counters))
    assert formula.mean_wait is not None
    assert waits.mean == pytest.approx(formula.mean_wait, rel=0.05)


def test_erlang_is_the_textbooks() -> None:
    """Two counters, load 1.5: the chance of waiting is 4.5 / (1 + 1.5 + 4.5) = 9/14."""
    queue = erlang_c(15, 6.0, 2)
    assert queue.waiting_share == pytest.approx(9 / 14)
    assert queue.mean_wait == pytest.approx(9 / 14 * 6 / 0.5)


def test_one_counter_is_the_simplest_queue() -> None:
    assert erlang_c(5, 6.0, 1).waiting_share == pytest.approx(0.5)


def test_a_queue_that_grows_for_ever_has_no_mean_wait() -> None:
    assert erlang_c(60, 6.0, 6).mean_wait is None
    assert erlang_c(60, 6.0, 6).within(1000) == 0


def test_the_share_that_waits_no_longer_grows_with_the_minutes() -> None:
    queue = erlang_c(15, 6.0, 2)
    assert queue.within(0) == pytest.approx(1 - queue.waiting_share)
    assert queue.within(0) < queue.within(5) < queue.within(60) <= 1


@pytest.mark.parametrize(("rate", "mean", "counters"), [(1, 1, 0), (-1, 1, 1), (1, 0, 1)])
def test_the_formula_refuses_what_makes_no_sense(rate: float, mean: float, counters: int) -> None:
    with pytest.raises(ValueError, match="Erlang"):
        erlang_c(rate, mean, counters)


def test_nobody_waits_while_a_counter_is_free() -> None:
    assert replay([Visit(0, 5), Visit(1, 5)], [Shift(0, 60)] * 2) == (0, 0)


def test_one_counter_serves_one_after_the_other() -> None:
    assert replay([Visit(0, 5), Visit(1, 5), Visit(2, 5)], [Shift(0, 60)]) == (0, 4, 8)


def test_a_counter_that_opens_later_takes_over_then() -> None:
    assert replay([Visit(0, 30), Visit(1, 5)], [Shift(0, 60), Shift(10, 60)]) == (0, 9)


def test_who_has_not_been_called_when_all_counters_close_is_not_served() -> None:
    assert replay([Visit(0, 50), Visit(1, 5)], [Shift(0, 40)]) == (0, None)


def test_a_visitor_waits_for_a_counter_that_serves_them() -> None:
    both, only_two = Shift(0, 60, frozenset({1, 2})), Shift(0, 60, frozenset({2}))
    assert replay([Visit(0, 10, 1), Visit(1, 5, 1), Visit(2, 5, 2)], [both, only_two]) == (0, 9, 0)


visits = st.lists(st.builds(Visit, st.integers(0, 500), st.integers(0, 60)), max_size=40)


@given(visits, st.integers(1, 4))
def test_one_more_counter_makes_nobody_wait_longer(day: list[Visit], counters: int) -> None:
    few, more = replay(day, [Shift(0, 1e9)] * counters), replay(day, [Shift(0, 1e9)] * (counters + 1))
    assert all((after or 0) <= (before or 0) for before, after in zip(few, more, strict=True))


@given(visits, st.integers(1, 4))
def test_everybody_is_served_when_the_counters_stay_open(day: list[Visit], counters: int) -> None:
    waits = told(replay(day, [Shift(0, 1e9)] * counters))
    assert (waits.served, waits.unserved) == (len(day), 0)
    assert waits.mean <= waits.longest
