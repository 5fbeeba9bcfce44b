"""A visitor's program sees a hall, takes a number, follows it, books, moves, cancels and checks in."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.test import Client
from ninja import Schema

from juzhan.api.schemas import halls as schemas
from juzhan.apps.hall.models import Booking, BookingContact, Hall, Ticket, VisitRating
from juzhan.apps.hall.services.arranging import set_up_hall
from tests.api.calls import get, post
from tests.hall.rating import after_midnight, publish_follow_up
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
    state = held(schemas.HallOut, get(client, f"/halls/{JINLI}"))
    assert state["open"]
    assert [(call["number"], call["counter"], call["spoken"]) for call in state["calls"]] == [
        ("A001", 1, "请 A 零 零 幺 号，到 1 号窗口，低位窗口。")
    ]
    assert state["queues"][0]["waiting"] == ["A002"]
    assert [row["place"] for row in get(client, "/halls").json()] == [JINLI]
    assert get(client, "/halls/510107001999").status_code == 404


def test_a_number_is_taken_and_followed(client: Client, visiting: Visiting) -> None:
    visiting.takes()
    answer = take(client)
    assert answer.status_code == 201
    ticket = held(schemas.TicketOut, answer)
    assert (ticket["number"], ticket["ahead"], ticket["lane"]) == ("A002", 1, "walk_in")
    shift = visiting.opens()
    visiting.serves(shift, later(1), later(2))
    visiting.calls(shift, later(3))
    seen = held(schemas.TicketOut, get(client, f"/tickets/{ticket['code']}"))
    assert (seen["state"], seen["counter"], seen["ahead"]) == ("called", 1, None)


def test_the_same_key_gives_the_same_number(client: Client, visiting: Visiting) -> None:
    assert take(client).json() == take(client).json()
    assert Ticket.objects.count() == 1


def test_for_whom_one_comes_and_what_is_lacking_is_kept_with_the_number(client: Client, visiting: Visiting) -> None:
    told = take(client, item=ALLOWANCE, comes_as="proxy", missing=["identity", "no_such_paper"]).json()
    ticket = Ticket.objects.get(code=told["code"])
    assert (ticket.comes_as, ticket.missing) == ("proxy", ["identity"])


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


def test_the_same_key_of_another_client_is_another_key(client: Client, visiting: Visiting) -> None:
    theirs = Client(REMOTE_ADDR="203.0.113.7")
    assert take(client).json()["code"] != take(theirs).json()["code"]
    mine, other = book(client), book(theirs, phone="13800000002")
    assert mine.json()["code"] != other.json()["code"]


def test_the_same_key_for_a_number_and_for_a_booking_gives_both(client: Client, visiting: Visiting) -> None:
    key = "6f1a1c1e-93a5-4c38-9df2-0f6b1a2a5b10"
    assert (take(client, key).status_code, book(client, key).status_code) == (201, 201)


def test_one_address_takes_so_many_numbers_an_hour_and_another_is_not_kept_from_them(
    client: Client, visiting: Visiting, settings: Any, clock: time_machine.Coordinates
) -> None:
    settings.HALL_NUMBERS_HOUR = 2
    answers = [take(client, f"number-{n}") for n in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["code"] == "hall.too_many"
    assert take(client, "number-1").json() == answers[1].json(), "who lost the answer still gets it"
    assert take(Client(REMOTE_ADDR="203.0.113.7"), "number-3").status_code == 201
    clock.move_to(at(2026, 3, 2, 11))
    assert take(client, "number-3").status_code == 201


def test_a_number_that_was_refused_is_not_counted(client: Client, visiting: Visiting, settings: Any) -> None:
    settings.HALL_NUMBERS_HOUR = 1
    assert take(client, "number-1", item=ALLOWANCE, community=LAOMALU).status_code == 422
    assert [take(client, f"number-{n}").status_code for n in (2, 3)] == [201, 429]


def test_one_address_makes_so_many_bookings_an_hour(client: Client, visiting: Visiting, settings: Any) -> None:
    settings.HALL_BOOKINGS_HOUR = 1
    assert [book(client, f"booking-{n}", phone=f"1380000000{n}").status_code for n in (1, 2)] == [201, 429]


def test_a_limit_of_nothing_is_none(client: Client, visiting: Visiting, settings: Any) -> None:
    settings.HALL_NUMBERS_HOUR = 0
    assert {take(client, f"number-{n}").status_code for n in range(25)} == {201}


def test_trying_whose_phone_has_booked_tells_no_day_and_is_slowed(client: Client, visiting: Visiting) -> None:
    book(client)
    stranger = Client(REMOTE_ADDR="203.0.113.7")
    answers = [book(stranger, f"try-number-{n}", begins="2026-03-04T09:00:00+08:00") for n in range(9)]
    assert [answer.status_code for answer in answers] == [409] * 8 + [429]
    assert "2026" not in answers[0].content.decode()


def served(client: Client, visiting: Visiting) -> str:
    """The code of a visit that was served."""
    code: str = take(client).json()["code"]
    visiting.serves(visiting.opens(), later(0), later(0))
    return code


def test_a_visit_is_rated_once_and_read_by_the_code_of_the_rating(client: Client, visiting: Visiting) -> None:
    code, given = (
        served(client, visiting),
        {"grade": "1", "reasons": ["waited"], "comment": "太久", "phone": "13800000009"},
    )
    answer = post(client, f"/tickets/{code}/rating", given, key=KEY)
    assert answer.status_code == 201
    rating = held(schemas.VisitRatingOut, answer)
    assert (rating["grade"], rating["reasons"], rating["follow_up"]["result_by"]) == ("1", ["waited"], "2026-03-23")
    assert "13800000009" not in answer.content.decode()
    assert post(client, f"/tickets/{code}/rating", given, key=KEY).json() == rating
    again = post(client, f"/tickets/{code}/rating", given, key="another-key")
    assert (again.status_code, again.json()["code"]) == (409, "rating.already_given")
    assert get(Client(), f"/ratings/{rating['code']}").json() == rating
    assert get(client, f"/ratings/{code}").status_code == 404


def test_what_became_of_a_bad_rating_is_read_by_its_code(
    client: Client, visiting: Visiting, clock: time_machine.Coordinates
) -> None:
    publish_follow_up()
    rated = post(client, f"/tickets/{served(client, visiting)}/rating", {"grade": "2"}, key=KEY).json()
    after_midnight(VisitRating.objects.get())
    told = held(schemas.VisitRatingOut, get(client, f"/ratings/{rated['code']}"))["follow_up"]
    assert (told["over"], told["result_by"], told["outcome"]) == (False, "2026-03-23", None)
    assert "正在核实" in told["sentence"]["zh"]


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"grade": "6"},
        {"grade": "1", "reasons": ["bribe"]},
        {"grade": "1", "phone": "12"},
        {"grade": "1", "name": "x"},
    ],
)
def test_a_rating_that_does_not_fit_is_refused(given: dict[str, Any], client: Client, visiting: Visiting) -> None:
    code = served(client, visiting)
    assert post(client, f"/tickets/{code}/rating", given, key=KEY).status_code == 422
    assert not VisitRating.objects.exists()


def test_a_visit_that_was_not_served_cannot_be_rated(client: Client, visiting: Visiting) -> None:
    answer = post(client, f"/tickets/{take(client).json()['code']}/rating", {"grade": "5"}, key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (409, "rating.not_served")


def test_staff_of_the_hall_neither_rate_nor_read_over_the_interface(client: Client, visiting: Visiting) -> None:
    code = served(client, visiting)
    staff = Client()
    staff.force_login(visiting.world.person("clerk"))
    assert post(staff, f"/tickets/{code}/rating", {"grade": "5"}, key=KEY).status_code == 403
    rating = post(client, f"/tickets/{code}/rating", {"grade": "5"}, key=KEY).json()
    assert get(staff, f"/ratings/{rating['code']}").status_code == 403


def test_free_times_are_listed(client: Client, visiting: Visiting) -> None:
    book(client)
    days = get(client, f"/halls/{JINLI}/slots").json()
    assert [day["day"] for day in days] == [f"2026-03-0{n}" for n in (2, 3, 4, 5, 6, 9)]
    assert days[1]["slots"][0] == {"begins": NINE, "ends": "2026-03-03T09:30:00+08:00", "free": 1}


def test_a_booking_is_made_moved_and_cancelled(client: Client, visiting: Visiting) -> None:
    answer = book(client)
    assert answer.status_code == 201
    booking = held(schemas.BookingOut, answer)
    assert "138" not in answer.content.decode().replace(booking["code"], "")
    assert BookingContact.objects.get().phone == "13800000001"
    where = f"/bookings/{booking['code']}"
    moved = post(client, f"{where}/change", {"begins": "2026-03-04T02:00:00Z"})
    assert Booking.objects.get().begins == at(2026, 3, 4, 10)
    assert held(schemas.BookingOut, moved) == get(client, where).json()
    assert post(client, f"{where}/cancellation").json()["cancelled"]
    assert post(client, f"{where}/change", {"begins": NINE}).status_code == 409


def test_the_same_key_gives_the_same_booking(client: Client, visiting: Visiting) -> None:
    assert book(client).json() == book(client).json()
    assert Booking.objects.count() == 1


def test_on_the_day_a_booking_checks_in(client: Client, visiting: Visiting, clock: time_machine.Coordinates) -> None:
    code = book(client, begins=AT_TWO).json()["code"]
    clock.move_to(at(2026, 3, 2, 13, 50))
    ticket = held(schemas.TicketOut, post(client, f"/bookings/{code}/arrival"))
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


@pytest.mark.parametrize("what", ["tickets", "bookings", "ratings"])
def test_guessing_codes_is_slowed(what: str, client: Client, visiting: Visiting) -> None:
    answers = [get(client, f"/{what}/0000000000").status_code for _ in range(9)]
    assert answers == [404] * 8 + [429]
