"""What the page of a ticket tells of its rating, and what a hall's ratings say in public: never on too few cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import frozen
from django.db import connection
from django.db.models import Count, Q

from juzhan.apps.hall.access import bodies_of_hall
from juzhan.apps.hall.models import Hall, Ticket, VisitRating
from juzhan.apps.hall.services.rating import may_not_rate
from juzhan.apps.matters.law import day_of, rules
from juzhan.apps.matters.models import Appealable, RatingFollowUp
from juzhan.apps.matters.resident.follow_up import FollowUpStory, story_of
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason, known
from juzhan.domain.shared import Refusal, Text

PERIOD = timedelta(days=365)
"""The figures are those of a year; 365 days are a choice of the product."""
SHOWN_STRUCK = 10


@frozen
class RatingSection:
    """The rating of a ticket as its page tells it; ``refusal`` says why it cannot be rated now."""

    refusal: Refusal | None
    row: VisitRating | None = None
    story: FollowUpStory | None = None

    @property
    def is_open(self) -> bool:
        """Whether the visit can be rated now."""
        return self.refusal is None

    @property
    def reasons(self) -> Sequence[Reason]:
        """The reasons that were ticked."""
        return known(self.row.reasons) if self.row else ()


def rating_section(ticket: Ticket, at: datetime) -> RatingSection:
    """Tell the rating of a ticket to whoever has its code: may it be rated, how was it rated, what became of that."""
    rows = VisitRating.objects.select_related("follow_up__owner", "follow_up__item", "answered_for")
    row = rows.filter(ticket=ticket).first()
    if row is None:
        return RatingSection(may_not_rate(ticket, at))
    return RatingSection(may_not_rate(ticket, at), row, story_of(row.follow_up) if row.follow_up else None)


@frozen
class Struck:
    """A rating that was struck, as it stands in public: when, how it was, who struck it and why."""

    day: date
    grade: Text
    by: Text
    reason: str


@frozen
class Satisfaction:
    """How visits of a year were rated, and how many trips settled matters took; None below ``minimum`` cases.

    Shares are whole percents; ``trips`` is a median.
    """

    rated: int
    satisfied_share: int | None
    settled: int
    trips: float | None
    one_trip_share: int | None
    minimum: int
    struck: tuple[Struck, ...]

    @property
    def trips_said(self) -> str:
        """The median as it is written: 1, 1.5, 2."""
        return f"{self.trips:g}" if self.trips is not None else ""


def satisfaction(hall: Hall, on: date) -> Satisfaction:
    """The public figures of a hall, in four queries; struck ratings are in none of them and stand below."""
    minimum = rules(on).settings.index_cases_min
    since = on - PERIOD
    counted = VisitRating.objects.filter(
        ticket__hall=hall, ticket__day__gt=since, ticket__day__lte=on, struck_at=None
    ).aggregate(rated=Count("pk"), satisfied=Count("pk", filter=Q(grade__in=[g.value for g in Rating if not g.is_bad])))
    settled, median, once = _trips(hall, since, on)
    return Satisfaction(
        counted["rated"],
        _share(counted["satisfied"], counted["rated"], minimum),
        settled,
        median if settled >= minimum else None,
        _share(once, settled, minimum),
        minimum,
        tuple(_struck(hall, on)),
    )


def _share(part: int, whole: int, minimum: int) -> int | None:
    return part * 100 // whole if whole >= max(minimum, 1) else None


_TRIPS = """
select count(*), percentile_cont(0.5) within group (order by trips), count(*) filter (where trips = 1)
from (
    select count(*) as trips
    from matters_matter join hall_ticket on hall_ticket.matter_id = matters_matter.id
    where hall_ticket.hall_id = %s and hall_ticket.state = 'served'
    and matters_matter.state = 'closed' and matters_matter.closed_on > %s and matters_matter.closed_on <= %s
    group by matters_matter.id
) as visits
"""


def _trips(hall: Hall, since: date, on: date) -> tuple[int, float | None, int]:
    """Matters settled in a time that somebody came to the hall for: how many, median of visits, how many with one visit."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIPS, [hall.pk, since, on])
        settled, median, once = cursor.fetchone()
    return settled, median, once


def _struck(hall: Hall, on: date) -> list[Struck]:
    visits = VisitRating.objects.filter(ticket__hall=hall, struck_at__isnull=False).select_related("answered_for")
    bodies = bodies_of_hall(hall.place_id, on)[:1]
    matters = RatingFollowUp.objects.filter(matter__owner__in=bodies, struck_at__isnull=False).select_related(
        "answered_for", "matter"
    )
    found = [_told(row, Rating(row.grade)) for row in visits.order_by("-struck_at")[:SHOWN_STRUCK]]
    found += [_told(row, Rating(row.matter.rating or "")) for row in matters.order_by("-struck_at")[:SHOWN_STRUCK]]
    return sorted(found, key=lambda each: each.day, reverse=True)[:SHOWN_STRUCK]


def _told(row: Appealable, grade: Rating) -> Struck:
    assert row.struck_at is not None
    by = row.answered_for.text if row.answered_for else Text("", "")
    return Struck(day_of(row.struck_at), grade.text, by, row.answer)
