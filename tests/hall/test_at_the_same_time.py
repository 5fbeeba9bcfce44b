"""Kiosks, phones and counters act at the same instant: no number twice, no visitor called twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest

from juzhan.apps.accounts.models import Person
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused

KIOSKS, COUNTERS = 40, 20


@pytest.fixture
def shifts(committed_hall: Visiting) -> Iterator[list[Shift]]:
    """Twenty counters with a person at each."""
    people = Person.objects.bulk_create(Person(username=f"hall-{n}", name=f"窗口{n}") for n in range(COUNTERS))
    yield [
        Shift.objects.create(counter=committed_hall.counter(n + 1), person=person, opened_at=TEN)
        for n, person in enumerate(people)
    ]
    Ticket.objects.all().delete()
    Shift.objects.all().delete()
    Person.objects.filter(pk__in=[person.pk for person in people]).delete()


def test_forty_take_numbers_at_once_and_get_one_to_forty(committed_hall: Visiting) -> None:
    results = at_once(*[committed_hall.asks] * KIOSKS)
    assert all(isinstance(result, Ticket) for result in results)
    assert sorted(Ticket.objects.values_list("count", flat=True)) == list(range(1, KIOSKS + 1))


def test_a_retry_that_overtakes_its_first_try_gets_the_same_number(committed_hall: Visiting) -> None:
    key = uuid4()
    results = at_once(*[lambda: committed_hall.asks(submission=key)] * 8)
    assert len({result.pk for result in results if isinstance(result, Ticket)}) == 1
    assert Ticket.objects.count() == 1


def test_at_a_cap_exactly_so_many_get_a_number(committed_hall: Visiting) -> None:
    group = committed_hall.group()
    group.daily_cap = 10
    group.save()
    results = at_once(*[committed_hall.asks] * 30)
    assert sum(isinstance(result, Ticket) for result in results) == 10


def test_twenty_counters_call_at_once_and_each_calls_another_visitor(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    for minute in range(COUNTERS):
        committed_hall.takes(later(minute / 10))
    by = committed_hall.world.actor("clerk", date(2026, 3, 2))
    results = at_once(*(lambda s=shift: calling.call_next(s, by=by, at=later(5)) for shift in shifts))  # type: ignore[misc]
    called = [result.pk for result in results if isinstance(result, Ticket)]
    assert len(called) == len(set(called)) == COUNTERS


def test_two_clerks_press_for_the_last_visitor_and_one_gets_them(committed_hall: Visiting, shifts: list[Shift]) -> None:
    committed_hall.takes()
    by = committed_hall.world.actor("clerk", date(2026, 3, 2))
    results = at_once(*(lambda s=shift: calling.call_next(s, by=by, at=later(5)) for shift in shifts[:2]))  # type: ignore[misc]
    assert sum(isinstance(result, Ticket) for result in results) == 1


def test_one_clerk_who_presses_twice_calls_one_visitor(committed_hall: Visiting, shifts: list[Shift]) -> None:
    for minute in range(4):
        committed_hall.takes(later(minute / 10))
    by = committed_hall.world.actor("clerk", date(2026, 3, 2))
    results = at_once(*[lambda: calling.call_next(shifts[0], by=by, at=later(5))] * 4)
    assert sum(isinstance(result, Ticket) for result in results) == 1
    assert {refused(result) for result in results if not isinstance(result, Ticket)} == {"counter.busy"}


def test_a_visitor_who_leaves_is_not_called_at_the_same_time(committed_hall: Visiting, shifts: list[Shift]) -> None:
    by = committed_hall.world.actor("clerk", date(2026, 3, 2))
    for _ in range(5):
        ticket = committed_hall.takes()
        at_once(
            lambda t=ticket: calling.leave(t, at=later(5)),  # type: ignore[misc]
            lambda: calling.call_next(shifts[0], by=by, at=later(5)),
        )
        ticket.refresh_from_db()
        assert ticket.state in {"left", "called"}
        Ticket.objects.all().delete()
