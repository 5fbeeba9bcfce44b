"""Opens and answers inquiries; each is one transaction and leaves a record entry."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor, HeldPost
from juzhan.apps.matters.law import day_of, last_day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.places.models import Place
from juzhan.apps.record import services as record
from juzhan.domain.charter import Act
from juzhan.domain.record import NewEntry
from juzhan.domain.shared import Refusal, RefusalKind, Text

QUESTION_MISSING = RefusalKind(
    "inquiry.question_missing",
    Text("请写明要质询的问题。", "Write what you ask."),
    about="question",
)
ANSWER_MISSING = RefusalKind(
    "inquiry.answer_missing",
    Text("请写明答复内容。答复会公开。", "Write the answer. It will be public."),
    about="answer",
)
ANSWERED_ALREADY = RefusalKind(
    "inquiry.answered_already",
    Text(
        "{name}已答复此质询。请刷新页面查看。", "{name} has answered this inquiry already. Reload the page to read it."
    ),
)
NOT_WITH_THAT_BODY = RefusalKind(
    "inquiry.not_with_that_body",
    Text(
        "该事项不归{body}，也不在它手里。请改选机构，或不填事项。",
        "{body} neither owns that matter nor has it in hand. Choose another body, or leave the matter out.",
    ),
    about="matter",
)
NO_SUCH_MATTER = RefusalKind(
    "inquiry.no_such_matter",
    Text(
        "没有找到这件事项，或者您无权查看。请核对受理编号；也可以留空，只就机构的工作质询。",
        "There is no such matter that you may read. Check the code, or leave it empty and ask about the body's work.",
    ),
    about="matter",
)
OTHER_COMMUNITY = RefusalKind(
    "inquiry.other_community",
    Text("该事项不属于这个社区。", "That matter belongs to another community."),
    about="matter",
)


def open_inquiry(
    community: Place,
    asked_of: Body,
    *,
    question: str,
    submission: UUID,
    by: Actor,
    at: datetime,
    matter: Matter | None = None,
    is_synthetic: bool = False,
) -> Inquiry | Refusal:
    """A body that supervises asks another, about a matter or about its work; the same submission asks once."""
    if found := Inquiry.objects.filter(submission=submission).first():
        return found
    post = rights.acting_post(by, Act.INQUIRE, asked_of.pk)
    if post is None:
        return rights.refusal_for(by, Act.INQUIRE, asked_of.pk)
    if not question.strip():
        return QUESTION_MISSING()
    if matter is not None and (refusal := _not_about(matter, community, asked_of)):
        return refusal
    on = day_of(at)
    inquiry = Inquiry(
        community=community,
        asked_by_id=post.body_id,
        asker_id=by.person_id,
        asked_of=asked_of,
        matter=matter,
        question=question.strip(),
        asked_at=at,
        answer_by=last_day_of(on, rules(on).settings.inquiry_answer_days).day,
        submission=submission,
        is_synthetic=is_synthetic,
    )
    try:
        with transaction.atomic():
            return _open(inquiry, by, post, at)
    except IntegrityError:
        return Inquiry.objects.get(submission=submission)


def _not_about(matter: Matter, community: Place, asked_of: Body) -> Refusal | None:
    if matter.community_id != community.pk:
        return OTHER_COMMUNITY()
    if asked_of.pk not in {matter.owner_id, matter.holder_id, matter.first_contact_id}:
        return NOT_WITH_THAT_BODY(body=asked_of.text)
    return None


def _open(inquiry: Inquiry, by: Actor, post: HeldPost, at: datetime) -> Inquiry:
    inquiry.save(force_insert=True)
    record_act(
        inquiry.community_id,
        "inquiry.opened",
        f"inquiry:{inquiry.pk}",
        at,
        by,
        post,
        facts={
            "asked_of": inquiry.asked_of_id,
            "answer_by": inquiry.answer_by.isoformat() if inquiry.answer_by else None,
        },
        personal={"question": inquiry.question},
    )
    return inquiry


@transaction.atomic
def answer_inquiry(inquiry: Inquiry, *, answer: str, by: Actor, at: datetime) -> Inquiry | Refusal:
    """The head of the body that was asked answers once; the answer is public."""
    inquiry = Inquiry.objects.select_for_update(of=("self",)).get(pk=inquiry.pk)
    post = rights.acting_post(by, Act.ANSWER_INQUIRY, inquiry.asked_of_id)
    if post is None:
        return rights.refusal_for(by, Act.ANSWER_INQUIRY, inquiry.asked_of_id)
    if inquiry.answerer is not None:
        return ANSWERED_ALREADY(name=inquiry.answerer.text)
    if not answer.strip():
        return ANSWER_MISSING()
    inquiry.answer, inquiry.answered_at, inquiry.answerer_id = answer.strip(), at, by.person_id
    inquiry.save(update_fields=["answer", "answered_at", "answerer"])
    record_act(
        inquiry.community_id, "inquiry.answered", f"inquiry:{inquiry.pk}", at, by, post,
        facts={"on_time": day_of(at) <= inquiry.answer_by if inquiry.answer_by else None},
        personal={"answer": inquiry.answer},
    )  # fmt: skip
    return inquiry


@transaction.atomic
def settle_answer_days(at: datetime) -> int:
    """Set the day for inquiries that were asked before the year's holidays were loaded; how many were settled."""
    waiting = Inquiry.objects.select_for_update(of=("self",)).filter(answered_at=None, answer_by=None)
    settled = []
    for inquiry in waiting.order_by("pk"):
        asked_on = day_of(inquiry.asked_at)
        inquiry.answer_by = last_day_of(asked_on, rules(asked_on).settings.inquiry_answer_days).day
        if inquiry.answer_by:
            settled.append(inquiry)
    Inquiry.objects.bulk_update(settled, ["answer_by"])
    record.append_many(
        (
            each.community_id,
            NewEntry(at, "inquiry.day_settled", f"inquiry:{each.pk}", SYSTEM, facts={"answer_by": str(each.answer_by)}),
        )
        for each in settled
    )
    return len(settled)
