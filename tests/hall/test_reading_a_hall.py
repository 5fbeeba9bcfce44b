"""Anyone looks at a hall before they go: open or shut, who waits, about how long, who is called first."""

from __future__ import annotations

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.models import Group
from tests.hall.screens import AtScreen
from tests.hall.visiting import Visiting
from tests.world import JINLI, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def visitor() -> AtScreen:
    """Somebody with a phone."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}))


def test_the_list_of_halls_leads_to_each_with_its_hours(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("/halls")
    assert f'href="/hall/{JINLI}"' in page
    assert "09:00–12:00、13:30–17:00" in page


def test_without_a_hall_the_list_says_where_to_go(visitor: AtScreen, world: object) -> None:
    assert "还没有大厅" in visitor.read("/halls")


def test_an_open_hall_offers_a_number_and_a_time(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read()
    assert "现在开着" in page
    assert f'href="/hall/{JINLI}/take"' in page
    assert f'href="/hall/{JINLI}/book"' in page


@pytest.mark.parametrize(
    ("moment", "next_time"),
    [
        (at(2026, 3, 2, 12, 30), "2026年3月2日 星期一 13:30"),
        (at(2026, 3, 2, 17), "2026年3月3日 星期二 09:00"),
        (at(2026, 3, 7), "2026年3月9日 星期一 09:00"),
        (at(2026, 10, 1), "2026年10月8日 星期四 09:00"),
    ],
)
def test_a_shut_hall_says_when_it_opens_and_gives_no_number(
    moment: object, next_time: str, visiting: Visiting, visitor: AtScreen, clock: time_machine.Coordinates
) -> None:
    clock.move_to(moment)  # type: ignore[arg-type]
    page = visitor.read()
    assert "现在不开门" in page
    assert next_time in page
    assert f'href="/hall/{JINLI}/take"' not in page


def test_who_waits_in_each_queue_and_about_how_long_is_told(visiting: Visiting, visitor: AtScreen) -> None:
    visiting.opens()
    for _ in range(4):
        visiting.takes()
    page = visitor.read()
    assert "<span data-waiting>4</span>" in page
    assert "大约等 15 到 70 分钟" in page


def test_while_no_counter_is_open_no_wait_is_invented(visiting: Visiting, visitor: AtScreen) -> None:
    assert "说不准要等多久" in visitor.read()


def test_the_rule_of_order_is_told_in_plain_words(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read()
    assert "绿色通道按早到 60 分钟排" in page
    assert "不问原因，也不记录原因" in page


def test_english_readers_are_told_the_same(visiting: Visiting) -> None:
    page = AtScreen(Client(headers={"accept-language": "en"})).read()
    assert "Open now" in page
    assert "Take a number" in page


def test_the_page_asks_the_same_number_of_questions_whoever_waits(visiting: Visiting, visitor: AtScreen) -> None:
    visitor.read()
    asked = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            visitor.read()
        asked.append(len(queries))
        for number in range(30):
            visiting.takes(letter="ABC"[number % 3])
    assert asked[0] == asked[1]


@pytest.mark.parametrize("place", ["510107001004", "nowhere", "%00", "9" * 200])
def test_where_there_is_no_hall_there_is_no_page(place: str, visiting: Visiting, visitor: AtScreen) -> None:
    visitor.read(f"/hall/{place}", 404)
    visitor.read(f"/hall/{place}/kiosk", 404)


def test_a_queue_that_gives_no_numbers_says_so(visiting: Visiting, visitor: AtScreen) -> None:
    Group.objects.filter(letter="A").update(is_open=False)
    page = visitor.read("take")
    assert "今天不取号了" in page
    assert "?group=A" not in page
