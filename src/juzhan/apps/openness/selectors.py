"""What anyone may know of a community: figures with a minimum number of cases, inquiries, who holds which post."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from django.db.models import Count, F, Q, QuerySet

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.models import Inquiry
from juzhan.domain.charter import Act
from juzhan.domain.matters import OPEN_STATES, State


@frozen
class Figures:
    """How many matters came and what became of them; a share is None when there are too few cases to show it.

    ``came`` … ``reopened`` are counts; ``on_time_share`` and ``satisfied_share`` are whole percents of closed and rated.
    """

    came: int
    open: int
    settled: int
    late_now: int
    on_time: int
    reopened: int
    rated: int
    on_time_share: int | None
    satisfied_share: int | None
    minimum: int


def figures(matters: QuerySet[Matter], on: date, minimum: int) -> Figures:
    """Count in one query; never an index on fewer than the minimum number of cases."""
    counts = matters.aggregate(
        came=Count("pk"),
        open=Count("pk", filter=Q(state__in=sorted(OPEN_STATES))),
        settled=Count("pk", filter=Q(state=State.CLOSED.value)),
        late_now=Count(
            "pk", filter=Q(state__in=sorted(OPEN_STATES)) & (Q(due_on__lt=on) | Q(due_on=None, accept_by__lt=on))
        ),
        on_time=Count("pk", filter=Q(state=State.CLOSED.value) & (Q(due_on=None) | Q(closed_on__lte=F("due_on")))),
        reopened=Count("pk", filter=Q(was_reopened=True)),
        rated=Count("pk", filter=Q(rating__isnull=False)),
        satisfied=Count("pk", filter=Q(rating__in=["3", "4", "5"])),
    )
    satisfied = counts.pop("satisfied")
    return Figures(
        **counts,
        on_time_share=_share(counts["on_time"], counts["settled"], minimum),
        satisfied_share=_share(satisfied, counts["rated"], minimum),
        minimum=minimum,
    )


def _share(part: int, whole: int, minimum: int) -> int | None:
    return part * 100 // whole if whole >= minimum else None


def public_inquiries(community: str) -> QuerySet[Inquiry]:
    """All inquiries of a community, newest first, an unanswered one beside the answered: asking is never hidden."""
    return (
        Inquiry.objects.filter(community_id=community).select_related("asked_by", "asked_of", "matter").order_by("-id")
    )


def overdue(inquiries: QuerySet[Inquiry], on: date) -> QuerySet[Inquiry]:
    """Inquiries whose answer is late."""
    return inquiries.filter(answered_at=None, answer_by__lt=on)


def inquiries_to_answer(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries that this person can answer, the most urgent first."""
    bodies = rights.bodies_for(actor, Act.ANSWER_INQUIRY)
    return (
        Inquiry.objects.filter(asked_of__in=bodies, answered_at=None)
        .select_related("asked_by", "asked_of", "community", "matter")
        .order_by(F("answer_by").asc(nulls_last=True), "id")
    )


def inquiries_asked_by(actor: Actor) -> QuerySet[Inquiry]:
    """Inquiries that the person's bodies have opened."""
    return (
        Inquiry.objects.filter(asked_by__in=[post.body_id for post in actor.posts])
        .select_related("asked_by", "asked_of", "community", "matter")
        .order_by("-id")
    )
