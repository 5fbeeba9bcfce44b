"""A resident adds what is missing, each paper beside the line that asked for it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import State
from tests.matters.resident.asking import Resident, code_of, text_of
from tests.matters.resident.papers import PDF, photo
from tests.world import World, at

Open = Callable[..., Matter]


@pytest.fixture
def asked(opened: Open, world: World) -> Matter:
    """A matter for which two papers have been asked."""
    matter = opened()
    missing = ["收入证明：近三个月", "户口簿首页"]
    services.request_papers(matter, missing=missing, by=world.actor("clerk"), at=at(2026, 3, 2, 11))
    matter.refresh_from_db()
    return matter


def test_each_missing_paper_has_its_own_line(asked: Matter, resident: Resident) -> None:
    page = resident.read(f"/m/{asked.code}/papers")
    assert "收入证明：近三个月" in page
    assert "户口簿首页" in page
    assert page.count('type="file"') == 3


def test_adding_them_brings_the_matter_back_to_acceptance(asked: Matter, resident: Resident) -> None:
    papers = {"paper_1": photo("工资.pdf", PDF), "paper_2": photo("户口.jpg")}
    answer = resident.post(f"/m/{asked.code}/papers", consent="on", submission=str(uuid4()), **papers)
    assert answer["Location"] == f"/m/{asked.code}"
    asked.refresh_from_db()
    assert asked.stands is State.SUBMITTED
    assert list(asked.attachments.order_by("pk").values_list("material", "name")) == [
        ("收入证明：近三个月", "工资.pdf"),
        ("户口簿首页", "户口.jpg"),
    ]
    assert "材料已经收到" in resident.read(f"/m/{asked.code}")
    assert asked.steps.get(act="add_papers").data["consent"] is True


def test_a_word_may_stand_in_for_a_paper_that_cannot_be_had(asked: Matter, resident: Resident) -> None:
    resident.post(f"/m/{asked.code}/papers", note="单位已经注销，开不出来")
    asked.refresh_from_db()
    assert asked.stands is State.SUBMITTED
    assert asked.steps.latest("pk").note == "单位已经注销，开不出来"


def test_nothing_at_all_is_asked_for_again(asked: Matter, resident: Resident) -> None:
    answer = resident.post(f"/m/{asked.code}/papers", note="")
    assert answer.status_code == 422
    assert "请选好要补的材料，或者写一句说明。" in text_of(answer)


def test_papers_need_consent_and_are_kept_until_it_is_given(asked: Matter, resident: Resident) -> None:
    submission = str(uuid4())
    sent_back = resident.post(f"/m/{asked.code}/papers", submission=submission, paper_1=photo("工资.jpg"))
    assert sent_back.status_code == 422
    assert "工资.jpg" in text_of(sent_back)
    resident.post(f"/m/{asked.code}/papers", submission=submission, consent="on")
    assert asked.attachments.get().name == "工资.jpg"


def test_a_refused_file_loses_neither_the_note_nor_the_others(asked: Matter, resident: Resident) -> None:
    answer = resident.post(
        f"/m/{asked.code}/papers",
        note="说明写好了",
        consent="on",
        paper_1=photo("好.jpg"),
        paper_2=photo("坏.jpg", b"MZ12"),
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert all(words in page for words in ("说明写好了", "好.jpg", "“坏.jpg”是程序"))
    assert asked.attachments.count() == 0


def test_a_paper_that_is_there_already_is_not_taken_twice(asked: Matter, resident: Resident) -> None:
    for _ in range(2):
        resident.post(f"/m/{asked.code}/papers", consent="on", paper_1=photo("工资.jpg"))
    assert asked.attachments.count() == 1
    assert asked.steps.filter(act="add_papers").count() == 1


def test_handing_in_the_same_file_as_before_is_told_and_does_not_pass_for_an_answer(
    asked: Matter, resident: Resident, world: World
) -> None:
    code = code_of(resident.apply(paper_1=photo("身份证.jpg"), consent="on"))
    matter = Matter.objects.get(code=code)
    services.request_papers(matter, missing=["户口簿"], by=world.actor("clerk"), at=at(2026, 3, 2, 11))
    answer = resident.post(f"/m/{code}/papers", paper_1=photo("户口簿.jpg"), consent="on")
    assert answer.status_code == 422
    assert "一模一样" in text_of(answer)
    assert Matter.objects.get(code=code).stands is State.PAPERS_REQUESTED
    resident.post(f"/m/{code}/papers", paper_1=photo("户口簿.jpg"), consent="on", note="就是这一份")
    assert Matter.objects.get(code=code).stands is State.SUBMITTED


def test_papers_can_be_added_before_anybody_has_looked(opened: Open, resident: Resident) -> None:
    matter = opened()
    resident.post(f"/m/{matter.code}/papers", consent="on", papers=[photo("补充.jpg")])
    assert matter.attachments.get().name == "补充.jpg"


def test_once_it_is_accepted_the_page_says_that_it_is_too_late(opened: Open, world: World, resident: Resident) -> None:
    matter = opened()
    services.accept_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 2, 11))
    page = resident.read(f"/m/{matter.code}/papers", status=409)
    assert "办理中" in page
    assert resident.post(f"/m/{matter.code}/papers", note="晚了").status_code == 409
