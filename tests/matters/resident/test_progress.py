"""The page of a matter says in plain words where it stands, who has it, by when, and what one can do now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.resident.sentences import surname
from juzhan.domain.matters import Outcome
from juzhan.domain.shared import Refusal
from tests.matters.resident.asking import Resident, code_of
from tests.matters.resident.papers import JPEG, photo
from tests.world import World, at

Open = Callable[..., Matter]


@pytest.fixture
def clerk(world: World):
    """The clerk does an act, a minute after the one before; gives the matter."""
    minutes = iter(range(1, 60))

    def do(act: str, matter: Matter, **given: object) -> Matter:
        result = getattr(services, act)(matter, by=world.actor("clerk"), at=at(2026, 3, 2, 10, next(minutes)), **given)
        assert not isinstance(result, Refusal), result
        return result

    return do


def test_a_new_matter_says_who_answers_and_by_when(opened: Open, resident: Resident) -> None:
    page = resident.read(f"/m/{opened().code}")
    assert "已经收到，锦里社区工作站正在看能不能受理。" in page
    assert "最迟 2026年3月5日 星期四 告诉您受理不受理。" in page
    assert "还剩 3 个工作日" in page


def test_an_accepted_matter_names_the_last_day_and_post_and_family_name_of_the_handler(
    opened: Open, clerk, resident: Resident
) -> None:
    matter = clerk("accept_matter", opened())
    page = resident.read(f"/m/{matter.code}")
    assert "最迟 2026年3月23日 星期一 办好。" in page
    assert "姓站" in page
    assert "站员甲" not in page


def test_a_late_matter_says_so_and_where_to_turn(opened: Open, clerk, clock, resident: Resident) -> None:
    matter = clerk("accept_matter", opened())
    clock.move_to(at(2026, 3, 25))
    resident.follow(matter.code, "0001")
    page = resident.read(f"/m/{matter.code}")
    assert "已超期 2 个工作日" in page
    assert "居务监督委员会" in page


def test_missing_papers_are_listed_completely_with_the_way_to_add_them(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("request_papers", opened(), missing=["收入证明：近三个月", "户口簿首页"])
    page = resident.read(f"/m/{matter.code}")
    assert "还缺这些材料" in page
    assert "<li>收入证明：近三个月</li>" in page
    assert "<li>户口簿首页</li>" in page
    assert f'href="/m/{matter.code}/papers"' in page


def test_a_paper_of_the_guide_is_named_in_the_readers_language_alone(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("request_papers", opened(), missing=["身份证 Identity card"])
    for path in ("", "/papers"):
        page = resident.read(f"/m/{matter.code}{path}")
        assert "身份证" in page
        assert "Identity card" not in page


def test_missing_papers_say_by_when_and_what_happens_then(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("request_papers", opened(), missing=["户口簿首页"])
    page = resident.read(f"/m/{matter.code}")
    assert "请在 2026年3月23日 星期一 以前补" in page
    assert "可能不予受理" in page


def test_a_pause_shows_its_reason_first_and_no_running_clock(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("suspend_matter", clerk("accept_matter", opened()), reason="等民政局核对")
    page = resident.read(f"/m/{matter.code}")
    assert "为什么停下来" in page
    assert "等民政局核对" in page
    assert "计时已中止" in page


def test_a_declined_matter_shows_its_reason_and_the_way_on(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("decline_matter", opened(), reason="户口不在本区")
    page = resident.read(f"/m/{matter.code}")
    assert "为什么没有受理" in page
    assert "户口不在本区" in page
    assert "条件变了可以重新提交" in page


@pytest.mark.parametrize(("outcome", "tone"), [(Outcome.GRANTED, "ok"), (Outcome.REFUSED, "due")])
def test_a_decision_shows_outcome_and_reason_and_a_no_is_not_green(
    outcome: Outcome, tone: str, opened: Open, clerk, resident: Resident
) -> None:
    matter = clerk("decide_matter", clerk("accept_matter", opened()), outcome=outcome, reason="理由写在这里")
    page = resident.read(f"/m/{matter.code}")
    assert f'class="notice notice--{tone}"' in page
    assert outcome.text.zh in page
    assert "理由写在这里" in page


def test_the_story_tells_public_steps_in_plain_words_and_no_internal_ones(
    opened: Open, clerk, world: World, resident: Resident
) -> None:
    matter = clerk("accept_matter", opened())
    clerk("hand_over_matter", matter, handler=world.person("colleague"), note="内部交接说明")
    clerk("note_progress", matter, note="已上门走访")
    clerk("note_progress", matter, note="只给同事看的话", public=False)
    page = resident.read(f"/m/{matter.code}")
    assert "受理了，开始办" in page
    assert "已上门走访" in page
    assert "内部交接说明" not in page
    assert "只给同事看的话" not in page


def test_what_somebody_wrote_is_never_taken_for_markup(opened: Open, clerk, resident: Resident) -> None:
    matter = clerk("accept_matter", opened(summary="<script>alert(1)</script>"))
    clerk("note_progress", matter, note="<b>粗</b>\n第二行")
    page = resident.read(f"/m/{matter.code}")
    assert "<script>alert" not in page
    assert "&lt;b&gt;粗&lt;/b&gt;<br>第二行" in page


def test_only_what_is_open_is_offered(opened: Open, clerk, resident: Resident) -> None:
    matter = opened()
    offered = resident.read(f"/m/{matter.code}")
    assert f"/m/{matter.code}/withdrawal" in offered
    assert f"/m/{matter.code}/rating" not in offered
    clerk("decide_matter", clerk("accept_matter", matter), outcome=Outcome.GRANTED, reason="")
    clerk("close_matter", matter)
    offered = resident.read(f"/m/{matter.code}")
    assert f"/m/{matter.code}/rating" in offered
    assert f"/m/{matter.code}/reopening" in offered
    assert "2026年4月1日 以前都可以" in offered
    assert f"/m/{matter.code}/withdrawal" not in offered


def test_the_guide_under_which_it_began_is_one_click_away(opened: Open, resident: Resident) -> None:
    matter = opened()
    assert f"/items/test.allowance?version={matter.item.number}" in resident.read(f"/m/{matter.code}")


def test_a_paper_is_given_back_as_a_download_that_no_browser_shows(resident: Resident) -> None:
    code = code_of(resident.apply(paper_1=photo("身份证.jpg"), consent="on"))
    paper = Matter.objects.get(code=code).attachments.get()
    answer = resident.get(f"/m/{code}/papers/{paper.pk}")
    assert answer.content == JPEG
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private, no-store")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_paper_of_another_matter_is_not_there(resident: Resident, opened: Open) -> None:
    code = code_of(resident.apply(paper_1=photo(), consent="on"))
    paper = Matter.objects.get(code=code).attachments.get()
    mine = opened()
    assert resident.get(f"/m/{mine.code}/papers/{paper.pk}").status_code == 404
    assert resident.get(f"/m/{mine.code}/papers/{2**70}").status_code == 404
    assert Resident(Client()).get(f"/m/{code}/papers/{paper.pk}").status_code == 302


@pytest.mark.parametrize("page", ["", "/receipt", "/papers/1"])
def test_pages_that_are_only_read_take_no_post(page: str, opened: Open, resident: Resident) -> None:
    assert resident.post(f"/m/{opened().code}{page}").status_code == 405
    assert Resident(Client()).post(f"/m/JZ12345678{page}").status_code == 405


def test_in_english_it_reads_as_well(world: World, reader: Resident) -> None:
    matter = world.matter()
    reader.follow(matter.code, "0001")
    page = reader.read(f"/m/{matter.code}")
    assert "is checking whether it can be accepted" in page
    assert "By Thursday 5 March 2026 you are told" in page
    assert "You sent it in" in page


@pytest.mark.parametrize(
    ("name", "name_en", "family"), [("王小明", "Wang Xiaoming", ("王", "Wang")), ("欧阳明", "", ("欧阳", "欧阳"))]
)
def test_a_family_name_is_all_that_is_told(name: str, name_en: str, family: tuple[str, str], world: World) -> None:
    person = world.person("clerk")
    person.name, person.name_en = name, name_en
    assert (surname(person).zh, surname(person).en) == family


@pytest.mark.parametrize("notes", [1, 40])
def test_the_number_of_queries_is_fixed(notes: int, opened: Open, clerk, resident, django_assert_num_queries) -> None:
    matter = clerk("accept_matter", opened())
    for n in range(notes):
        clerk("note_progress", matter, note=f"第 {n} 次走访")
    with django_assert_num_queries(5):
        resident.read(f"/m/{matter.code}")
