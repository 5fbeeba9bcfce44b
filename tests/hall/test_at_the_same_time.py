"""Kiosks, phones and counters act at the same instant: no number twice, no visitor called twice."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused
from tests.world import JINLI

KIOSKS, COUNTERS = 40, 20


@pytest.fixture
def shifts(committed_hall: Visiting) -> Iterator[list[Shift]]:
    """Twenty counters with a person at each."""
    people = Person.objects.bulk_create(Person(username=f"hall-{n}", name=f"窗口{n}") for n in range(COUNTERS))
    post = Post.objects.get(body__place=JINLI, body__key="workstation", body__valid_until=None, key="clerk")
    Holding.objects.bulk_create(Holding(person=person, post=post, valid_from=TEN.date()) for person in people)
    yield [
        Shift.objects.create(counter=committed_hall.counter(n + 1), person=person, opened_at=TEN)
        for n, person in enumerate(people)
    ]
    Ticket.objects.all().delete()
    Shift.objects.all().delete()
    Holding.objects.filter(person__in=people).delete()
    Person.objects.filter(pk__in=[person.pk for person in people]).delete()


def sitting(shift: Shift) -> Actor:
    """Who sits there."""
    return actor_of(shift.person, TEN.date())


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
    results = at_once(*(lambda s=shift: calling.call_next(s, by=sitting(s), at=later(5)) for shift in shifts))  # type: ignore[misc]
    called = [result.pk for result in results if isinstance(result, Ticket)]
    assert len(called) == len(set(called)) == COUNTERS


def test_two_clerks_press_for_the_last_visitor_and_one_gets_them(committed_hall: Visiting, shifts: list[Shift]) -> None:
    committed_hall.takes()
    results = at_once(*(lambda s=shift: calling.call_next(s, by=sitting(s), at=later(5)) for shift in shifts[:2]))  # type: ignore[misc]
    assert sum(isinstance(result, Ticket) for result in results) == 1


def test_one_clerk_who_presses_twice_calls_one_visitor(committed_hall: Visiting, shifts: list[Shift]) -> None:
    for minute in range(4):
        committed_hall.takes(later(minute / 10))
    results = at_once(*[lambda: calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(5))] * 4)
    assert sum(isinstance(result, Ticket) for result in results) == 1
    assert {refused(result) for result in results if not isinstance(result, Ticket)} == {"counter.busy"}


def test_a_visitor_who_leaves_is_called_before_or_not_at_all(committed_hall: Visiting, shifts: list[Shift]) -> None:
    for _ in range(8):
        ticket = committed_hall.takes()
        left, called = at_once(
            lambda t=ticket: calling.leave(t, at=later(5)),  # type: ignore[misc]
            lambda: calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(5)),
        )
        assert isinstance(left, Ticket)
        was_called = isinstance(called, Ticket)
        assert was_called or refused(called) == "queue.empty"
        steps = list(ticket.steps.order_by("id").values_list("act", flat=True))
        assert steps == (["take", "call", "leave"] if was_called else ["take", "leave"])
        Ticket.objects.all().delete()


def test_a_counter_that_is_closed_at_the_same_moment_has_nobody_called_to_it(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    shift, head = shifts[0], committed_hall.world.actor("secretary", TEN.date())
    for _ in range(8):
        committed_hall.takes()
        at_once(
            lambda: calling.close_counter(shift, by=head, at=later(5)),
            lambda: calling.call_next(shift, by=sitting(shift), at=later(5)),
        )
        assert not Ticket.objects.filter(state="called").exists()
        Ticket.objects.all().delete()
        Shift.objects.filter(pk=shift.pk).update(closed_at=None)


def test_two_who_go_on_with_the_same_visitor_end_with_one(committed_hall: Visiting, shifts: list[Shift]) -> None:
    ticket = committed_hall.takes()
    one, two = shifts[:2]
    calling.call_next(one, by=sitting(one), at=later(1))
    calling.begin(one, ticket, by=sitting(one), at=later(2))
    calling.hold(one, ticket, by=sitting(one), at=later(3))
    results = at_once(*(lambda s=shift: calling.go_on(s, ticket, by=sitting(s), at=later(4)) for shift in (one, two)))  # type: ignore[misc]
    assert sum(isinstance(result, Ticket) for result in results) == 1
