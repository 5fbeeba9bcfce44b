"""Anyone reads the inquiries of a community; an unanswered one is public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import time_machine
from django.test import Client

from juzhan.apps.bodies.services import adopt_charter
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.openness.services import answer_inquiry, settle_answer_days
from juzhan.apps.record.models import Entry
from tests.openness.reading import queries, read
from tests.world import JINLI, XIMIANQIAO, World, at

LIST = f"/c/{JINLI}/inquiries"


def test_an_inquiry_is_public_from_the_moment_it_is_asked(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    inquiry = inquired("上月的活动经费花在哪里？")
    page = read(anyone, f"{LIST}/{inquiry.pk}")
    assert "上月的活动经费花在哪里？" in page
    assert "还没有答复" in page
    assert "2026年3月16日" in page


def test_late_ones_stand_first_and_are_marked(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    inquired("迟到的一问", at(2026, 1, 5))
    inquired("新的一问")
    page = read(anyone, LIST)
    assert page.index("超过期限没有答复") < page.index("迟到的一问") < page.index("其他质询") < page.index("新的一问")
    assert "逾期未答复" in page


def test_an_inquiry_becomes_late_on_the_day_after_its_date(
    anyone: Client, inquired: Callable[..., Inquiry], clock: time_machine.Coordinates
) -> None:
    inquired()
    clock.move_to(at(2026, 3, 16, 23))
    assert "待答复" in read(anyone, LIST)
    clock.move_to(at(2026, 3, 17, 0))
    assert "逾期未答复" in read(anyone, LIST)


def test_the_answer_stands_beside_the_question(anyone: Client, inquired: Callable[..., Inquiry], world: World) -> None:
    inquiry = inquired()
    answer_inquiry(inquiry, answer="已于三月一日公布。", by=world.actor("chair"), at=at(2026, 3, 2, 11))
    page = read(anyone, f"{LIST}/{inquiry.pk}")
    assert "已于三月一日公布。" in page
    assert "已答复" in page
    assert "超过期限" not in page


def test_an_answer_after_the_date_says_so(anyone: Client, inquired: Callable[..., Inquiry], world: World) -> None:
    inquiry = inquired("旧问", at(2026, 1, 5))
    answer_inquiry(inquiry, answer="现在答复。", by=world.actor("chair"), at=at(2026, 3, 2))
    assert "超过期限" in read(anyone, f"{LIST}/{inquiry.pk}")


def test_an_inquiry_about_a_matter_names_its_item_and_never_its_code(
    anyone: Client, inquired: Callable[..., Inquiry], world: World
) -> None:
    matter = world.matter("test.lamp")
    page = read(anyone, f"{LIST}/{inquired(matter=matter).pk}")
    assert "一件事项：测试楼道灯报修" in page
    assert matter.code not in page


def test_a_body_that_has_ended_since_is_said_to_have_ended(
    anyone: Client, inquired: Callable[..., Inquiry], world: World, clock: time_machine.Coordinates
) -> None:
    inquiry = inquired()
    adopt_charter(world.place(), "shenyang", date(2026, 3, 9), by=None, at=at(2026, 3, 2))
    clock.move_to(at(2026, 3, 10))
    assert "被质询的机构已于 2026年3月9日 撤销" in read(anyone, f"{LIST}/{inquiry.pk}")


def test_an_inquiry_is_not_found_under_another_community(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    assert anyone.get(f"/c/{XIMIANQIAO}/inquiries/{inquired().pk}").status_code == 404
    assert anyone.get(f"{LIST}/999999").status_code == 404


def test_older_ones_follow_on_the_next_page(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    for number in range(23):
        inquired(f"问题{number}号")
    first = anyone.get(LIST).content.decode()
    key = first.split('rel="next" href="')[1].split('"')[0]
    second = anyone.get(f"{LIST}{key}").content.decode()
    assert "问题22号" in first
    assert "问题2号" in second
    assert "问题22号" not in second


def test_the_list_takes_the_same_queries_whatever_its_length(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    inquired()
    inquired("迟", at(2026, 1, 5))
    few = queries(anyone, LIST)
    for number in range(30):
        inquired(f"{number}")
        inquired(f"迟{number}", at(2026, 1, 5))
    assert queries(anyone, LIST) == few


def test_odd_page_keys_show_the_first_page(anyone: Client, inquired: Callable[..., Inquiry]) -> None:
    inquired("第一页")
    for odd in ("x", "-1", "９", "9" * 40, "%00"):
        assert "第一页" in read(anyone, f"{LIST}?before={odd}")


def test_the_day_of_an_answer_is_set_when_the_years_holidays_are_loaded(
    inquired: Callable[..., Inquiry], load_2027: Callable[[], None]
) -> None:
    inquiry = inquired("年底的账目何时公布？", at(2026, 12, 29))
    assert inquiry.answer_by is None
    assert settle_answer_days(at(2027, 1, 4)) == 0
    load_2027()
    assert [settle_answer_days(at(2027, 1, 4)), settle_answer_days(at(2027, 1, 4))] == [1, 0]
    inquiry.refresh_from_db()
    assert inquiry.answer_by == date(2027, 1, 13)
    assert Entry.objects.filter(act="inquiry.day_settled", log__place=JINLI).count() == 1
