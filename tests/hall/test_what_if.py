"""The hall's head asks what other counters would have changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from juzhan.apps.hall.past import past_day
from juzhan.apps.hall.services import sitting
from juzhan.apps.hall.what_if import Change, formulas, suppose
from tests.hall.visiting import TEN, Visiting, later
from tests.world import JINLI, at

pytestmark = pytest.mark.django_db

PAGE = f"/desk/hall/{JINLI}/what-if"
TUESDAY = at(2026, 3, 3, 9)


@pytest.fixture
def busy_monday(visiting: Visiting) -> Visiting:
    """One counter, eight visitors within eight minutes from ten, each served for six minutes."""
    for minute in range(8):
        visiting.takes(later(minute))
    shift = visiting.opens()
    for number in range(8):
        visiting.serves(shift, later(6 * number), later(6 * number + 6))
    sitting.close_counter(shift, by=visiting.world.actor("clerk"), at=later(60))
    return visiting


def asked(client: Client, **given: object) -> tuple[int, str]:
    """The page of the day after, as its head asks it."""
    with time_machine.travel(TUESDAY, tick=False):
        answer = client.get(PAGE, given, headers={"accept-language": "en"})
    return answer.status_code, answer.content.decode()


def test_the_day_before_is_shown_as_it_was(busy_monday: Visiting, signed_in: Callable[[str], Client]) -> None:
    status, page = asked(signed_in("secretary"))
    assert status == 200
    assert "Monday" in page
    assert "8 visitors called" in page
    assert '<td class="number">17.5</td>' in page, "waits of 0, 5, 10 … 35 minutes"


def test_a_second_counter_is_tried(busy_monday: Visiting, signed_in: Callable[[str], Client]) -> None:
    status, page = asked(
        signed_in("secretary"), day="2026-03-02", more=1, more_from="10:00", more_until="11:00", less=""
    )
    assert status == 200
    assert "The mean wait is 11.5 minutes shorter." in page, "17.5 before; 0, 0, 4, 4, 8, 8, 12, 12 with two counters"
    assert "waits__would" in page


def test_a_usual_monday_is_the_mean_of_its_days(busy_monday: Visiting, signed_in: Callable[[str], Client]) -> None:
    shift = busy_monday.opens(at=TEN + timedelta(weeks=1))
    busy_monday.takes(TEN + timedelta(weeks=1))
    busy_monday.serves(shift, TEN + timedelta(weeks=1, minutes=1), TEN + timedelta(weeks=1, minutes=3))
    with time_machine.travel(TUESDAY + timedelta(weeks=1), tick=False):
        page = signed_in("secretary").get(PAGE, {"day": "usual-0", "more": 0}, headers={"accept-language": "en"})
    assert "A usual Monday" in page.content.decode()
    assert "4.5 visitors called" in page.content.decode()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"day": "2026-03-02", "more": 1}, "Fill in from when to when."),
        (
            {"day": "2026-03-02", "more": 1, "more_from": "11:00", "more_until": "10:00"},
            "The end must be after the beginning.",
        ),
        ({"day": "2026-03-02", "more": 1, "more_from": "25:00", "more_until": "x"}, "Enter a valid time"),
        ({"day": "2001-01-01", "more": 0}, "is not one of the available choices"),
        ({"day": "2026-03-02", "more": 99}, "is not one of the available choices"),
        ({"day": "2026-03-02", "more": 0, "less": "7"}, "is not one of the available choices"),
        ({"day": "\x00", "more": "\x00", "less_from": "\x00"}, ""),
    ],
)
def test_a_question_that_makes_no_sense_is_shown_with_its_reason(
    busy_monday: Visiting, signed_in: Callable[[str], Client], given: dict[str, object], said: str
) -> None:
    status, page = asked(signed_in("secretary"), **given)
    assert status == 422
    assert said in page


def test_a_hall_without_a_past_day_says_so(visiting: Visiting, signed_in: Callable[[str], Client]) -> None:
    status, page = asked(signed_in("secretary"))
    assert (status, "There is no past day yet" in page) == (200, True)


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("neighbor_secretary", 403), ("administrator", 403)])
def test_only_the_head_asks(busy_monday: Visiting, signed_in: Callable[[str], Client], who: str, status: int) -> None:
    assert asked(signed_in(who))[0] == status


def test_a_counter_that_closes_makes_the_others_wait_longer(busy_monday: Visiting) -> None:
    day = past_day(busy_monday.hall, TEN.date())
    found = suppose([day], Change(closed=1, closed_span=(610.0, 630.0)), promise=30)
    assert found.would.mean > found.was.mean
    assert found.would.late > found.was.late
    assert sum(hour.visitors for hour in found.hours) == 8


def test_erlang_stands_beside_it_with_the_days_own_rates(busy_monday: Visiting) -> None:
    day = past_day(busy_monday.hall, TEN.date())
    whole, busiest = formulas(suppose([day], Change(), promise=30))
    assert (whole.per_hour, whole.minutes, whole.counters) == pytest.approx((8, 6, 1))
    assert whole.now.mean_wait == pytest.approx(24.0), "load 0.8 at one counter: 0.8 * 6 / 0.2"
    assert whole.within_more > whole.within
    assert busiest.label.en == "The busiest hour (from 10:00)"
