"""The board is right before any script runs: calls, queues, counters, the rule of order, in both languages."""

from __future__ import annotations

import re

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.selectors import board
from juzhan.apps.hall.services import calling
from juzhan.domain.queueing.numbers import announced
from tests.hall.visiting import Visiting, later
from tests.world import JINLI, at

pytestmark = pytest.mark.django_db
BOARD = f"/hall/{JINLI}/board"


@pytest.fixture(autouse=True)
def five_past_ten(clock: time_machine.Coordinates) -> None:
    """The clock stands still at five past ten."""
    clock.move_to(later(5))


def shown(language: str = "zh-hans", **given: str) -> str:
    """The board as text."""
    return Client(headers={"accept-language": language}).get(BOARD, given).content.decode()


def latest(page: str) -> tuple[str, str]:
    """The number in large figures and its counter."""
    found = re.search(r"data-number>(\w*)</strong>.*?data-counter>(\d*)</strong>", page, re.DOTALL)
    assert found
    return found[1], found[2]


def test_the_newest_call_is_the_largest(visiting: Visiting) -> None:
    for minute in range(3):
        visiting.takes(later(minute / 10))
    visiting.calls(visiting.opens(), later(1))
    visiting.calls(visiting.opens("colleague", 2), later(2), "colleague")
    page = shown()
    assert latest(page) == ("A002", "2")
    assert 'data-call="A001"' in page


def test_those_who_are_awaited_stand_before_those_who_are_served(visiting: Visiting) -> None:
    visiting.takes()
    visiting.takes(later(0.1))
    first, second = visiting.opens(), visiting.opens("colleague", 2)
    visiting.calls(first, later(1))
    served = visiting.calls(second, later(2), "colleague")
    calling.begin(second, served, by=visiting.world.actor("colleague"), at=later(3))
    assert [call["number"] for call in board(visiting.hall, later(4))["calls"]] == ["A001", "A002"]


def test_the_queues_tell_how_many_wait_who_is_next_and_about_how_long(visiting: Visiting) -> None:
    for minute in range(4):
        visiting.takes(later(minute / 10))
    page = shown()
    assert "data-waiting>4<" in page
    assert "A001 A002" in page
    assert "data-range>—<" in page, "no counter is open, so nobody can say how long"
    visiting.opens()
    assert re.search(r"data-range>\d+–\d+<", shown())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_both_languages_stand_on_it_whatever_the_reader_asked_for(language: str, visiting: Visiting) -> None:
    page = shown(language)
    for words in ("正在叫号", "Now calling", "绿色通道按早到 60 分钟排", "The green channel stands as if 60 minutes"):
        assert words in page


def test_a_notice_runs_on_it_and_nothing_without_one(visiting: Visiting) -> None:
    assert re.search(r"data-notice hidden", shown())
    Hall.objects.update(notice="下午三点停电检修", notice_en="No power from three")
    page = shown()
    assert "下午三点停电检修" in page
    assert "No power from three" in page


def test_it_says_when_the_hall_is_shut(visiting: Visiting, clock: time_machine.Coordinates) -> None:
    assert "data-shut hidden" in shown()
    clock.move_to(at(2026, 3, 2, 20))
    assert "data-shut hidden" not in shown()


def test_without_scripts_it_is_loaded_again_and_again(visiting: Visiting) -> None:
    assert '<noscript><meta http-equiv="refresh" content="10"></noscript>' in shown()


def test_the_strip_is_the_same_page_in_one_line(visiting: Visiting) -> None:
    assert "board--strip" in shown(strip="1")
    assert "board--strip" not in shown()


def test_a_place_without_a_hall_has_no_board() -> None:
    assert Client().get("/hall/510107001999/board").status_code == 404


def test_a_call_is_spoken_digit_by_digit() -> None:
    assert announced("A017", 12) == "请 A 零 幺 七 号，到 12 号窗口。"


def test_a_low_counter_is_named_in_the_call_and_among_the_counters(visiting: Visiting) -> None:
    visiting.takes()
    visiting.takes(later(0.1))
    visiting.calls(visiting.opens("colleague", 2), later(1), "colleague")
    assert "data-low hidden" in shown()
    visiting.calls(visiting.opens(), later(2))
    page = shown()
    assert "data-low hidden" not in page
    assert page.count('class="board-low"') == 2, "in the list of calls and of counters"
    state = board(visiting.hall, later(3))
    assert [counter["is_low"] for counter in state["counters"]] == [True, False, False]
    assert state["calls"][0]["spoken"].endswith("到 1 号窗口，低位窗口。")


def queries() -> int:
    """How many queries the board takes."""
    with CaptureQueriesContext(connection) as told:
        shown()
    return len(told)


def test_it_takes_as_many_queries_for_forty_visitors_as_for_one(visiting: Visiting) -> None:
    visiting.takes()
    queries()
    before = queries()
    for n in range(40):
        visiting.takes(later(n / 20), letter="ABC"[n % 3])
    assert queries() == before
