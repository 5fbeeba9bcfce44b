"""Who should sit where today is told at the door and to the head; a counter that was closed for somebody says by whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from juzhan.apps.hall.closed_counters import closed_for
from juzhan.apps.hall.models import Roster, Shift
from tests.hall.at_counter import HALL, HEAD, act
from tests.hall.visiting import TEN, Visiting, later
from tests.world import at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]


def plan(visiting: Visiting, counter: int, who: str, stand_in: str | None = None) -> None:
    """Put somebody on today's roster."""
    Roster.objects.create(
        counter=visiting.counter(counter), day=TEN.date(), person=visiting.world.person(who),
        stand_in=visiting.world.person(stand_in) if stand_in else None,
    )  # fmt: skip


def read(client: Client, address: str) -> str:
    """A page as words."""
    return client.get(address).content.decode()


def test_the_head_sees_who_should_sit_where_and_is_not_there(visiting: Visiting, signed_in: SignedIn) -> None:
    plan(visiting, 1, "clerk", "colleague")
    page = read(signed_in("secretary"), HEAD)
    assert "排了班，还没有坐下" in page
    assert "1 号窗口：站员甲，B 岗站员乙" in page
    visiting.opens("colleague")
    page = read(signed_in("secretary"), HEAD)
    assert "还没有坐下" not in page
    assert "今天排：站员甲" in page


def test_somebody_else_at_the_counter_is_not_the_one_who_should_be_there(
    visiting: Visiting, signed_in: SignedIn
) -> None:
    plan(visiting, 1, "colleague")
    visiting.opens("clerk")
    assert "1 号窗口：站员乙（现在是站员甲）" in read(signed_in("secretary"), HEAD)


def test_while_the_hall_is_shut_nobody_is_missed(
    visiting: Visiting, signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    plan(visiting, 1, "clerk")
    clock.move_to(at(2026, 3, 2, 6))
    assert "还没有坐下" not in read(signed_in("secretary"), HEAD)


def test_the_warning_says_whom_to_call_to_a_counter_that_is_shut(visiting: Visiting, signed_in: SignedIn) -> None:
    plan(visiting, 2, "clerk", "colleague")
    visiting.takes(later(-40))
    assert "2 号窗口</a>（叫站员甲、站员乙）" in read(signed_in("secretary"), HEAD)
    visiting.opens("colleague", 1)
    assert "2 号窗口</a>（叫站员甲）" in read(signed_in("secretary"), HEAD)


def test_one_stand_in_for_two_counters_is_told_to_the_head(visiting: Visiting, signed_in: SignedIn) -> None:
    plan(visiting, 1, "clerk", "chair")
    plan(visiting, 2, "colleague", "chair")
    assert "1 号窗口、2 号窗口的 B 岗都是居主任" in read(signed_in("secretary"), HEAD)


def test_the_door_says_first_where_one_sits_today(visiting: Visiting, signed_in: SignedIn) -> None:
    plan(visiting, 3, "clerk", "colleague")
    page = read(signed_in("clerk"), HALL)
    assert "今天您在 3 号窗口" in page
    assert page.index('name="counter" value="3"') < page.index('name="counter" value="1"')
    assert "站员甲不在的时候，您顶 3 号窗口" in read(signed_in("colleague"), HALL)


def test_whose_counter_the_head_closed_reads_by_whom_and_where_the_visitor_went(
    visiting: Visiting, signed_in: SignedIn
) -> None:
    visiting.opens()
    clerk, head = signed_in("clerk"), signed_in("secretary")
    ticket = visiting.takes()
    act(clerk, "next")
    act(clerk, "begin", ticket)
    head.post(HEAD, {"close": "1"})
    page = read(clerk, HALL)
    assert "书记在 10:00 关了您的 1 号窗口" in page
    assert f"{ticket.number} 号暂留着" in page
    act(clerk, "open", counter="1")
    act(clerk, "close")
    assert "关了您的" not in read(clerk, HALL)


def test_who_was_only_called_is_back_in_the_queue(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.opens()
    clerk = signed_in("clerk")
    ticket = visiting.takes()
    act(clerk, "next")
    signed_in("secretary").post(HEAD, {"close": "1"})
    assert f"{ticket.number} 号退回了队列" in read(clerk, HALL)


def test_a_day_later_nothing_is_told_of_it_any_more(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.opens()
    signed_in("secretary").post(HEAD, {"close": "1"})
    assert Shift.objects.get().closed_by == visiting.world.person("secretary")
    clerk = visiting.world.actor("clerk")
    assert closed_for(clerk, later(60)) is not None
    assert closed_for(clerk, later(60 * 24)) is None
