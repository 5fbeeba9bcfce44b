"""While a visitor stands at the counter, the pages of matters lead back to it; the note of what is missing comes at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.matters import services
from tests.hall.at_counter import COUNTER, act, begun
from tests.hall.visiting import TEN, Visiting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
BACK = "回到 1 号窗口 · A001"


@pytest.fixture
def visit(clerk: Client, visiting: Visiting) -> Ticket:
    """A visitor at counter 1."""
    return begun(clerk, visiting.takes())


def pages(code: str) -> list[str]:
    """The pages of a matter, as a clerk opens them from the counter."""
    return [f"/desk/matters/{code}{page}" for page in ("", "/receipt", "/notice", "/note")]


def test_every_page_of_a_matter_leads_back_to_the_visitor(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    by, matter = visiting.world.actor("clerk"), visiting.world.matter()
    services.request_papers(matter, missing=["身份证"], by=by, at=TEN)
    services.add_papers(matter, papers=(), note="收到", by=by, at=TEN)
    services.accept_matter(matter, by=by, at=TEN)
    for address in pages(matter.code):
        page = clerk.get(address).content.decode()
        assert BACK in page, address
        assert f'href="{COUNTER}"' in page
    act(clerk, "finish", visit)
    for address in pages(matter.code):
        assert "回到" not in clerk.get(address).content.decode(), address


def test_others_are_not_led_to_a_counter_that_is_not_theirs(
    visit: Ticket, visiting: Visiting, signed_in: SignedIn
) -> None:
    matter = visiting.world.matter()
    assert BACK not in signed_in("colleague").get(f"/desk/matters/{matter.code}").content.decode()


def test_telling_what_is_missing_ends_on_the_note_to_be_printed(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    answer = clerk.post(f"/desk/matters/{matter.code}/request_papers", {"missing": ["identity"], "others": ""})
    assert answer.headers["Location"] == f"/desk/matters/{matter.code}/notice"
    page = clerk.get(answer.headers["Location"]).content.decode()
    assert BACK in page
    assert "已一次性告知" in page
