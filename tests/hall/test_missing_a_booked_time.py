"""Who has booked and does not come leaves the number to others when the time is over, and is served all the same later."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.caps import used_up
from juzhan.apps.hall.models import Booking, DayCount, Group, ItemCap, SlotCount, Ticket
from juzhan.apps.hall.services import booking as service
from tests.at_once import at_once
from tests.hall.booking import TODAY_TWO, Bookings, phone
from tests.hall.visiting import TEN, Visiting, got
from tests.matters.doing import refused
from tests.world import ALLOWANCE, JINLI, at

HALF_PAST_TWO = at(2026, 3, 2, 14, 30)
"""The end of the slot that begins at two."""
FOUR = at(2026, 3, 2, 16)
BEFORE = at(2026, 3, 2, 14, 29)


@pytest.fixture
def bookings(visiting: Visiting) -> Bookings:
    """Short words for bookings."""
    return Bookings(visiting)


def cap(visiting: Visiting, many: int, of: str = "item") -> None:
    """The hall gives out so many numbers a day for the allowance, or in its queue."""
    if of == "item":
        item = visiting.world.item(ALLOWANCE).item
        ItemCap.objects.update_or_create(hall=visiting.hall, item=item, defaults={"daily_cap": many})
    else:
        Group.objects.filter(letter="A").update(daily_cap=many)


def walks_in(visiting: Visiting, moment: object = HALF_PAST_TWO) -> object:
    """Somebody comes for the allowance without a booking."""
    return visiting.asks(moment, item=visiting.world.item(ALLOWANCE))  # type: ignore[arg-type]


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["item", "queue"])
def test_a_number_is_kept_until_the_booked_time_is_over_and_no_longer(of: str, bookings: Bookings) -> None:
    cap(bookings.visiting, 1, of)
    bookings.books(TODAY_TWO)
    assert refused(walks_in(bookings.visiting, BEFORE)) == "group.cap_reached"
    assert isinstance(walks_in(bookings.visiting), Ticket)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"


@pytest.mark.django_db
@pytest.mark.parametrize("of", ["item", "queue"])
def test_pages_offer_the_number_as_soon_as_it_is_free(of: str, bookings: Bookings) -> None:
    cap(bookings.visiting, 1, of)
    bookings.books(TODAY_TWO)
    hall = bookings.visiting.hall
    assert [
        bool(used_up(hall, moment).groups or used_up(hall, moment).items) for moment in (BEFORE, HALF_PAST_TWO)
    ] == [
        True,
        False,
    ]
    walks_in(bookings.visiting)
    assert used_up(hall, HALF_PAST_TWO).groups or used_up(hall, HALF_PAST_TWO).items


@pytest.mark.django_db
def test_who_comes_later_is_served_beyond_the_cap_and_stands_as_a_walk_in(bookings: Bookings) -> None:
    cap(bookings.visiting, 1)
    booking = bookings.books(TODAY_TWO)
    walks_in(bookings.visiting)
    late = got(service.arrive(booking, at=FOUR))
    assert (late.number, late.turn_at) == ("A002", FOUR)
    assert refused(walks_in(bookings.visiting, FOUR)) == "group.cap_reached"


@pytest.mark.django_db
def test_who_comes_later_takes_no_number_that_is_kept_for_another(bookings: Bookings) -> None:
    cap(bookings.visiting, 2)
    missed, open_still = bookings.books(TODAY_TWO), bookings.books(FOUR, phone(2))
    assert isinstance(walks_in(bookings.visiting), Ticket)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"
    got(service.arrive(missed, at=at(2026, 3, 2, 15)))
    assert refused(walks_in(bookings.visiting, at(2026, 3, 2, 15))) == "group.cap_reached"
    assert got(service.arrive(open_still, at=FOUR)).number == "A003"


@pytest.mark.django_db
def test_a_time_later_that_day_can_be_booked_instead(bookings: Bookings) -> None:
    cap(bookings.visiting, 1)
    bookings.books(TODAY_TWO)
    assert refused(bookings.asks(FOUR, phone(2), BEFORE)) == "booking.day_full"
    assert isinstance(bookings.asks(FOUR, phone(2), HALF_PAST_TWO), Booking)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"


@pytest.mark.django_db
def test_a_missed_time_opens_no_queue_that_is_shut(bookings: Bookings) -> None:
    bookings.books(TODAY_TWO)
    cap(bookings.visiting, 0)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"
    assert used_up(bookings.visiting.hall, HALF_PAST_TWO).items


@pytest.mark.django_db
def test_one_who_came_is_not_missed_and_neither_is_one_who_cancelled(bookings: Bookings) -> None:
    cap(bookings.visiting, 2)
    got(service.arrive(bookings.books(TODAY_TWO), at=TODAY_TWO))
    service.cancel_booking(bookings.books(TODAY_TWO, phone(2)), at=TEN)
    assert isinstance(walks_in(bookings.visiting), Ticket)
    assert refused(walks_in(bookings.visiting)) == "group.cap_reached"


@pytest.mark.django_db
def test_the_page_of_a_booking_says_what_becomes_of_who_is_late(bookings: Bookings, client: Client, clock) -> None:  # type: ignore[no-untyped-def]
    page = reverse("booking", args=[bookings.books(TODAY_TWO).code])
    assert "过了时间还没有签到，名额就让给现场取号的人" in client.get(page).content.decode()
    clock.move_to(FOUR)
    late = client.get(page).content.decode()
    assert "今天来仍然给您办" in late
    assert "我到了，签到取号" in late


@pytest.mark.django_db
def test_the_desk_sees_who_did_not_come_in_time_and_checks_them_in_all_the_same(  # type: ignore[no-untyped-def]
    bookings: Bookings, signed_in, clock
) -> None:
    bookings.books(TODAY_TWO)
    page = reverse("desk_bookings", args=[JINLI])
    assert "还没来" in signed_in("clerk").get(page).content.decode()
    clock.move_to(FOUR)
    late = signed_in("clerk").get(page).content.decode()
    assert "没有按时来，名额已让出" in late
    assert 'value="arrive"' in late


def test_a_late_one_and_a_walk_in_at_once_for_the_last_number(committed_hall: Visiting) -> None:
    bookings = Bookings(committed_hall)
    cap(committed_hall, 1)
    for _ in range(8):
        booking = bookings.books(TODAY_TWO)
        at_once(
            lambda b=booking: service.arrive(b, at=HALF_PAST_TWO),  # type: ignore[misc]
            lambda: walks_in(committed_hall),
        )
        late, others = Ticket.objects.get(booking=booking), Ticket.objects.filter(booking=None)
        assert all(walk_in.count < late.count for walk_in in others), "who is there already is not counted as missing"
        assert not DayCount.objects.filter(promised__gt=0).exists()
        assert refused(walks_in(committed_hall)) == "group.cap_reached"
        Ticket.objects.all().delete()
        Booking.objects.all().delete()
        DayCount.objects.all().delete()
        SlotCount.objects.all().delete()


def test_many_who_come_late_and_many_who_walk_in_share_what_is_left(committed_hall: Visiting) -> None:
    bookings = Bookings(committed_hall)
    cap(committed_hall, 6, "queue")
    late = [bookings.books(TODAY_TWO, phone(n)) for n in range(2)] + [
        bookings.books(at(2026, 3, 2, 15), phone(n)) for n in (2, 3)
    ]
    open_still = bookings.books(FOUR, phone(4))
    at_once(
        *(lambda b=booking: service.arrive(b, at=at(2026, 3, 2, 15, 30)) for booking in late[:2]),  # type: ignore[misc]
        *[lambda: walks_in(committed_hall, at(2026, 3, 2, 15, 30))] * 12,
    )
    walked_in = Ticket.objects.filter(booking=None).count()
    assert Ticket.objects.exclude(booking=None).count() == 2
    assert 3 <= walked_in <= 5, "of six one is kept, and none for those who missed their time"
    assert got(service.arrive(open_still, at=FOUR)).lane == "booked"
