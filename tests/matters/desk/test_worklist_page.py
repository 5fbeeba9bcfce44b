"""The desk opens with what waits for the person: their list, what is due, what concerns them elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.openness.services import open_inquiry
from tests.matters.desk.reading import attributes, html, words
from tests.matters.doing import MONDAY, accepted, disputed
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_a_stranger_signs_in_first(client: Client) -> None:
    assert client.get("/desk").headers["location"] == "/login?next=/desk"


def test_somebody_without_a_post_has_no_desk(signed_in: Enter) -> None:
    response = signed_in("outsider").get("/desk")
    assert response.status_code == 403
    assert "没有任职" in words(response)


def test_a_post_that_ended_yesterday_opens_no_desk(signed_in: Enter, world: World) -> None:
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 2))
    assert signed_in("clerk").get("/desk").status_code == 403


def test_it_opens_with_my_own_matters(signed_in: Enter, world: World) -> None:
    mine = accepted(world)
    page = signed_in("clerk").get("/desk")
    assert f"/desk/matters/{mine.code}" in html(page)
    assert 'aria-current="page">我承办的' in html(page)


def test_it_opens_with_those_of_my_body_when_i_have_none(signed_in: Enter, world: World) -> None:
    world.matter()
    assert 'aria-current="page">本单位在办' in html(signed_in("clerk").get("/desk"))


def test_the_first_line_says_what_is_due(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 26))
    world.matter(moment=at(2026, 2, 24))
    world.matter(moment=at(2026, 2, 27))
    page = words(signed_in("clerk").get("/desk"))
    assert "今天到期 1 件，其中您承办 0 件；两个工作日内还有 1 件； 本单位已超期 1 件" in page


def test_it_says_it_in_english_too(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 26))
    assert "1 due today, 0 of them yours" in words(signed_in("clerk", "en").get("/desk"))


def test_a_late_row_is_marked_by_more_than_colour(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 24))
    page = signed_in("clerk").get("/desk?view=late")
    assert "<tr data-late>" in html(page)
    assert "已超期 2 个工作日" in words(page)


def test_a_clock_that_stands_is_shown_as_standing(signed_in: Enter, world: World) -> None:
    services.request_papers(world.matter(), missing=["身份证"], by=world.actor("clerk"), at=MONDAY)
    assert "计时已中止" in words(signed_in("clerk").get("/desk?view=ours"))


def test_pages_follow_one_another(signed_in: Enter, world: World) -> None:
    codes = [world.matter().code for _ in range(52)]
    first = html(signed_in("clerk").get("/desk?view=ours"))
    address = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = html(signed_in("clerk").get(address))
    assert [code for code in codes if f"/matters/{code}" in first] == codes[:50]
    assert [code for code in codes if f"/matters/{code}" in second] == codes[50:]
    assert "回到第一页" in second


@pytest.mark.parametrize(
    "query", ["view=nonsense", "after=%00", "q=%00%1b", "q=" + "字" * 500, "view=all&after=x", "q=%F0%9F"]
)
def test_broken_questions_are_answered_calmly(query: str, signed_in: Enter, world: World) -> None:
    world.matter()
    assert signed_in("clerk").get(f"/desk?{query}").status_code == 200


def test_a_search_keeps_its_words_and_its_list(signed_in: Enter, world: World) -> None:
    world.matter(summary="暖气不热")
    world.matter(summary="水管漏水")
    page = signed_in("clerk").get("/desk", {"view": "ours", "q": "暖气"})
    assert ("暖气不热" in words(page), "水管漏水" in words(page)) == (True, False)
    assert 'name="q" value="暖气"' in html(page)


def test_where_nothing_fits_it_says_what_to_do(signed_in: Enter, world: World) -> None:
    assert "换个词" in words(signed_in("clerk").get("/desk", {"q": "没有这样的"}))


def test_what_was_written_is_not_shown_to_those_who_may_not_see_who_asked(signed_in: Enter, world: World) -> None:
    world.matter(summary="王大爷家的事", moment=at(2026, 2, 24))
    for who, shown in (("clerk", True), ("street_officer", False), ("representative", False)):
        page = signed_in(who).get("/desk?view=late")
        assert ("王大爷家的事" in words(page)) is shown, who
        assert "王大爷" not in attributes(page)


def test_no_list_has_a_name_or_a_phone(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 24))
    for who in world.everyone:
        for view in ("ours", "late", "all"):
            page = signed_in(who).get("/desk", {"view": view})
            assert "测试居民" not in html(page)
            assert "13800000001" not in html(page)


def test_the_one_who_rules_is_told_at_the_top(signed_in: Enter, world: World) -> None:
    disputed(world)
    page = signed_in("secretary").get("/desk")
    assert "1 件归属争议等您裁定" in words(page)
    assert 'href="/desk/rulings"' in html(page)
    assert "等您裁定" not in words(signed_in("clerk").get("/desk"))


def test_one_who_only_watches_sees_what_is_late_and_registers_nothing(signed_in: Enter, world: World) -> None:
    late = world.matter(moment=at(2026, 2, 24))
    page = signed_in("representative").get("/desk")
    assert late.code in html(page)
    assert "登记新事项" not in words(page)


def test_the_first_asked_sees_what_waits_elsewhere(signed_in: Enter, world: World) -> None:
    matter = world.matter(LAMP, by=world.actor("clerk"))
    page = signed_in("clerk").get("/desk")
    assert "首问待落实" in words(page)
    assert matter.code in html(page)


def test_the_page_is_kept_by_no_cache(signed_in: Enter) -> None:
    assert signed_in("clerk").get("/desk").headers["cache-control"] == "private, no-store"


@pytest.fixture
def inquiry(world: World) -> Inquiry:
    """The assembly asks the station why something takes so long."""
    asked = open_inquiry(
        world.place(), world.body("workstation"), question="为何超期？", submission=uuid4(),
        by=world.actor("representative"), at=MONDAY,
    )  # fmt: skip
    assert isinstance(asked, Inquiry)
    return asked


def test_inquiries_stand_at_the_top_for_those_who_ask_and_those_who_answer(
    inquiry: Inquiry, signed_in: Enter, world: World
) -> None:
    assert "1 件质询等您答复" in words(signed_in("secretary").get("/desk"))
    assert "本机构的质询 1 件等待答复" in words(signed_in("representative").get("/desk"))
    for who in ("clerk", "chair", "neighbor_secretary"):
        assert "质询 1 件" not in words(signed_in(who).get("/desk"))


def test_an_inquiry_that_is_late_is_told_as_late(
    inquiry: Inquiry, signed_in: Enter, monday: time_machine.Coordinates
) -> None:
    monday.move_to(at(2026, 3, 17))
    assert "其中 1 件逾期未答" in words(signed_in("representative").get("/desk"))
    assert "concern--late" in html(signed_in("secretary").get("/desk"))
