"""Who is on hold and does not come back is marked as missed, or sent to another queue, without taking the counter."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from tests.hall.at_counter import COUNTER, act
from tests.hall.visiting import Visiting, got, later

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]


@pytest.fixture
def held(clerk: Client, visiting: Visiting) -> Ticket:
    """Somebody of counter 1 who fetches a paper, while the counter has the next visitor."""
    ticket = visiting.takes()
    for name in ("next", "begin", "hold"):
        act(clerk, name, None if name == "next" else ticket)
    visiting.takes(later(1))
    act(clerk, "next")
    return got(ticket)


def test_the_counter_offers_that_they_did_not_come_back_and_another_queue(clerk: Client, held: Ticket) -> None:
    page = clerk.get(COUNTER).content.decode()
    assert "没有回来" in page
    assert f'id="act-miss-{held.pk}"' in page
    assert f'id="transfer-{held.pk}"' in page


def test_who_did_not_come_back_is_missed_and_can_be_brought_back(clerk: Client, held: Ticket) -> None:
    act(clerk, "miss", held)
    assert (got(held).state, got(held).counter) == ("missed", None)
    act(clerk, "bring_back", held)
    assert got(held).state == "waiting"


def test_who_comes_back_to_another_queue_keeps_the_turn(clerk: Client, held: Ticket) -> None:
    act(clerk, "transfer", held, group="B")
    after = got(held)
    assert (after.state, after.group.letter, after.counter, after.turn_at) == ("waiting", "B", None, held.turn_at)
