"""A past day, replayed with its own counters, gives its own waits; other counters give what the waits would have been."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

import pytest

from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.past import PastDay, changed, days_of, past_day, usual
from juzhan.apps.hall.services import calling, sitting
from juzhan.domain.queueing import staffing
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.staffing import replay
from juzhan.domain.shared import Refusal
from tests.hall.visiting import TEN, Visiting, got, later
from tests.world import at

pytestmark = pytest.mark.django_db

DAY = TEN.date()
A_SECOND = 1 / 60


def reproduced(day: PastDay) -> None:
    """The replay with the day's own counters gives each visitor's own wait, to the second."""
    replayed = replay(day.visits, day.shifts)
    assert replayed == pytest.approx([real or 0.0 for real in day.waits], abs=A_SECOND)


def test_a_clerk_who_calls_at_once_is_reproduced_to_the_second(visiting: Visiting) -> None:
    for minute in (0, 1, 2, 30, 31.5):
        visiting.takes(later(minute))
    shift, free = visiting.opens(), TEN
    for minute in (0, 1, 2, 30, 31.5):
        begin = max(free, later(minute))
        free = begin + timedelta(minutes=4)
        visiting.serves(shift, begin, free)
    sitting.close_counter(shift, by=visiting.world.actor("clerk"), at=later(60))
    day = past_day(visiting.hall, DAY)
    assert [visit.took for visit in day.visits] == [4, 4, 4, 4, 4]
    assert day.waits == pytest.approx([0, 3, 6, 0, 2.5])
    reproduced(day)


def test_the_pause_before_the_next_call_belongs_to_the_visit_while_somebody_waits(visiting: Visiting) -> None:
    visiting.takes(TEN)
    visiting.takes(later(1))
    visiting.takes(later(30))
    shift = visiting.opens()
    for begin in (0, 6, 33):
        visiting.serves(shift, later(begin), later(begin + 5))
    sitting.close_counter(shift, by=visiting.world.actor("clerk"), at=later(60))
    day = past_day(visiting.hall, DAY)
    assert [visit.took for visit in day.visits] == [6, 5, 5]
    assert [(each.opens - 600, each.closes - 600) for each in day.shifts] == [(0, 30), (33, 60)]
    reproduced(day)


def test_green_channel_missed_transferred_and_held_visitors_are_reproduced(visiting: Visiting) -> None:
    by, colleague = visiting.world.actor("clerk"), visiting.world.actor("colleague")
    visiting.counter(2).groups.set([visiting.group("B")])
    first, second, third = (visiting.takes(later(minute)) for minute in (0, 1, 2))
    visiting.takes(later(3), lane=Lane.GREEN)
    one, two = visiting.opens(), visiting.opens("colleague", 2)
    assert visiting.calls(one, later(4)).lane == "green"
    visiting.misses(one, Ticket.objects.get(lane="green"), later(6))
    assert visiting.calls(one, later(6)) == first
    got(calling.begin(one, got(first), by=by, at=later(6)))
    got(calling.hold(one, got(first), by=by, at=later(9)))
    assert visiting.calls(one, later(9)) == second
    got(calling.transfer(one, got(second), visiting.group("B"), by=by, at=later(12)))
    assert visiting.calls(two, later(12), "colleague") == second
    got(calling.bring_back(one, Ticket.objects.get(lane="green"), by=by, at=later(11)))
    visiting.serves(one, later(12), later(15))
    got(calling.go_on(one, got(first), by=by, at=later(15)))
    got(calling.finish(one, got(first), by=by, at=later(17)))
    assert visiting.serves(one, later(17), later(20)) == third
    got(calling.begin(two, got(second), by=colleague, at=later(13)))
    got(calling.finish(two, got(second), by=colleague, at=later(22)))
    for shift, who in ((one, by), (two, colleague)):
        sitting.close_counter(shift, by=who, at=later(40))
    day = past_day(visiting.hall, DAY)
    assert len(day.visits) == 7
    reproduced(day)


def chance_day(visiting: Visiting, seed: int) -> None:
    """Three clerks, one of them for one queue alone, who take their time between calls; sixty visitors in three hours."""
    chance, acts = Random(seed), []
    visiting.hall.hours, visiting.hall.calls_before_missed = {"spans": [["08:00", "18:00"]]}, 1
    visiting.hall.save()
    visiting.counter(3).groups.set([visiting.group("B")])

    def visitors() -> Iterator[datetime]:
        now = TEN
        for _ in range(60):
            now += timedelta(minutes=chance.expovariate(1 / 3))
            yield now
            visiting.takes(now, chance.choice("AB"), Lane.GREEN if chance.random() < 0.2 else Lane.WALK_IN)

    def clerk(who: str, number: int) -> Iterator[datetime]:
        now = TEN + timedelta(minutes=chance.uniform(0, 5))
        yield now
        by, shift = visiting.world.actor(who), visiting.opens(who, number, now)
        while now < later(220):
            now += timedelta(seconds=chance.uniform(1, 90))
            yield now
            ticket = calling.call_next(shift, by=by, at=now)
            if isinstance(ticket, Refusal):
                continue
            if chance.random() < 0.1:
                now += timedelta(minutes=2)
                yield now
                got(calling.miss(shift, ticket, by=by, at=now))
                continue
            now += timedelta(minutes=0.5 + chance.expovariate(1 / 7))
            yield now
            got(calling.begin(shift, ticket, by=by, at=now))
            got(calling.finish(shift, got(ticket), by=by, at=now))
        sitting.close_counter(shift, by=by, at=now)

    for number, act in enumerate([visitors(), clerk("clerk", 1), clerk("colleague", 2), clerk("committee_member", 3)]):
        acts.append((next(act), number, act))
    heapq.heapify(acts)
    while acts:
        _, number, act = heapq.heappop(acts)
        if (following := next(act, None)) is not None:
            heapq.heappush(acts, (following, number, act))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_day_of_chance_is_reproduced_to_the_second(visiting: Visiting, seed: int) -> None:
    chance_day(visiting, seed)
    day = past_day(visiting.hall, DAY)
    assert len(day.visits) >= 50
    assert staffing.told(day.waits).mean > 1
    reproduced(day)


def test_one_more_counter_shortens_the_waits_and_one_less_makes_them_longer(visiting: Visiting) -> None:
    chance_day(visiting, 1)
    day = past_day(visiting.hall, DAY)
    as_it_was = staffing.told(replay(day.visits, day.shifts))
    more = staffing.told(replay(day.visits, changed(day.shifts, more=[staffing.Shift(600, 720)])))
    less = staffing.told(replay(day.visits, changed(day.shifts, closed=(2, 600.0, 660.0))))
    assert more.mean < as_it_was.mean < less.mean


def test_who_left_before_the_call_is_counted_and_holds_no_counter(visiting: Visiting) -> None:
    calling.leave(visiting.takes(), at=later(5))
    day = past_day(visiting.hall, DAY)
    assert (day.visits, day.gone) == ((), 1)


def test_a_counter_closed_for_a_while_has_two_shifts() -> None:
    whole = staffing.Shift(540, 720, counter=2)
    parts = changed([whole, staffing.Shift(540, 720, counter=1)], closed=(2, 600.0, 660.0))
    assert [(shift.counter, shift.opens, shift.closes) for shift in parts] == [
        (2, 540, 600),
        (2, 660, 720),
        (1, 540, 720),
    ]


def test_days_with_visits_can_be_chosen_and_a_usual_weekday_is_the_last_four(visiting: Visiting) -> None:
    shift = visiting.opens()
    visiting.takes()
    visiting.serves(shift, later(1), later(2))
    assert days_of(visiting.hall, at(2026, 3, 3).date()) == [DAY]
    assert days_of(visiting.hall, DAY) == []
    mondays = [DAY - timedelta(days=n) for n in range(60)]
    assert usual(mondays, 0) == [DAY - timedelta(weeks=n) for n in range(4)]


@pytest.mark.parametrize("visitors", [1, 30])
def test_a_day_is_read_in_five_queries(visiting: Visiting, visitors: int, django_assert_num_queries: object) -> None:
    shift: Shift = visiting.opens()
    for minute in range(visitors):
        visiting.takes(later(minute))
        visiting.serves(shift, later(minute + 0.1), later(minute + 0.9))
    with django_assert_num_queries(5):  # type: ignore[operator]
        past_day(visiting.hall, DAY)
