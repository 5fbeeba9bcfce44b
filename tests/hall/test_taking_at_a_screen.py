"""A visitor takes a number at the phone or the kiosk: in plain words or by picture, told first what to bring."""

from __future__ import annotations

from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from juzhan.apps.hall.models import Group, ItemCap, Ticket, TicketStep
from juzhan.domain.queueing.order import Lane
from tests.hall.screens import KIOSK, PHONE, AtScreen
from tests.hall.sharing import share
from tests.hall.visiting import Visiting
from tests.world import ALLOWANCE, CERTIFICATE, HOME_CARE, JINLI, LAMP, LAOMALU, XIMIANQIAO, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(params=[PHONE, KIOSK], ids=["phone", "kiosk"])
def visitor(request: pytest.FixtureRequest) -> AtScreen:
    """Somebody before a screen: everything works alike at both."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}), request.param)


def test_what_one_came_for_is_found_by_plain_words(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", q="低保")
    assert f'href="{visitor.start}/take?item={ALLOWANCE}"' in page


def test_words_that_fit_nothing_lead_on_by_picture(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", q="火星移民")
    assert "没有找到“火星移民”" in page
    assert f'href="{visitor.start}/take?group=C"' in page


def test_what_has_ended_needs_no_number(visiting: Visiting, visitor: AtScreen) -> None:
    assert "无需再开" in visitor.read("take", q="旧证明")
    assert "无需再开" in visitor.read("take", item=CERTIFICATE)
    answer = visitor.take(item=CERTIFICATE)
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


def test_each_queue_is_a_picture_with_who_waits(visiting: Visiting, visitor: AtScreen) -> None:
    visiting.takes()
    page = visitor.read("take")
    for letter in "ABC":
        assert f'href="{visitor.start}/take?group={letter}"' in page
    assert "<span data-waiting>1</span>" in page


def test_what_one_must_have_is_listed_before_the_number_is_taken(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", item=ALLOWANCE)
    listed = page.partition('class="papers"')[2]
    assert listed.index("身份证") < listed.index("都带了，取号")
    assert not Ticket.objects.exists()


def test_a_guide_without_a_list_says_so_and_invents_none(visiting: Visiting, visitor: AtScreen) -> None:
    assert "指南里还没有录入" in visitor.read("take", item=LAMP)


def test_a_picture_leads_to_its_things_and_only_then_to_a_number(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", group="A")
    unsure = f'href="{visitor.start}/take?group=A&amp;unsure=1"'
    assert page.index(f'href="{visitor.start}/take?item={ALLOWANCE}"') < page.index(unsure)
    assert "data-main" not in page, "no number before the thing is named or left open"


def test_who_cannot_say_takes_a_number_for_the_queue(visiting: Visiting, visitor: AtScreen) -> None:
    assert "您没有选具体的事" in visitor.read("take", group="A", unsure="1")
    assert visitor.taken(item="", group="A").item is None


def test_what_is_asked_for_most_stands_first(visiting: Visiting, visitor: AtScreen) -> None:
    def places() -> tuple[int, int]:
        page = visitor.read("take", group="C")
        return page.index(f"item={LAMP}"), page.index(f"item={HOME_CARE}")

    lamp, care = places()
    second = LAMP if lamp > care else HOME_CARE
    visitor.taken(item=second)
    lamp, care = places()
    assert (lamp < care) == (second == LAMP)


def test_the_number_stands_in_the_queue_of_its_item(visiting: Visiting, visitor: AtScreen) -> None:
    ticket, other = visitor.taken(), visitor.taken(item=LAMP)
    assert (ticket.number, ticket.item, ticket.community_id) == ("A001", visiting.world.item(), JINLI)
    assert other.number == "C001"


def test_the_form_sent_twice_gives_one_number(visiting: Visiting, visitor: AtScreen) -> None:
    key = str(uuid4())
    assert visitor.taken(submission=key) == visitor.taken(submission=key)
    assert Ticket.objects.count() == 1


@pytest.mark.parametrize("submission", ["", "not a number", "x" * 500])
def test_a_spoilt_submission_counts_as_a_new_one(submission: str, visiting: Visiting, visitor: AtScreen) -> None:
    assert visitor.taken(submission=submission).number == "A001"


def test_the_green_channel_is_chosen_and_why_is_neither_asked_nor_kept(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", item=ALLOWANCE)
    assert "老人、残疾人、孕妇、现役军人和退役军人" in page
    assert page.count("<textarea") == 0
    ticket = visitor.taken(green="on", why="怀孕")
    assert ticket.lane == Lane.GREEN
    assert "怀孕" not in str(Ticket.objects.values()) + str(TicketStep.objects.values())


@pytest.mark.parametrize("who", ["self", "companion", "proxy"])
def test_for_whom_somebody_comes_is_kept_and_nobody_is_named(who: str, visiting: Visiting, visitor: AtScreen) -> None:
    assert "委托书" in visitor.read("take", item=ALLOWANCE)
    assert visitor.taken(who=who, name="张三").comes_as == who
    assert "张三" not in str(Ticket.objects.values())


def test_each_required_paper_can_be_named_as_lacked(visiting: Visiting, visitor: AtScreen) -> None:
    page = visitor.read("take", item=ALLOWANCE)
    assert '<input type="checkbox" name="missing" value="identity"' in page
    assert "还差这样，也先取号" in page
    assert visitor.taken(missing=["identity"]).missing == ["identity"]
    assert visitor.taken().missing == []


def test_what_only_a_proxy_needs_is_lacked_only_by_a_proxy(visiting: Visiting, visitor: AtScreen) -> None:
    assert visitor.taken(missing=["authorization"]).missing == []
    assert visitor.taken(missing=["authorization"], who="proxy").missing == ["authorization"]


@pytest.mark.parametrize("missing", ["张三的身份证", "x" * 5000])
def test_only_papers_of_the_list_are_kept_as_lacked(missing: str, visiting: Visiting, visitor: AtScreen) -> None:
    assert visitor.take(missing=[missing]).status_code == 422
    assert not Ticket.objects.exists()


def test_where_one_hall_serves_several_the_community_is_chosen(visiting: Visiting, visitor: AtScreen) -> None:
    share(visiting.world)
    assert "您住在哪个社区？" in visitor.read("take", item=ALLOWANCE)
    assert visitor.take().status_code == 422
    assert visitor.taken(community=XIMIANQIAO).community_id == XIMIANQIAO
    assert visitor.take(community=LAOMALU).status_code == 422


def test_where_it_serves_one_nobody_is_asked(visiting: Visiting, visitor: AtScreen) -> None:
    assert "您住在哪个社区？" not in visitor.read("take", item=ALLOWANCE)
    assert visitor.taken(community=LAOMALU).community_id == JINLI


def test_while_the_hall_is_shut_no_number_is_offered_or_given(
    visiting: Visiting, visitor: AtScreen, clock: time_machine.Coordinates
) -> None:
    clock.move_to(at(2026, 3, 2, 12, 30))
    assert "都带了，取号" not in visitor.read("take", item=ALLOWANCE)
    answer = visitor.take()
    assert answer.status_code == 422
    assert "不能取号" in answer.content.decode()


def test_a_cap_that_is_reached_is_told_with_what_to_do(visiting: Visiting, visitor: AtScreen) -> None:
    ItemCap.objects.create(hall=visiting.hall, item=visiting.world.item().item, daily_cap=0)
    answer = visitor.take(green="on")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "今天的号已经取完" in page


def test_a_cap_that_is_reached_is_told_before_anybody_presses(visiting: Visiting, visitor: AtScreen) -> None:
    Group.objects.filter(letter="A").update(daily_cap=1)
    assert "取完" not in visitor.read("take") + visitor.read("take", item=ALLOWANCE)
    visitor.taken()
    assert f"{visitor.start}/take?group=A" not in visitor.read("take")
    for given in ({"item": ALLOWANCE}, {"group": "A"}, {"group": "A", "unsure": "1"}):
        page = visitor.read("take", **given)
        assert "今天的号已经取完" in page
        assert 'form="take"' not in page


def test_a_cap_of_an_item_leaves_the_rest_of_its_queue(visiting: Visiting, visitor: AtScreen) -> None:
    ItemCap.objects.create(hall=visiting.hall, item=visiting.world.item(LAMP).item, daily_cap=1)
    visitor.taken(item=LAMP)
    assert "取完" in visitor.read("take", item=LAMP)
    assert "取完" not in visitor.read("take", item=HOME_CARE)


def test_what_begins_by_itself_is_offered_to_no_visitor(visiting: Visiting, visitor: AtScreen) -> None:
    version = visiting.world.item(LAMP)
    version.content["channels"] = []
    version.save(update_fields=["content"])
    pages = visitor.read("take", q="楼道灯坏了") + visitor.read("take", group="C") + visitor.read("take", item=LAMP)
    assert f'href="{visitor.start}/take?item={LAMP}"' not in pages
    assert "您来办什么？" in visitor.take(item=LAMP).content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"item": "test.nothing", "group": ""},
        {"item": "\x00", "group": ""},
        {"item": "", "group": "Z"},
        {"item": "x" * 5000, "group": ""},
        {"item": "", "group": ""},
    ],
)
def test_what_the_hall_does_not_have_leads_back_to_the_choice(
    given: dict[str, str], visiting: Visiting, visitor: AtScreen
) -> None:
    answer = visitor.take(**given)
    assert "您来办什么？" in answer.content.decode()
    assert answer.status_code in {200, 422}
    assert not Ticket.objects.exists()


def test_an_unknown_kind_of_visitor_is_refused_kindly(visiting: Visiting, visitor: AtScreen) -> None:
    assert visitor.take(who="alien").status_code == 422


def test_where_no_queue_takes_an_item_the_choice_is_shown_again(visiting: Visiting, visitor: AtScreen) -> None:
    Group.objects.filter(letter="C").delete()
    assert "您来办什么？" in visitor.read("take", item=LAMP)


def test_at_the_kiosk_every_way_stays_at_the_kiosk(visiting: Visiting) -> None:
    kiosk = AtScreen(Client(headers={"accept-language": "zh-hans"}), KIOSK)
    assert kiosk.take()["Location"].startswith(f"{KIOSK}/ticket/")
    assert AtScreen(Client()).take()["Location"].startswith("/ticket/")
