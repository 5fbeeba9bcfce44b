"""The guide of an item tells everything, and tells law, promise and setting apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.places.models import Place
from juzhan.domain import catalogue
from juzhan.domain.shared import Citation, Text
from juzhan.domain.shared.calendar_limits import DayUnit, Limit
from tests.matters.resident.asking import Resident
from tests.world import ALLOWANCE, CERTIFICATE, HOME_CARE, JINLI, LAMP, World

LAW = Citation("社会救助法(2026)", "45", "Social Assistance Law (2026)")
Publish = Callable[..., None]


@pytest.fixture
def publish(world: World) -> Publish:
    """Publish a new version of the allowance, from the day before the tests' day."""

    def do(**changes: object) -> None:
        changed = evolve(world.item().value, valid_from=date(2026, 3, 1), **changes)
        publish_items([changed])

    return do


def days(amount: int, basis: Citation | None = None) -> catalogue.TimeLimit:
    return catalogue.TimeLimit(Limit(amount, DayUnit.WORKING_DAY), basis)


def test_what_law_sets_stands_with_its_article(publish: Publish, resident: Resident) -> None:
    publish(time_limit=days(15, LAW))
    page = resident.read(f"/items/{ALLOWANCE}")
    assert "法律规定：15个工作日以内" in page
    assert "《社会救助法(2026)》第四十五条" in page
    assert "不是法律规定" not in page


def test_what_is_promised_is_never_told_as_law(publish: Publish, resident: Resident) -> None:
    publish(time_limit=None, promised_limit=days(10))
    page = resident.read(f"/items/{ALLOWANCE}")
    assert "我们承诺：10个工作日以内" in page
    assert "不是法律规定" in page


def test_a_note_stands_in_the_brackets_of_its_language(publish: Publish, resident: Resident, reader: Resident) -> None:
    publish(promised_limit=evolve(days(3), note=Text("紧急的当天办", "At once in an emergency")))
    assert "（紧急的当天办）" in resident.read(f"/items/{ALLOWANCE}")
    assert " (At once in an emergency)" in reader.read(f"/items/{ALLOWANCE}")


def test_a_limit_without_a_source_is_told_as_a_setting(resident: Resident) -> None:
    page = resident.read(f"/items/{ALLOWANCE}")
    assert "这里的设定：15个工作日以内" in page
    assert "不是法律规定" in page


def test_what_nobody_has_entered_is_said_to_be_missing(resident: Resident) -> None:
    page = resident.read(f"/items/{HOME_CARE}")
    assert page.count("还没有录入，请到窗口问") >= 5


def test_an_empty_list_of_papers_means_that_none_is_needed(publish: Publish, resident: Resident) -> None:
    publish(materials=())
    assert "什么都不用带" in resident.read(f"/items/{ALLOWANCE}")


def test_papers_stand_as_a_checklist_with_form_and_number(publish: Publish, resident: Resident) -> None:
    paper = catalogue.Material(
        "photo", Text("照片", "Photo"), count=2, required=False, when=Text("第一次办", "First time")
    )
    publish(materials=(paper,))
    page = resident.read(f"/items/{ALLOWANCE}")
    assert 'class="checklist"' in page
    assert all(words in page for words in ("照片", "2 份", "没有也能办", "第一次办"))


def test_the_law_is_quoted_in_chinese_and_marked_as_translated_in_english(publish: Publish, reader: Resident) -> None:
    publish(legal_basis=(catalogue.LegalBasis(LAW, Text("应当作出决定", "shall decide")),))
    page = reader.read(f"/items/{ALLOWANCE}")
    assert '<blockquote lang="zh-Hans"><p>应当作出决定</p></blockquote>' in page
    assert "shall decide" in page
    assert "Our own translation" in page


def test_with_a_community_it_says_who_handles_it_and_why(resident: Resident) -> None:
    page = resident.read(f"/items/{ALLOWANCE}", community=JINLI)
    assert "在锦里社区，这件事由锦里社区工作站办。" in page
    assert "章程" in page
    assert f'href="/c/{JINLI}/apply/{ALLOWANCE}"' in page


def test_without_a_community_it_asks_for_one_first(resident: Resident) -> None:
    assert f'href="/items/{ALLOWANCE}/community"' in resident.read(f"/items/{ALLOWANCE}")


def test_a_community_without_bodies_is_told_as_such_and_offers_no_form(world: World, resident: Resident) -> None:
    Place.objects.create(code="510107001099", kind="community", name="新社区", parent_id="510107001")
    page = resident.read(f"/items/{LAMP}", community="510107001099")
    assert "还没有登记办理机构" in page
    assert "/c/510107001099/apply/" not in page


def test_an_ended_item_says_why_and_what_to_do_now(publish: Publish, resident: Resident) -> None:
    page = resident.read(f"/items/{CERTIFICATE}")
    assert "已取消" in page
    assert "无需再开" in page
    assert "/apply/" not in page


def test_an_ended_item_leads_to_what_has_replaced_it(publish: Publish, resident: Resident) -> None:
    ended = catalogue.Ended(Text("并入", "Merged"), Text("请办另一项", "Use the other"), (HOME_CARE,))
    publish(ended=ended)
    page = resident.read(f"/items/{ALLOWANCE}")
    assert f'href="/items/{HOME_CARE}"' in page
    assert "测试居家服务" in page


def test_an_item_that_is_not_handled_online_offers_no_form(publish: Publish, resident: Resident) -> None:
    publish(channels=(catalogue.Channel.COUNTER,))
    page = resident.read(f"/items/{ALLOWANCE}", community=JINLI)
    assert "这件事不在网上办" in page
    assert "/apply/" not in page
    assert "由锦里社区工作站办" in page


def test_an_older_version_can_be_read_and_says_so(publish: Publish, resident: Resident) -> None:
    publish(summary=Text("新版说明", "The new text"))
    assert "新版说明" in resident.read(f"/items/{ALLOWANCE}")
    old = resident.read(f"/items/{ALLOWANCE}", version="1")
    assert "新版说明" not in old
    assert "这不是现在的办事指南" in old
    assert "/apply/" not in old


@pytest.mark.parametrize("code", ["no.such.item", "x" * 81, "低保", "a%00b", "..%2f..%2fetc"])
def test_an_unknown_item_is_not_found(code: str, resident: Resident) -> None:
    assert resident.get(f"/items/{code}").status_code == 404


@pytest.mark.parametrize("version", ["0", "99", "-1", "1e3", "９", "99999999999999999999"])
def test_a_version_that_never_was_is_no_error_of_ours(version: str, resident: Resident) -> None:
    assert resident.get(f"/items/{ALLOWANCE}", version=version).status_code in {200, 404}


def test_the_number_of_queries_does_not_grow(publish: Publish, resident: Resident, django_assert_num_queries) -> None:
    paper = catalogue.Material
    publish(materials=tuple(paper(f"paper_{n}", Text(f"材料{n}", f"Paper {n}")) for n in range(40)))
    with django_assert_num_queries(4):
        resident.read(f"/items/{ALLOWANCE}", community=JINLI)
