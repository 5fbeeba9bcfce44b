"""The front page: one question, a few ways in."""

from __future__ import annotations

import pytest

from tests.matters.resident.asking import Resident
from tests.world import JINLI


def test_the_front_page_asks_one_question_and_offers_eight_ways_in(resident: Resident) -> None:
    page = resident.read("/")
    assert "您要办什么事？" in page
    assert page.count("/items?field=") == 6
    assert page.count("/items?class=") == 2


def test_it_asks_the_database_nothing_until_a_community_is_remembered(resident, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        resident.read("/")


def test_the_community_asked_about_last_is_remembered_and_nothing_else(resident: Resident) -> None:
    answer = resident.get(f"/items/test.lamp?community={JINLI}")
    cookie = answer.cookies["community"]
    assert cookie.value == JINLI
    assert cookie["httponly"]
    assert "锦里社区" in resident.read("/")


@pytest.mark.parametrize("spoilt", ["", "x", "51010700100", "510107001006;", "999999999999"])
def test_a_spoilt_cookie_is_as_good_as_none(spoilt: str, resident: Resident) -> None:
    resident.client.cookies["community"] = spoilt
    assert "锦里社区" not in resident.read("/")


def test_in_large_type_it_is_the_simplest_page_of_all(resident: Resident) -> None:
    resident.client.cookies["display"] = "elder"
    page = resident.read("/")
    assert "/items?field=" not in page
    assert page.count('class="choice-link"') == 5
    assert 'href="tel:12345"' in page


def test_in_english_no_chinese_is_left_over(reader: Resident) -> None:
    page = reader.read("/")
    assert "What would you like to have done?" in page
    assert "您要办什么事" not in page
