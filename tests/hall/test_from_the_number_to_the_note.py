"""What a visitor said they lack when taking the number is ticked in the one complete note, which the clerk only confirms."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.proxies import Said, said_about
from tests.hall.screens import KIOSK, AtScreen
from tests.hall.test_beginning_a_matter import ticked
from tests.hall.test_counter_page import COUNTER, act
from tests.hall.test_visit_and_matter import PERSON, address
from tests.hall.visiting import TEN, Visiting, got
from tests.world import LAMP

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
PROXY = {**PERSON, "proxy_name": "测试代办"}


@pytest.fixture
def kiosk(visiting: Visiting) -> AtScreen:
    """Somebody before the kiosk."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}), KIOSK)


@pytest.fixture
def clerk(signed_in: SignedIn, visiting: Visiting) -> Client:
    """The clerk at counter 1."""
    visiting.opens()
    return signed_in("clerk")


def comes(kiosk: AtScreen, clerk: Client, **given: object) -> Ticket:
    """Somebody takes a number at the kiosk and stands at the counter."""
    answer = kiosk.take(**given)
    assert answer.status_code == 302, answer.content.decode()
    ticket = Ticket.objects.latest("pk")
    act(clerk, "next")
    act(clerk, "begin", ticket)
    return got(ticket)


def registers(clerk: Client, visit: Ticket, **given: object) -> str:
    """The clerk registers the matter of the visit; gives the address to which that leads."""
    answer = clerk.post(address(visit), {**PERSON, "submission": str(uuid4()), **given})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def confirms(clerk: Client, form: str) -> str:
    """The clerk sends the form as it stands; gives the page of the printed note."""
    page = clerk.get(form).content.decode()
    boxes = re.findall(r'<input type="checkbox" name="(\w+)" value="(\w+)"[^>]*checked', page)
    seen = re.search(r'name="seen" value="(\d+)"', page)
    assert seen is not None
    sent: dict[str, list[str]] = {"seen": [seen[1]]}
    for name, code in boxes:
        sent.setdefault(name, []).append(code)
    answer = clerk.post(urlsplit(form).path, sent)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"].endswith("/notice")
    return answer.headers["Location"]


def listed(clerk: Client, note: str) -> list[str]:
    """The papers that the note names."""
    page = clerk.get(note).content.decode()
    return re.findall(r"<li>(.*?)</li>", page.split('<ol class="numbered">')[1].split("</ol>")[0])


def test_a_proxy_who_lacks_papers_goes_home_with_one_note_of_all_of_them(
    kiosk: AtScreen, clerk: Client, signed_in: SignedIn
) -> None:
    visit = comes(kiosk, clerk, who="proxy", missing=["identity", "authorization", "representative_id_card"])
    form = registers(clerk, visit, **PROXY)
    assert ticked(clerk.get(form).content.decode()) == ["identity", "authorization", "representative_id_card"]
    note = confirms(clerk, form)
    assert listed(clerk, note) == ["身份证", "委托书", "代办人的身份证"]
    assert listed(signed_in("clerk", "en"), note) == [
        "Identity card", "Written authorization", "Identity card of the person who acts for them",
    ]  # fmt: skip
    assert "打印一次性告知书" in clerk.get(COUNTER).content.decode()


def test_who_came_for_themselves_is_told_their_own_papers_and_is_asked_for_none_of_a_proxy(
    kiosk: AtScreen, clerk: Client
) -> None:
    form = registers(clerk, comes(kiosk, clerk, missing=["identity"]))
    page = clerk.get(form).content.decode()
    assert ticked(page) == ["identity"]
    assert 'name="of_proxy"' not in page
    assert listed(clerk, confirms(clerk, form)) == ["身份证"]


def test_without_anything_lacked_registering_leads_back_to_the_counter(kiosk: AtScreen, clerk: Client) -> None:
    assert registers(clerk, comes(kiosk, clerk, who="proxy"), **PROXY) == COUNTER


def test_what_was_said_is_ticked_from_wherever_the_clerk_comes_to_the_note(kiosk: AtScreen, clerk: Client) -> None:
    visit = comes(kiosk, clerk, who="proxy", missing=["identity", "authorization"])
    registers(clerk, visit, **PROXY)
    plain = f"/desk/matters/{Matter.objects.get().code}/request_papers"
    assert f'href="{plain}"' in clerk.get(COUNTER).content.decode()
    assert ticked(clerk.get(plain).content.decode()) == ["identity", "authorization"]


def test_what_the_clerk_has_seen_is_lacked_no_more(kiosk: AtScreen, clerk: Client) -> None:
    visit = comes(kiosk, clerk, who="proxy", missing=["identity", "authorization"])
    shown = ["identity", "principal_id_card", "representative_id_card"]
    form = registers(clerk, visit, **PROXY, shown=shown)
    assert ticked(clerk.get(form).content.decode()) == ["authorization"]
    assert got(visit).missing == ["authorization"]
    assert "没带：委托书</dd>" in clerk.get(COUNTER).content.decode()
    plain = f"/desk/matters/{Matter.objects.get().code}/request_papers"
    assert ticked(clerk.get(plain).content.decode()) == ["authorization"]


def test_a_clerk_may_take_a_tick_away_and_add_what_nobody_said(kiosk: AtScreen, clerk: Client) -> None:
    form = registers(clerk, comes(kiosk, clerk, who="proxy", missing=["identity", "authorization"]), **PROXY)
    sent = {"of_proxy": ["authorization", "principal_id_card"], "others": "近三个月收入证明"}
    answer = clerk.post(urlsplit(form).path, sent)
    assert listed(clerk, answer.headers["Location"]) == ["委托书", "要办事的人的身份证", "近三个月收入证明"]


def test_the_papers_of_a_proxy_stay_on_the_page_when_something_is_put_right(
    kiosk: AtScreen, clerk: Client, visiting: Visiting
) -> None:
    visit = comes(kiosk, clerk, who="proxy", missing=["authorization"])
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    form = f"/desk/matters/{matter.code}/request_papers"
    assert ticked(clerk.get(form).content.decode()) == ["authorization"]
    act(clerk, "finish", visit)
    answer = clerk.post(form, {"of_proxy": ["authorization"], "others": "x\n" * 30})
    assert (answer.status_code, ticked(answer.content.decode())) == (422, ["authorization"])


def test_who_comes_about_an_older_matter_has_what_they_lack_ticked_today_and_not_another_day(
    kiosk: AtScreen, clerk: Client, visiting: Visiting
) -> None:
    matter = visiting.world.matter()
    form = f"/desk/matters/{matter.code}/request_papers"
    visit = comes(kiosk, clerk, missing=["identity"])
    act(clerk, "link", visit, code=matter.code)
    act(clerk, "finish", visit)
    assert ticked(clerk.get(form).content.decode()) == ["identity"]
    Ticket.objects.update(ended_at=TEN.replace(day=1))
    assert ticked(clerk.get(form).content.decode()) == []


def test_what_was_said_is_told_to_those_who_work_in_the_hall_alone(
    kiosk: AtScreen, clerk: Client, visiting: Visiting
) -> None:
    visit = comes(kiosk, clerk, who="proxy", missing=["authorization"])
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    told = {who: said_about(visiting.world.actor(who), matter) for who in ("clerk", "chair", "street_officer")}
    assert told["clerk"] == told["chair"] == Said(("authorization",), by_proxy=True)
    assert told["street_officer"] == Said()


def test_a_proxy_who_took_the_number_for_another_thing_is_asked_for_their_own_papers_too(
    kiosk: AtScreen, clerk: Client, visiting: Visiting
) -> None:
    visit = comes(kiosk, clerk, item=LAMP, who="proxy", missing=["authorization"])
    matter = visiting.world.matter()
    act(clerk, "link", visit, code=matter.code)
    page = clerk.get(f"/desk/matters/{matter.code}/request_papers").content.decode()
    assert ticked(page) == ["authorization"]
    assert 'name="missing" value="identity"' in page
