"""Staff see a day's bookings, check people in, cancel, and look at a phone only with a trace."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.models import Booking, Ticket
from juzhan.apps.record.selectors import entries_about
from tests.hall.booking import PHONE, TODAY_TWO, TOMORROW_NINE, Bookings, phone
from tests.world import JINLI, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DESK = f"/desk/hall/{JINLI}/bookings"


@pytest.fixture
def clerk(signed_in: Callable[..., Client]) -> Client:
    """The clerk of the hall."""
    return signed_in("clerk")


def act(clerk: Client, booking: Booking, what: str) -> object:
    """Press a button of a booking's row."""
    return clerk.post(DESK, {"booking": booking.pk, "act": what})


def test_a_day_lists_its_bookings_without_names(clerk: Client, bookings: Bookings) -> None:
    bookings.books(TODAY_TWO)
    bookings.books(TOMORROW_NINE, phone(2))
    page = clerk.get(DESK).content.decode()
    assert "14:00–14:30" in page
    assert "09:00–09:30" not in page
    assert PHONE not in page
    assert "测试居民" not in page
    assert "09:00–09:30" in clerk.get(DESK, {"day": "2026-03-03"}).content.decode()


@pytest.mark.parametrize("day", ["", "x", "2026-02-30", "9999-12-31", "0001-01-01"])
def test_a_spoilt_day_breaks_nothing(day: str, clerk: Client, bookings: Bookings) -> None:
    assert clerk.get(DESK, {"day": day}).status_code == 200


def test_the_clerk_checks_somebody_in_also_before_the_hall_opens(
    signed_in: Callable[..., Client], bookings: Bookings, clock: time_machine.Coordinates
) -> None:
    booking = bookings.books(TOMORROW_NINE)
    clock.move_to(at(2026, 3, 3, 8, 50))
    clerk = signed_in("clerk")
    act(clerk, booking, "arrive")
    ticket = Ticket.objects.get(booking=booking)
    assert ticket.lane == "booked"
    assert ticket.number in clerk.get(DESK).content.decode()


def test_the_clerk_checks_somebody_in_by_the_green_channel(clerk: Client, bookings: Bookings) -> None:
    act(clerk, bookings.books(TODAY_TWO), "green")
    assert Ticket.objects.get().lane == "green"


def test_on_another_day_the_check_in_is_refused(clerk: Client, bookings: Bookings) -> None:
    answer = act(clerk, bookings.books(TOMORROW_NINE), "arrive")
    assert answer.status_code == 409  # type: ignore[attr-defined]


def test_a_phone_is_shown_on_demand_and_leaves_a_trace(clerk: Client, bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    assert PHONE in act(clerk, booking, "show").content.decode()  # type: ignore[attr-defined]
    assert entries_about(f"booking:{booking.pk}").filter(act="booking.shown").count() == 1


def test_a_contact_that_was_deleted_is_told_so(clerk: Client, bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    act(clerk, booking, "cancel")
    booking.refresh_from_db()
    assert booking.cancelled_at is not None
    assert act(clerk, booking, "show").status_code == 409  # type: ignore[attr-defined]


@pytest.mark.parametrize("number", ["", "x", "0", "9" * 30])
def test_a_booking_that_does_not_exist_is_not_found(number: str, clerk: Client, bookings: Bookings) -> None:
    assert clerk.post(DESK, {"booking": number, "act": "arrive"}).status_code == 404


def test_who_does_not_work_there_sees_nothing(signed_in: Callable[..., Client], bookings: Bookings) -> None:
    assert signed_in("other_street_officer").get(DESK).status_code == 403
    assert Client().get(DESK).status_code == 302


def test_a_day_takes_as_many_queries_for_eleven_bookings_as_for_one(clerk: Client, bookings: Bookings) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as told:
            clerk.get(DESK, {"day": "2026-03-03"})
        return len(told)

    bookings.books(phone=phone(99))
    queries()
    before = queries()
    for n, hour in enumerate((10, 10, 11, 11, 14, 14, 15, 15, 16, 16)):
        bookings.books(at(2026, 3, 3, hour), phone(n))
    assert queries() == before
