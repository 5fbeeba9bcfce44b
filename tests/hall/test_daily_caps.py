"""A day's numbers for an item or a queue never pass its cap: walk-ins, bookings and check-ins count together."""

from __future__ import annotations

import pytest

from juzhan.apps.hall.models import Booking, Group, ItemCap, Ticket
from juzhan.apps.hall.services import booking as service
from tests.at_once import at_once
from tests.hall.booking import TODAY_TWO, TOMORROW_NINE, Bookings, phone
from tests.hall.visiting import TEN, Visiting, got
from tests.matters.doing import refused
from tests.world import ALLOWANCE, at

SLOTS = [at(2026, 3, 2, hour, minute) for hour in (10, 11, 14, 15, 16) for minute in (0, 30)][1:]


def cap_item(visiting: Visiting, cap: int) -> None:
    """The hall gives out so many numbers a day for the allowance."""
    ItemCap.objects.create(hall=visiting.hall, item=visiting.world.item(ALLOWANCE).item, daily_cap=cap)


def walks_in(visiting: Visiting) -> object:
    """Somebody comes for the allowance without a booking."""
    return visiting.asks(item=visiting.world.item(ALLOWANCE))


@pytest.mark.django_db
def test_a_number_of_a_booking_counts_against_the_cap_of_its_item(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    got(service.arrive(bookings.books(TODAY_TWO), at=TODAY_TWO))
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"


@pytest.mark.django_db
def test_a_cap_that_is_set_at_noon_counts_the_numbers_of_the_morning(visiting: Visiting) -> None:
    for _ in range(2):
        walks_in(visiting)
    cap_item(visiting, 2)
    assert refused(walks_in(visiting)) == "group.cap_reached"


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["item", "queue"])
def test_a_number_is_kept_for_each_booking_of_the_day(of: str, bookings: Bookings) -> None:
    if of == "item":
        cap_item(bookings.visiting, 2)
    Group.objects.filter(letter="A").update(daily_cap=2 if of == "queue" else None)
    booking = bookings.books(TODAY_TWO)
    assert isinstance(walks_in(bookings.visiting), Ticket)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"
    assert got(service.arrive(booking, at=TODAY_TWO)).number == "A002"


@pytest.mark.django_db
def test_a_cancelled_booking_gives_its_number_back(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    booking = bookings.books(TODAY_TWO)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"
    service.cancel_booking(booking, at=TEN)
    assert isinstance(walks_in(bookings.visiting), Ticket)


@pytest.mark.django_db
def test_a_moved_booking_takes_its_number_along_to_the_other_day(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    booking = bookings.books(TODAY_TWO)
    service.change_booking(booking, TOMORROW_NINE, at=TEN)
    assert isinstance(walks_in(bookings.visiting), Ticket)
    assert refused(bookings.asks(at(2026, 3, 3, 10), phone(2))) == "booking.day_full"
    assert refused(service.change_booking(booking, TODAY_TWO, at=TEN)) == "booking.day_full"


@pytest.mark.django_db
def test_a_booking_moves_within_a_full_day(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    booking = bookings.books(TODAY_TWO)
    assert isinstance(service.change_booking(booking, at(2026, 3, 2, 15), at=TEN), Booking)


@pytest.mark.django_db
def test_numbers_that_are_given_out_bind_bookings_of_the_same_day(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    walks_in(bookings.visiting)
    assert refused(bookings.asks(TODAY_TWO)) == "booking.day_full"


@pytest.mark.django_db
def test_an_item_that_changes_its_queue_keeps_its_count(bookings: Bookings) -> None:
    cap_item(bookings.visiting, 1)
    bookings.books(TODAY_TWO)
    assert (
        refused(bookings.visiting.asks(item=bookings.visiting.world.item(ALLOWANCE), letter="C")) == "group.cap_reached"
    )


@pytest.mark.parametrize("of", ["item", "queue"])
def test_who_walks_in_books_and_checks_in_at_once_gets_no_more_than_the_cap(of: str, committed_hall: Visiting) -> None:
    bookings = Bookings(committed_hall)
    early = [bookings.books(slot, phone(n)) for n, slot in enumerate(SLOTS[:3])]
    if of == "item":
        cap_item(committed_hall, 8)
    Group.objects.filter(letter="A").update(daily_cap=8 if of == "queue" else None)
    at_once(
        *(lambda b=booking: service.arrive(b, at=TEN) for booking in early),  # type: ignore[misc]
        *(lambda s=slot, n=n: bookings.asks(s, phone(n)) for n, slot in enumerate(SLOTS[3:], 10)),  # type: ignore[misc]
        *[lambda: walks_in(committed_hall)] * 12,
    )
    promised = Booking.objects.filter(ticket=None, cancelled_at=None).count()
    assert Ticket.objects.count() + promised == 8
    assert Ticket.objects.filter(lane="booked").count() == 3


def test_who_moves_between_two_days_both_ways_does_not_wait_for_the_other(committed_hall: Visiting) -> None:
    bookings = Bookings(committed_hall)
    cap_item(committed_hall, 3)
    for _ in range(5):
        first, second = bookings.books(TODAY_TWO), bookings.books(TOMORROW_NINE, phone(2))
        at_once(
            lambda b=first: service.change_booking(b, TOMORROW_NINE, at=TEN),  # type: ignore[misc]
            lambda b=second: service.change_booking(b, TODAY_TWO, at=TEN),  # type: ignore[misc]
        )
        for booking in (first, second):
            service.cancel_booking(booking, at=TEN)
    assert sum(isinstance(walks_in(committed_hall), Ticket) for _ in range(5)) == 3
