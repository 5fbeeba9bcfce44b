"""Residents find items in their own words, or by looking through one field."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve
from django.test import Client

from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.catalogue.views import PAGE
from juzhan.domain.catalogue import AffairClass, Domain, Ended, ItemKind
from juzhan.domain.shared import Text
from tests.world import ALLOWANCE, CERTIFICATE, HOME_CARE, LAMP, World

Read = Callable[..., str]


@pytest.fixture
def read(world: World) -> Read:
    """The text of the list for a question."""
    client = Client(headers={"accept-language": "zh-hans"})

    def do(**query: str) -> str:
        answer = client.get("/items", query)
        assert answer.status_code == 200
        return answer.content.decode()

    return do


def link(code: str) -> str:
    return f'href="/items/{code}"'


@pytest.mark.parametrize(
    ("query", "code"),
    [("低保", ALLOWANCE), ("怎么办低保？", ALLOWANCE), ("楼道灯坏了", LAMP), ("lamp", LAMP), ("LAMPS", LAMP)],
)
def test_plain_words_find_the_item(query: str, code: str, read: Read) -> None:
    assert link(code) in read(q=query)


def test_what_was_asked_stays_in_the_box(read: Read) -> None:
    assert 'value="楼道灯坏了"' in read(q="楼道灯坏了")


def test_an_ended_item_is_found_apart_from_the_others_and_says_what_to_do_now(read: Read) -> None:
    page = read(q="测试旧证明")
    ended = page.index("这些已经取消，不用再办")
    assert page.index(link(CERTIFICATE)) > ended
    assert "无需再开" in page[ended:]


def test_nothing_found_is_no_dead_end(read: Read) -> None:
    page = read(q="量子纠缠")
    assert "没有找到" in page
    assert 'href="tel:12345"' in page
    assert "由第一个接待您的人负责到底" in page
    assert page.count("/items?field=") == 6


def test_nothing_found_offers_where_anything_can_be_said(world: World, read: Read) -> None:
    question = evolve(
        world.item(LAMP).value,
        code="self_governance.general_question",
        name=Text("咨询", "A question"),
        kind=ItemKind.INQUIRY,
    )
    publish_items([question])
    assert link("self_governance.general_question") in read(q="量子纠缠")


@pytest.mark.parametrize(
    ("limit", "shown", "hidden"),
    [
        ({"field": "civil_affairs"}, ALLOWANCE, LAMP),
        ({"class": "self_governance"}, LAMP, ALLOWANCE),
        ({"class": "professional"}, HOME_CARE, LAMP),
    ],
)
def test_each_way_in_shows_its_own_items(limit: dict[str, str], shown: str, hidden: str, read: Read) -> None:
    page = read(**limit)
    assert link(shown) in page
    assert link(hidden) not in page


@pytest.mark.parametrize(
    "limit", [{}, {"field": "x"}, {"class": "x"}, {"field": "\x00"}, {"page": "-1"}, {"page": "字"}]
)
def test_an_unknown_limit_shows_everything(limit: dict[str, str], read: Read) -> None:
    page = read(**limit)
    assert all(link(code) in page for code in (ALLOWANCE, LAMP, HOME_CARE, CERTIFICATE))
    assert "共 4 项" in page


@pytest.mark.parametrize(
    "query", ["\x00", "' OR 1=1 --", "&|!():*<->", "\\", "灯" * 5000, "<script>", "%", "\u202e低保"]
)
def test_spoilt_questions_are_answered_like_any_other(query: str, read: Read) -> None:
    page = read(q=query)
    assert "<script>" not in page.split("<title>")[1]


def test_an_imported_item_without_summary_is_listed_by_its_name(world: World, read: Read) -> None:
    publish_items([evolve(world.item(ALLOWANCE).value, code="imported.1", name=Text("导入的事项", "导入的事项"))])
    assert "导入的事项" in read(q="导入的事项")


def test_an_ended_item_without_words_of_its_own_is_still_listed(world: World, read: Read) -> None:
    bare = evolve(
        world.item(CERTIFICATE).value, code="old.1", affair_class=AffairClass.ADMINISTRATIVE, domain=Domain.DISABILITY,
        ended=Ended(Text("已停办", "Stopped"), Text("不用办", "Not needed")),
    )  # fmt: skip
    publish_items([bare])
    assert link("old.1") in read(field="disability")


@pytest.fixture
def many(world: World) -> None:
    """Sixty items more."""
    pattern = world.item(ALLOWANCE).value
    publish_items([evolve(pattern, code=f"many.{n:02}", name=Text(f"低保事项{n}", f"Item {n}")) for n in range(60)])


def test_a_long_list_is_shown_page_by_page_within_its_limit(many: None, read: Read) -> None:
    first, second = read(field="civil_affairs"), read(field="civil_affairs", page="2")
    assert "共 62 项" in first
    assert 'href="?field=civil_affairs&amp;page=2"' in first
    assert first.count('class="choice-link"') == PAGE
    assert second.count('class="choice-link"') == 62 - PAGE


def test_a_search_costs_one_query_however_much_it_finds(many: None, read: Read, django_assert_num_queries) -> None:
    for query in ("楼道灯坏了", "低保"):
        with django_assert_num_queries(1):
            read(q=query)


def test_a_list_costs_two_queries_however_long_it_is(many: None, read: Read, django_assert_num_queries) -> None:
    for limit in ({"class": "self_governance"}, {"field": "civil_affairs"}):
        with django_assert_num_queries(2):
            read(**limit)
