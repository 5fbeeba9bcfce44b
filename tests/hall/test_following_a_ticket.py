"""The page of a number tells where it stands; its slip can be printed; it can be given up."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.services import calling, serving
from juzhan.apps.matters.codes import new_code
from juzhan.domain.queueing.visit import NEAR
from tests.hall.screens import KIOSK, AtScreen
from tests.hall.visiting import Visiting, got, later
from tests.world import ALLOWANCE, JINLI, XIMIANQIAO, at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def visitor() -> AtScreen:
    """Somebody with a phone."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}))


def page_of(visitor: AtScreen, ticket: Ticket) -> str:
    """The page of a number."""
    return visitor.read(f"/ticket/{ticket.code}")


def step(page: str) -> str:
    """The step that the page's script reads."""
    return page.partition('data-step="')[2].partition('"')[0]


def test_it_shows_number_place_range_and_the_way_to_share_it(visiting: Visiting, visitor: AtScreen) -> None:
    visiting.opens()
    for _ in range(5):
        visiting.takes()
    page = page_of(visitor, visiting.takes())
    assert step(page) == "waiting"
    for told in ("A006", "<strong data-ahead>5</strong>", "大约等", "<svg"):
        assert told in page
    assert '<meta http-equiv="refresh"' in page.partition("<noscript>")[2].partition("</noscript>")[0]


@pytest.mark.parametrize(("ahead", "expected"), [(4, "waiting"), (3, "near"), (1, "near"), (0, "next")])
def test_with_three_ahead_it_says_to_be_in_the_hall(
    ahead: int, expected: str, visiting: Visiting, visitor: AtScreen
) -> None:
    for _ in range(ahead):
        visiting.takes()
    assert step(page_of(visitor, visiting.takes())) == expected


def test_it_tells_each_step_from_the_call_to_the_end(visiting: Visiting, visitor: AtScreen) -> None:
    shift, by, ticket = visiting.opens(), visiting.world.actor("clerk"), visiting.takes()
    visiting.calls(shift)
    assert "请到 1 号窗口（低位）" in page_of(visitor, ticket)
    got(calling.begin(shift, got(ticket), by=by, at=later(1)))
    assert "正在 1 号窗口（低位）办理" in page_of(visitor, ticket)
    got(calling.hold(shift, got(ticket), by=by, at=later(2)))
    assert "给您留着号" in page_of(visitor, ticket)
    got(calling.go_on(shift, got(ticket), by=by, at=later(3)))
    got(serving.link_matter(shift, ticket, visiting.world.matter(), by=by, at=later(3)))
    got(calling.finish(shift, got(ticket), by=by, at=later(4)))
    page = page_of(visitor, ticket)
    assert "办完了" in page
    assert f'href="/ticket/{ticket.code}/rate"' in page
    assert f"/follow?code={got(ticket).matter.code}" in page  # type: ignore[union-attr]
    assert "refresh" not in page


def test_who_missed_the_call_is_told_what_to_do(visiting: Visiting, visitor: AtScreen) -> None:
    shift, ticket = visiting.opens(), visiting.takes()
    visiting.calls(shift)
    visiting.misses(shift, ticket, later(1))
    assert "没有见到您" in page_of(visitor, ticket)


def test_what_to_bring_stands_on_the_page_and_on_the_slip(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes(item=visiting.world.item(ALLOWANCE))
    assert "身份证" in page_of(visitor, ticket)
    for paper in ({}, {"paper": "a4"}, {"paper": "newsprint"}):
        slip = visitor.read(f"/ticket/{ticket.code}/slip", **paper)
        assert "A001" in slip
        assert "身份证" in slip
        assert "<svg" in slip
        assert ("slip--a4" in slip) == (paper == {"paper": "a4"})


def test_what_a_proxy_needs_and_what_is_lacked_stand_on_page_slip_and_kiosk(
    visiting: Visiting, visitor: AtScreen
) -> None:
    ticket = visitor.taken(who="proxy", missing=["identity"])
    for path in (f"/ticket/{ticket.code}", f"/ticket/{ticket.code}/slip", f"{KIOSK}/ticket/{ticket.code}"):
        page = visitor.read(path)
        assert "替别人办" in page
        assert {"委托书", "要办事的人的身份证"} <= set(re.findall(r"委托书|要办事的人的身份证", page))
        assert "没带" in page
    own = visitor.read(f"/ticket/{visitor.taken().code}/slip")
    assert "委托书" not in own
    assert "没带" not in own


def test_the_slip_says_the_rule_by_which_the_phone_reminds(visiting: Visiting, visitor: AtScreen) -> None:
    slip = visitor.read(f"/ticket/{visiting.takes().code}/slip")
    assert f"还剩 {NEAR} 位时会提醒您" in slip
    assert f'data-near="{NEAR}"' in page_of(visitor, visiting.takes())


def test_a_high_counter_is_not_called_low(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes()
    visiting.calls(visiting.opens("colleague", 2), who="colleague")
    page = page_of(visitor, ticket)
    assert "请到 2 号窗口" in page
    assert "低位" not in page


def test_a_number_that_is_over_offers_a_new_one_and_no_ringing(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes(item=visiting.world.item(ALLOWANCE))
    page = page_of(visitor, ticket)
    assert "data-alert" in page
    assert "取一个新号" not in page
    visitor.client.post(f"/ticket/{ticket.code}/leave")
    page = page_of(visitor, ticket)
    assert "data-alert" not in page
    assert f'href="/hall/{JINLI}/take?item={ALLOWANCE}"' in page


def test_the_kiosk_learns_that_a_phone_has_opened_the_number(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes()
    own = f"{KIOSK}/ticket/{ticket.code}"
    for _ in range(2):
        assert 'data-followed=""' in visitor.read(own), "the kiosk's own page does not count"
    page_of(visitor, ticket)
    assert 'data-followed="yes"' in visitor.read(own)


def test_a_number_is_given_up_once(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes()
    for _ in range(2):
        assert visitor.client.post(f"/ticket/{ticket.code}/leave").status_code == 302
    assert got(ticket).state == "left"
    page = page_of(visitor, ticket)
    assert "已经取消" in page
    assert f"/ticket/{ticket.code}/leave" not in page


def test_a_number_that_is_being_served_is_not_given_up(visiting: Visiting, visitor: AtScreen) -> None:
    shift, by, ticket = visiting.opens(), visiting.world.actor("clerk"), visiting.takes()
    visiting.calls(shift)
    got(calling.begin(shift, got(ticket), by=by, at=later(1)))
    answer = visitor.client.post(f"/ticket/{ticket.code}/leave")
    assert answer.status_code == 409
    assert "办理中" in answer.content.decode()


@pytest.mark.parametrize("code", ["AAAAAAAAAA", "x", "%00", "9" * 300])
def test_a_code_that_is_none_is_not_there(code: str, visiting: Visiting, visitor: AtScreen) -> None:
    for path in (f"/ticket/{code}", f"/ticket/{code}/slip"):
        visitor.read(path, 404)
    visitor.read(f"/ticket/{new_code()}", 404)


def test_a_kiosk_shows_only_numbers_of_its_own_hall(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes()
    assert "打印小票" in visitor.read(f"{KIOSK}/ticket/{ticket.code}")
    visitor.read(KIOSK.replace(JINLI, XIMIANQIAO) + f"/ticket/{ticket.code}", 404)


def test_the_page_names_nobody_and_is_kept_by_no_cache(visiting: Visiting, visitor: AtScreen) -> None:
    ticket = visiting.takes()
    assert "no-store" in visitor.client.get(f"/ticket/{ticket.code}")["Cache-Control"]


def test_a_number_of_yesterday_says_that_it_is_over(visiting: Visiting, visitor: AtScreen) -> None:
    from juzhan.apps.hall.services.day import end_days

    ticket = visiting.takes()
    end_days(at(2026, 3, 3))
    assert "这个号不能再用了" in page_of(visitor, ticket)
