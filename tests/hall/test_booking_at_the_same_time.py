"""Many book, move and check in at the same instant: no slot over its capacity, no place lost, nobody waits for ever."""

from __future__ import annotations

from uuid import uuid4

import pytest

from juzhan.apps.hall.models import Booking, Hall, ItemCap, Ticket
from juzhan.apps.hall.services import booking as service
from tests.at_once import at_once
from tests.hall.booking import TODAY_TWO, TOMORROW_NINE, Bookings, phone
from tests.hall.visiting import TEN, Visiting
from tests.matters.doing import refused
from tests.world import at

PEOPLE = 30
LATER = at(2026, 3, 4, 9)


@pytest.fixture
def bookings(committed_hall: Visiting) -> Bookings:
    """Bookings outside a test's transaction, five to a slot."""
    Hall.objects.update(slot_capacity=5)
    committed_hall.hall.refresh_from_db()
    return Bookings(committed_hall)


def test_thirty_book_one_slot_and_as_many_get_it_as_it_takes(bookings: Bookings) -> None:
    results = at_once(*(lambda n=n: bookings.asks(phone=phone(n)) for n in range(PEOPLE)))  # type: ignore[misc]
    assert sum(isinstance(result, Booking) for result in results) == 5
    assert {refused(result) for result in results if not isinstance(result, Booking)} == {"slot.full"}
    assert (bookings.taken(), Booking.objects.count()) == (5, 5)


def test_a_retry_that_overtakes_its_first_try_gets_the_same_booking(bookings: Bookings) -> None:
    key = uuid4()
    results = at_once(*[lambda: bookings.asks(submission=key)] * 8)
    assert len({result.pk for result in results if isinstance(result, Booking)}) == 1
    assert len([result for result in results if isinstance(result, Booking)]) == 8
    assert bookings.taken() == 1


def test_one_phone_books_twice_at_once_and_gets_one(bookings: Bookings) -> None:
    results = at_once(*[bookings.asks] * 6)
    assert sum(isinstance(result, Booking) for result in results) == 1
    assert bookings.taken() == 1


def test_two_who_swap_their_slots_do_not_wait_for_each_other(bookings: Bookings) -> None:
    for _ in range(5):
        first, second = bookings.books(), bookings.books(LATER, phone(2))
        at_once(
            lambda b=first: service.change_booking(b, LATER, at=TEN),  # type: ignore[misc]
            lambda b=second: service.change_booking(b, TOMORROW_NINE, at=TEN),  # type: ignore[misc]
        )
        assert (bookings.taken(), bookings.taken(LATER)) == (1, 1)
        for booking in (first, second):
            service.cancel_booking(booking, at=TEN)


def test_many_move_into_the_last_places_and_no_place_is_lost(bookings: Bookings) -> None:
    mine = [bookings.books(phone=phone(n)) for n in range(5)]
    for n in range(5, 8):
        bookings.books(LATER, phone(n))
    at_once(*(lambda b=booking: service.change_booking(b, LATER, at=TEN) for booking in mine))  # type: ignore[misc]
    assert (bookings.taken(), bookings.taken(LATER)) == (3, 5)


def test_who_cancels_while_checking_in_has_done_one_of_both(bookings: Bookings) -> None:
    for _ in range(5):
        booking = bookings.books(TODAY_TWO)
        at_once(
            lambda b=booking: service.arrive(b, at=TODAY_TWO),  # type: ignore[misc]
            lambda b=booking: service.cancel_booking(b, at=TODAY_TWO),  # type: ignore[misc]
        )
        booking.refresh_from_db()
        assert Ticket.objects.filter(booking=booking).exists() != (booking.cancelled_at is not None)
        Ticket.objects.all().delete()
        Booking.objects.all().delete()


def test_the_cap_of_a_day_holds_when_many_book_different_slots(bookings: Bookings) -> None:
    item = bookings.visiting.world.item()
    ItemCap.objects.create(hall=bookings.visiting.hall, item=item.item, daily_cap=3)
    slots = [at(2026, 3, 3, hour) for hour in (9, 10, 11, 14, 15)]
    results = at_once(*(lambda s=slot, n=n: bookings.asks(s, phone(n)) for n, slot in enumerate(slots)))  # type: ignore[misc]
    assert sum(isinstance(result, Booking) for result in results) == 3
    assert sum(bookings.taken(slot) for slot in slots) == 3
