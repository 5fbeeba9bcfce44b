"""What inquiries put on a person's desk: those they have to answer, and those of their own that nobody has answered."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.desk.concerns import Concern
from juzhan.apps.openness.models import Inquiry
from juzhan.domain.charter import Act
from juzhan.domain.shared import Text

TO_ANSWER = Text("{n} 件质询等您答复", "Inquiries for you to answer: {n}")
TO_ANSWER_LATE = Text(
    "{n} 件质询等您答复，其中 {late} 件已逾期", "Inquiries for you to answer: {n}, of which late: {late}"
)
ASKED = Text("本机构的质询 {n} 件等待答复", "Inquiries of your body that wait for an answer: {n}")
ASKED_LATE = Text(
    "本机构的质询 {n} 件等待答复，其中 {late} 件逾期未答",
    "Inquiries of your body that wait for an answer: {n}, of which late: {late}",
)


def concerns(actor: Actor) -> Iterator[Concern]:
    """One line for inquiries to answer and one for those asked, in one query; nothing for people who have neither."""
    answering = rights.bodies_for(actor, Act.ANSWER_INQUIRY)
    asking = [post.body_id for post in actor.posts] if rights.bodies_for(actor, Act.INQUIRE) else []
    if not answering and not asking:
        return
    mine, ours, late = Q(asked_of__in=answering), Q(asked_by__in=asking), Q(answer_by__lt=actor.on)
    counts = Inquiry.objects.filter(mine | ours, answered_at=None).aggregate(
        mine=Count("pk", filter=mine),
        mine_late=Count("pk", filter=mine & late),
        ours=Count("pk", filter=ours),
        ours_late=Count("pk", filter=ours & late),
    )
    yield from _line(counts["mine"], counts["mine_late"], TO_ANSWER, TO_ANSWER_LATE, "due")
    yield from _line(counts["ours"], counts["ours_late"], ASKED, ASKED_LATE, "info")


def _line(count: int, late: int, calm: Text, urgent: Text, tone: str) -> Iterator[Concern]:
    if count:
        text = urgent.format(n=count, late=late) if late else calm.format(n=count)
        yield Concern(text, reverse("desk_inquiries"), "late" if late else tone)
