"""The receipt: what to keep, who has the matter and why, what comes next and by when."""

from __future__ import annotations

import pytest
from django.test import Client

from juzhan.apps.matters import services
from juzhan.ui.formats import grouped
from tests.matters.resident.asking import Resident, code_of
from tests.matters.resident.papers import photo
from tests.world import LAMP, World, at


def test_it_shows_code_owner_reason_and_the_day_of_the_answer(resident: Resident) -> None:
    code = code_of(resident.apply())
    page = resident.read(f"/m/{code}/receipt")
    assert grouped(code) in page
    assert "锦里社区工作站" in page
    assert "章程" in page
    assert "2026年3月5日 星期四" in page
    assert "15个工作日以内办好" in page


def test_its_qr_code_leads_to_the_page_that_asks_for_the_digits(resident: Resident) -> None:
    from juzhan.ui.qr import qr_svg

    code = code_of(resident.apply())
    assert qr_svg(f"http://testserver/follow?code={code}") in resident.read(f"/m/{code}/receipt")
    assert f'value="{code}"' in Resident(Client()).read("/follow", code=code)


def test_it_says_which_digits_are_needed(resident: Resident) -> None:
    code = code_of(resident.apply(phone="13900001234"))
    page = resident.read(f"/m/{code}/receipt")
    assert "您手机号的后四位" in page
    assert "尾号是 1234" in page


def test_without_a_phone_it_says_that_the_code_is_everything(resident: Resident) -> None:
    code = code_of(resident.apply(LAMP, name="", phone="", summary="灯坏了", spot="楼梯"))
    assert "只凭查询码查进度" in resident.read(f"/m/{code}/receipt")


def test_it_lists_the_papers_that_came_with_it(resident: Resident) -> None:
    code = code_of(resident.apply(paper_1=photo("身份证.jpg"), consent="on"))
    assert "身份证.jpg" in resident.read(f"/m/{code}/receipt")


def test_another_browser_is_asked_for_the_digits(resident: Resident) -> None:
    code = code_of(resident.apply())
    answer = Resident(Client()).get(f"/m/{code}/receipt")
    assert (answer.status_code, answer["Location"]) == (302, f"/follow?code={code}")


def test_no_cache_keeps_it(resident: Resident) -> None:
    code = code_of(resident.apply())
    assert "no-store" in resident.get(f"/m/{code}/receipt")["Cache-Control"]


def test_when_another_body_has_taken_the_matter_both_are_named(world: World, resident: Resident) -> None:
    code = code_of(resident.apply())
    matter = world_matter(code)
    clerk, chair = world.actor("clerk"), world.actor("chair")
    committee = world.body("residents_committee")
    services.contest_ownership(matter, claimed=committee, reason="是自治事务", by=clerk, at=at(2026, 3, 2, 11))
    services.answer_contest(matter, takes=True, reason="", by=chair, at=at(2026, 3, 2, 12))
    page = resident.read(f"/m/{code}/receipt")
    assert "收件单位" in page
    assert "现在由谁办" in page
    assert committee.text.zh in page


def world_matter(code: str):
    from juzhan.apps.matters.models import Matter

    return Matter.objects.get(code=code)


@pytest.mark.parametrize("papers", [0, 8])
def test_the_number_of_queries_is_fixed(papers: int, resident: Resident, django_assert_num_queries) -> None:
    many = [photo(f"{n}.jpg", b"\xff\xd8\xff" + bytes([n])) for n in range(papers)]
    code = code_of(resident.apply(papers=many, consent="on"))
    with django_assert_num_queries(3):
        resident.read(f"/m/{code}/receipt")
