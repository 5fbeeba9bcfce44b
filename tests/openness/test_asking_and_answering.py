"""A member of assembly, council or supervision committee opens an inquiry; the head of the body that was asked answers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from juzhan.apps.openness.models import Inquiry
from juzhan.apps.openness.services import ANSWERED_ALREADY, answer_inquiry, open_inquiry
from juzhan.apps.record.models import Entry
from juzhan.domain.shared import Refusal
from tests.openness.reading import queries, text_of
from tests.world import JINLI, XIMIANQIAO, World, at

NEW = "/desk/inquiries/new"


def ask(client: Client, world: World, **given: object) -> object:
    data = {
        "body": world.body("residents_committee").pk,
        "question": "为什么没有公布账目？",
        "matter": "",
        "submission": str(uuid4()),
    }
    return client.post(NEW, {**data, **given})


def shown(answer: object) -> str:
    return text_of(answer.content.decode())  # type: ignore[attr-defined]


def test_a_representative_asks_the_committee_and_the_question_is_public(
    signed_in: Callable[..., Client], world: World
) -> None:
    answer = ask(signed_in("representative"), world)
    inquiry = Inquiry.objects.get()
    assert answer.status_code == 302  # type: ignore[attr-defined]
    assert answer["Location"] == f"/c/{JINLI}/inquiries/{inquiry.pk}"  # type: ignore[index]
    assert (inquiry.asked_by.key, inquiry.asked_of.key) == ("residents_assembly", "residents_committee")
    assert inquiry.answer_by == date(2026, 3, 16)
    assert Entry.objects.filter(act="inquiry.opened", log__place=JINLI).exists()


def test_the_form_warns_that_the_question_is_public(signed_in: Callable[..., Client]) -> None:
    page = shown(signed_in("representative").get(NEW))
    assert "问题会马上公开" in page
    assert "请不要写任何居民的姓名" in page


def test_the_form_offers_only_bodies_that_the_person_may_ask(signed_in: Callable[..., Client], world: World) -> None:
    page = signed_in("council_member").get(NEW).content.decode()
    assert f'value="{world.body("residents_committee").pk}"' in page
    assert f'value="{world.body("residents_committee", XIMIANQIAO).pk}"' not in page


def test_a_body_that_one_may_not_ask_is_refused(signed_in: Callable[..., Client], world: World) -> None:
    answer = ask(signed_in("representative"), world, body=world.body("residents_committee", XIMIANQIAO).pk)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "您不能向这个机构质询" in shown(answer)
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize("question", ["", "   ", "a" * 2001, "含有\x07控制字符"])
def test_a_question_that_is_missing_too_long_or_odd_is_refused_and_kept(
    signed_in: Callable[..., Client], world: World, question: str
) -> None:
    answer = ask(signed_in("representative"), world, question=question)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not Inquiry.objects.exists()


def test_the_same_form_sent_twice_asks_once(signed_in: Callable[..., Client], world: World) -> None:
    client, submission = signed_in("representative"), str(uuid4())
    first, second = (ask(client, world, submission=submission) for _ in range(2))
    assert first["Location"] == second["Location"]  # type: ignore[index]
    assert Inquiry.objects.count() == 1


def test_a_matter_that_the_person_may_read_can_be_named(signed_in: Callable[..., Client], world: World) -> None:
    matter = world.matter("test.lamp")
    ask(signed_in("representative"), world, matter=matter.code)
    assert Inquiry.objects.get().matter == matter


def test_a_matter_that_the_person_may_not_read_is_as_good_as_none(
    signed_in: Callable[..., Client], world: World
) -> None:
    for code in (world.matter("test.lamp", XIMIANQIAO).code, "QQQQQQQQQQ", "x"):
        answer = ask(signed_in("representative"), world, matter=code)
        assert answer.status_code == 422  # type: ignore[attr-defined]
        assert "没有找到这件事项，或者您无权查看" in shown(answer)


def test_a_matter_of_another_body_is_refused(signed_in: Callable[..., Client], world: World) -> None:
    answer = ask(signed_in("representative"), world, matter=world.matter().code)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "该事项不归锦里社区居民委员会" in shown(answer)


def test_who_may_not_inquire_has_no_bodies_to_choose(signed_in: Callable[..., Client], world: World) -> None:
    answer = ask(signed_in("clerk"), world)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert not Inquiry.objects.exists()


def test_an_outsider_has_no_desk(signed_in: Callable[..., Client], anyone: Client) -> None:
    assert signed_in("outsider").get("/desk/inquiries").status_code == 403
    assert anyone.get("/desk/inquiries").status_code == 302


def test_the_chair_sees_what_waits_and_the_member_what_was_asked(
    signed_in: Callable[..., Client], inquired: Callable[..., Inquiry]
) -> None:
    inquired("谁来答复？")
    assert "谁来答复？" in shown(signed_in("chair").get("/desk/inquiries"))
    assert "我们提出的 问题" in shown(signed_in("representative").get("/desk/inquiries"))


def test_the_chair_answers_and_the_answer_is_public(
    signed_in: Callable[..., Client], inquired: Callable[..., Inquiry], anyone: Client
) -> None:
    inquiry = inquired()
    answer = signed_in("chair").post(f"/desk/inquiries/{inquiry.pk}/answer", {"answer": "已经公布。"})
    assert answer.status_code == 302
    assert "已经公布。" in anyone.get(answer["Location"]).content.decode()
    assert Entry.objects.filter(act="inquiry.answered").count() == 1


def test_an_empty_answer_is_refused(signed_in: Callable[..., Client], inquired: Callable[..., Inquiry]) -> None:
    inquiry = inquired()
    assert signed_in("chair").post(f"/desk/inquiries/{inquiry.pk}/answer", {"answer": " "}).status_code == 422


def test_only_the_head_of_the_body_that_was_asked_answers(
    signed_in: Callable[..., Client], inquired: Callable[..., Inquiry]
) -> None:
    path = f"/desk/inquiries/{inquired().pk}/answer"
    for who in ("committee_member", "clerk", "representative", "neighbor_secretary"):
        assert signed_in(who).post(path, {"answer": "我来答"}).status_code == 403
    assert Inquiry.objects.get().answered_at is None


def test_who_answers_second_is_told_who_was_first(
    signed_in: Callable[..., Client], inquired: Callable[..., Inquiry], world: World
) -> None:
    inquiry = inquired()
    answer_inquiry(inquiry, answer="先答", by=world.actor("chair"), at=at(2026, 3, 2))
    second = signed_in("chair").post(f"/desk/inquiries/{inquiry.pk}/answer", {"answer": "后答"})
    assert second.status_code == 409
    assert "居主任已答复此质询" in shown(second)
    assert Inquiry.objects.get().answer == "先答"


def test_an_inquiry_from_a_stale_copy_does_not_overwrite_the_answer(
    inquired: Callable[..., Inquiry], world: World
) -> None:
    stale = inquired()
    answer_inquiry(Inquiry.objects.get(pk=stale.pk), answer="先答", by=world.actor("chair"), at=at(2026, 3, 2))
    refused = answer_inquiry(stale, answer="后答", by=world.actor("chair"), at=at(2026, 3, 2))
    assert isinstance(refused, Refusal)
    assert refused.code == ANSWERED_ALREADY.code


def test_a_year_without_holiday_data_leaves_the_date_open_and_the_inquiry_stands(world: World) -> None:
    inquiry = open_inquiry(
        world.place(), world.body("residents_committee"), question="跨年的一问", submission=uuid4(),
        by=world.actor("representative", date(2026, 12, 29)), at=at(2026, 12, 29),
    )  # fmt: skip
    assert isinstance(inquiry, Inquiry)
    assert inquiry.answer_by is None


def test_the_desk_takes_the_same_queries_whatever_waits(
    signed_in: Callable[..., Client], inquired: Callable[..., Inquiry]
) -> None:
    chair = signed_in("chair")
    inquired()
    few = queries(chair, "/desk/inquiries")
    for number in range(60):
        inquired(f"{number}")
    assert queries(chair, "/desk/inquiries") == few
