"""The head of a rated body may appeal a mistaken or malicious bad rating; a body that supervises or leads it answers.

Nobody answers for a body in which they hold a post. What is struck leaves every figure and stands in public with the reason.
Source: 国办发〔2019〕51号 (appeals against mistaken and malicious reviews); who answers follows from the charter's relations.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db import transaction

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor, HeldPost, district_graph
from juzhan.apps.matters.models import Appealable, Matter, RatingFollowUp
from juzhan.domain.charter import Act
from juzhan.domain.charter.vocabulary import RelationKind, Role
from juzhan.domain.shared import Refusal, RefusalKind, Text

Row = TypeVar("Row", bound=Appealable)

NOT_YOURS = RefusalKind(
    "rating.not_yours_to_appeal",
    Text("只有被评机构的负责人可以申诉。", "Only the head of the body that was rated can appeal."),
)
APPEALED = RefusalKind(
    "rating.already_appealed",
    Text("这个评价已经申诉过，不能再次申诉。", "This rating has been appealed before; it cannot be appealed again."),
)
APPEAL_NEEDS_REASON = RefusalKind(
    "rating.appeal_needs_reason",
    Text(
        "请写明为什么是误评或者恶意评价，复核的人要凭它判断。",
        "Say why it is mistaken or malicious: those who answer judge by it.",
    ),
    about="reason",
)
NOT_YOURS_TO_ANSWER = RefusalKind(
    "rating.not_yours_to_answer",
    Text(
        "申诉由监督或领导该机构的单位答复，在该机构任职的人不能答复自己的申诉。",
        "An appeal is answered by those who supervise or lead the body, and by nobody who holds a post in it.",
    ),
)
NO_APPEAL = RefusalKind(
    "rating.no_appeal",
    Text("没有等待答复的申诉。请刷新页面。", "No appeal awaits an answer. Reload the page."),
)
ANSWER_NEEDS_REASON = RefusalKind(
    "rating.answer_needs_reason",
    Text("请写明理由，理由会公开。", "Give the reason; it stands in public."),
    about="reason",
)
_ABOVE = frozenset({RelationKind.LEADS, RelationKind.DISPATCHES, RelationKind.MANAGES})
_HEADING = frozenset({Role.HEAD, Role.DEPUTY})


def appeal_rating(row: Row, body: int, place: str, *, reason: str, by: Actor, at: datetime) -> Row | Refusal:
    """Appeal, once, against a bad rating of one's own body."""
    if not rights.may(by, Act.ASSIGN, body):
        return NOT_YOURS()
    if not reason.strip():
        return APPEAL_NEEDS_REASON()
    with transaction.atomic():
        locked = _lock(row)
        if locked.appealed_at is not None:
            return APPEALED()
        locked.appealed_at, locked.appealed_by_id, locked.appeal = at, by.person_id, reason.strip()
        locked.save(update_fields=["appealed_at", "appealed_by", "appeal"])
        post = rights.acting_post(by, Act.ASSIGN, body)
        _record(locked, place, "rating.appealed", at, by, post, reason)
    return locked


def answer_appeal(
    row: Row, body: int, place: str, *, strikes: bool, reason: str, by: Actor, at: datetime
) -> Row | Refusal:
    """Strike a rating that was appealed, or keep it; the reason stands in public."""
    post = answering_post(by, body)
    if post is None:
        return NOT_YOURS_TO_ANSWER()
    if not reason.strip():
        return ANSWER_NEEDS_REASON()
    with transaction.atomic():
        locked = _lock(row)
        if not locked.awaits_answer:
            return NO_APPEAL()
        locked.answered_at, locked.answered_by_id, locked.answered_for_id = at, by.person_id, post.body_id
        locked.answer, locked.struck_at = reason.strip(), at if strikes else None
        locked.save(update_fields=["answered_at", "answered_by", "answered_for", "answer", "struck_at"])
        if strikes and isinstance(locked, RatingFollowUp):
            Matter.objects.filter(pk=locked.matter_id).update(rating_struck=True)
        _record(locked, place, "rating.struck" if strikes else "rating.kept", at, by, post, reason)
    return locked


def answering_post(by: Actor, body: int) -> HeldPost | None:
    """The post in which a person answers appeals of a body: of one that supervises it, or heading one above that leads it."""
    if any(post.body_id == body for post in by.posts):
        return None
    graph = district_graph(by.on, by.graph_version).graph
    if body not in graph.nodes:
        return None
    ties = {
        (from_id, tie.kind)
        for code in graph.communities_of(body)
        for from_id, to_id, tie in graph.scopes[code].pairs()
        if to_id == body
    }
    place = graph.nodes[body].place
    return next((post for post in by.posts if _answers(post, ties, place)), None)


def _answers(post: HeldPost, ties: set[tuple[int, RelationKind]], place: str) -> bool:
    if (post.body_id, RelationKind.SUPERVISES) in ties:
        return True
    above = len(post.place) < len(place) and post.role in _HEADING
    return above and any((post.body_id, kind) in ties for kind in _ABOVE)


def _lock(row: Row) -> Row:
    return type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)


def _record(row: Appealable, place: str, act: str, at: datetime, by: Actor, post: HeldPost | None, reason: str) -> None:
    record_act(place, act, row.record_subject, at, by, post, personal={"note": reason.strip()})
