"""A visitor takes a number: each once, in order, within caps and hours."""

from __future__ import annotations

from uuid import uuid4

import pytest

from juzhan.apps.hall.models import Group, ItemCap, Ticket
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.queueing.order import Lane
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused
from tests.world import ALLOWANCE, LAOMALU, at

pytestmark = pytest.mark.django_db


def test_the_first_number_of_a_group_is_one(visiting: Visiting) -> None:
    assert [visiting.takes().number, visiting.takes().number, visiting.takes(letter="B").number] == [
        "A001",
        "A002",
        "B001",
    ]


def test_numbers_begin_anew_each_day(visiting: Visiting) -> None:
    visiting.takes()
    assert visiting.takes(at(2026, 3, 3)).number == "A001"


def test_the_same_submission_gives_the_same_number(visiting: Visiting) -> None:
    key = uuid4()
    assert visiting.takes(submission=key) == visiting.takes(later(3), submission=key)
    assert visiting.takes().number == "A002"


def test_it_stands_on_the_timeline_and_in_the_record_and_names_nobody(visiting: Visiting) -> None:
    ticket = visiting.takes(lane=Lane.GREEN)
    assert list(ticket.steps.values_list("act", "state")) == [("take", "waiting")]
    entry = entries_about(ticket.record_subject).get()
    assert entry.act == "ticket.take"
    assert b"green" not in bytes(entry.canonical)


@pytest.mark.parametrize("moment", [at(2026, 3, 2, 8), at(2026, 3, 2, 12, 30), at(2026, 3, 7), at(2026, 10, 1)])
def test_while_the_hall_is_shut_no_number_is_given_out(moment: object, visiting: Visiting) -> None:
    assert refused(visiting.asks(moment)) == "hall.shut"  # type: ignore[arg-type]


def test_numbers_from_paper_are_entered_by_a_clerk_at_any_time(visiting: Visiting) -> None:
    evening = at(2026, 3, 2, 18)
    assert visiting.takes(evening, by=visiting.world.actor("clerk")).number == "A001"


def test_a_group_that_is_shut_gives_no_numbers(visiting: Visiting) -> None:
    Group.objects.filter(letter="A").update(is_open=False)
    assert refused(visiting.asks()) == "group.shut"


def test_when_the_days_cap_is_reached_the_next_is_told_and_no_number_is_lost(visiting: Visiting) -> None:
    Group.objects.filter(letter="A").update(daily_cap=2)
    visiting.takes()
    visiting.takes()
    assert refused(visiting.asks()) == "group.cap_reached"
    Group.objects.filter(letter="A").update(daily_cap=3)
    assert visiting.takes().number == "A003"


def test_an_item_may_have_a_cap_of_its_own(visiting: Visiting) -> None:
    item = visiting.world.item(ALLOWANCE)
    ItemCap.objects.create(hall=visiting.hall, item=item.item, daily_cap=1)
    visiting.takes(item=item)
    assert refused(visiting.asks(item=item)) == "group.cap_reached"
    assert visiting.takes().number == "A002"


def test_a_cap_of_none_gives_no_number_at_all(visiting: Visiting) -> None:
    Group.objects.filter(letter="A").update(daily_cap=0)
    assert refused(visiting.asks()) == "group.cap_reached"


def test_a_community_that_the_hall_does_not_serve_is_told_so(visiting: Visiting) -> None:
    assert refused(visiting.asks(community=visiting.world.place(LAOMALU))) == "hall.not_served_here"


@pytest.mark.parametrize("letter", ["A", "B"])
def test_when_the_clock_goes_back_later_numbers_still_stand_behind_earlier_ones(
    letter: str, visiting: Visiting
) -> None:
    first, second = visiting.takes(later(10)), visiting.takes(TEN, letter)
    assert first.turn_at <= second.turn_at
    assert list(Ticket.objects.order_by("turn_at", "id")) == [first, second]
