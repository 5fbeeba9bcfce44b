"""A clerk takes a number for someone, and enters afterwards those that were given out on paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.record.selectors import entries_about
from tests.hall.visiting import TEN, Visiting, later
from tests.world import ALLOWANCE, JINLI, LAMP, XIMIANQIAO, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

TAKE = f"/desk/hall/{JINLI}/take"
SignedIn = Callable[..., Client]


def take(client: Client, **given: str) -> int:
    """Send the form; gives the status."""
    sent = {"submission": str(uuid4()), "community": JINLI, **given}
    return client.post(TAKE, sent).status_code


@pytest.fixture
def clerk(signed_in: SignedIn, visiting: Visiting) -> Client:
    """The clerk."""
    return signed_in("clerk")


def test_the_item_names_the_queue(clerk: Client) -> None:
    assert take(clerk, item="测试低保申请", green="on") == 302
    ticket = Ticket.objects.get()
    assert (ticket.number, ticket.lane, ticket.community_id, ticket.joined_at) == ("A001", "green", JINLI, TEN)
    assert ticket.item is not None


def test_the_item_may_be_named_in_english_or_by_its_code(clerk: Client) -> None:
    assert [take(clerk, item="test lamp repair"), take(clerk, item=LAMP)] == [302, 302]
    assert sorted(Ticket.objects.values_list("number", flat=True)) == ["C001", "C002"]


def test_a_queue_is_enough(clerk: Client) -> None:
    assert take(clerk, group="B") == 302
    assert Ticket.objects.get().number == "B001"


def test_papers_are_entered_number_by_number_with_the_time_at_which_they_were_given(clerk: Client) -> None:
    for came in ("09:05", "09:12", "09:12"):
        assert take(clerk, group="A", came=came) == 302
    times = [(ticket.number, ticket.joined_at) for ticket in Ticket.objects.order_by("number")]
    assert times == [("A001", at(2026, 3, 2, 9, 5)), ("A002", at(2026, 3, 2, 9, 12)), ("A003", at(2026, 3, 2, 9, 12))]


def test_a_paper_stands_where_it_was_given_whoever_took_a_number_meanwhile(clerk: Client, visiting: Visiting) -> None:
    visiting.takes(later(-10))
    take(clerk, group="A", came="09:05")
    assert [t.number for t in Ticket.objects.order_by("turn_at")] == ["A002", "A001"]
    assert Ticket.objects.get(number="A002").joined_at == at(2026, 3, 2, 9, 5)


def test_the_record_says_that_a_number_was_entered_afterwards(clerk: Client) -> None:
    take(clerk, group="A", came="09:05")
    entry = entries_about(Ticket.objects.get().record_subject).get()
    assert (entry.at, b"2026-03-02T09:05" in bytes(entry.canonical)) == (TEN, True)


def test_whoever_comes_after_a_paper_was_entered_stands_behind_it(clerk: Client, visiting: Visiting) -> None:
    take(clerk, group="A", came="09:05")
    visiting.takes(later(1))
    assert [t.number for t in Ticket.objects.order_by("turn_at")] == ["A001", "A002"]


def test_a_paper_can_be_entered_while_the_hall_is_shut(clerk: Client, visiting: Visiting) -> None:
    visiting.hall.hours = {"spans": [["20:00", "21:00"]], "weekdays": {}, "days_off": False}
    visiting.hall.save()
    assert take(clerk, group="A", came="09:05") == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "请选择事项，或者选一个队列"),
        ({"item": "没有的事"}, "没有叫“没有的事”的事项"),
        ({"item": "测试旧证明"}, "没有叫“测试旧证明”的事项"),
        ({"group": "Z"}, "field__error"),
        ({"group": "A", "came": "10:01"}, "这个时间还没到"),
        ({"group": "A", "came": "morning"}, "请按 09:30 这样写时间"),
        ({"group": "A", "community": XIMIANQIAO}, "errors-summary"),
        ({"item": "x\x00y"}, "errors-summary"),
    ],
)
def test_what_does_not_fit_is_said_and_kept(given: dict[str, str], said: str, clerk: Client) -> None:
    answer = clerk.post(TAKE, {"submission": str(uuid4()), "community": JINLI, "green": "on", **given})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert re.search(r'name="green"[^>]* checked', page)
    assert not Ticket.objects.exists()


def test_a_queue_that_is_shut_is_refused(clerk: Client, visiting: Visiting) -> None:
    group = visiting.group()
    group.is_open = False
    group.save()
    answer = clerk.post(TAKE, {"submission": str(uuid4()), "community": JINLI, "group": "A"})
    assert answer.status_code == 422
    assert "今天不取号了" in answer.content.decode()


def test_the_same_form_sent_twice_gives_one_number(clerk: Client) -> None:
    key = str(uuid4())
    assert [take(clerk, group="A", submission=key) for _ in range(2)] == [302, 302]
    assert Ticket.objects.count() == 1


def test_the_numbers_one_took_today_are_listed_with_their_slips(clerk: Client, signed_in: SignedIn) -> None:
    take(clerk, group="A")
    ticket = Ticket.objects.get()
    assert ticket.code in clerk.get(TAKE).content.decode()
    assert ticket.code not in signed_in("colleague").get(TAKE).content.decode()


@pytest.mark.parametrize("who", ["neighbor_clerk", "representative"])
def test_nobody_else_takes_numbers_at_the_desk(who: str, signed_in: SignedIn, visiting: Visiting) -> None:
    assert signed_in(who).get(TAKE).status_code == 403
    assert take(signed_in(who), group="A") == 403


# ── for whom they come, and what they lack ─────────────────────────────────────────────────────────────────────────────


def listed(page: str) -> dict[str, bool]:
    """The papers that the page lists, and whether each is ticked as lacked."""
    boxes = re.findall(r'<input type="checkbox" name="(?:proxy_)?missing" value="(\w+)"([^>]*)>', page)
    return {code: "checked" in attributes for code, attributes in boxes}


PROXY = ["authorization", "principal_id_card", "representative_id_card"]


def test_with_a_queue_alone_one_press_is_enough_and_they_come_for_themselves(clerk: Client) -> None:
    page = clerk.get(TAKE).content.decode()
    assert re.search(r'name="who" value="self"[^>]* checked', page)
    assert list(listed(page)) == PROXY, "without an item only a proxy's papers can be named"
    assert take(clerk, group="A") == 302
    ticket = Ticket.objects.get()
    assert (ticket.comes_as, ticket.missing) == ("self", [])


@pytest.mark.parametrize("who", ["self", "companion", "proxy"])
def test_for_whom_somebody_comes_is_kept(who: str, clerk: Client) -> None:
    assert take(clerk, group="A", who=who) == 302
    assert Ticket.objects.get().comes_as == who


def test_a_way_of_coming_that_is_none_is_refused(clerk: Client) -> None:
    assert take(clerk, group="A", who="uncle") == 422
    assert not Ticket.objects.exists()


def test_a_second_step_lists_the_papers_of_the_item_and_keeps_what_was_filled_in(clerk: Client) -> None:
    sent = {
        "submission": (key := str(uuid4())), "community": JINLI, "item": "测试低保申请", "who": "proxy", "green": "on",
        "came": "09:30", "proxy_missing": ["authorization"], "list": "yes",
    }  # fmt: skip
    answer = clerk.post(TAKE, sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert listed(page) == {"identity": False, "authorization": True, PROXY[1]: False, PROXY[2]: False}
    for kept in (f'value="{key}"', 'value="测试低保申请"', 'value="09:30"'):
        assert kept in page
    assert re.search(r'name="who" value="proxy"[^>]* checked', page)
    assert re.search(r'name="green"[^>]* checked', page)
    assert not Ticket.objects.exists()
    assert "errors-summary" not in page


def test_what_they_lack_is_kept_and_stands_on_their_slip(clerk: Client) -> None:
    sent = {"submission": str(uuid4()), "community": JINLI, "item": ALLOWANCE, "who": "proxy"}
    answer = clerk.post(TAKE, {**sent, "missing": ["identity"], "proxy_missing": ["authorization"]})
    assert answer.status_code == 302
    ticket = Ticket.objects.get()
    assert (ticket.comes_as, ticket.missing) == ("proxy", ["identity", "authorization"])
    slip = clerk.get(f"/ticket/{ticket.code}/slip").content.decode()
    assert slip.count("没带 · ") == 2
    assert "替别人办" in clerk.get(TAKE).content.decode()


def test_what_only_a_proxy_needs_is_lacked_by_nobody_else(clerk: Client) -> None:
    sent = {"submission": str(uuid4()), "community": JINLI, "group": "A", "proxy_missing": PROXY}
    clerk.post(TAKE, sent)
    clerk.post(TAKE, {**sent, "submission": str(uuid4()), "who": "proxy"})
    assert list(Ticket.objects.order_by("pk").values_list("missing", flat=True)) == [[], PROXY]


def test_ticks_beside_another_items_list_say_nothing(clerk: Client) -> None:
    sent = {"submission": str(uuid4()), "community": JINLI, "item": LAMP, "missing": ["identity", "x" * 5000]}
    assert clerk.post(TAKE, sent).status_code == 302
    assert Ticket.objects.get().missing == []


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "先写明办什么事"),
        ({"group": "A"}, "先写明办什么事"),
        ({"item": "没有的事"}, "没有叫“没有的事”的事项"),
        ({"item": "x\x00y"}, "errors-summary"),
    ],
)
def test_without_an_item_there_is_nothing_to_list(given: dict[str, str], said: str, clerk: Client) -> None:
    answer = clerk.post(TAKE, {"submission": str(uuid4()), "community": JINLI, "list": "yes", **given})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Ticket.objects.exists()


def test_an_item_whose_guide_lists_nothing_is_said_so(clerk: Client) -> None:
    sent = {"submission": str(uuid4()), "community": JINLI, "item": LAMP, "list": "yes"}
    assert "指南没有列必交的材料" in clerk.post(TAKE, sent).content.decode()


def test_the_page_reads_the_list_alone_as_soon_as_an_item_is_named(clerk: Client) -> None:
    part = clerk.get(TAKE, {"part": "papers", "item": "测试低保申请", "proxy_missing": PROXY[:1], "green": "on"})
    page = part.content.decode()
    assert (part.status_code, "<html" in page, "<form" in page) == (200, False, False)
    assert listed(page) == {"identity": False, PROXY[0]: True, PROXY[1]: False, PROXY[2]: False}
    unknown = clerk.get(TAKE, {"part": "papers", "item": "没有的"}).content.decode()
    assert list(listed(unknown)) == PROXY
