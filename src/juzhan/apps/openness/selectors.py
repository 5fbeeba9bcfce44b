"""What anyone may know of a community: figures with a minimum number of cases, inquiries, who holds which post."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness.models import Inquiry
from juzhan.domain.charter import Act
from juzhan.domain.matters import OPEN_STATES, State
from juzhan.domain.shared.typed import whole_number


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


_IN_TIME = (
    Q(closed_on__lte=F("due_on"))
    | Q(due_on=None, awaits_year=None)
    | Q(due_on=None, closed_on__year__lt=F("awaits_year"))
)
"""As :func:`juzhan.domain.matters.clocks.in_time` has it."""


def figures(matters: QuerySet[Matter], on: date, minimum: int) -> Figures:
    """Count in one query; never an index on fewer than the minimum number of cases."""
    counts = matters.aggregate(
        came=Count("pk"),
        open=Count("pk", filter=Q(state__in=sorted(OPEN_STATES))),
        settled=Count("pk", filter=Q(state=State.CLOSED.value)),
        late_now=Count("pk", filter=Q(state__in=sorted(OPEN_STATES), next_on__lt=on)),
        on_time=Count("pk", filter=Q(state=State.CLOSED.value) & _IN_TIME),
        reopened=Count("pk", filter=Q(was_reopened=True)),
        rated=Count("pk", filter=Q(rating__isnull=False, rating_struck=False)),
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


@frozen
class Month:
    """How many matters came and how many were settled in one month; ``day`` is its first day."""

    day: date
    came: int
    settled: int


def months(matters: QuerySet[Matter], on: date, count: int = 12) -> list[Month]:
    """The last months up to the present one, oldest first, in two queries."""
    days = [_months_before(on, back) for back in range(count - 1, -1, -1)]
    came = _by_month(matters.filter(submitted_at__date__gte=days[0]), "submitted_at")
    settled = _by_month(matters.filter(state=State.CLOSED.value, closed_on__gte=days[0]), "closed_on")
    return [Month(day, came.get(day, 0), settled.get(day, 0)) for day in days]


def _months_before(on: date, back: int) -> date:
    number = on.year * 12 + on.month - 1 - back
    return date(number // 12, number % 12 + 1, 1)


def _by_month(rows: QuerySet[Matter], field: str) -> dict[date, int]:
    counted = rows.values_list(TruncMonth(field)).annotate(Count("pk")).order_by()
    return {date(month.year, month.month, 1): count for month, count in counted}


_INQUIRY_PAGE = 20


@frozen
class InquiryPage:
    """Inquiries of one list, and the key of the page with older ones (empty: there is none)."""

    rows: list[Inquiry]
    older: str = ""


def page_of(inquiries: QuerySet[Inquiry], before: str = "", size: int = _INQUIRY_PAGE) -> InquiryPage:
    """One page, newest first; ``before`` is the key of a page and anything else is the first page."""
    if (key := whole_number(before)) is not None:
        inquiries = inquiries.filter(id__lt=key)
    rows = list(inquiries.order_by("-id")[: size + 1])
    return InquiryPage(rows[:size], str(rows[size - 1].pk) if len(rows) > size else "")


@frozen
class InquiryCounts:
    """How many inquiries a community has had, how many wait for an answer, and how many of these are late."""

    asked: int
    waiting: int
    late: int


def inquiry_counts(community: str, on: date) -> InquiryCounts:
    """Count in one query."""
    counts = Inquiry.objects.filter(community_id=community).aggregate(
        asked=Count("pk"),
        waiting=Count("pk", filter=Q(answered_at=None)),
        late=Count("pk", filter=Q(answered_at=None, answer_by__lt=on)),
    )
    return InquiryCounts(**counts)


def public_inquiries(community: str) -> QuerySet[Inquiry]:
    """All inquiries of a community, newest first, an unanswered one beside the answered: asking is never hidden."""
    return (
        Inquiry.objects.filter(community_id=community)
        .select_related("asked_by", "asked_of", "matter__item", "answerer")
        .defer("matter__item__content")
        .order_by("-id")
    )


def in_time(inquiries: QuerySet[Inquiry], on: date) -> QuerySet[Inquiry]:
    """Inquiries that are answered or whose answer is not late yet."""
    return inquiries.exclude(answered_at=None, answer_by__lt=on)


def waiting(inquiries: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    """Inquiries without an answer, the most urgent first."""
    return inquiries.filter(answered_at=None).order_by(F("answer_by").asc(nulls_last=True), "id")


def overdue(inquiries: QuerySet[Inquiry], on: date) -> QuerySet[Inquiry]:
    """Inquiries whose answer is late, the latest first."""
    return inquiries.filter(answered_at=None, answer_by__lt=on).order_by("answer_by", "id")


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
