"""One address takes so many numbers and bookings an hour on the pages; the clerk's desk has no such limit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.hall.models import Booking, Ticket
from tests.hall.booking import PHONE, Bookings, phone
from tests.hall.visiting import Visiting
from tests.world import ALLOWANCE, JINLI

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TAKE = f"/hall/{JINLI}/take"
BOOK = f"/hall/{JINLI}/book"


@pytest.fixture
def client() -> Client:
    """A phone."""
    return Client(headers={"accept-language": "zh-hans"})


def take(client: Client, submission: str = "", where: str = TAKE) -> int:
    """Ask for a number on the page; gives the status."""
    given = {"item": ALLOWANCE, "group": "A", "who": "self", "submission": submission or str(uuid4())}
    return client.post(where, given).status_code


def book(client: Client, number: str, slot: str = "2026-03-03T09:00") -> str:
    """Ask for a time on the page; gives the status and the page."""
    given = {"submission": str(uuid4()), "item": ALLOWANCE, "slot": slot, "phone": number, "name": ""}
    answer = client.post(BOOK, given)
    return f"{answer.status_code} {answer.content.decode()}"


def test_a_phone_that_takes_number_after_number_is_told_to_wait(
    client: Client, visiting: Visiting, settings: Any
) -> None:
    settings.HALL_NUMBERS_HOUR = 2
    last = str(uuid4())
    assert [take(client), take(client, last), take(client)] == [302, 302, 429]
    assert take(client, last) == 302, "the same form leads to the number that it got"
    assert take(Client(REMOTE_ADDR="203.0.113.7")) == 302
    assert Ticket.objects.count() == 3


def test_the_kiosks_address_has_a_limit_of_its_own(client: Client, visiting: Visiting, settings: Any) -> None:
    settings.HALL_NUMBERS_HOUR, settings.HALL_KIOSK_HOUR = 1, 3
    kiosk = f"/hall/{JINLI}/kiosk/take"
    assert [take(client), take(client)] == [302, 429]
    assert [take(client, where=kiosk) for _ in range(4)] == [302, 302, 302, 429]


def test_the_desk_has_no_limit(visiting: Visiting, settings: Any, signed_in: Callable[[str], Client]) -> None:
    settings.HALL_NUMBERS_HOUR = settings.HALL_KIOSK_HOUR = 1
    clerk = signed_in("clerk")
    page = clerk.get(f"/desk/hall/{JINLI}/take").context["form"]
    given = {name: page[name].value() or "" for name in page.fields} | {"item": ALLOWANCE}
    for _ in range(3):
        assert clerk.post(f"/desk/hall/{JINLI}/take", given | {"submission": str(uuid4())}).status_code == 302
    assert Ticket.objects.count() == 3


def test_a_phone_that_books_time_after_time_is_told_to_wait(client: Client, visiting: Visiting, settings: Any) -> None:
    settings.HALL_BOOKINGS_HOUR = 2
    slots = ("09:00", "09:30", "10:00")
    answers = [book(client, phone(n), f"2026-03-03T{slot}") for n, slot in enumerate(slots, 1)]
    assert [answer[:3] for answer in answers] == ["302", "302", "429"]
    assert "太多了" in answers[2]
    assert Booking.objects.count() == 2


def test_a_stranger_is_not_told_when_a_neighbor_comes_and_cannot_go_on_trying(
    client: Client, visiting: Visiting
) -> None:
    Bookings(visiting).books()
    answers = [book(client, PHONE, "2026-03-04T09:00") for _ in range(9)]
    assert [answer[:3] for answer in answers] == ["422"] * 8 + ["429"]
    told = answers[0][answers[0].index("这个电话已经约了") :].partition("<")[0]
    assert "2026" not in told
    assert book(Client(REMOTE_ADDR="203.0.113.7"), phone(5), "2026-03-04T09:00").startswith("302")
