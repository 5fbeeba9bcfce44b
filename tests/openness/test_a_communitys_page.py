"""Anyone opens the page of a community."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from juzhan.apps.bodies.services import adopt_charter
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.places.models import Place
from juzhan.apps.record.services import sign_checkpoints
from juzhan.domain.matters import Outcome, Rating
from tests.openness.reading import queries, read
from tests.world import JINLI, STREET, World, at

PAGE = f"/c/{JINLI}"


def settle(world: World, count: int, *, late: int = 0, rating: Rating | None = Rating.SATISFIED) -> None:
    """Matters of January, due on the 27th; the last ``late`` of them were closed after their day."""
    clerk = world.actor("clerk")
    for number in range(count):
        matter = world.matter(moment=at(2026, 1, 5))
        closed = at(2026, 3, 1) if number >= count - late else at(2026, 1, 12)
        for act in (
            lambda m: services.accept_matter(m, by=clerk, at=at(2026, 1, 6)),
            lambda m, on=closed: services.decide_matter(m, outcome=Outcome.GRANTED, reason="", by=clerk, at=on),
            lambda m, on=closed: services.close_matter(m, by=clerk, at=on),
        ):
            matter = act(matter)  # type: ignore[no-untyped-call]
            assert isinstance(matter, Matter), matter
        if rating:
            services.rate_matter(matter, rating=rating, at=at(2026, 3, 1, 11))


def test_it_shows_who_holds_which_post_since_when(anyone: Client) -> None:
    page = read(anyone, PAGE)
    assert "锦里社区工作站" in page
    assert "书记 社区党组织书记 · 2025年1月1日 起" in page
    assert "站员甲 工作站工作人员 · 2025年1月1日 起" in page


def test_it_says_which_posts_are_vacant(anyone: Client) -> None:
    assert "居务监督委员会主任：暂缺" in read(anyone, PAGE)


def test_it_shows_the_charter_its_source_and_what_the_law_has_added(anyone: Client) -> None:
    page = read(anyone, PAGE)
    assert "“武侯居站分离”" in page
    assert "居站分离”模式" in page
    assert "法律另外要求设立的居务监督委员会、居民会议" in page


def test_it_draws_the_figure_of_the_charter_in_force_with_a_twin_in_words(anyone: Client) -> None:
    answer = anyone.get(PAGE).content.decode()
    assert 'class="charter-figure"' in answer
    assert "charter-line-solid" in answer
    assert "charter-line-dashed" in answer
    assert "社区党支部领导社区工作站" in answer


def test_it_says_who_owns_each_kind_of_affair_and_why(anyone: Client) -> None:
    page = read(anyone, PAGE)
    assert "行政事务 社区工作站" in page
    assert "自治事务 社区居民委员会" in page


def test_it_tells_of_a_charter_that_is_to_follow(anyone: Client, world: World) -> None:
    adopt_charter(world.place(), "shenyang", date(2026, 6, 1), by=None, at=at(2026, 3, 1))
    assert "2026年6月1日 起改按“沈阳模式”运行" in read(anyone, PAGE)


def test_a_community_without_bodies_says_where_to_turn(anyone: Client) -> None:
    Place.objects.create(code="510107001098", kind="community", name="新社区", parent_id=STREET)
    page = read(anyone, "/c/510107001098")
    assert "还没有登记办理机构" in page
    assert "街道办事处" in page


def test_figures_count_what_came_and_what_became_of_it(anyone: Client, world: World) -> None:
    settle(world, 3, late=1)
    world.matter(moment=at(2026, 3, 1))
    page = read(anyone, PAGE)
    assert "收到 4" in page
    assert "正在办 1" in page
    assert "办结 3" in page


def test_with_fewer_than_ten_cases_no_share_is_given(anyone: Client, world: World) -> None:
    settle(world, 9)
    page = read(anyone, PAGE)
    assert page.count("件数太少，不计比率") == 2
    assert "100%" not in page


def test_with_ten_cases_the_shares_are_given(anyone: Client, world: World) -> None:
    settle(world, 10, late=2)
    page = read(anyone, PAGE)
    assert "按时办结 80% 8/10 件" in page
    assert "满意 100% 10 人评价" in page


def test_the_bars_have_a_twin_with_the_same_numbers(anyone: Client, world: World) -> None:
    settle(world, 2)
    page = read(anyone, PAGE)
    assert "2026-01 2 2" in page
    assert "2026-02 0 0" in page


def test_inquiries_that_wait_are_shown_and_the_late_ones_are_counted(
    anyone: Client, inquired: Callable[..., Inquiry]
) -> None:
    inquired("账目什么时候公布？", at(2026, 1, 5))
    inquired("会议为什么没有通知？")
    page = read(anyone, PAGE)
    assert "有 1 件质询超过期限没有答复" in page
    assert page.index("账目什么时候公布？") < page.index("会议为什么没有通知？")


def test_the_record_shows_its_checkpoint_and_how_to_check_it(anyone: Client, world: World) -> None:
    world.matter()
    (signed,) = sign_checkpoints(at(2026, 3, 2), JINLI)
    answer = anyone.get(PAGE).content.decode()
    assert f"<code>python verify_record.py juzhan-record-{JINLI}-{signed.size}.jsonl</code>" in answer
    assert signed.key in answer
    assert "/verify/verify_record.py" in answer


def test_newest_entries_tell_act_and_post_and_nothing_personal(anyone: Client, world: World) -> None:
    matter = world.matter(summary="我家住在三楼")
    services.accept_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 2))
    answer = anyone.get(PAGE).content.decode()
    assert "受理" in answer
    assert "锦里社区工作站 工作站工作人员" in answer
    for secret in ("测试居民", "13800000001", "我家住在三楼", matter.code):
        assert secret not in answer


def test_it_reads_in_english(foreigner: Client) -> None:
    page = read(foreigner, PAGE)
    assert "Jinli Community" in page
    assert "Who holds" in page or "who holds which post" in page
    assert "Shu Secretary" in page


@pytest.mark.parametrize("many", [60])
def test_the_page_takes_the_same_queries_whatever_has_happened(
    anyone: Client, world: World, inquired: Callable[..., Inquiry], many: int
) -> None:
    settle(world, 1)
    inquired()
    sign_checkpoints(at(2026, 3, 2))
    few = queries(anyone, PAGE)
    for number in range(many):
        world.matter(moment=at(2026, 1, 5) + timedelta(days=number % 50))
        inquired(f"第{number}问")
    sign_checkpoints(at(2026, 3, 2, 11))
    assert queries(anyone, PAGE) == few
    assert few <= 16
