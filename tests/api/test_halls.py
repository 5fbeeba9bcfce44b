"""A visitor's program sees a hall, takes a number, follows it, books, moves, cancels and checks in."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from ninja import Schema

from juzhan.api import hall_schemas
from juzhan.apps.hall.models import Booking, BookingContact, Hall, Ticket
from juzhan.apps.hall.services.arranging import set_up_hall
from tests.api.calls import get, post
from tests.hall.visiting import Visiting, later
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, LAOMALU, World, at

pytestmark = pytest.mark.django_db
KEY = "a-key-of-the-caller"
NINE = "2026-03-03T09:00:00+08:00"
AT_TWO = "2026-03-02T14:00:00+08:00"


@pytest.fixture(autouse=True)
def clock() -> Any:
    """Monday 2 March 2026 at ten."""
    with time_machine.travel(at(2026, 3, 2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def visiting(world: World) -> Visiting:
    """The hall of Jinli."""
    return Visiting(world, set_up_hall(world.place()))


def take(client: Client, key: str = KEY, **given: Any) -> Any:
    """Ask for a number."""
    return post(client, f"/halls/{JINLI}/tickets", given or {"item": ALLOWANCE}, key=key)


def book(client: Client, key: str = KEY, **given: Any) -> Any:
    """Ask for a time."""
    wanted = {"item": ALLOWANCE, "begins": NINE, "phone": "138 0000 0001", **given}
    return post(client, f"/halls/{JINLI}/bookings", wanted, key=key)


def held(shape: type[Schema], answer: Any) -> dict[str, Any]:
    """The answer, once it has exactly the fields of its shape."""
    data: dict[str, Any] = answer.json()
    assert data.keys() == shape.model_fields.keys()
    shape.model_validate(data)
    return data


def test_a_hall_is_shown_as_it_stands(client: Client, visiting: Visiting) -> None:
    visiting.takes()
    visiting.calls(visiting.opens(), later(1))
    visiting.takes(later(2))
    state = held(hall_schemas.HallOut, get(client, f"/halls/{JINLI}"))
    assert state["open"]
    assert [(call["number"], call["counter"], call["spoken"]) for call in state["calls"]] == [
        ("A001", 1, "请 A 零 零 幺 号，到 1 号窗口。")
    ]
    assert state["queues"][0]["waiting"] == ["A002"]
    assert [row["place"] for row in get(client, "/halls").json()] == [JINLI]
    assert get(client, "/halls/510107001999").status_code == 404


def test_a_number_is_taken_and_followed(client: Client, visiting: Visiting) -> None:
    visiting.takes()
    answer = take(client)
    assert answer.status_code == 201
    ticket = held(hall_schemas.TicketOut, answer)
    assert (ticket["number"], ticket["ahead"], ticket["lane"]) == ("A002", 1, "walk_in")
    shift = visiting.opens()
    visiting.serves(shift, later(1), later(2))
    visiting.calls(shift, later(3))
    seen = held(hall_schemas.TicketOut, get(client, f"/tickets/{ticket['code']}"))
    assert (seen["state"], seen["counter"], seen["ahead"]) == ("called", 1, None)


def test_the_same_key_gives_the_same_number(client: Client, visiting: Visiting) -> None:
    assert take(client).json() == take(client).json()
    assert Ticket.objects.count() == 1


def test_a_number_is_taken_by_the_letter_of_a_queue_and_by_the_green_channel(
    client: Client, visiting: Visiting
) -> None:
    ticket = take(client, queue="C", green=True).json()
    assert (ticket["number"], ticket["lane"], ticket["item"]) == ("C001", "green", None)


def test_a_number_is_given_up_once(client: Client, visiting: Visiting) -> None:
    code = take(client).json()["code"]
    assert post(client, f"/tickets/{code}/leaving").json()["state"] == "left"
    again = post(client, f"/tickets/{code}/leaving")
    assert (again.status_code, again.json()["code"]) == (409, "ticket.wrong_state")


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"item": "no.such.item"}, 422, "hall.no_such_queue"),
        ({"item": CERTIFICATE}, 422, "hall.no_such_queue"),
        ({"queue": "Z"}, 422, "hall.no_such_queue"),
        ({"queue": "AB"}, 422, "request.invalid"),
        ({"item": ALLOWANCE, "community": LAOMALU}, 422, "hall.not_served_here"),
        ({"item": ALLOWANCE, "why": "pregnant"}, 422, "request.invalid"),
    ],
)
def test_a_wish_that_does_not_fit_is_refused(
    given: dict[str, Any], status: int, code: str, client: Client, visiting: Visiting
) -> None:
    answer = take(client, **given)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_while_the_hall_is_shut_no_number_is_given(
    client: Client, visiting: Visiting, clock: time_machine.Coordinates
) -> None:
    clock.move_to(at(2026, 3, 2, 20))
    assert (take(client).status_code, take(client).json()["code"]) == (409, "hall.shut")


def test_without_a_key_nothing_is_taken(client: Client, visiting: Visiting) -> None:
    assert take(client, key="").status_code == 422
    assert book(client, key="").status_code == 422


def test_free_times_are_listed(client: Client, visiting: Visiting) -> None:
    book(client)
    days = get(client, f"/halls/{JINLI}/slots").json()
    assert [day["day"] for day in days] == [f"2026-03-0{n}" for n in (2, 3, 4, 5, 6, 9)]
    assert days[1]["slots"][0] == {"begins": NINE, "ends": "2026-03-03T09:30:00+08:00", "free": 1}


def test_a_booking_is_made_moved_and_cancelled(client: Client, visiting: Visiting) -> None:
    answer = book(client)
    assert answer.status_code == 201
    booking = held(hall_schemas.BookingOut, answer)
    assert "138" not in answer.content.decode().replace(booking["code"], "")
    assert BookingContact.objects.get().phone == "13800000001"
    where = f"/bookings/{booking['code']}"
    moved = post(client, f"{where}/change", {"begins": "2026-03-04T02:00:00Z"})
    assert Booking.objects.get().begins == at(2026, 3, 4, 10)
    assert held(hall_schemas.BookingOut, moved) == get(client, where).json()
    assert post(client, f"{where}/cancellation").json()["cancelled"]
    assert post(client, f"{where}/change", {"begins": NINE}).status_code == 409


def test_the_same_key_gives_the_same_booking(client: Client, visiting: Visiting) -> None:
    assert book(client).json() == book(client).json()
    assert Booking.objects.count() == 1


def test_on_the_day_a_booking_checks_in(client: Client, visiting: Visiting, clock: time_machine.Coordinates) -> None:
    code = book(client, begins=AT_TWO).json()["code"]
    clock.move_to(at(2026, 3, 2, 13, 50))
    ticket = held(hall_schemas.TicketOut, post(client, f"/bookings/{code}/arrival"))
    assert ticket["lane"] == "booked"
    assert get(client, f"/bookings/{code}").json()["ticket"] == ticket["code"]
    assert post(client, f"/bookings/{code}/cancellation").json()["code"] == "booking.arrived"


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"begins": "2026-03-03T09:10:00+08:00"}, 422, "slot.unknown"),
        ({"begins": "2026-03-02T09:00:00+08:00"}, 422, "slot.over"),
        ({"begins": "2026-03-20T09:00:00+08:00"}, 422, "slot.too_far"),
        ({"begins": "2026-03-07T09:00:00+08:00"}, 422, "slot.hall_shut"),
        ({"begins": "2026-03-03T09:00:00"}, 422, "request.invalid"),
        ({"begins": "9999-12-31T23:59:59Z"}, 422, "request.invalid"),
        ({"begins": "0001-01-01T00:00:00Z"}, 422, "request.invalid"),
        ({"phone": "12"}, 422, "booking.phone"),
        ({"item": "no.such.item"}, 422, "hall.no_such_queue"),
        ({"item": ""}, 422, "hall.no_such_queue"),
        ({"community": "510107001999"}, 404, "404"),
    ],
)
def test_a_booking_that_does_not_fit_is_refused(
    given: dict[str, Any], status: int, code: str, client: Client, visiting: Visiting
) -> None:
    answer = book(client, **given)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Booking.objects.exists()


def test_a_full_slot_is_a_conflict(client: Client, visiting: Visiting) -> None:
    Hall.objects.update(slot_capacity=1)
    book(client)
    answer = book(client, "another-key", phone="13800000002")
    assert (answer.status_code, answer.json()["code"]) == (409, "slot.full")


@pytest.mark.parametrize("what", ["tickets", "bookings"])
def test_guessing_codes_is_slowed(what: str, client: Client, visiting: Visiting) -> None:
    answers = [get(client, f"/{what}/0000000000").status_code for _ in range(9)]
    assert answers == [404] * 8 + [429]
