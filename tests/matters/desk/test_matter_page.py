"""One page tells all of a matter that this person may know, and offers what they may do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Attachment, Matter
from juzhan.apps.matters.services import Asked, Paper
from juzhan.domain.matters import State
from tests.matters.desk.reading import acts, attributes, html, words
from tests.matters.doing import MONDAY, accepted, contested, decided, disputed, done, recorded
from tests.world import LAMP, STREET, World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def page_of(matter: Matter) -> str:
    return f"/desk/matters/{matter.code}"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200), ("colleague", 200), ("secretary", 200), ("street_officer", 200), ("representative", 200),
        ("chair", 404), ("neighbor_clerk", 404), ("far_clerk", 404), ("other_street_officer", 404), ("outsider", 403),
    ],
)  # fmt: skip
def test_who_may_open_a_matter_of_the_station(who: str, status: int, signed_in: Enter, world: World) -> None:
    assert signed_in(who).get(page_of(world.matter())).status_code == status


@pytest.mark.parametrize("code", ["NOSUCHCODE", "%00", "x" * 300, "0000000000", "字"])
def test_a_code_that_is_none_is_not_found(code: str, signed_in: Enter) -> None:
    assert signed_in("clerk").get(f"/desk/matters/{code}").status_code == 404


def test_a_code_is_forgiven_its_dashes_and_case(signed_in: Enter, world: World) -> None:
    code = world.matter().code.lower()
    assert signed_in("clerk").get(f"/desk/matters/{code[:4]}-{code[4:]}").status_code == 200


def test_it_tells_what_is_asked_whose_it_is_and_why(signed_in: Enter, world: World) -> None:
    page = words(signed_in("clerk").get(page_of(world.matter(summary="家里困难，想申请"))))
    for said in (
        "测试低保申请",
        "家里困难，想申请",
        "主办机构 锦里社区工作站",
        "首问机构 锦里社区工作站",
        "行政事务归社区工作站",
        "未分派",
    ):
        assert said in page


def test_the_phone_stays_covered_until_it_is_asked_for(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    before = signed_in("clerk").get(page_of(matter))
    assert ("测试居民" in words(before), "138****0001" in words(before)) == (True, True)
    assert "13800000001" not in html(before)
    after = signed_in("clerk").post(f"{page_of(matter)}/person")
    assert "13800000001" in words(after)
    assert "13800000001" not in attributes(after)
    assert recorded(matter)[-1] == "person.shown"
    assert "13800000001" not in html(signed_in("clerk").get(page_of(matter)))
    assert signed_in("clerk").get(f"{page_of(matter)}/person").headers["location"] == page_of(matter)


@pytest.mark.parametrize("who", ["street_officer", "representative"])
def test_those_who_may_not_see_the_person_are_told_so(who: str, signed_in: Enter, world: World) -> None:
    matter = world.matter()
    page = signed_in(who).get(page_of(matter))
    assert "测试居民" not in html(page)
    assert "0001" not in words(page)
    assert "您的岗位看不到姓名和电话" in words(page)
    assert signed_in(who).post(f"{page_of(matter)}/person").status_code == 403
    assert "person.shown" not in recorded(matter)


def test_a_matter_without_a_name_says_so(signed_in: Enter, world: World) -> None:
    matter = done(services.submit_matter(world.place(), world.item(LAMP), submission=uuid4(), asked=Asked(), at=MONDAY))
    assert "没有留姓名和电话" in words(signed_in("chair").get(page_of(matter)))
    assert signed_in("chair").post(f"{page_of(matter)}/person").status_code == 404


def test_what_a_resident_writes_is_shown_as_text(signed_in: Enter, world: World) -> None:
    page = html(signed_in("clerk").get(page_of(world.matter(summary="<script>alert(1)</script>"))))
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


@pytest.fixture
def with_paper(world: World) -> Matter:
    return world.matter(papers=[Paper("身份证.jpg", "image/jpeg", b"\xff\xd8\xff secret", "identity")])


def test_papers_are_handed_out_as_downloads_to_those_who_may_see_whose_they_are(
    with_paper: Matter, signed_in: Enter
) -> None:
    paper = Attachment.objects.get(matter=with_paper)
    address = f"{page_of(with_paper)}/papers/{paper.pk}"
    assert address in html(signed_in("clerk").get(page_of(with_paper)))
    given = signed_in("clerk").get(address)
    assert given.content == b"\xff\xd8\xff secret"
    assert given.headers["content-disposition"].startswith("attachment")
    assert "no-store" in given.headers["cache-control"]


def test_papers_are_kept_from_others(with_paper: Matter, signed_in: Enter, world: World) -> None:
    paper = Attachment.objects.get(matter=with_paper)
    seen = signed_in("street_officer").get(page_of(with_paper))
    assert "身份证.jpg" not in html(seen)
    assert "1 份材料；您的岗位不能查看" in words(seen)
    for who, status in (("street_officer", 403), ("chair", 404), ("outsider", 403)):
        assert signed_in(who).get(f"{page_of(with_paper)}/papers/{paper.pk}").status_code == status
    other = world.matter()
    assert signed_in("clerk").get(f"{page_of(other)}/papers/{paper.pk}").status_code == 404


def test_the_clock_is_explained(signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    services.suspend_matter(matter, reason="核查", by=world.actor("clerk"), at=at(2026, 3, 4))
    services.resume_matter(matter, by=world.actor("clerk"), at=at(2026, 3, 11))
    services.extend_matter(matter, reason="公示", by=world.actor("clerk"), at=at(2026, 3, 11))
    page = words(signed_in("clerk").get(page_of(matter)))
    for said in (
        "起算 2026年3月2日受理，从次日起算",
        "期限 15个工作日（区级设定，不是法律规定）",
        "不计入 2026年3月4日至2026年3月11日中止，不计入期限",
        "延长 10个工作日",
        "到期日 2026年4月14日",
    ):
        assert said in page


def test_a_standing_clock_foretells_the_day(signed_in: Enter, world: World, monday: time_machine.Coordinates) -> None:
    matter = accepted(world)
    services.suspend_matter(matter, reason="核查", by=world.actor("clerk"), at=at(2026, 3, 4))
    monday.move_to(at(2026, 3, 11))
    assert "如果今天恢复，到期日是2026年3月30日" in words(signed_in("clerk").get(page_of(matter)))


def test_the_timeline_tells_who_did_what_in_which_post(signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    services.assign_matter(matter, handler=world.person("colleague"), by=world.actor("secretary"), at=MONDAY)
    page = words(signed_in("clerk").get(page_of(matter)))
    assert "站员甲 · 锦里社区工作站 · 工作站工作人员" in page
    assert "分派 内部" in page
    assert "承办人：站员乙" in page
    assert "Clerk One · Workstation, Jinli Community · Station clerk" in words(
        signed_in("clerk", "en").get(page_of(matter))
    )


def test_a_dispute_shows_both_sides_who_rules_and_until_when(signed_in: Enter, world: World) -> None:
    page = words(signed_in("clerk").get(page_of(disputed(world))))
    for said in (
        "锦里社区工作站 这是自治事务",
        "锦里社区居民委员会 这是政务",
        "最近机构",
        "裁定期限",
        "仍对居民负责（首问负责）",
    ):
        assert said in page
    assert "还没有答复。" in words(signed_in("clerk").get(page_of(contested(world))))


EXPECTED: dict[str, set[str]] = {
    "submitted": {"accept", "request_papers", "add_papers", "contest", "hand_over", "decline"},
    "accepted": {"decide", "hand_over", "note", "suspend", "extend", "hand_up"},
    "decided": {"close", "hand_over"},
    "contested": {"hand_over"},
}


@pytest.mark.parametrize("state", sorted(EXPECTED))
def test_a_clerk_is_offered_what_can_be_done_now(state: str, signed_in: Enter, world: World) -> None:
    make = {"submitted": World.matter, "accepted": accepted, "decided": decided, "contested": contested}
    matter = make[state](world)  # type: ignore[operator]
    assert State(state) == matter.state
    assert acts(signed_in("clerk").get(page_of(matter)), matter.code) == EXPECTED[state]


def test_while_papers_are_awaited_the_desk_reads_until_when_and_why_it_cannot_decline(
    signed_in: Enter, world: World, monday: time_machine.Coordinates
) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证"], by=world.actor("clerk"), at=MONDAY)
    page = signed_in("clerk").get(page_of(matter))
    assert "2026年3月23日；过后仍未补的，可以不予受理" in words(page)
    assert "decline" not in acts(page, matter.code)
    monday.move_to(at(2026, 3, 24))
    assert "decline" in acts(signed_in("clerk").get(page_of(matter)), matter.code)


def test_a_paper_of_the_guide_is_named_in_the_readers_language_alone(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证 Identity card"], by=world.actor("clerk"), at=MONDAY)
    assert "身份证 Identity card" not in words(signed_in("clerk").get(page_of(matter)))
    assert "身份证" not in words(signed_in("clerk", "en").get(page_of(matter)))


def test_the_head_assigns_and_needs_no_handing_over(signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    offered = acts(signed_in("secretary").get(page_of(matter)), matter.code)
    assert ("assign" in offered, "hand_over" in offered, "direct" in offered) == (True, False, False)


def test_the_street_may_instruct_its_station(signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    page = signed_in("street_officer").get(page_of(matter))
    assert acts(page, matter.code) == {"take_up", "direct", "ask"}
    assert "没有“" not in words(page)


def test_the_street_has_no_button_to_command_the_committee_and_reads_why(signed_in: Enter, world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    services.hand_up_matter(
        matter, body=world.body("street_office", STREET), reason="归市政", by=world.actor("chair"), at=MONDAY
    )
    page = signed_in("street_officer").get(page_of(matter))
    assert acts(page, matter.code) == {"ask", "note", "return_down"}
    assert "这里没有“下达指令”的按钮" in words(page)
    assert "指导" in words(page)
    assert "需要领导、派出、管理关系" in words(page)


def test_what_the_guide_forbids_is_no_button_but_a_sentence(signed_in: Enter, world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    page = signed_in("chair").get(page_of(matter))
    assert not {"suspend", "extend"} & acts(page, matter.code)
    assert "按办事指南，此事项不能中止计时" in words(page)


def test_after_the_notice_papers_are_not_asked_for_again(signed_in: Enter, world: World) -> None:
    matter = world.matter()
    services.request_papers(matter, missing=["身份证"], by=world.actor("clerk"), at=MONDAY)
    services.add_papers(matter, papers=[], note="补了", at=MONDAY)
    page = signed_in("clerk").get(page_of(matter))
    assert "request_papers" not in acts(page, matter.code)
    assert "本事项已经告知过" in words(page)


def test_the_post_that_ended_yesterday_opens_nothing(signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 2))
    assert signed_in("clerk").get(page_of(matter)).status_code == 403


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_state_has_its_page_in_both_languages(language: str, signed_in: Enter, world: World) -> None:
    for make in (World.matter, accepted, decided, contested, disputed):
        assert signed_in("clerk", language).get(page_of(make(world))).status_code == 200
