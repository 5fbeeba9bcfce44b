"""Somebody asks after a number: the staff see where it stands and do what can be done, with a reason where it is out of turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.numbers import numbers_meant
from juzhan.apps.hall.services import calling, sitting
from juzhan.apps.record.models import Entry
from tests.hall.at_counter import COUNTER, act
from tests.hall.visiting import TEN, Visiting, got, later
from tests.world import JINLI

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
NUMBER = f"/desk/hall/{JINLI}/number"


def found(client: Client, typed: str) -> str:
    """What the page says of a number."""
    return client.get(NUMBER, {"n": typed}).content.decode()


@pytest.mark.parametrize("typed", ["A001", "a1", "ａ００１", "A-001", " a 1 ", "1"])
def test_a_number_is_found_as_people_write_it(typed: str, clerk: Client, visiting: Visiting) -> None:
    visiting.takes()
    assert 'data-number="A001"' in found(clerk, typed)


@pytest.mark.parametrize("typed", ["", "AAAA", "\x00", "A999999999999", "号", "1'or 1=1"])
def test_what_is_no_number_finds_nothing(typed: str, clerk: Client, visiting: Visiting) -> None:
    visiting.takes()
    assert "data-number=" not in found(clerk, typed)
    assert numbers_meant(typed, ["A", "B"]) == []


def test_who_waits_is_told_the_place_and_the_range(clerk: Client, visiting: Visiting) -> None:
    visiting.takes()
    second = visiting.takes(later(1))
    page = found(clerk, second.number)
    assert "等候" in page
    assert "前面还有 1 位" in page
    assert "分钟" in page


def test_counter_and_head_page_have_the_search(clerk: Client, signed_in: SignedIn) -> None:
    for page in (clerk.get(COUNTER), signed_in("secretary").get(f"/desk/hall/{JINLI}/head")):
        assert f'action="{NUMBER}"' in page.content.decode()


def test_who_was_served_left_or_missed_stands_there_with_counter_and_story(clerk: Client, visiting: Visiting) -> None:
    shift = sitting.shift_of(visiting.world.actor("clerk"))
    assert shift is not None
    visiting.takes()
    served = visiting.serves(shift, later(1), later(5))
    page = found(clerk, served.number)
    for said in ("已办完", "1 号窗口", "取号", "开始办理", "10:05"):
        assert said in page
    gone = visiting.takes(later(6))
    calling.leave(gone, at=later(7))
    assert "已取消" in found(clerk, gone.number)


def test_a_missed_number_is_brought_back_from_there(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    Ticket.objects.filter(pk=ticket.pk).update(state="missed")
    assert f"/desk/hall/{JINLI}/act/bring_back" in found(clerk, ticket.number)
    act(clerk, "bring_back", ticket)
    assert got(ticket).state == "waiting"


def test_a_number_kept_from_a_day_before_is_found_beside_todays(clerk: Client, visiting: Visiting) -> None:
    kept = visiting.takes(TEN - timedelta(days=3))
    ended = visiting.takes(TEN - timedelta(days=4))
    Ticket.objects.filter(pk=ended.pk).update(state="ended")
    visiting.takes()
    page = found(clerk, kept.number)
    assert page.count('data-number="A001"') == 2
    assert "留下的号" in page


def test_one_is_called_out_of_turn_for_a_reason_that_is_recorded(clerk: Client, visiting: Visiting) -> None:
    first, second = visiting.takes(), visiting.takes(later(1))
    assert f"/desk/hall/{JINLI}/act/call" in found(clerk, second.number)
    status, page = act(clerk, "call", second, reason="突发不适")
    assert (status, got(second).state, got(first).state) == (200, "called", "waiting")
    assert second.number in page
    entry = Entry.objects.filter(act="ticket.call").get()
    assert entry.subject == second.record_subject
    assert entry.commitments.get().value == "突发不适"


@pytest.mark.parametrize("reason", ["", "   "])
def test_nobody_is_called_out_of_turn_without_a_reason(reason: str, clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    status, page = act(clerk, "call", ticket, reason=reason)
    assert (status, got(ticket).state) == (422, "waiting")
    assert "原因" in page


def test_while_somebody_is_at_the_counter_nobody_else_can_be_called(clerk: Client, visiting: Visiting) -> None:
    here, other = visiting.takes(), visiting.takes(later(1))
    act(clerk, "next")
    page = found(clerk, other.number)
    assert f"1 号窗口现在有 {here.number} 号" in page
    assert "/act/call" not in page


def test_without_a_counter_the_head_sees_where_it_stands_and_no_acts(visiting: Visiting, signed_in: SignedIn) -> None:
    ticket = visiting.takes()
    page = found(signed_in("secretary"), ticket.number)
    assert "前面还有 0 位" in page
    assert "/act/call" not in page


@pytest.mark.parametrize("who", ["neighbor_clerk", "representative", "street_officer"])
def test_others_find_nothing_here(who: str, hall: object, signed_in: SignedIn) -> None:
    assert signed_in(who).get(NUMBER).status_code == 403


def test_the_page_asks_a_fixed_number_of_questions(clerk: Client, visiting: Visiting) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            found(clerk, "1")
        return len(captured)

    visiting.takes()
    one = queries()
    for letter in "BC":
        visiting.takes(later(1), letter)
    for minute in range(20):
        visiting.takes(later(2 + minute))
    assert queries() == one
