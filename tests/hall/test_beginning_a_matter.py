"""Calling opens the matter with item, person and papers there: one press from the counter, and looking is recorded."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.hall.models import BookingContact, Ticket
from juzhan.apps.hall.services.booking import arrive
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Entry
from tests.hall.at_counter import COUNTER, act, begun
from tests.hall.booking import PHONE, TODAY_TWO, Bookings
from tests.hall.test_visit_and_matter import PERSON, address
from tests.hall.visiting import TEN, Visiting, got
from tests.world import LAMP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
FILLED = ('value="测试居民"', f'value="{PHONE}"')


@pytest.fixture
def visit(clerk: Client, visiting: Visiting) -> Ticket:
    """Somebody who had booked a time for the allowance stands at counter 1."""
    booking = Bookings(visiting).books(TODAY_TWO)
    return begun(clerk, got(arrive(booking, at=TEN, by=visiting.world.actor("clerk"))))


def ticked(page: str) -> list[str]:
    """The codes of the papers that are ticked on the page that tells what is missing."""
    boxes = re.findall(r'<input type="checkbox" name="(?:missing|of_proxy)" value="(\w+)"([^>]*)>', page)
    return [code for code, attributes in boxes if "checked" in attributes]


def shown() -> int:
    """How often name and phone of a booking were looked at."""
    return Entry.objects.filter(act="booking.shown").count()


def test_one_press_at_the_counter_opens_the_form_with_the_name_and_phone_of_the_booking(
    clerk: Client, visit: Ticket
) -> None:
    page = clerk.get(COUNTER).content.decode()
    assert f'<form method="post" action="{address(visit)}">' in page
    assert PHONE not in page
    answer = clerk.post(address(visit), {"fill": "booking"})
    assert answer.status_code == 200
    assert all(each in answer.content.decode() for each in FILLED)
    assert "测试低保申请" in answer.content.decode()
    assert shown() == 1


def test_looking_at_the_address_shows_and_records_nothing(clerk: Client, visit: Ticket) -> None:
    page = clerk.get(address(visit)).content.decode()
    assert not any(each in page for each in FILLED)
    assert 'name="fill"' in page
    assert shown() == 0


def test_contacts_that_are_deleted_leave_the_form_empty(clerk: Client, visit: Ticket) -> None:
    BookingContact.objects.all().delete()
    assert f'<form method="post" action="{address(visit)}">' not in clerk.get(COUNTER).content.decode()
    answer = clerk.post(address(visit), {"fill": "booking"})
    assert answer.status_code == 200
    assert not any(each in answer.content.decode() for each in FILLED)
    assert shown() == 0


def test_who_has_not_booked_is_asked_for_name_and_phone(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes(item=visiting.world.item())
    act(clerk, "next")
    act(clerk, "begin", ticket)
    assert f'href="{address(ticket)}"' in clerk.get(COUNTER).content.decode()


def test_the_papers_stand_there_as_a_checklist(clerk: Client, visit: Ticket) -> None:
    page = clerk.get(address(visit)).content.decode()
    assert 'name="shown" value="identity"' in page
    assert 'name="shown"' not in clerk.get(f"{address(visit)}?item={LAMP}").content.decode()


def test_what_the_visitor_said_when_taking_the_number_stands_in_the_form(clerk: Client, visit: Ticket) -> None:
    Ticket.objects.filter(pk=visit.pk).update(missing=["identity"], comes_as="proxy")
    page = clerk.get(address(visit)).content.decode()
    assert "取号时说没带" in page
    assert 'name="shown" value="authorization"' in page
    answer = clerk.post(address(visit), {**PERSON, "submission": str(uuid4())})
    assert answer.status_code == 422
    assert "请填写：代办人姓名" in answer.content.decode()


def test_what_a_proxy_did_not_show_is_ticked_when_telling_what_is_missing(clerk: Client, visit: Ticket) -> None:
    Ticket.objects.filter(pk=visit.pk).update(comes_as="proxy")
    sent = {
        **PERSON,
        "proxy_name": "测试代办",
        "shown": ["identity", "principal_id_card"],
        "submission": str(uuid4()),
    }
    page = clerk.post(address(visit), sent, follow=True).content.decode()
    assert ticked(page) == ["authorization", "representative_id_card"]


def test_with_every_paper_there_one_comes_back_to_the_counter(clerk: Client, visit: Ticket) -> None:
    answer = clerk.post(address(visit), {**PERSON, "shown": ["identity"], "submission": str(uuid4())})
    assert answer.headers["Location"] == COUNTER


def test_papers_that_were_not_seen_are_ticked_already_when_telling_what_is_missing(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    version = visiting.world.item()
    materials = [{**version.content["materials"][0], "code": code} for code in ("identity", "income")]
    version.content = {**version.content, "materials": materials}
    version.save(update_fields=["content"])
    answer = clerk.post(address(visit), {**PERSON, "shown": ["identity"], "submission": str(uuid4())})
    told = f"/desk/matters/{Matter.objects.get().code}/request_papers?missing=income"
    assert answer.headers["Location"] == told
    assert ticked(clerk.get(told).content.decode()) == ["income"]
