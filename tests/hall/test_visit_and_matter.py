"""Calling opens the matter: a visit gets its matter at the counter, trips are counted, and both can end in one step."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.services import serving, sitting
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Entry
from juzhan.domain.matters import Outcome
from juzhan.domain.shared import Refusal
from tests.hall.at_counter import COUNTER, act, begun
from tests.hall.visiting import TEN, Visiting, got, later
from tests.matters.doing import refused
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, LAMP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
PERSON = {"channel": "counter", "name": "测试居民", "phone": "13800000001", "community": JINLI}


@pytest.fixture
def visit(clerk: Client, visiting: Visiting) -> Ticket:
    """Somebody who came for the allowance stands at counter 1."""
    return begun(clerk, visiting.takes(item=visiting.world.item()))


def address(ticket: Ticket) -> str:
    """Where the matter of a visit is registered."""
    return f"/desk/hall/{JINLI}/visit/{ticket.pk}/register"


def decided(visiting: Visiting, matter: Matter) -> Matter:
    """The matter with its decision."""
    by = visiting.world.actor("clerk")
    accepted = services.accept_matter(matter, by=by, at=TEN)
    assert isinstance(accepted, Matter), accepted
    result = services.decide_matter(accepted, outcome=Outcome.GRANTED, reason="符合条件", by=by, at=TEN)
    assert isinstance(result, Matter), result
    return result


def test_the_form_opens_with_the_item_and_the_community_of_the_number(clerk: Client, visit: Ticket) -> None:
    page = clerk.get(address(visit)).content.decode()
    assert "测试低保申请" in page
    assert f'name="community" value="{JINLI}"' in page
    assert visit.number in page


def test_the_matter_is_registered_and_goes_with_the_number(clerk: Client, visit: Ticket) -> None:
    answer = clerk.post(address(visit), {**PERSON, "submission": str(uuid4())})
    assert answer.headers["Location"] == COUNTER
    matter = Matter.objects.get()
    assert got(visit).matter == matter
    assert (matter.item.item.code, matter.community_id, matter.channel) == (ALLOWANCE, JINLI, "counter")
    page = clerk.get(COUNTER).content.decode()
    assert f"/desk/matters/{matter.code}" in page
    assert f"/desk/matters/{matter.code}/request_papers" in page
    assert "第 1 次来" in page
    assert Entry.objects.filter(act="ticket.link", subject=visit.record_subject).count() == 1


def test_the_same_form_sent_twice_gives_one_matter(clerk: Client, visit: Ticket) -> None:
    form = {**PERSON, "submission": str(uuid4())}
    assert [clerk.post(address(visit), form).status_code for _ in range(2)] == [302, 302]
    assert Matter.objects.count() == 1
    assert Entry.objects.filter(act="ticket.link").count() == 1


def test_what_was_typed_is_kept_when_something_is_missing(clerk: Client, visit: Ticket) -> None:
    answer = clerk.post(address(visit), {**PERSON, "phone": "", "submission": str(uuid4())})
    assert answer.status_code == 422
    assert 'value="测试居民"' in answer.content.decode()
    assert got(visit).matter is None


def test_a_number_that_is_not_being_served_here_gets_no_matter(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    act(clerk, "hold", visit)
    answer = clerk.post(address(visit), {**PERSON, "submission": str(uuid4())})
    assert answer.status_code == 422
    assert "不在您的窗口办理" in answer.content.decode()
    assert not Matter.objects.exists()


def test_without_an_item_the_clerk_looks_for_one_by_plain_words(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    act(clerk, "next")
    act(clerk, "begin", ticket)
    assert 'name="q"' in clerk.get(address(ticket)).content.decode()
    assert f"{address(ticket)}?item={LAMP}" in clerk.get(f"{address(ticket)}?q=楼道灯坏了").content.decode()
    assert 'name="spot"' in clerk.get(f"{address(ticket)}?item={LAMP}").content.decode()


def test_an_item_that_has_ended_or_never_was_leads_to_the_search(clerk: Client, visit: Ticket) -> None:
    for code in (CERTIFICATE, "no.such_item", "\x00", ""):
        answer = clerk.get(address(visit), {"item": code, **({"q": ""} if not code else {})})
        assert answer.status_code == 200
        assert 'name="q"' in answer.content.decode()


@pytest.mark.parametrize("who", ["neighbor_clerk", "representative", "street_officer"])
def test_nobody_else_registers_for_the_number(who: str, visit: Ticket, signed_in: SignedIn) -> None:
    assert signed_in(who).get(address(visit)).status_code == 403
    assert signed_in(who).post(address(visit), PERSON).status_code == 403


def test_a_visit_is_about_an_existing_matter_by_the_code_of_its_receipt(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    typed = f"{matter.code[:4]}-{matter.code[4:7]} {matter.code[7:].lower()}"
    assert act(clerk, "link", visit, code=typed)[0] == 200
    assert got(visit).matter == matter


@pytest.mark.parametrize("code", ["", "1234", "0000000000", "x" * 3000])
def test_a_wrong_code_is_kept_and_said(code: str, clerk: Client, visit: Ticket) -> None:
    status, page = act(clerk, "link", visit, code=code)
    assert status == 422
    assert "没有找到这个查询码的事项" in page
    assert f'value="{code[:40]}"' in page
    assert got(visit).matter is None


def test_a_matter_that_the_clerk_may_not_see_is_not_found(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    far = visiting.world.matter(community="510107004001")
    assert act(clerk, "link", visit, code=far.code)[0] == 422


def test_a_wrong_matter_is_put_right_by_naming_the_right_one(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    wrong, right = visiting.world.matter(), visiting.world.matter()
    act(clerk, "link", visit, code=wrong.code)
    act(clerk, "link", visit, code=right.code)
    assert got(visit).matter == right


def test_the_trips_that_a_matter_took_are_counted(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    act(clerk, "finish", visit)
    again = visiting.takes(later(1))
    act(clerk, "next")
    act(clerk, "begin", again)
    act(clerk, "link", again, code=matter.code)
    assert "第 2 次来" in clerk.get(COUNTER).content.decode()


def test_when_papers_were_asked_for_the_note_can_be_printed(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    by = visiting.world.actor("clerk")
    assert isinstance(services.request_papers(matter, missing=("户口簿",), by=by, at=TEN), Matter)
    page = clerk.get(COUNTER).content.decode()
    assert f"/desk/matters/{matter.code}/notice" in page
    assert "request_papers" not in page


def test_finishing_closes_visit_and_decided_matter_in_one_step(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = decided(visiting, visiting.world.matter())
    page = act(clerk, "link", visit, code=matter.code)[1]
    assert "办完，并办结事项" in page
    act(clerk, "finish", visit, close="yes")
    matter.refresh_from_db()
    assert (got(visit).state, matter.state) == ("served", "closed")


def test_finishing_only_the_visit_leaves_the_matter_open(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    matter = decided(visiting, visiting.world.matter())
    act(clerk, "link", visit, code=matter.code)
    act(clerk, "finish", visit)
    matter.refresh_from_db()
    assert (got(visit).state, matter.state) == ("served", "decided")


def test_when_the_matter_cannot_be_closed_the_visit_is_not_finished(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    assert "办完，并办结事项" not in act(clerk, "link", visit, code=matter.code)[1]
    assert act(clerk, "finish", visit, close="yes")[0] == 422
    assert got(visit).state == "serving"


def test_when_the_visit_cannot_end_the_matter_is_not_closed(clerk: Client, visit: Ticket, visiting: Visiting) -> None:
    matter = decided(visiting, visiting.world.matter())
    act(clerk, "link", visit, code=matter.code)
    act(clerk, "hold", visit)
    entries = Entry.objects.count()
    shift, by = sitting.shift_of(visiting.world.actor("clerk")), visiting.world.actor("clerk")
    assert shift is not None
    result = serving.finish_visit(shift, got(visit), by=by, at=later(5), close=True)
    assert isinstance(result, Refusal)
    matter.refresh_from_db()
    assert (matter.state, Entry.objects.count()) == ("decided", entries)


def test_without_a_matter_nothing_can_be_closed_with_the_visit(
    clerk: Client, visit: Ticket, visiting: Visiting
) -> None:
    shift, by = sitting.shift_of(visiting.world.actor("clerk")), visiting.world.actor("clerk")
    assert shift is not None
    assert refused(serving.finish_visit(shift, visit, by=by, at=TEN, close=True)) == "visit.no_matter"
