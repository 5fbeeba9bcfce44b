"""A visitor comes again for a matter without the receipt: it is found from the visit, one press links it, trips are counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.services.booking import arrive
from juzhan.apps.record.models import Entry
from tests.hall.at_counter import COUNTER, act, begun
from tests.hall.booking import TODAY_TWO, Bookings
from tests.hall.visiting import TEN, Visiting, got, later
from tests.world import JINLI, LAOMALU

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]


@pytest.fixture
def visit(clerk: Client, visiting: Visiting) -> Ticket:
    """A walk-in at counter 1."""
    return begun(clerk, visiting.takes())


def find(ticket: Ticket) -> str:
    """Where the matter of a visit is looked for."""
    return f"/desk/hall/{JINLI}/visit/{ticket.pk}/find"


def sought() -> int:
    """How often somebody looked for the matters of a person."""
    return Entry.objects.filter(act="person.sought").count()


def test_the_counter_leads_to_the_search_of_the_visit(clerk: Client, visit: Ticket) -> None:
    assert f'href="{find(visit)}"' in clerk.get(COUNTER).content.decode()
    assert 'name="code"' in clerk.get(find(visit)).content.decode()


@pytest.mark.parametrize("given", [{"phone": "138 0000 0001"}, {"name": "测试居民"}])
def test_by_phone_or_name_it_is_found_recorded_and_linked_by_one_press(
    given: dict[str, str], clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    page = clerk.post(find(visit), given).content.decode()
    assert f'name="code" value="{matter.code}"' in page
    assert "就是这件" in page
    assert sought() == 1
    act(clerk, "link", visit, code=matter.code)
    assert got(visit).matter == matter


def test_by_its_code_it_is_found_without_looking_at_anybody(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    matter = visiting.world.matter()
    page = clerk.post(find(visit), {"code": f"{matter.code[:4]}-{matter.code[4:].lower()}"}).content.decode()
    assert f'name="code" value="{matter.code}"' in page
    assert sought() == 0


def test_the_matters_of_whoever_booked_are_one_press_away(clerk: Client, visiting: Visiting) -> None:
    matter = visiting.world.matter()
    booking = Bookings(visiting).books(TODAY_TWO)
    visit = begun(clerk, got(arrive(booking, at=TEN, by=visiting.world.actor("clerk"))))
    assert 'name="booking" value="yes"' in clerk.get(COUNTER).content.decode()
    assert f'value="{matter.code}"' in clerk.post(find(visit), {"booking": "yes"}).content.decode()
    assert Entry.objects.filter(act="booking.shown").count() == 1
    assert sought() == 1


def test_without_a_booking_its_button_finds_nothing(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    visiting.world.matter()
    page = clerk.post(find(visit), {"booking": "yes"}).content.decode()
    assert "没有找到" in page
    assert sought() == 0


@pytest.mark.parametrize("given", [{}, {"code": "1234"}, {"phone": "12"}])
def test_what_cannot_be_looked_for_is_said(given: dict[str, str], clerk: Client, visit: Ticket) -> None:
    answer = clerk.post(find(visit), given)
    assert answer.status_code == 422
    assert "aria-invalid" in answer.content.decode()
    assert sought() == 0


def test_a_matter_that_the_clerk_may_not_see_is_not_found(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    far = visiting.world.matter(community=LAOMALU)
    for given in ({"code": far.code}, {"phone": "13800000001"}):
        assert far.code not in clerk.post(find(visit), given).content.decode().split("<h2>")[0]


@pytest.mark.parametrize("who", ["neighbor_clerk", "representative", "street_officer"])
def test_nobody_else_looks_from_a_visit(who: str, visit: Ticket, signed_in: SignedIn) -> None:
    assert signed_in(who).get(find(visit)).status_code == 403
    assert signed_in(who).post(find(visit), {"phone": "13800000001"}).status_code == 403


def test_the_second_visit_for_a_matter_found_so_is_the_second_trip(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    act(clerk, "finish", visit)
    again = begun(clerk, visiting.takes(later(1)))
    clerk.post(find(again), {"phone": "13800000001"})
    act(clerk, "link", again, code=matter.code)
    assert "第 2 次来" in clerk.get(COUNTER).content.decode()
