"""A clerk opens a counter and calls those whose turn it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from attrs import evolve

from juzhan.apps.hall.models import Shift, Ticket
from juzhan.apps.hall.services import calling, sitting
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.queueing.order import Lane
from tests.hall.visiting import TEN, Visiting, got, later
from tests.matters.doing import refused

pytestmark = pytest.mark.django_db


def test_the_one_who_came_first_is_called_first(visiting: Visiting) -> None:
    first, shift = visiting.takes(), visiting.opens()
    visiting.takes(later(1))
    called = visiting.calls(shift, later(2))
    assert (called, called.state, called.counter, called.calls) == (first, "called", visiting.counter(), 1)


def test_the_green_channel_goes_before_who_came_within_the_hour_and_not_before_others(visiting: Visiting) -> None:
    long_waiting, walk_in = visiting.takes(TEN), visiting.takes(later(20))
    green = visiting.takes(later(70), lane=Lane.GREEN)
    shift = visiting.opens()
    order = []
    for minute in (71, 72, 73):
        order.append(visiting.serves(shift, later(minute), later(minute + 0.5)))
    assert order == [long_waiting, green, walk_in]


def test_a_counter_of_some_groups_calls_only_those(visiting: Visiting) -> None:
    visiting.takes(letter="A")
    other = visiting.takes(later(1), letter="B")
    visiting.counter().groups.set([visiting.group("B")])
    shift = visiting.opens()
    assert visiting.calls(shift, later(2)) == other


def test_nobody_waits(visiting: Visiting) -> None:
    result = calling.call_next(visiting.opens(), by=visiting.world.actor("clerk"), at=TEN)
    assert refused(result) == "queue.empty"


def test_a_counter_has_one_visitor_at_a_time(visiting: Visiting) -> None:
    first, shift = visiting.takes(), visiting.opens()
    visiting.takes(later(1))
    visiting.calls(shift)
    result = calling.call_next(shift, by=visiting.world.actor("clerk"), at=later(3))
    assert refused(result) == "counter.busy"
    assert first.number in result.text.zh  # type: ignore[union-attr]


def test_a_visit_is_timed_and_never_typed(visiting: Visiting) -> None:
    visiting.takes()
    ticket = visiting.serves(visiting.opens(), later(5), later(12))
    assert (ticket.called_at, ticket.began_at, ticket.ended_at) == (later(5), later(5), later(12))
    assert list(ticket.steps.values_list("act", flat=True)) == ["take", "call", "begin", "finish"]


def test_a_transfer_keeps_the_place_in_the_queue(visiting: Visiting) -> None:
    moved, shift, by = visiting.takes(), visiting.opens(), visiting.world.actor("clerk")
    visiting.takes(later(1), letter="B")
    ticket = visiting.calls(shift, later(2))
    got(calling.transfer(shift, ticket, visiting.group("B"), by=by, at=later(3)))
    visiting.counter(2).groups.set([visiting.group("B")])
    other = visiting.opens("colleague", 2)
    assert visiting.calls(other, later(4), "colleague") == moved


def test_who_missed_the_call_is_brought_back_and_called_next(visiting: Visiting) -> None:
    shift, by = visiting.opens(), visiting.world.actor("clerk")
    visiting.takes()
    visiting.takes(later(1))
    ticket = visiting.calls(shift, later(2))
    assert visiting.misses(shift, ticket, later(5)).counter is None
    got(calling.bring_back(shift, ticket, by=by, at=later(6)))
    assert visiting.calls(shift, later(7)) == ticket


def test_who_is_on_hold_comes_back_to_a_counter_without_a_new_number(visiting: Visiting) -> None:
    shift, by = visiting.opens(), visiting.world.actor("clerk")
    ticket = visiting.takes()
    visiting.calls(shift)
    got(calling.begin(shift, got(ticket), by=by, at=later(1)))
    held = got(calling.hold(shift, got(ticket), by=by, at=later(2)))
    visiting.takes(later(2))
    visiting.serves(shift, later(3), later(4))
    assert got(calling.go_on(shift, held, by=by, at=later(5))).state == "serving"


def test_the_same_slip_called_twice_is_called_once(visiting: Visiting) -> None:
    ticket, shift = visiting.takes(), visiting.opens()
    visiting.calls(shift)
    other = visiting.opens("colleague", 2)
    result = calling.call_ticket(other, ticket, reason="腿脚不便", by=visiting.world.actor("colleague"), at=later(1))
    assert refused(result) == "ticket.wrong_state"


def test_a_ticket_at_another_counter_is_left_to_it(visiting: Visiting) -> None:
    visiting.takes()
    ticket = visiting.calls(visiting.opens())
    other = visiting.opens("colleague", 2)
    result = calling.begin(other, ticket, by=visiting.world.actor("colleague"), at=later(1))
    assert refused(result) == "ticket.elsewhere"


@pytest.mark.parametrize("who", ["neighbor_clerk", "street_officer", "representative", "outsider"])
def test_nobody_else_opens_a_counter(who: str, visiting: Visiting) -> None:
    result = sitting.open_counter(visiting.counter(), by=visiting.world.actor(who), at=TEN)
    assert refused(result) == "hall.not_yours"


def test_the_committee_shares_the_hall(visiting: Visiting) -> None:
    assert visiting.opens("chair", 2).counter == visiting.counter(2)


def test_a_counter_has_one_person_and_a_person_one_counter(visiting: Visiting) -> None:
    visiting.opens()
    taken = sitting.open_counter(visiting.counter(), by=visiting.world.actor("colleague"), at=TEN)
    elsewhere = sitting.open_counter(visiting.counter(2), by=visiting.world.actor("clerk"), at=TEN)
    assert [refused(taken), refused(elsewhere)] == ["counter.taken", "counter.at_another"]
    assert visiting.opens() == Shift.objects.get()


def test_when_a_counter_closes_the_called_one_waits_on_with_the_same_turn(visiting: Visiting) -> None:
    ticket, shift = visiting.takes(), visiting.opens()
    visiting.calls(shift)
    sitting.close_counter(shift, by=visiting.world.actor("clerk"), at=later(1))
    after = got(ticket)
    assert (after.state, after.counter, after.turn_at) == ("waiting", None, ticket.turn_at)
    assert sitting.shift_of(visiting.world.actor("clerk")) is None


def test_when_a_counter_closes_the_one_being_served_is_held_and_not_lost(visiting: Visiting) -> None:
    ticket, shift, by = visiting.takes(), visiting.opens(), visiting.world.actor("clerk")
    visiting.calls(shift)
    got(calling.begin(shift, got(ticket), by=by, at=later(1)))
    sitting.close_counter(shift, by=by, at=later(2))
    assert got(ticket).state == "held"


def test_a_visitor_gives_the_number_up(visiting: Visiting) -> None:
    ticket = visiting.takes()
    assert got(calling.leave(ticket, at=later(1))).state == "left"
    assert refused(calling.leave(got(ticket), at=later(2))) == "ticket.wrong_state"


def test_who_reads_the_queue_anew_goes_on_with_the_visitor_who_was_called(visiting: Visiting) -> None:
    waiting, shift = [visiting.takes(later(n)) for n in range(3)], visiting.opens()
    visiting.calls(shift, later(4))
    again = Shift.objects.select_related("counter__hall").get(pk=shift.pk)
    assert list(Ticket.objects.filter(state="waiting").order_by("turn_at")) == waiting[1:]
    assert got(calling.call_again(again, waiting[0], by=visiting.world.actor("clerk"), at=later(5))).calls == 2


def test_whoever_goes_back_into_the_queue_is_called_anew_as_often_as_the_hall_promises(visiting: Visiting) -> None:
    shift, by, ticket = visiting.opens(), visiting.world.actor("clerk"), visiting.takes()
    for _ in range(2):
        visiting.calls(shift)
        got(calling.call_again(shift, ticket, by=by, at=later(1)))
        assert refused(calling.miss(shift, ticket, by=by, at=later(1))) == "ticket.too_early_to_miss"
        got(calling.transfer(shift, ticket, visiting.group("B"), by=by, at=later(2)))
        assert got(ticket).calls == 0


def test_out_of_turn_needs_a_reason_that_the_record_commits_to(visiting: Visiting) -> None:
    visiting.takes()
    later_one, shift, by = visiting.takes(later(1)), visiting.opens(), visiting.world.actor("clerk")
    assert refused(calling.call_ticket(shift, later_one, reason="  ", by=by, at=later(2))) == "ticket.no_reason"
    called = got(calling.call_ticket(shift, later_one, reason="突然不舒服", by=by, at=later(2)))
    assert called.state == "called"
    entry = entries_about(called.record_subject).get(act="ticket.call")
    assert b"out_of_turn" in bytes(entry.canonical)
    assert "突然不舒服".encode() not in bytes(entry.canonical)


@pytest.mark.parametrize("who", ["neighbor_clerk", "outsider", "colleague"])
def test_nobody_calls_at_the_counter_of_another(who: str, visiting: Visiting) -> None:
    visiting.takes()
    shift = visiting.opens()
    assert refused(calling.call_next(shift, by=visiting.world.actor(who), at=later(1))) == "counter.not_open"
    assert refused(sitting.close_counter(shift, by=visiting.world.actor(who), at=later(1))) == "hall.not_head"


def test_whose_post_has_ended_calls_no_more(visiting: Visiting) -> None:
    visiting.takes()
    shift, by = visiting.opens(), visiting.world.actor("clerk")
    assert refused(calling.call_next(shift, by=evolve(by, posts=()), at=later(1))) == "hall.not_yours"


def test_the_head_closes_a_counter_that_was_left_open_and_its_clerk_calls_no_more(visiting: Visiting) -> None:
    ticket, shift, by = visiting.takes(), visiting.opens(), visiting.world.actor("clerk")
    visiting.calls(shift)
    sitting.close_counter(shift, by=visiting.world.actor("secretary"), at=later(1))
    assert got(ticket).state == "waiting"
    assert refused(calling.call_next(shift, by=by, at=later(2))) == "counter.not_open"


def test_a_clerk_chooses_queues_for_the_shift_and_the_counter_stays_as_it_was_arranged(visiting: Visiting) -> None:
    visiting.counter().groups.set([visiting.group("A")])
    visiting.takes(letter="A")
    other, by = visiting.takes(later(1), letter="B"), visiting.world.actor("clerk")
    shift = sitting.open_counter(visiting.counter(), by=by, at=TEN, groups=[visiting.group("B")])
    assert isinstance(shift, Shift)
    assert visiting.calls(shift, later(2)) == other
    assert [group.letter for group in visiting.counter().groups.all()] == ["A"]


def test_when_the_clock_goes_back_no_moment_of_a_visit_does(visiting: Visiting) -> None:
    shift, by, ticket = visiting.opens(), visiting.world.actor("clerk"), visiting.takes()
    visiting.calls(shift, later(20))
    got(calling.begin(shift, ticket, by=by, at=later(30)))
    got(calling.hold(shift, ticket, by=by, at=later(40)))
    got(calling.go_on(shift, ticket, by=by, at=later(5)))
    after = got(calling.finish(shift, ticket, by=by, at=later(6)))
    moments = list(ticket.steps.order_by("id").values_list("at", flat=True))
    assert moments == sorted(moments)
    assert (after.ended_at, after.served_for) == (later(40), timedelta(minutes=20))


def test_time_on_hold_is_neither_waiting_nor_serving(visiting: Visiting) -> None:
    shift, by, ticket = visiting.opens(), visiting.world.actor("clerk"), visiting.takes()
    visiting.calls(shift, later(5))
    got(calling.begin(shift, ticket, by=by, at=later(6)))
    got(calling.hold(shift, ticket, by=by, at=later(8)))
    got(calling.go_on(shift, ticket, by=by, at=later(80)))
    after = got(calling.finish(shift, ticket, by=by, at=later(81)))
    assert (after.waited_for, after.served_for) == (timedelta(minutes=5), timedelta(minutes=4))
