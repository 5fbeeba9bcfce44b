"""Somebody books a time in the hall, moves it, gives it up, and checks in on the day."""

from __future__ import annotations

from uuid import uuid4

import pytest

from juzhan.apps.hall.models import Booking, BookingContact, Group, Hall, ItemCap, Ticket
from juzhan.apps.hall.services import booking as service
from juzhan.apps.hall.services.forgetting import forget_contacts
from juzhan.apps.hall.slots import days_of
from juzhan.apps.record.selectors import entries_about
from tests.hall.booking import PHONE, TODAY_TWO, TOMORROW_NINE, Bookings, booked, phone
from tests.hall.visiting import TEN, got
from tests.matters.doing import refused
from tests.world import HOME_CARE, LAMP, LAOMALU, at

pytestmark = pytest.mark.django_db


def test_a_booking_has_its_slot_its_queue_and_a_code(bookings: Bookings) -> None:
    booking = bookings.books()
    assert (booking.begins, booking.ends) == (TOMORROW_NINE, at(2026, 3, 3, 9, 30))
    assert booking.group.letter == "A"
    assert len(booking.code) == 10
    assert bookings.taken() == 1


def test_name_and_phone_stand_apart_and_not_in_the_record(bookings: Bookings) -> None:
    booking = bookings.books()
    contact = BookingContact.objects.get(booking=booking)
    assert (contact.name, contact.phone) == ("测试居民", PHONE)
    entry = entries_about(f"booking:{booking.pk}").get()
    assert entry.act == "booking.made"
    assert PHONE.encode() not in bytes(entry.canonical)


def test_the_same_submission_gives_the_same_booking(bookings: Bookings) -> None:
    key = uuid4()
    assert bookings.books(submission=key) == bookings.books(submission=key)
    assert bookings.taken() == 1


def test_a_slot_takes_as_many_as_the_hall_says(bookings: Bookings) -> None:
    for number in (1, 2):
        bookings.books(phone=phone(number))
    assert refused(bookings.asks(phone=phone(3))) == "slot.full"
    assert bookings.taken() == 2


def test_a_hall_without_places_takes_no_bookings(bookings: Bookings) -> None:
    Hall.objects.update(slot_capacity=0)
    bookings.visiting.hall.refresh_from_db()
    assert refused(bookings.asks()) == "slot.full"


@pytest.mark.parametrize(
    ("begins", "why"),
    [
        (at(2026, 3, 2, 9), "slot.over"),
        (at(2026, 3, 2, 10), "slot.over"),
        (at(2026, 3, 1, 9), "slot.over"),
        (at(2026, 3, 9, 9), None),
        (at(2026, 3, 10, 9), "slot.too_far"),
        (at(2026, 3, 7, 9), "slot.hall_shut"),
        (at(2026, 3, 3, 9, 10), "slot.unknown"),
        (at(2026, 3, 3, 12), "slot.unknown"),
        (at(2026, 3, 3, 20), "slot.unknown"),
    ],
)
def test_what_cannot_be_booked_is_refused_with_its_reason(begins: object, why: str | None, bookings: Bookings) -> None:
    result = bookings.asks(begins)  # type: ignore[arg-type]
    assert (refused(result) if why else booked(result).begins) == (why or begins)


def test_a_holiday_is_named(bookings: Bookings) -> None:
    result = bookings.asks(at(2026, 10, 1, 9), now=at(2026, 9, 28))
    assert refused(result) == "slot.holiday"
    assert "国庆" in result.text.zh  # type: ignore[union-attr]


def test_a_make_up_working_day_can_be_booked(bookings: Bookings) -> None:
    assert bookings.books(at(2026, 10, 10, 9), now=at(2026, 10, 8)).begins == at(2026, 10, 10, 9)


def test_a_year_whose_holidays_are_not_known_cannot_be_booked(bookings: Bookings) -> None:
    assert refused(bookings.asks(at(2027, 1, 4, 9), now=at(2026, 12, 30))) == "slot.year_unknown"


def test_a_phone_has_one_open_booking_for_an_item(bookings: Bookings) -> None:
    first = bookings.books()
    assert refused(bookings.asks(at(2026, 3, 4, 9))) == "booking.twice"
    bookings.books(at(2026, 3, 4, 9), item=LAMP)
    service.cancel_booking(first, at=TEN)
    bookings.books(at(2026, 3, 4, 9))


def test_after_the_visit_the_same_phone_may_book_again(bookings: Bookings) -> None:
    first = bookings.books(TODAY_TWO)
    got(service.arrive(first, at=TODAY_TWO))
    bookings.books(at(2026, 3, 4, 9), now=TODAY_TWO)


def test_a_community_of_another_station_is_refused(bookings: Bookings) -> None:
    elsewhere = bookings.visiting.world.place(LAOMALU)
    assert refused(bookings.asks(community=elsewhere)) == "hall.not_served_here"


def test_an_item_that_no_queue_has_is_refused(bookings: Bookings) -> None:
    Group.objects.filter(letter="C").update(fields=["nothing"])
    assert refused(bookings.asks(item=HOME_CARE)) == "booking.not_done_here"


def test_a_queue_that_is_shut_takes_no_bookings_but_keeps_those_it_has(bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    Group.objects.filter(letter="A").update(is_open=False, daily_cap=0)
    assert refused(bookings.asks(phone=phone(2))) == "booking.group_shut"
    assert got(service.arrive(booking, at=TODAY_TWO)).lane == "booked"


def test_the_daily_cap_of_an_item_binds_bookings_too(bookings: Bookings) -> None:
    item = bookings.visiting.world.item()
    ItemCap.objects.create(hall=bookings.visiting.hall, item=item.item, daily_cap=1)
    bookings.books()
    assert refused(bookings.asks(at(2026, 3, 3, 10), phone(2))) == "booking.day_full"
    bookings.books(at(2026, 3, 4, 9), phone(2))


def test_a_changed_booking_frees_its_old_place(bookings: Bookings) -> None:
    booking, later = bookings.books(), at(2026, 3, 4, 10)
    assert booked(service.change_booking(booking, later, at=TEN)).begins == later
    assert (bookings.taken(), bookings.taken(later)) == (0, 1)
    assert entries_about(f"booking:{booking.pk}").filter(act="booking.moved").count() == 1


def test_a_change_that_is_refused_leaves_the_booking_where_it_was(bookings: Bookings) -> None:
    booking, later = bookings.books(), at(2026, 3, 4, 10)
    for number in (2, 3):
        bookings.books(later, phone(number))
    assert refused(service.change_booking(booking, later, at=TEN)) == "slot.full"
    assert (bookings.taken(), bookings.taken(later)) == (1, 2)
    assert booked(booking).begins == TOMORROW_NINE


def test_changing_to_the_same_slot_changes_nothing(bookings: Bookings) -> None:
    booking = bookings.books()
    booked(service.change_booking(booking, TOMORROW_NINE, at=TEN))
    assert bookings.taken() == 1


def test_a_cancelled_booking_frees_its_place_and_forgets_who_booked(bookings: Bookings) -> None:
    booking = bookings.books()
    booked(service.cancel_booking(booking, at=TEN))
    booked(service.cancel_booking(booking, at=TEN))
    assert bookings.taken() == 0
    assert not BookingContact.objects.exists()
    assert refused(service.change_booking(booking, at(2026, 3, 4, 9), at=TEN)) == "booking.cancelled"
    assert refused(service.arrive(booking, at=TOMORROW_NINE)) == "booking.cancelled"


def test_who_has_arrived_cannot_change_or_cancel(bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    got(service.arrive(booking, at=TODAY_TWO))
    assert refused(service.cancel_booking(booking, at=TODAY_TWO)) == "booking.arrived"
    assert refused(service.change_booking(booking, TOMORROW_NINE, at=TODAY_TWO)) == "booking.arrived"


def test_a_booking_that_is_over_cannot_be_cancelled(bookings: Bookings) -> None:
    assert refused(service.cancel_booking(bookings.books(TODAY_TWO), at=at(2026, 3, 2, 15))) == "slot.over"


def test_who_booked_stands_before_the_walk_ins_of_the_slot(bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    walk_in = bookings.visiting.takes(at(2026, 3, 2, 13, 45))
    ticket = got(service.arrive(booking, at=at(2026, 3, 2, 13, 50)))
    assert ticket.turn_at < walk_in.turn_at
    assert ticket.booking_id == booking.pk


def test_arriving_twice_gives_one_number(bookings: Bookings) -> None:
    booking = bookings.books(TODAY_TWO)
    assert service.arrive(booking, at=TODAY_TWO) == service.arrive(booking, at=TODAY_TWO)
    assert Ticket.objects.count() == 1


def test_on_another_day_nobody_checks_in(bookings: Bookings) -> None:
    assert refused(service.arrive(bookings.books(), at=TEN)) == "booking.other_day"


def test_when_the_day_is_over_name_and_phone_are_deleted_and_the_booking_stays(bookings: Bookings) -> None:
    bookings.books(TODAY_TWO)
    bookings.books(TOMORROW_NINE, phone(2))
    assert forget_contacts(at(2026, 3, 2, 23, 59)) == 0
    assert forget_contacts(at(2026, 3, 3, 0, 5)) == 1
    assert forget_contacts(at(2026, 3, 3, 0, 6)) == 0
    assert list(BookingContact.objects.values_list("phone", flat=True)) == [phone(2)]
    assert Booking.objects.count() == 2
    entry = entries_about(f"hall:{bookings.visiting.hall.pk}").get()
    assert entry.act == "bookings.forgotten"


def test_shorter_slots_do_not_let_more_people_into_one_moment(bookings: Bookings) -> None:
    for number in (1, 2):
        bookings.books(phone=phone(number))
    Hall.objects.update(slot_minutes=15)
    assert refused(bookings.asks(at(2026, 3, 3, 9, 15), phone(3))) == "slot.full"
    bookings.books(at(2026, 3, 3, 9, 30), phone(3))


def test_longer_slots_count_the_short_ones_that_lie_in_them(bookings: Bookings) -> None:
    Hall.objects.update(slot_minutes=15)
    for number, minute in ((1, 0), (2, 15), (3, 30), (4, 45), (5, 45)):
        bookings.books(at(2026, 3, 3, 9, minute), phone(number))
    Hall.objects.update(slot_minutes=30)
    bookings.books(phone=phone(6))
    assert refused(bookings.asks(phone=phone(7))) == "slot.full"
    assert refused(bookings.asks(at(2026, 3, 3, 9, 30), phone(7))) == "slot.full"


def test_the_free_places_that_are_shown_are_those_that_can_be_booked(bookings: Bookings) -> None:
    for number in (1, 2):
        bookings.books(phone=phone(number))
    Hall.objects.update(slot_minutes=15)
    bookings.visiting.hall.refresh_from_db()
    (tuesday,) = (day for day in days_of(bookings.visiting.hall, TEN) if day.date.day == 3)
    assert [place.free for place in tuesday.places[:4]] == [0, 0, 2, 2]
