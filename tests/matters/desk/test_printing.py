"""What is handed over on paper: the receipt, and the one complete notice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.matters import services
from tests.matters.desk.reading import html, words
from tests.matters.doing import MONDAY
from tests.world import World

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_the_notice_names_all_that_is_missing_and_how_to_supply_it(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证复印件", "收入证明"], by=world.actor("clerk"), at=MONDAY)
    page = signed_in("clerk").get(f"/desk/matters/{matter.code}/notice")
    for said in (
        "一次性告知书",
        "测试居民：",
        "身份证复印件 收入证明",
        "2026年3月23日 星期一",
        "区级设定，不是法律规定",
        "过了这一天还没有补，我们可以不予受理",
        "站员甲",
    ):
        assert said in words(page)
    assert "<svg" in html(page)
    assert 'data-layout="print"' in html(page)


@pytest.mark.parametrize(
    ("language", "said", "unsaid"),
    [("zh-hans", "身份证", "Identity card"), ("en", "Identity card", "身份证")],
)
def test_the_notice_names_a_paper_of_the_guide_in_the_readers_language_alone(
    language: str, said: str, unsaid: str, signed_in: Enter, world: World
) -> None:
    matter = world.matter()
    missing = ["身份证 Identity card", "收入证明 (last 3 months)"]
    services.request_papers(matter, missing=missing, by=world.actor("clerk"), at=MONDAY)
    page = words(signed_in("clerk", language).get(f"/desk/matters/{matter.code}/notice"))
    assert said in page
    assert unsaid not in page
    assert "收入证明 (last 3 months)" in page


def test_the_notice_for_eyes_that_may_not_see_the_person_has_no_name(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证复印件"], by=world.actor("clerk"), at=MONDAY)
    assert "测试居民" not in words(signed_in("street_officer").get(f"/desk/matters/{matter.code}/notice"))


def test_without_a_request_there_is_no_notice(signed_in: Enter, world: World) -> None:
    assert signed_in("clerk").get(f"/desk/matters/{world.matter().code}/notice").status_code == 404


def test_the_receipt_has_the_code_and_its_picture(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    page = signed_in("clerk").get(f"/desk/matters/{matter.code}/receipt")
    assert f"{matter.code[:4]} {matter.code[4:8]} {matter.code[8:]}" in words(page)
    assert "<svg" in html(page)


def test_the_receipt_for_other_eyes_has_no_digits_of_the_phone(signed_in: Enter, world: World) -> None:
    assert "0001" not in words(signed_in("street_officer").get(f"/desk/matters/{world.matter().code}/receipt"))


@pytest.mark.parametrize("sheet", ["receipt", "notice"])
@pytest.mark.parametrize(("who", "status"), [("chair", 404), ("neighbor_clerk", 404), ("outsider", 403)])
def test_others_print_nothing(sheet: str, who: str, status: int, signed_in: Enter, world: World) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证复印件"], by=world.actor("clerk"), at=MONDAY)
    assert signed_in(who).get(f"/desk/matters/{matter.code}/{sheet}").status_code == status
