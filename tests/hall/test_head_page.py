"""The head sees who waits and how long, by hour and counter, and is warned before the promise is broken."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from juzhan.apps.hall.figures import day_figures, drawn, warnings
from juzhan.apps.hall.models import Shift
from juzhan.apps.hall.selectors import standing
from tests.hall.at_counter import HEAD
from tests.hall.visiting import TEN, Visiting, got, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]


def test_a_quiet_hall_has_no_warning(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.opens()
    assert warnings(standing(visiting.hall, TEN)) == []
    assert "都在承诺的 30 分钟以内" in signed_in("secretary").get(HEAD).content.decode()


def test_the_head_is_warned_before_the_promise_is_broken(visiting: Visiting) -> None:
    visiting.opens()
    for minute in range(8):
        visiting.takes(later(minute / 10))
    (warned,) = warnings(standing(visiting.hall, later(1)))
    assert warned.queue.group.letter == "A"
    assert warned.longest_now == 1
    assert "会超过本厅承诺的 30 分钟" in warned.text.zh


def test_the_head_is_warned_of_a_queue_that_no_counter_calls(visiting: Visiting) -> None:
    visiting.counter().groups.set([visiting.group("B")])
    visiting.opens()
    visiting.takes()
    (warned,) = warnings(standing(visiting.hall, later(1)))
    assert "没有窗口叫这个队列" in warned.text.zh


def test_the_warning_names_who_has_waited_too_long_already(visiting: Visiting) -> None:
    visiting.opens()
    visiting.takes()
    (warned,) = warnings(standing(visiting.hall, later(31)))
    assert "已经等了 31 分钟" in warned.text.zh
    assert warnings(standing(visiting.hall, later(30))) == []


def test_the_waits_of_the_day_by_hour_and_by_counter(visiting: Visiting) -> None:
    first, second = visiting.opens(), visiting.opens("colleague", 2)
    for came, called, ends, shift, who in (
        (0, 10, 15, first, "clerk"),
        (5, 25, 35, first, "clerk"),
        (40, 70, 80, second, "colleague"),
    ):
        visiting.takes(later(came))
        visiting.serves(shift, later(called), later(ends), who)
    figures = day_figures(visiting.hall, TEN.date())
    assert [(hour.hour, hour.calls, hour.mean, hour.longest) for hour in figures.hours] == [
        (10, 2, 15, 20),
        (11, 1, 30, 30),
    ]
    assert [(each.number, list(each.by_hour), each.mean_took) for each in figures.counters] == [
        (1, [2, 0], 7.5),
        (2, [0, 1], 10),
    ]
    assert (figures.calls, figures.mean, figures.longest) == (3, 20, 30)


def test_the_drawing_is_as_high_as_the_longest_wait_or_the_promise(visiting: Visiting) -> None:
    shift = visiting.opens()
    visiting.takes()
    visiting.serves(shift, later(60), later(65))
    drawing = drawn(day_figures(visiting.hall, TEN.date()).hours, 30)
    (bar,) = drawing.bars
    assert bar.is_late
    assert bar.y + bar.height == drawing.base
    assert drawing.promise_y == pytest.approx((bar.y + drawing.base) / 2, abs=0.2)


@pytest.mark.parametrize(("language", "said"), [("zh-hans", "平均等候"), ("en", "Mean wait")])
def test_the_page_has_the_figure_and_its_text_twin(
    language: str, said: str, visiting: Visiting, signed_in: SignedIn
) -> None:
    shift = visiting.opens()
    visiting.takes(later(-30))
    visiting.serves(shift, later(-10), later(-5))
    page = signed_in("secretary", language).get(HEAD).content.decode()
    assert '<svg class="waits"' in page
    assert page.count(said) >= 2
    assert ">20<" in page


def test_who_sits_where_and_the_head_closes_a_counter_left_open(visiting: Visiting, signed_in: SignedIn) -> None:
    ticket, shift = visiting.takes(), visiting.opens()
    visiting.calls(shift)
    head = signed_in("secretary")
    assert "站员甲" in head.get(HEAD).content.decode()
    assert head.post(HEAD, {"close": "1"}).status_code == 302
    assert got(ticket).state == "waiting"
    assert not Shift.objects.filter(closed_at=None).exists()
    assert head.post(HEAD, {"close": "1"}).status_code == 404
    assert head.post(HEAD, {"close": "x"}).status_code == 404


def test_a_clerk_does_not_close_the_counter_of_another_from_there(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.opens("colleague", 2)
    assert signed_in("clerk").post(HEAD, {"close": "2"}).status_code == 403
    assert Shift.objects.filter(closed_at=None).count() == 1


def test_the_part_that_is_read_anew_says_how_long_each_waits(
    visiting: Visiting, signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    ticket = visiting.takes()
    clock.move_to(later(45))
    part = signed_in("secretary").get(f"{HEAD}?part=live").content.decode()
    assert "<html" not in part
    assert ticket.number in part
    assert "45 分钟" in part


def test_the_head_is_warned_on_every_page_of_the_desk(visiting: Visiting, signed_in: SignedIn) -> None:
    for _ in range(2):
        visiting.takes(later(-31))
    visiting.takes(later(-30))
    head = signed_in("secretary").get("/desk").content.decode()
    assert re.search(r'href="/desk/hall">[^<]*<span class="count count--late">.*?</span>2</span>', head)
    assert "有超期，共" not in signed_in("clerk").get("/desk").content.decode()


def test_without_anybody_waiting_too_long_there_is_no_number(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.takes()
    assert "有超期，共" not in signed_in("secretary").get("/desk").content.decode()
