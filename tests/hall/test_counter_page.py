"""A clerk works at the counter's page: one press, one act; what is refused is said; the page says what stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.hall.models import Shift
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.hall.services.taking import Wish, take_ticket
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.visit import ComesAs
from tests.hall.at_counter import COUNTER, HALL, act
from tests.hall.visiting import TEN, Visiting, got, later
from tests.world import JINLI, XIMIANQIAO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]


def test_the_desk_has_a_door_to_the_hall_for_those_who_work_there(signed_in: SignedIn, visiting: Visiting) -> None:
    doors = {
        who: 'href="/desk/hall"' in signed_in(who).get("/desk").content.decode()
        for who in visiting.world.people
        if who != "outsider"
    }
    assert doors["clerk"]
    assert doors["secretary"]
    assert not doors["representative"]
    assert not doors["street_officer"]


def test_a_clerk_chooses_a_counter_and_the_queues_it_calls(signed_in: SignedIn, visiting: Visiting) -> None:
    client = signed_in("clerk")
    assert "2 号窗口" in client.get(HALL).content.decode()
    status, page = act(client, "open", counter="2", chosen="yes", groups="B")
    assert status == 200
    assert "2 号窗口" in page
    assert [group.letter for group in Shift.objects.get().served] == ["B"]
    assert not visiting.counter(2).groups.exists(), "the head's arrangement stays as it was"
    assert client.get(HALL).headers["Location"] == COUNTER


@pytest.mark.parametrize("ticked", [[], ["A", "B", "C"]])
def test_no_queue_or_every_queue_ticked_means_everything(
    ticked: list[str], signed_in: SignedIn, visiting: Visiting
) -> None:
    visiting.counter(2).groups.set([visiting.group("B")])
    answer = signed_in("clerk").post(
        f"/desk/hall/{JINLI}/act/open", {"counter": "2", "chosen": "yes", "groups": ticked}
    )
    assert answer.status_code == 302
    assert [group.letter for group in Shift.objects.get().served] == ["A", "B", "C"]


def test_a_counter_that_somebody_has_is_refused_by_name(signed_in: SignedIn, visiting: Visiting) -> None:
    visiting.opens("colleague", 2)
    status, page = act(signed_in("clerk"), "open", counter="2")
    assert status == 409
    assert "2 号窗口现在由站员乙使用" in page


def test_one_who_sits_elsewhere_is_told_where(clerk: Client) -> None:
    status, page = act(clerk, "open", counter="3")
    assert status == 409
    assert "您已经开了1 号窗口" in page


@pytest.mark.parametrize("who", ["neighbor_clerk", "street_officer", "representative"])
def test_nobody_else_sees_the_counter_or_acts_there(who: str, signed_in: SignedIn, visiting: Visiting) -> None:
    client = signed_in(who)
    assert client.get(COUNTER).status_code == 403
    assert act(client, "open", counter="1")[0] == 403
    assert act(client, "next")[0] == 403


def test_without_a_counter_the_page_leads_to_the_choice(signed_in: SignedIn, visiting: Visiting) -> None:
    client = signed_in("clerk")
    assert client.get(COUNTER).headers["Location"] == HALL
    status, page = act(client, "next")
    assert status == 409
    assert "您还没有开窗口" in page


def test_the_page_says_who_waits_in_which_order_and_since_when(
    clerk: Client, visiting: Visiting, clock: time_machine.Coordinates
) -> None:
    walk_in, green = visiting.takes(TEN), visiting.takes(later(12), lane=Lane.GREEN, item=visiting.world.item())
    clock.move_to(later(20))
    page = clerk.get(COUNTER).content.decode()
    assert page.index(f'data-number="{green.number}"') < page.index(f'data-number="{walk_in.number}"')
    assert "绿色通道" in page
    assert "20 分钟" in page
    assert "测试低保申请" in page


def test_a_visit_from_the_call_to_the_end(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    status, page = act(clerk, "next")
    assert status == 200
    assert f'id="here-title" translate="no">{ticket.number}<' in page
    assert got(ticket).state == "called"
    assert "已呼叫 2 次" in act(clerk, "call_again", ticket)[1]
    act(clerk, "begin", ticket)
    assert got(ticket).state == "serving"
    act(clerk, "finish", ticket)
    assert got(ticket).state == "served"
    assert f"刚办完 {ticket.number}" in clerk.get(COUNTER).content.decode()


def test_the_card_says_for_whom_the_visitor_comes_and_what_they_lack(clerk: Client, visiting: Visiting) -> None:
    wish = Wish(visiting.group(), visiting.world.item(), comes_as=ComesAs.PROXY, missing=("identity",))
    ticket = got(take_ticket(visiting.hall, wish, submission=uuid4(), at=TEN))
    page = act(clerk, "next")[1]
    assert "替别人办" in page
    assert re.search(r"没带：\s*身份证", page)
    act(clerk, "begin", ticket)
    act(clerk, "finish", ticket)
    visiting.takes(later(1))
    assert "来人说" not in act(clerk, "next")[1], "one who said nothing of the kind"


def test_nobody_waits_is_said_and_the_page_stays(clerk: Client) -> None:
    status, page = act(clerk, "next")
    assert status == 409
    assert "现在没有人在等" in page


def test_a_second_press_of_call_next_calls_nobody_else(clerk: Client, visiting: Visiting) -> None:
    first, second = visiting.takes(), visiting.takes(later(1))
    act(clerk, "next")
    status, page = act(clerk, "next")
    assert status == 409
    assert f"正在办 {first.number} 号" in page
    assert got(second).state == "waiting"


def test_missed_is_offered_after_the_halls_number_of_calls_and_refused_before(
    clerk: Client, visiting: Visiting
) -> None:
    ticket = visiting.takes()
    page = act(clerk, "next")[1]
    assert "act/miss" not in page
    status, page = act(clerk, "miss", ticket)
    assert status == 422
    assert "规定呼叫满 3 次" in page
    act(clerk, "call_again", ticket)
    assert "act/miss" in act(clerk, "call_again", ticket)[1]
    assert "过号找回" not in act(clerk, "miss", ticket)[1]
    assert got(ticket).state == "missed"
    act(clerk, "bring_back", ticket)
    assert (got(ticket).state, got(ticket).calls) == ("waiting", 0)


def test_hold_go_on_and_put_back(clerk: Client, visiting: Visiting) -> None:
    ticket, other = visiting.takes(), visiting.takes(later(1))
    act(clerk, "next")
    act(clerk, "begin", ticket)
    assert "act/go_on" in act(clerk, "hold", ticket)[1]
    act(clerk, "next")
    status, page = act(clerk, "go_on", ticket)
    assert status == 409
    assert other.number in page
    act(clerk, "put_back", other)
    act(clerk, "go_on", ticket)
    assert (got(ticket).state, got(other).state) == ("serving", "waiting")


def test_a_transfer_goes_to_the_queue_that_was_chosen(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    act(clerk, "next")
    act(clerk, "transfer", ticket, group="B")
    assert (got(ticket).group.letter, got(ticket).state, got(ticket).turn_at) == ("B", "waiting", ticket.turn_at)
    assert act(clerk, "transfer", ticket, group="Z")[0] == 404


def test_closing_the_counter_leads_back_to_the_choice(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    act(clerk, "next")
    assert "窗口已经关闭" in act(clerk, "close")[1]
    assert got(ticket).state == "waiting"
    assert not Shift.objects.filter(closed_at=None).exists()


def test_of_two_clerks_who_act_on_one_number_the_slower_is_told(
    clerk: Client, signed_in: SignedIn, visiting: Visiting
) -> None:
    ticket = visiting.takes()
    visiting.opens("colleague", 2)
    act(clerk, "next")
    status, page = act(signed_in("colleague"), "begin", ticket)
    assert status == 409
    assert "在别的窗口" in page


def test_a_ticket_of_another_hall_is_not_there(clerk: Client, visiting: Visiting) -> None:
    other = Visiting(visiting.world, set_up_hall(visiting.world.place(XIMIANQIAO)))
    assert act(clerk, "bring_back", other.takes())[0] == 404


@pytest.mark.parametrize("ticket", ["", "x", "0", "99999999999999999999999", "-1", "１"])
def test_a_ticket_that_is_none_is_not_there(ticket: str, clerk: Client) -> None:
    assert clerk.post(f"/desk/hall/{JINLI}/act/begin", {"ticket": ticket}).status_code == 404


@pytest.mark.parametrize("given", [{}, {"counter": "x"}, {"counter": "9999999"}, {"counter": "²"}])
def test_a_counter_that_is_none_is_not_there(given: dict[str, str], signed_in: SignedIn, visiting: Visiting) -> None:
    assert signed_in("clerk").post(f"/desk/hall/{JINLI}/act/open", given).status_code == 404


def test_a_look_at_the_address_of_an_act_does_nothing(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    assert clerk.get(f"/desk/hall/{JINLI}/act/next").status_code == 302
    assert clerk.get(f"/desk/hall/{JINLI}/act/dance").status_code == 404
    assert got(ticket).state == "waiting"


def test_the_part_that_is_read_anew_is_no_whole_page(clerk: Client, visiting: Visiting) -> None:
    ticket = visiting.takes()
    part = clerk.get(f"{COUNTER}?part=live").content.decode()
    assert "<html" not in part
    assert ticket.number in part
    assert 'data-part="here"' in part


@pytest.mark.parametrize(("who", "address"), [("clerk", COUNTER), ("secretary", f"/desk/hall/{JINLI}/head")])
def test_a_page_is_read_in_a_fixed_number_of_queries(
    who: str, address: str, clerk: Client, signed_in: SignedIn, visiting: Visiting
) -> None:
    client = signed_in(who)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    visiting.takes(item=visiting.world.item())
    one = queries()
    for minute in range(59):
        visiting.takes(later(minute / 60), item=visiting.world.item())
    assert queries() == one


def test_english_pages_have_no_chinese_words(visiting: Visiting, signed_in: SignedIn) -> None:
    visiting.opens()
    visiting.takes()
    client = signed_in("clerk", "en")
    act(client, "next")
    page = client.get(COUNTER).content.decode()
    assert "Call again" in page
    assert "再呼叫" not in page


def test_the_second_screen_shows_the_number_then_the_code_to_rate_and_only_to_staff(
    clerk: Client, signed_in: SignedIn, visiting: Visiting
) -> None:
    screen, ticket = f"/hall/{JINLI}/counter/1/screen", visiting.takes()
    assert "请等候叫号" in clerk.get(screen).content.decode()
    act(clerk, "next")
    assert ticket.number in clerk.get(screen).content.decode()
    act(clerk, "begin", ticket)
    act(clerk, "finish", ticket)
    page = clerk.get(screen).content.decode()
    assert ticket.number in page
    assert Client().get(screen).status_code == 302
    assert signed_in("neighbor_clerk").get(screen).status_code == 403
    assert clerk.get(f"/hall/{JINLI}/counter/77/screen").status_code == 404
