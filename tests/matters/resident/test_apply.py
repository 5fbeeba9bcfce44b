"""A resident applies or reports without an account."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.places.models import Place
from juzhan.apps.record.models import Entry
from tests.matters.resident.asking import PHONE, Resident, code_of, text_of
from tests.world import ALLOWANCE, CERTIFICATE, HOME_CARE, JINLI, LAMP, World, at


def test_an_application_becomes_a_matter_with_an_owner_a_clock_and_a_receipt(resident: Resident, world: World) -> None:
    answer = resident.apply(summary="家里有病人")
    matter = Matter.objects.get(code=code_of(answer))
    assert matter.owner == world.body("workstation")
    assert matter.accept_by == date(2026, 3, 5)
    assert (matter.channel, matter.summary) == (Channel.ONLINE, "家里有病人")
    assert (matter.applicant.name, matter.applicant.phone) == ("测试居民", PHONE)
    assert Entry.objects.filter(subject=matter.record_subject, act="matter.submitted").count() == 1
    assert resident.get(answer["Location"]).status_code == 200


def test_a_report_needs_neither_name_nor_phone(resident: Resident) -> None:
    answer = resident.apply(LAMP, name="", phone="", summary="楼道灯坏了", spot="3 栋 2 单元")
    matter = Matter.objects.get(code=code_of(answer))
    assert not hasattr(matter, "applicant")
    assert matter.spot == "3 栋 2 单元"


def test_the_form_of_a_report_says_what_follows_from_leaving_no_phone(resident: Resident) -> None:
    page = resident.read(f"/c/{JINLI}/apply/{LAMP}")
    assert "可以不留" in page
    assert "我们联系不上您" in page
    assert 'name="spot"' in page
    assert 'name="proxy_name"' not in page


def test_an_application_asks_for_no_place_and_allows_a_proxy(resident: Resident) -> None:
    page = resident.read(f"/c/{JINLI}/apply/{ALLOWANCE}")
    assert 'name="spot"' not in page
    assert 'name="proxy_name"' in page
    code = code_of(resident.apply(proxy_name="代办人甲"))
    assert Matter.objects.get(code=code).applicant.proxy_name == "代办人甲"


def test_it_tells_who_keeps_the_data_why_and_how_long_before_anything_is_sent(resident: Resident) -> None:
    page = resident.read(f"/c/{JINLI}/apply/{ALLOWANCE}")
    assert "谁保管：锦里社区工作站" in page
    assert "365日" in page
    assert "《个人信息保护法(2021)》第十七条" in page
    assert "撤回同意" in page


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000001", "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("１３８-0000-0001", "13800000001"),
        ("+86 138 0000 0001", "13800000001"),
        ("028-85550000", "02885550000"),
        ("(028) 8555 0000", "02885550000"),
        ("85550000", "85550000"),
    ],
)
def test_a_phone_may_be_written_in_many_ways(typed: str, kept: str, resident: Resident) -> None:
    assert Matter.objects.get(code=code_of(resident.apply(phone=typed))).applicant.phone == kept


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": ""}, "请填写：姓名"),
        ({"name": "   "}, "请填写：姓名"),
        ({"phone": ""}, "请填写：电话"),
        ({"phone": "123"}, "不像一个电话号码"),
        ({"phone": "1380000000a"}, "不像一个电话号码"),
        ({"phone": "1" * 31}, "最多"),
        ({"name": "名" * 41}, "最多"),
        ({"summary": "字" * 2001}, "最多"),
        ({"name": "测\x00试"}, "控制字符"),
        ({"summary": "灯\x1b[31m坏"}, "控制字符"),
    ],
)
def test_a_wrong_answer_is_told_in_place_and_nothing_else_is_lost(
    given: dict[str, str], words: str, resident: Resident
) -> None:
    answer = resident.apply(**{"summary": "原来写的话", **given})
    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    assert given.get("summary") or "原来写的话" in page
    assert "name" in given or 'value="测试居民"' in page
    assert Matter.objects.count() == 0


def test_what_was_typed_is_not_kept_by_the_browser_for_the_next_person(resident: Resident) -> None:
    assert "no-store" in resident.apply(phone="123")["Cache-Control"]


def test_a_report_without_what_and_where_is_asked_for_both(resident: Resident) -> None:
    page = text_of(resident.apply(LAMP, summary="", spot=""))
    assert "请写一写出了什么事。" in page
    assert "请填写：在什么地方？" in page


def test_marks_of_direction_from_a_copied_text_are_dropped(resident: Resident) -> None:
    matter = Matter.objects.get(code=code_of(resident.apply(summary="\u200b家里\u202e有病人\ufeff")))
    assert matter.summary == "家里有病人"


def test_an_ended_item_has_no_form(resident: Resident) -> None:
    page = resident.read(f"/c/{JINLI}/apply/{CERTIFICATE}", status=410)
    assert "现在不办理" in page
    assert f"/items/{CERTIFICATE}" in page
    assert resident.apply(CERTIFICATE).status_code == 410
    assert Matter.objects.count() == 0


def test_an_item_whose_validity_is_over_has_no_form(world: World, resident: Resident) -> None:
    item = world.item(HOME_CARE)
    item.valid_until = date(2026, 3, 2)
    item.save(update_fields=["valid_until"])
    assert resident.get(f"/c/{JINLI}/apply/{HOME_CARE}").status_code == 410
    assert resident.apply(HOME_CARE).status_code == 410


def test_a_community_without_bodies_takes_nothing_and_says_where_to_turn(world: World, resident: Resident) -> None:
    Place.objects.create(code="510107001099", kind="community", name="新社区", parent_id="510107001")
    answer = resident.apply(community="510107001099")
    assert answer.status_code == 409
    assert "请联系街道办事处" in text_of(answer)


@pytest.mark.parametrize("community", ["510107001999", "510107001", "x", "1" * 40, "51010700100６", "a%00"])
def test_an_unknown_community_is_not_found(community: str, resident: Resident) -> None:
    assert resident.get(f"/c/{community}/apply/{ALLOWANCE}").status_code == 404


def test_an_unknown_item_is_not_found(resident: Resident) -> None:
    assert resident.get(f"/c/{JINLI}/apply/no.such").status_code == 404


def test_a_year_without_holiday_data_keeps_nobody_out(clock, resident: Resident) -> None:
    clock.move_to(at(2026, 12, 31))
    code = code_of(resident.apply())
    assert Matter.objects.get(code=code).accept_by is None
    assert "放假安排公布以后" in resident.read(f"/m/{code}/receipt")
    assert "放假安排公布以后" in resident.read(f"/m/{code}")


def test_other_methods_are_refused(resident: Resident) -> None:
    assert resident.client.put(f"/c/{JINLI}/apply/{ALLOWANCE}").status_code == 405


def test_without_the_forms_token_nothing_is_taken(world: World) -> None:
    from django.test import Client

    strict = Resident(Client(enforce_csrf_checks=True))
    assert strict.apply().status_code == 403
    assert Matter.objects.count() == 0


def test_the_form_and_its_acceptance_cost_a_fixed_number_of_queries(
    resident: Resident, django_assert_num_queries
) -> None:
    with django_assert_num_queries(4):
        resident.read(f"/c/{JINLI}/apply/{ALLOWANCE}")
