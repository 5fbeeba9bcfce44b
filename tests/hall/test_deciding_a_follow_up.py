"""The head ends the follow-up of a bad rating: calls back where a phone was left, explains what was found, reads the words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from juzhan.apps.hall.models import VisitRating
from juzhan.apps.matters.models import Matter
from tests.hall.rating import after_midnight, publish_follow_up, rates, visited
from tests.hall.test_rating_pages import url_of
from tests.hall.visiting import Visiting, later
from tests.world import JINLI

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
CALL = {"reached": "yes", "called_at": "2026-03-02T11:30"}
FOUND = {"outcome": "settled", "reason": "情况属实，已道歉"}


@pytest.fixture(autouse=True)
def _afternoon(clock: time_machine.Coordinates) -> None:
    clock.move_to(later(120))
    publish_follow_up()


@pytest.fixture
def rating(visiting: Visiting) -> VisitRating:
    """A bad rating whose author left a phone."""
    return after_midnight(rates(visited(visiting), phone="13800000009", comment="说话很大声"))


def address(rating: VisitRating, act: str = "") -> str:
    """The follow-up's page."""
    assert rating.follow_up is not None
    return f"/desk/matters/{rating.follow_up.code}{act}"


def test_the_page_asks_when_they_were_called_and_whether_they_were_reached(
    rating: VisitRating, signed_in: SignedIn
) -> None:
    head = signed_in("secretary")
    page = head.get(address(rating, "/decide")).content.decode()
    assert 'name="called_at"' in page
    assert page.count('name="reached"') == 2
    head.post(address(rating, "/decide"), {**FOUND, **CALL})
    matter = Matter.objects.get(pk=rating.follow_up_id)
    step = matter.steps.get(act="decide")
    assert matter.state == "decided"
    assert step.note == "2026年3月2日 星期一 11:30 已回电话，和本人说过。\n情况属实，已道歉"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({**FOUND, "reached": "yes"}, "请填写：什么时候打的"),
        ({**FOUND, "called_at": "2026-03-02T11:30"}, "请选择：回电话了吗"),
        ({**FOUND, **CALL, "called_at": "2026-03-02T12:30"}, "这个时间还没到"),
        ({"outcome": "settled", **CALL}, "请写明查到了什么"),
    ],
)
def test_what_is_missing_is_said(given: dict[str, str], said: str, rating: VisitRating, signed_in: SignedIn) -> None:
    answer = signed_in("secretary").post(address(rating, "/decide"), given)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_without_a_phone_nobody_is_called_and_the_explanation_is_still_wanted(
    visiting: Visiting, signed_in: SignedIn
) -> None:
    rating, head = after_midnight(rates(visited(visiting))), signed_in("secretary")
    assert 'name="called_at"' not in head.get(address(rating, "/decide")).content.decode()
    assert head.post(address(rating, "/decide"), {"outcome": "settled"}).status_code == 422
    assert head.post(address(rating, "/decide"), FOUND).status_code == 302


def test_the_follow_up_leads_its_head_to_the_words_of_the_rating(rating: VisitRating, signed_in: SignedIn) -> None:
    words = f"/desk/hall/{JINLI}/ratings/{rating.reference}"
    assert f'href="{words}"' in signed_in("secretary").get(address(rating)).content.decode()
    assert "ratings" not in signed_in("clerk").get(address(rating)).content.decode()


def test_the_phone_is_asked_for_outside_of_what_may_stay_shut(visiting: Visiting, client: Client) -> None:
    page = client.get(url_of(visited(visiting))).content.decode()
    more = page[page.index('<details class="more"') :]
    assert 'name="phone"' not in more[: more.index("</details>")]
    assert 'name="phone"' in more
