"""A resident books on the pages, keeps what was typed when the time is gone, and checks in, moves or cancels by the code."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.booking_forms import OFFERED
from juzhan.apps.hall.models import Booking, ItemCap, Ticket
from tests.hall.booking import PHONE, TODAY_TWO, Bookings, phone
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOOK = f"/hall/{JINLI}/book"


@pytest.fixture
def client() -> Client:
    """A phone."""
    return Client(headers={"accept-language": "zh-hans"})


def form(slot: str = "2026-03-03T09:00", **given: str) -> dict[str, str]:
    """What the form sends."""
    return {"submission": str(uuid4()), "item": ALLOWANCE, "slot": slot, "phone": PHONE, "name": "王阿姨", **given}


def text(answer: object) -> str:
    """The page as text."""
    return answer.content.decode()  # type: ignore[attr-defined, no-any-return]


def test_first_one_says_what_for(client: Client, bookings: Bookings) -> None:
    assert f"{BOOK}?item={ALLOWANCE}" in text(client.get(BOOK))


def test_words_lead_to_the_item(client: Client, bookings: Bookings) -> None:
    page = text(client.get(BOOK, {"q": bookings.visiting.world.item().name}))
    assert "是不是这件事" in page


def test_an_item_that_has_ended_cannot_be_booked(client: Client, bookings: Bookings) -> None:
    assert "您要办什么" in text(client.get(BOOK, {"item": CERTIFICATE}))


def test_then_the_free_times_of_a_day_are_shown(client: Client, bookings: Bookings) -> None:
    for number in (1, 2):
        bookings.books(phone=phone(number))
    page = text(client.get(BOOK, {"item": ALLOWANCE, "day": "2026-03-03"}))
    assert "slot=2026-03-03T09%3A00" not in page
    assert "slot=2026-03-03T09%3A30" in page
    assert "约满" in page


def test_of_today_only_times_to_come_are_shown(client: Client, bookings: Bookings) -> None:
    page = text(client.get(BOOK, {"item": ALLOWANCE, "day": "2026-03-02"}))
    assert "slot=2026-03-02T10%3A00" not in page
    assert "slot=2026-03-02T10%3A30" in page


def test_a_booking_leads_to_its_page_with_code_time_and_what_to_bring(client: Client, bookings: Bookings) -> None:
    answer = client.post(BOOK, form())
    booking = Booking.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/booking/{booking.code}")
    page = text(client.get(answer["Location"]))
    assert "09:00–09:30" in page
    assert "您要带的" in page
    assert "王阿姨" not in page
    assert PHONE not in page


def test_sent_twice_it_is_one_booking(client: Client, bookings: Bookings) -> None:
    data = form()
    assert client.post(BOOK, data)["Location"] == client.post(BOOK, data)["Location"]


def test_a_time_that_is_gone_is_told_with_others_to_choose_and_what_was_typed(
    client: Client, bookings: Bookings
) -> None:
    for number in (2, 3):
        bookings.books(phone=phone(number))
    answer = client.post(BOOK, form())
    page = text(answer)
    assert answer.status_code == 422
    assert "已经约满" in page
    assert "王阿姨" in page
    assert 'value="2026-03-03T09:30"' in page
    assert 'value="2026-03-03T09:00"' not in page


def test_the_other_times_are_the_nearest_ones_and_few(client: Client, bookings: Bookings) -> None:
    for number in (2, 3):
        bookings.books(phone=phone(number))
    page = text(client.post(BOOK, form()))
    offered = re.findall(r'name="slot" value="([^"]+)"', page)
    assert offered == sorted(offered)
    assert len(offered) == OFFERED
    assert offered[0] == "2026-03-03T09:30"
    assert "看别的日子" in page


def test_that_a_time_is_full_is_told_before_anything_is_typed(client: Client, bookings: Bookings) -> None:
    for number in (2, 3):
        bookings.books(phone=phone(number))
    page = text(client.get(BOOK, {"item": ALLOWANCE, "slot": "2026-03-03T09:00"}))
    assert "2026年3月3日 星期二 09:00–09:30 已经约满" in page
    assert 'value="2026-03-03T09:30"' in page


def test_where_the_items_day_is_used_up_other_days_are_offered(client: Client, bookings: Bookings) -> None:
    world = bookings.visiting.world
    ItemCap.objects.create(hall=bookings.visiting.hall, item=world.item(ALLOWANCE).item, daily_cap=1)
    bookings.books(phone=phone(2))
    offered = re.findall(r'name="slot" value="([^"]+)"', text(client.post(BOOK, form("2026-03-03T10:00"))))
    assert offered
    assert not [slot for slot in offered if slot.startswith("2026-03-03")]


def test_one_who_has_booked_and_uses_the_green_channel_says_so_when_checking_in(
    client: Client, bookings: Bookings, clock: time_machine.Coordinates
) -> None:
    booking = bookings.books()
    clock.move_to(at(2026, 3, 3, 9))
    assert 'name="green"' in text(client.get(f"/booking/{booking.code}"))
    client.post(f"/booking/{booking.code}/check-in", {"green": "on"})
    assert Ticket.objects.get().lane == "green"


def test_a_wrong_phone_is_told_and_the_time_is_kept(client: Client, bookings: Bookings) -> None:
    answer = client.post(BOOK, form(phone="12"))
    assert answer.status_code == 422
    assert "09:00–09:30" in text(answer)


@pytest.mark.parametrize("slot", ["", "tomorrow", "2026-03-03T09:07", "9999-12-31T09:00", "2026-02-30T09:00", "\x00"])
def test_a_spoilt_time_is_refused_and_breaks_nothing(slot: str, client: Client, bookings: Bookings) -> None:
    assert client.post(BOOK, form(slot)).status_code == 422
    assert not Booking.objects.exists()
    assert client.get(BOOK, {"item": ALLOWANCE, "slot": slot}).status_code == 200


def test_a_second_booking_of_the_same_phone_is_refused(client: Client, bookings: Bookings) -> None:
    bookings.books()
    answer = client.post(BOOK, form("2026-03-04T09:00"))
    assert answer.status_code == 422
    assert "已经约了" in text(answer)


def test_the_page_moves_a_booking(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    where = f"/booking/{booking.code}/change"
    assert 'value="2026-03-04T10:00"' in text(client.get(where, {"day": "2026-03-04"}))
    assert client.post(where, {"slot": "2026-03-04T10:00"}).status_code == 302
    booking.refresh_from_db()
    assert booking.begins == at(2026, 3, 4, 10)


def test_a_move_to_a_full_time_is_refused_and_the_day_stays_open(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    for number in (2, 3):
        bookings.books(at(2026, 3, 4, 10), phone(number))
    answer = client.post(f"/booking/{booking.code}/change", {"slot": "2026-03-04T10:00"})
    assert answer.status_code == 422
    assert "已经约满" in text(answer)
    assert "3月4日" in text(answer)


def test_the_page_cancels_a_booking(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    assert client.post(f"/booking/{booking.code}/cancel").status_code == 302
    assert "预约已取消" in text(client.get(f"/booking/{booking.code}"))
    assert client.post(f"/booking/{booking.code}/cancel").status_code == 302


def test_on_the_day_the_page_checks_in_and_leads_to_the_number(
    client: Client, bookings: Bookings, clock: time_machine.Coordinates
) -> None:
    booking = bookings.books(TODAY_TWO)
    clock.move_to(at(2026, 3, 2, 13, 50))
    assert "签到取号" in text(client.get(f"/booking/{booking.code}"))
    answer = client.post(f"/booking/{booking.code}/check-in")
    assert answer["Location"] == f"/ticket/{Ticket.objects.get().code}"
    assert Ticket.objects.get().number in text(client.get(f"/booking/{booking.code}"))
    assert client.post(f"/booking/{booking.code}/cancel").status_code == 409


def test_on_another_day_there_is_no_check_in(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    assert "签到取号" not in text(client.get(f"/booking/{booking.code}"))
    assert client.post(f"/booking/{booking.code}/check-in").status_code == 409


def test_who_comes_late_is_told_so(client: Client, bookings: Bookings, clock: time_machine.Coordinates) -> None:
    booking = bookings.books(TODAY_TWO)
    clock.move_to(at(2026, 3, 2, 15))
    assert "按现场取号排队" in text(client.get(f"/booking/{booking.code}"))
    clock.move_to(at(2026, 3, 3, 9))
    assert "已经过了" in text(client.get(f"/booking/{booking.code}"))


def test_the_calendar_file_has_the_time_and_a_reminder(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    answer = client.get(f"/booking/{booking.code}/calendar")
    assert answer["Content-Type"].startswith("text/calendar")
    assert "DTSTART:20260303T010000Z" in text(answer)
    assert "TRIGGER:-PT1H" in text(answer)


def test_a_typed_code_leads_to_the_booking(client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    typed = f"{booking.code[:4]}-{booking.code[4:7]} {booking.code[7:].lower()}"
    assert client.post("/booking", {"code": typed})["Location"] == f"/booking/{booking.code}"
    answer = client.post("/booking", {"code": "0000000000"})
    assert answer.status_code == 422
    assert "没有这个预约" in text(answer)


@pytest.mark.parametrize("where", ["/booking/{}", "/booking"])
def test_guessing_codes_is_slowed(where: str, client: Client, bookings: Bookings) -> None:
    booking = bookings.books()
    for _ in range(8):
        if "{" in where:
            assert client.get("/booking/0000000000").status_code == 404
        else:
            assert client.post(where, {"code": "0000000000"}).status_code == 422
    answer = client.get(f"/booking/{booking.code}")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


def queries(client: Client) -> int:
    """How many queries the page of free times takes."""
    with CaptureQueriesContext(connection) as told:
        client.get(BOOK, {"item": ALLOWANCE})
    return len(told)


def test_the_free_times_take_as_many_queries_however_much_is_booked(client: Client, bookings: Bookings) -> None:
    queries(client)
    before = queries(client)
    for n in range(24):
        bookings.books(at(2026, 3, 3 + n % 4, 9 + n // 8), phone(n))
    assert queries(client) == before
