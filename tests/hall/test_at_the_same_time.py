"""Kiosks, phones and counters act at the same instant: no number twice, no visitor called twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import pytest

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services.sitting import close_counter
from juzhan.domain.shared import Refusal
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting, got, later
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


def acts_of(ticket: Ticket) -> list[str]:
    """What has happened to a ticket, in order."""
    return list(ticket.steps.order_by("id").values_list("act", flat=True))


def test_a_visitor_who_leaves_while_being_called_has_left_before_or_after_and_both_are_told_which(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    for _ in range(8):
        ticket = committed_hall.takes()
        left, called = at_once(
            lambda t=ticket: calling.leave(t, at=later(5)),  # type: ignore[misc]
            lambda: calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(5)),
        )
        ticket.refresh_from_db()
        assert isinstance(left, Ticket), "whoever waits or was called may leave"
        assert ticket.state == "left"
        if isinstance(called, Ticket):
            assert acts_of(ticket) == ["take", "call", "leave"]
        else:
            assert (refused(called), acts_of(ticket)) == ("queue.empty", ["take", "leave"])
        Ticket.objects.all().delete()


@pytest.mark.parametrize("began", [False, True])
def test_a_called_visitor_who_leaves_while_the_clerk_begins_ends_in_one_of_the_two(
    began: bool, committed_hall: Visiting, shifts: list[Shift]
) -> None:
    for _ in range(8):
        committed_hall.takes()
        ticket = got(calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(1)))
        acts: list[Callable[[], Ticket | Refusal]] = [
            lambda t=ticket: calling.leave(t, at=later(5)),  # type: ignore[misc]
            lambda t=ticket: calling.begin(shifts[0], t, by=sitting(shifts[0]), at=later(5)),  # type: ignore[misc]
        ]
        results = at_once(*(acts if not began else acts[::-1]))
        done = [result for result in results if isinstance(result, Ticket)]
        ticket.refresh_from_db()
        assert len(done) == 1
        assert [refused(result) for result in results if not isinstance(result, Ticket)] == ["ticket.wrong_state"]
        last = {"left": "leave", "serving": "begin"}[ticket.state]
        assert acts_of(ticket) == ["take", "call", last]
        Ticket.objects.all().delete()


def test_one_slip_that_two_counters_call_at_once_is_called_to_one_of_them(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    for _ in range(8):
        ticket = committed_hall.takes()
        results = at_once(
            *(
                lambda s=shift, t=ticket: calling.call_ticket(s, t, reason="孕妇", by=sitting(s), at=later(5))
                for shift in shifts[:2]
            )  # type: ignore[misc]
        )
        assert_one_counter_has(ticket, results, shifts[:2], ["take", "call"])
        Ticket.objects.all().delete()


def test_one_on_hold_whom_two_counters_take_up_at_once_goes_to_one_of_them(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    for _ in range(8):
        committed_hall.takes()
        ticket = got(calling.call_next(shifts[2], by=sitting(shifts[2]), at=later(1)))
        got(calling.begin(shifts[2], ticket, by=sitting(shifts[2]), at=later(2)))
        held = got(calling.hold(shifts[2], ticket, by=sitting(shifts[2]), at=later(3)))
        results = at_once(
            *(lambda s=shift, t=held: calling.go_on(s, t, by=sitting(s), at=later(5)) for shift in shifts[:2])  # type: ignore[misc]
        )
        assert_one_counter_has(ticket, results, shifts[:2], ["take", "call", "begin", "hold", "go_on"])
        Ticket.objects.all().delete()


def assert_one_counter_has(
    ticket: Ticket, results: Sequence[Ticket | Refusal], shifts: Sequence[Shift], acts: list[str]
) -> None:
    """Exactly one was granted, it is that one's counter, the other was told why, and it happened once."""
    granted = [shift for shift, result in zip(shifts, results, strict=True) if isinstance(result, Ticket)]
    ticket.refresh_from_db()
    assert [shift.counter_id for shift in granted] == [ticket.counter_id]
    assert [refused(result) for result in results if not isinstance(result, Ticket)] == ["ticket.wrong_state"]
    assert acts_of(ticket) == acts
    assert list(ticket.steps.filter(act=acts[-1]).values_list("counter", flat=True)) == [ticket.counter_id]


def test_two_on_hold_who_come_back_to_one_counter_at_once_are_taken_up_one_after_the_other(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    held = []
    for minute in range(2):
        committed_hall.takes(later(minute / 10))
        ticket = got(calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(1)))
        got(calling.begin(shifts[0], ticket, by=sitting(shifts[0]), at=later(2)))
        held.append(got(calling.hold(shifts[0], ticket, by=sitting(shifts[0]), at=later(3))))
    results = at_once(
        *(lambda t=ticket: calling.go_on(shifts[0], t, by=sitting(shifts[0]), at=later(5)) for ticket in held)
    )  # type: ignore[misc]
    assert sum(isinstance(result, Ticket) for result in results) == 1
    assert [refused(result) for result in results if not isinstance(result, Ticket)] == ["counter.busy"]
    assert sorted(Ticket.objects.values_list("state", flat=True)) == ["held", "serving"]


def test_one_who_is_brought_back_twice_at_once_comes_back_once(committed_hall: Visiting, shifts: list[Shift]) -> None:
    committed_hall.takes()
    ticket = got(calling.call_next(shifts[0], by=sitting(shifts[0]), at=later(1)))
    missed = committed_hall.misses(shifts[0], ticket, later(2), by=sitting(shifts[0]))
    results = at_once(*[lambda: calling.bring_back(shifts[0], missed, by=sitting(shifts[0]), at=later(3))] * 4)
    assert sum(isinstance(result, Ticket) for result in results) == 1
    assert {refused(result) for result in results if not isinstance(result, Ticket)} == {"ticket.wrong_state"}
    assert acts_of(ticket) == ["take", "call", "call_again", "call_again", "miss", "bring_back"]


def test_a_counter_that_is_closed_at_the_same_moment_has_nobody_called_to_it(
    committed_hall: Visiting, shifts: list[Shift]
) -> None:
    shift, head = shifts[0], committed_hall.world.actor("secretary", TEN.date())
    for _ in range(8):
        committed_hall.takes()
        at_once(
            lambda: close_counter(shift, by=head, at=later(5)),
            lambda: calling.call_next(shift, by=sitting(shift), at=later(5)),
        )
        assert not Ticket.objects.filter(state="called").exists()
        Ticket.objects.all().delete()
        Shift.objects.filter(pk=shift.pk).update(closed_at=None)
