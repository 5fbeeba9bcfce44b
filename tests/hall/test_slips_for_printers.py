"""A number that a kiosk gives out comes with a slip, which one printer gets once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from juzhan.apps.accounts.services import give_token
from juzhan.apps.hall.models import Slip, Ticket
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services.printing import hand_slip, want_slip
from juzhan.apps.hall.services.taking import Wish, take_ticket
from juzhan.apps.hall.slips import above_the_code, below_the_code
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.visit import ComesAs
from tests.at_once import at_once
from tests.hall.booking import Bookings
from tests.hall.screens import KIOSK, PHONE, AtScreen
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused
from tests.world import ALLOWANCE, JINLI, LAOMALU

SLIPS = f"/api/v1/desk/halls/{JINLI}/slips"


def program(client: Client, visiting: Visiting, who: str = "clerk") -> dict[str, Any]:
    """The headers of a program that acts as somebody."""
    token = give_token(visiting.world.person(who), label="小票打印机", days=30, at=TEN)
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.django_db
def test_a_number_from_the_kiosk_has_a_slip_and_one_from_the_phone_has_none(
    visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    AtScreen(client, PHONE).taken()
    ticket = AtScreen(client, KIOSK).taken()
    assert [slip.ticket for slip in Slip.objects.all()] == [ticket]


@pytest.mark.django_db
def test_a_double_touch_asks_for_one_slip(visiting: Visiting, client: Client, clock: time_machine.Coordinates) -> None:
    kiosk, submission = AtScreen(client, KIOSK), "11111111-1111-4111-8111-111111111111"
    assert kiosk.taken(submission=submission) == kiosk.taken(submission=submission)
    assert Slip.objects.count() == 1


@pytest.mark.django_db
def test_a_printer_gets_each_slip_once_with_all_that_stands_on_it(
    visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    headers = program(client, visiting)
    assert client.post(SLIPS, headers=headers).status_code == 204
    ticket = AtScreen(client, KIOSK).taken(green="on")
    assert client.get(SLIPS, headers=headers).json() == {"waiting": 1}
    slip = client.post(SLIPS, headers=headers).json()
    assert (slip["number"], slip["hall"]["zh"]) == ("A001", visiting.hall.name)
    assert slip["address"] == f"http://testserver/ticket/{ticket.code}"
    above, below = ([line["text"]["zh"] for line in slip[part]] for part in ("above", "below"))
    assert above[0] == "测试低保申请"
    assert above[1].startswith("前面还有 0 位 · ")
    assert above[2:] == [Lane.GREEN.text.zh, "2026-03-02 10:00"]
    assert below[1] == "您要带的"
    assert below[2].startswith("身份证：")
    assert client.get(SLIPS, headers=headers).json() == {"waiting": 0}
    assert client.post(SLIPS, headers=headers).status_code == 204


@pytest.mark.django_db
def test_who_has_booked_and_checks_in_at_the_kiosk_gets_a_slip(
    visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    booking = Bookings(visiting).books()
    clock.move_to(booking.begins)
    answer = client.post(f"{KIOSK}/check-in", {"code": booking.code})
    assert answer.status_code == 302
    assert Slip.objects.get().ticket == Ticket.objects.get(booking=booking)


@pytest.mark.django_db
def test_slips_that_are_late_or_whose_visitor_is_gone_are_not_printed(visiting: Visiting) -> None:
    late, gone = visiting.takes(), visiting.takes(later(10))
    for ticket in (late, gone):
        want_slip(ticket, at=ticket.joined_at)
    calling.leave(gone, at=later(12))
    assert hand_slip(visiting.hall, by=visiting.world.actor("clerk"), at=later(16)) is None


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["neighbor_clerk", "street_officer", "representative"])
def test_nobody_else_gets_the_codes_on_slips(
    who: str, visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    want_slip(visiting.takes(), at=TEN)
    assert refused(hand_slip(visiting.hall, by=visiting.world.actor(who), at=TEN)) == "hall.not_yours"
    headers = program(client, visiting, who)
    assert [client.get(SLIPS, headers=headers).status_code, client.post(SLIPS, headers=headers).status_code] == [
        403
    ] * 2
    assert client.post(SLIPS).status_code == 401
    assert client.post(SLIPS.replace(JINLI, LAOMALU), headers=headers).status_code == 404


def test_two_printers_that_ask_at_once_share_the_slips(committed_hall: Visiting) -> None:
    for minute in range(6):
        want_slip(committed_hall.takes(later(minute / 10)), at=later(minute / 10))
    by = committed_hall.world.actor("clerk", date(2026, 3, 2))
    results = at_once(*[lambda: hand_slip(committed_hall.hall, by=by, at=later(5))] * 6)
    assert len({slip.pk for slip in results if isinstance(slip, Slip)}) == 6
    assert Slip.objects.filter(handed_at=None).count() == 0


@pytest.mark.django_db
def test_the_slip_says_what_is_lacking_and_for_whom_somebody_comes(visiting: Visiting) -> None:
    item = visiting.world.item(ALLOWANCE)
    wish = Wish(visiting.group(), item, None, ComesAs.PROXY, ("identity",))
    ticket = take_ticket(visiting.hall, wish, submission=uuid4(), at=TEN)
    assert isinstance(ticket, Ticket)
    above, below = ([line.text.zh for line in part(ticket)] for part in (above_the_code, below_the_code))
    assert "替别人办" in above
    assert any(line.startswith("没带 · ") for line in below)
    assert any("委托书" in line for line in below)
    assert "没带的先补上" in below[-1]
