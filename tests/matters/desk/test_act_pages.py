"""Every act has a small page of its own that works without scripts, loses nothing typed, and says who was faster."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.acts import ACTS
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import TABLE, MatterAct, Outcome
from tests.matters.desk.conftest import Do
from tests.matters.desk.reading import html, words
from tests.matters.doing import MONDAY, accepted, contested, decided, disputed, done, handed_up, recorded, told
from tests.world import LAMP, STREET, World

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
JPEG = b"\xff\xd8\xff\xe0" + b"0" * 100


def suspended(world: World) -> Matter:
    return done(services.suspend_matter(accepted(world), reason="等待", by=world.actor("clerk"), at=MONDAY))


def asked_again(world: World) -> Matter:
    matter = done(services.close_matter(decided(world, MONDAY), by=world.actor("clerk"), at=MONDAY))
    return done(services.ask_reopening(matter, reason="没办好", at=MONDAY))


def _colleague(world: World) -> dict[str, object]:
    return {"handler": world.person("colleague").pk}


ROADS: dict[str, tuple[str, Callable[[World], Matter], Callable[[World], dict[str, object]], str]] = {
    "accept": ("clerk", World.matter, lambda _: {}, "accepted"),
    "decline": ("clerk", World.matter, lambda _: {"reason": "不符合条件"}, "declined"),
    "request_papers": ("clerk", World.matter, lambda _: {"missing": ["identity"], "others": "收入证明"}, "papers_requested"),
    "add_papers": ("clerk", World.matter, lambda _: {"note": "收到原件"}, "submitted"),
    "contest": (
        "clerk", World.matter,
        lambda w: {"claimed": w.body("residents_committee").pk, "reason": "自治事务"}, "contested",
    ),
    "answer_contest": ("chair", contested, lambda _: {"takes": "yes"}, "submitted"),
    "rule": ("secretary", disputed, lambda w: {"owner": w.body("workstation").pk, "reason": "政务"}, "submitted"),
    "assign": ("secretary", World.matter, _colleague, "submitted"),
    "hand_over": ("clerk", accepted, _colleague, "accepted"),
    "note": ("clerk", accepted, lambda _: {"note": "已核实", "public": "on"}, "accepted"),
    "suspend": ("clerk", accepted, lambda _: {"reason": "等核查"}, "suspended"),
    "resume": ("clerk", suspended, lambda _: {}, "accepted"),
    "extend": ("clerk", accepted, lambda _: {"reason": "需公示"}, "accepted"),
    "hand_up": (
        "clerk", accepted, lambda w: {"body": w.body("street_section", STREET).pk, "reason": "核实"}, "handed_up",
    ),
    "take_up": ("street_officer", accepted, lambda _: {"reason": "跨社区"}, "handed_up"),
    "return_down": ("section_officer", handed_up, lambda _: {"answer": "属实"}, "accepted"),
    "decide": ("clerk", accepted, lambda _: {"outcome": "granted", "reason": "符合"}, "decided"),
    "close": ("clerk", decided, lambda _: {}, "closed"),
    "reopen": ("clerk", asked_again, lambda _: {"note": "重新核实"}, "accepted"),
    "refuse_reopening": ("clerk", asked_again, lambda _: {"reason": "已按规定办结"}, "closed"),
    "direct": ("street_officer", accepted, lambda _: {"note": "请尽快"}, "accepted"),
    "ask": ("street_officer", accepted, lambda _: {"note": "请协助"}, "accepted"),
}  # fmt: skip


def test_every_act_of_staff_has_its_form() -> None:
    of_staff = {act for act, row in TABLE.items() if row.right} | {MatterAct.ADD_PAPERS}
    assert set(ACTS) == of_staff
    assert set(ROADS) == {act.value for act in of_staff}, "give the new act a road in this test"


@pytest.mark.parametrize("act", sorted(ROADS))
def test_each_act_goes_from_page_to_record(act: str, do: Do, signed_in: Enter, world: World) -> None:
    who, make, answers, state = ROADS[act]
    matter = make(world)
    before = len(recorded(matter))
    page = signed_in(who).get(f"/desk/matters/{matter.code}/{act}")
    assert (page.status_code, TABLE[MatterAct(act)].text.zh in words(page)) == (200, True)
    response = do(who, matter, act, **answers(world))
    assert response.status_code == 302, words(response)
    assert (matter.state, told(matter)[-1], len(recorded(matter))) == (state, act, before + 1)


@pytest.mark.parametrize("act", sorted(ROADS))
def test_each_page_is_there_in_english(act: str, signed_in: Enter, world: World) -> None:
    who, make, _, _ = ROADS[act]
    page = signed_in(who, "en").get(f"/desk/matters/{make(world).code}/{act}")
    assert TABLE[MatterAct(act)].text.en in words(page)


@pytest.mark.parametrize("act", sorted(ROADS))
def test_nobody_from_next_door_does_any_of_it(act: str, do: Do, signed_in: Enter, world: World) -> None:
    _, make, answers, _ = ROADS[act]
    matter = make(world)
    before = told(matter)
    assert signed_in("neighbor_clerk").get(f"/desk/matters/{matter.code}/{act}").status_code == 404
    assert do("neighbor_clerk", matter, act, **answers(world)).status_code == 404
    assert told(matter) == before


@pytest.mark.parametrize(
    "act", sorted(set(ROADS) - {"direct", "ask", "take_up", "return_down", "rule", "answer_contest"})
)
def test_one_who_only_reads_is_told_why_not(act: str, do: Do, world: World) -> None:
    _, make, answers, _ = ROADS[act]
    matter = make(world)
    response = do("representative", matter, act, **answers(world))
    assert (response.status_code, "不能" in words(response)) == (403, True)


@pytest.mark.parametrize("act", ["rate", "withdraw", "ask_reopening", "nonsense", "submit", "%00"])
def test_what_is_no_act_of_staff_is_not_found(act: str, signed_in: Enter, world: World) -> None:
    matter = world.matter()
    assert signed_in("clerk").get(f"/desk/matters/{matter.code}/{act}").status_code == 404
    assert signed_in("clerk").post(f"/desk/matters/{matter.code}/{act}").status_code == 404


def test_a_missing_answer_is_named_and_the_others_are_kept(do: Do, world: World) -> None:
    matter = world.matter()
    response = do("clerk", matter, "contest", reason="这是自治事务，应由居委会办")
    assert response.status_code == 422
    assert "请选择：应当由谁办理？" in words(response)
    assert "这是自治事务，应由居委会办</textarea>" in html(response)
    assert matter.state == "submitted"


@pytest.mark.parametrize(
    "answers", [{"reason": "字" * 2001}, {"reason": "a\x00b"}, {"reason": "a\x1bb"}, {"reason": "  "}]
)
def test_reasons_that_cannot_be_taken_are_refused_kindly(answers: dict[str, object], do: Do, world: World) -> None:
    matter = world.matter()
    assert do("clerk", matter, "decline", **answers).status_code == 422
    assert matter.state == "submitted"


@pytest.mark.parametrize("claimed", ["999999999", "x", "-1", ""])
def test_a_body_that_is_not_offered_cannot_be_named(claimed: str, do: Do, world: World) -> None:
    matter = world.matter()
    assert do("clerk", matter, "contest", claimed=claimed, reason="x").status_code == 422


def test_the_body_itself_and_those_who_only_watch_are_not_offered(signed_in: Enter, world: World) -> None:
    page = words(signed_in("clerk").get(f"/desk/matters/{world.matter().code}/contest"))
    assert "锦里社区居民委员会 按章程办理：自治事务" in page
    assert "社区成员代表大会" not in page
    assert "按“武侯居站分离”章程，行政事务归社区工作站" in page


def test_a_refusal_of_the_rules_stands_beside_its_field(do: Do, world: World) -> None:
    matter = accepted(world)
    response = do("clerk", matter, "decide", outcome="refused", reason="")
    assert response.status_code == 422
    assert "请写明理由" in words(response)
    assert 'aria-invalid="true"' in html(response)


def test_an_application_is_granted_or_refused_and_a_report_settled_or_not(signed_in: Enter, world: World) -> None:
    application, report = accepted(world), accepted(world, LAMP, "chair")
    assert "同意（通过）" in words(signed_in("clerk").get(f"/desk/matters/{application.code}/decide"))
    assert "已解决" in words(signed_in("chair").get(f"/desk/matters/{report.code}/decide"))


def test_what_is_missing_is_told_in_both_languages_line_by_line(do: Do, world: World) -> None:
    matter = world.matter()
    do("clerk", matter, "request_papers", missing=["identity"], others="收入证明（近三个月）\n\n")
    assert matter.steps.last().note == "身份证 Identity card\n收入证明（近三个月）"


def test_a_notice_without_anything_missing_is_refused(do: Do, world: World) -> None:
    response = do("clerk", world.matter(), "request_papers")
    assert (response.status_code, "请至少列出一项" in words(response)) == (422, True)


def test_a_clerk_takes_a_paper_in_for_the_resident(do: Do, world: World) -> None:
    matter = world.matter()
    file = SimpleUploadedFile("身份证.jpg", JPEG, "image/jpeg")
    assert do("clerk", matter, "add_papers", papers=file, material="identity").status_code == 302
    kept = matter.attachments.get()
    assert (kept.material, kept.media_type, kept.step.person) == ("identity", "image/jpeg", world.person("clerk"))


@pytest.mark.parametrize("content", [b"MZ\x90\x00 program", b"<html>", b""])
def test_a_program_is_no_paper(content: bytes, do: Do, world: World) -> None:
    matter = world.matter()
    file = SimpleUploadedFile("材料.jpg", content, "image/jpeg")
    assert do("clerk", matter, "add_papers", papers=file).status_code == 422
    assert not matter.attachments.exists()


def test_a_zip_bomb_is_no_paper(do: Do, world: World) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * 30_000_000)
    file = SimpleUploadedFile("材料.docx", packed.getvalue())
    assert do("clerk", world.matter(), "add_papers", papers=file).status_code == 422


def test_the_least_loaded_colleague_comes_first(signed_in: Enter, world: World) -> None:
    accepted(world), accepted(world)
    matter = world.matter()
    page = words(signed_in("secretary").get(f"/desk/matters/{matter.code}/assign"))
    assert page.index("站员乙 手上没有在办事项") < page.index("站员甲 在办 2 件")


def test_the_second_clerk_is_told_who_accepted(do: Do, world: World) -> None:
    matter = world.matter()
    assert do("clerk", matter, "accept").status_code == 302
    response = do("colleague", matter, "accept")
    assert response.status_code == 409
    assert "此事项已由站员甲受理" in words(response)
    assert f'href="/desk/matters/{matter.code}">重新打开事项' in html(response)


def test_what_can_no_longer_be_done_keeps_what_was_typed(do: Do, world: World) -> None:
    matter = accepted(world)
    services.decide_matter(matter, outcome=Outcome.GRANTED, reason="", by=world.actor("colleague"), at=MONDAY)
    response = do("clerk", matter, "suspend", reason="还在等公安的核查结果")
    assert response.status_code == 409
    assert "此事项现为“已作决定”，不能中止" in words(response)
    assert "还在等公安的核查结果</textarea>" in html(response)


def test_a_page_that_is_no_longer_true_says_so_when_it_is_opened(signed_in: Enter, world: World) -> None:
    response = signed_in("clerk").get(f"/desk/matters/{accepted(world).code}/decline")
    assert (response.status_code, "现为“办理中”，不能不予受理" in words(response)) == (409, True)
    assert "<textarea" not in html(response)


def test_nobody_decides_on_an_old_page(do: Do, signed_in: Enter, world: World) -> None:
    matter = accepted(world)
    page = html(signed_in("clerk").get(f"/desk/matters/{matter.code}/decide"))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    services.note_progress(matter, note="居民来电撤回一项", by=world.actor("colleague"), at=MONDAY)
    first = do("clerk", matter, "decide", outcome="granted", reason="符合条件", seen=seen)
    assert (first.status_code, matter.state) == (409, "accepted")
    assert "居民来电撤回一项" in words(first)
    assert "符合条件</textarea>" in html(first)
    now = html(first).split('name="seen" value="')[1].split('"')[0]
    assert do("clerk", matter, "decide", outcome="granted", reason="符合条件", seen=now).status_code == 302
    assert matter.state == "decided"


@pytest.mark.parametrize("seen", ["x", "-1", "9" * 30])
def test_a_broken_mark_of_what_was_seen_is_no_server_error(seen: str, do: Do, world: World) -> None:
    assert do("clerk", accepted(world), "note", note="x", seen=seen).status_code == 422


def test_what_the_guide_forbids_is_refused_with_the_reason(do: Do, signed_in: Enter, world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    page = signed_in("chair").get(f"/desk/matters/{matter.code}/extend")
    assert (page.status_code, "不能延长期限" in words(page)) == (409, True)
    assert do("chair", matter, "extend", reason="忙").status_code == 422


def test_after_a_body_has_lost_a_matter_its_people_go_back_to_their_list(do: Do, world: World) -> None:
    matter = world.matter()
    services.contest_ownership(
        matter, claimed=world.body("residents_committee"), reason="x", by=world.actor("clerk"), at=MONDAY
    )
    services.answer_contest(matter, takes=False, reason="y", by=world.actor("chair"), at=MONDAY)
    response = do("secretary", matter, "rule", owner=world.body("residents_committee").pk, reason="自治事务")
    assert response.headers["location"] == f"/desk/matters/{matter.code}"


def test_a_post_that_ended_yesterday_does_nothing(do: Do, world: World) -> None:
    matter = world.matter()
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 2))
    assert do("clerk", matter, "accept").status_code == 403
    assert matter.state == "submitted"


def test_a_form_from_elsewhere_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.person("clerk"))
    assert client.post(f"/desk/matters/{world.matter().code}/accept").status_code == 403
