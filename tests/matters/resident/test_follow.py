"""A matter is opened with its code and the last four digits; guessing is slowed and told; a browser can be made to forget."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.throttle import MOST_FAILURES
from juzhan.apps.matters.services import Asked, submit_matter
from tests.matters.resident.asking import Resident, text_of
from tests.world import LAMP, LAOMALU, World, at


def test_code_and_digits_open_the_matter(world: World, resident: Resident) -> None:
    code = world.matter().code
    answer = resident.follow(code, "0001")
    assert answer["Location"] == f"/m/{code}"
    assert resident.get(f"/m/{code}").status_code == 200


@pytest.mark.parametrize("last_four", ["0001", "０００１", " 0001 ", "00-01"])
def test_digits_may_be_written_in_many_ways(last_four: str, world: World, resident: Resident) -> None:
    assert resident.follow(world.matter().code, last_four).status_code == 302


def test_a_code_may_be_written_in_many_ways(world: World, resident: Resident) -> None:
    code = world.matter().code
    full_width = code.translate({ord(sign): ord(sign) + 0xFEE0 for sign in code})
    for typed in (code.lower(), f"{code[:4]} {code[4:8]} {code[8:]}", f"{code[:4]}-{code[4:7]}-{code[7:]}", full_width):
        assert Resident(Client()).follow(typed, "0001").status_code == 302, typed


def test_wrong_digits_and_a_wrong_code_are_answered_alike(world: World, resident: Resident) -> None:
    code = world.matter().code
    wrong_digits, wrong_code = resident.follow(code, "9999"), resident.follow("0000000000", "0001")
    assert wrong_digits.status_code == wrong_code.status_code == 422
    for answer in (wrong_digits, wrong_code):
        assert "没有找到。请核对回执上的查询码" in text_of(answer)
    assert resident.get(f"/m/{code}").status_code == 302


def test_a_matter_without_a_phone_is_opened_by_its_code_alone(world: World, resident: Resident) -> None:
    matter = submit_matter(
        world.place(LAOMALU), world.item(LAMP), submission=uuid4(), asked=Asked(), at=at(2026, 3, 2), summary="灯"
    )
    assert resident.follow(matter.code, "").status_code == 302


def test_a_matter_with_a_phone_is_not_opened_without_its_digits(world: World, resident: Resident) -> None:
    assert resident.follow(world.matter().code, "").status_code == 422


@pytest.mark.parametrize(
    ("code", "last_four", "words"),
    [
        ("", "0001", "请填写：查询码"),
        ("x" * 41, "0001", "太长了"),
        ("7KQ4\x002XH9T", "0001", "控制字符"),
        ("7KQ4", "12", "最后的 4 位数字"),
        ("7KQ4", "abcd", "最后的 4 位数字"),
        ("7KQ4", "٠٠٠١", "最后的 4 位数字"),
    ],
)
def test_what_cannot_be_a_code_or_digits_is_told_in_place(code, last_four, words, resident: Resident) -> None:
    answer = resident.follow(code, last_four)
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_guessing_is_slowed_for_the_visitor(world: World, resident: Resident) -> None:
    for _ in range(MOST_FAILURES):
        assert resident.follow("0000000000", "0001").status_code == 422
    answer = resident.follow(world.matter().code, "0001")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert "尝试次数过多" in text_of(answer)


def test_guessing_is_slowed_for_the_code_from_wherever_it_comes(world: World) -> None:
    code = world.matter().code
    for n in range(MOST_FAILURES):
        Resident(Client(REMOTE_ADDR=f"10.0.0.{n}")).follow(code, "9999")
    assert Resident(Client(REMOTE_ADDR="10.0.1.1")).follow(code, "0001").status_code == 429


def test_guessing_is_written_to_the_log(world: World, resident: Resident, monkeypatch) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(throttle.log, "warning", lambda event, key: told.append((event, key)))
    for _ in range(MOST_FAILURES + 1):
        resident.follow("0000000000", "0001")
    [(event, key)] = told
    assert event == "attempts.too_many"
    assert "127.0.0.1" not in key


def test_after_a_while_it_may_be_tried_again(clock, world: World, resident: Resident) -> None:
    code = world.matter().code
    for _ in range(MOST_FAILURES + 1):
        resident.follow(code, "9999")
    clock.move_to(at(2026, 3, 2, 10, 11))
    assert resident.follow(code, "0001").status_code == 302


def test_a_code_that_this_browser_has_opened_needs_no_digits_again(opened, resident: Resident) -> None:
    code = opened().code
    assert resident.get("/follow", code=code)["Location"] == f"/m/{code}"
    assert "测试低保申请" in resident.read("/follow")


def test_the_browser_remembers_at_most_twenty_matters(world: World, resident: Resident) -> None:
    codes = [world.matter().code for _ in range(21)]
    for code in codes:
        resident.follow(code, "0001")
    assert resident.get(f"/m/{codes[0]}").status_code == 302
    assert resident.get(f"/m/{codes[1]}").status_code == 200


def test_on_a_shared_device_it_can_be_made_to_forget(opened, resident: Resident) -> None:
    code = opened().code
    answer = resident.post("/follow/forget")
    assert answer["Location"] == "/follow"
    assert "测试低保申请" not in resident.read("/follow")
    assert resident.get(f"/m/{code}").status_code == 302


def test_only_a_button_makes_it_forget(opened, resident: Resident) -> None:
    opened()
    assert resident.get("/follow/forget").status_code == 405


@pytest.mark.parametrize("code", ["0000000000", "x", "7KQ4M2XH9T", "%00", "字"])
@pytest.mark.parametrize("page", ["", "/receipt", "/papers", "/papers/1", "/rating", "/reopening", "/withdrawal"])
def test_a_code_that_was_not_opened_leads_to_the_question_whether_it_exists_or_not(
    code: str, page: str, world: World, resident: Resident
) -> None:
    theirs = world.matter().code
    for each in (code, theirs):
        answer = resident.get(f"/m/{each}{page}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/follow?code=")


def test_one_opened_matter_opens_no_other(opened, world: World, resident: Resident) -> None:
    opened()
    assert resident.get(f"/m/{world.matter().code}").status_code == 302


@pytest.mark.parametrize("many", [1, 15])
def test_the_number_of_queries_is_fixed(many, world: World, resident: Resident, django_assert_num_queries) -> None:
    for _ in range(many):
        resident.follow(world.matter().code, "0001")
    with django_assert_num_queries(2):
        resident.read("/follow")
