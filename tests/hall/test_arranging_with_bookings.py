"""A head whose change would take booked times is told first; bookings that lost theirs are listed until they have one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from juzhan.apps.hall.models import Booking, Group, Hall, ItemCap
from juzhan.apps.hall.services import booking as service
from juzhan.apps.hall.to_call import to_call
from juzhan.apps.record.models import Entry
from tests.hall.booking import PHONE, TODAY_TWO, TOMORROW_NINE, Bookings, booked, phone
from tests.hall.test_arranging import ARRANGE, PROMISE, queue, save
from tests.hall.visiting import TEN, got
from tests.world import JINLI, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SHUT_TUESDAY: dict[str, Any] = {"spans": "09:00-12:00 13:30-17:00", "day1": "休"}
DESK = f"/desk/hall/{JINLI}/bookings"
SignedIn = Callable[..., Client]


@pytest.fixture
def lost_booking(head: Client, bookings: Bookings) -> Booking:
    """A booking for Tuesday, which the head has shut since."""
    booking = bookings.books()
    save(head, "hours", "hours", **SHUT_TUESDAY, anyway="on")
    return booking


def lost(hall: Hall) -> list[int]:
    """The bookings that have to be called about."""
    hall.refresh_from_db()
    return [each.booking.pk for each in to_call(hall, TEN)]


def test_the_head_is_told_before_a_booked_day_is_shut_and_may_do_it_anyway(head: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    status, page = save(head, "hours", "hours", **SHUT_TUESDAY)
    assert (status, Hall.objects.get().hours, Entry.objects.filter(act="hall.arranged").count()) == (422, {}, 0)
    assert "2026-03-03 × 1" in page
    assert f'href="{DESK}?day=2026-03-03"' in page
    assert 'type="checkbox" name="anyway"' in page
    assert 'value="休"' in page
    status, page = save(head, "hours", "hours", **SHUT_TUESDAY, anyway="on")
    assert (status, Hall.objects.get().opening.weekdays) == (200, {1: ()})
    assert "那时大厅不开门" in page
    assert lost(bookings.visiting.hall) == [booking.pk]


def test_who_changes_what_harms_nobody_is_not_asked(head: Client, bookings: Bookings) -> None:
    bookings.books(at(2026, 3, 4, 9))
    status, page = save(head, "hours", "hours", **SHUT_TUESDAY)
    assert (status, "已保存" in page, 'type="checkbox" name="anyway"' in page) == (200, True, False)


def test_what_was_lost_before_is_not_asked_again(head: Client, lost_booking: Booking) -> None:
    assert save(head, "hours", "hours", **{**SHUT_TUESDAY, "day2": "09:00-12:00"})[0] == 200


def test_fewer_places_in_a_slot_lose_the_last_who_booked(head: Client, bookings: Bookings) -> None:
    _, second = bookings.books(), bookings.books(phone=phone(2))
    given = {**PROMISE, "slot_minutes": "30", "slot_capacity": "1"}
    assert save(head, "promise", "promise", **given)[0] == 422
    assert save(head, "promise", "promise", **given, anyway="on")[0] == 200
    assert lost(bookings.visiting.hall) == [second.pk]


def test_shorter_slots_lose_nothing(head: Client, bookings: Bookings) -> None:
    bookings.books()
    assert save(head, "promise", "promise", **{**PROMISE, "slot_minutes": "15", "slot_capacity": "2"})[0] == 200
    assert lost(bookings.visiting.hall) == []


def test_a_lower_cap_of_a_queue_or_an_item_is_asked_about(head: Client, bookings: Bookings) -> None:
    _, second = bookings.books(), bookings.books(at(2026, 3, 3, 10), phone(2))
    assert save(head, "queues", "A", **queue("A", daily_cap="1"))[0] == 422
    assert save(head, "queues", "A", **queue("A", daily_cap="1"), **{"A-anyway": "on"})[0] == 200
    assert Group.objects.get(letter="A").daily_cap == 1
    Group.objects.update(daily_cap=None)
    assert save(head, "caps", "cap", item="测试低保申请", daily_cap="1")[0] == 422
    assert not ItemCap.objects.exists()
    assert save(head, "caps", "cap", item="测试低保申请", daily_cap="1", anyway="on")[0] == 200
    assert lost(bookings.visiting.hall) == [second.pk]


def test_who_has_arrived_or_cancelled_has_lost_nothing(head: Client, bookings: Bookings) -> None:
    got(service.arrive(bookings.books(TODAY_TWO), at=TEN))
    service.cancel_booking(bookings.books(), at=TEN)
    assert save(head, "hours", "hours", spans="09:00-12:00", day1="休")[0] == 200
    assert lost(bookings.visiting.hall) == []


def test_the_desk_lists_whom_to_call_on_whatever_day_it_looks_and_the_phone_stands_behind_a_button(
    signed_in: SignedIn, lost_booking: Booking
) -> None:
    clerk = signed_in("clerk")
    page = clerk.get(DESK).content.decode()
    assert "要打电话的预约：1" in page
    assert "3月3日 09:00–09:30" in page
    assert PHONE not in page
    assert PHONE in clerk.post(DESK, {"booking": lost_booking.pk, "act": "show"}).content.decode()


def test_the_clerk_moves_a_booking_and_nobody_has_to_be_called(
    signed_in: SignedIn, bookings: Bookings, lost_booking: Booking
) -> None:
    clerk = signed_in("clerk")
    page = clerk.get(DESK, {"move": lost_booking.pk, "day": "2026-03-04"}).content.decode()
    assert 'value="2026-03-04T09:00"' in page
    answer = clerk.post(DESK, {"booking": lost_booking.pk, "act": "move", "slot": "2026-03-04T09:00"}, follow=True)
    assert "要打电话" not in answer.content.decode()
    assert booked(lost_booking).begins == at(2026, 3, 4, 9)
    assert (bookings.taken(), lost(bookings.visiting.hall)) == (0, [])


@pytest.mark.parametrize("slot", ["", "x", "2026-03-03T09:00", "2026-03-04T09:10", "9999-12-31T09:00"])
def test_a_booking_stays_where_it_is_when_the_other_time_cannot_be(
    slot: str, signed_in: SignedIn, lost_booking: Booking
) -> None:
    answer = signed_in("clerk").post(DESK, {"booking": lost_booking.pk, "act": "move", "slot": slot})
    assert answer.status_code == 409
    assert "改到什么时候" in answer.content.decode()
    assert booked(lost_booking).begins == TOMORROW_NINE


@pytest.mark.parametrize("number", ["x", "0", "9" * 30, "-1"])
def test_a_booking_that_does_not_exist_is_not_moved(number: str, signed_in: SignedIn, bookings: Bookings) -> None:
    assert signed_in("clerk").get(DESK, {"move": number}).status_code == 404


def test_who_booked_reads_that_the_hall_is_shut_then(client: Client, lost_booking: Booking) -> None:
    page = client.get(f"/booking/{lost_booking.code}").content.decode()
    assert "约好的时间不开门" in page
    assert "约好了" not in page
    service.cancel_booking(lost_booking, at=TEN)
    assert "约好的时间不开门" not in client.get(f"/booking/{lost_booking.code}").content.decode()


def test_the_page_of_arrangements_lists_them_on_every_part(head: Client, lost_booking: Booking) -> None:
    for part in ("hours", "promise", "queues", "counters", "caps"):
        assert "要打电话的预约：1" in head.get(f"{ARRANGE}?part={part}").content.decode()
