"""The public figures of a hall are counted once a day, up to the midnight before: never for each reader, and never live.

Live figures would tell a grade: the share before and after a rating differ by it (docs/adr/a-rating-is-sealed.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from juzhan.apps.hall.models import Hall, HallFigures, VisitRating
from juzhan.apps.matters.law import day_of
from juzhan.domain.matters import Rating

PERIOD = timedelta(days=365)
"""The figures are those of a year; 365 days are a choice of the product."""
_FIELDS = ["day", "rated", "satisfied", "settled", "trips", "one_trip"]
_TRIPS = """
select hall_id, count(*), percentile_cont(0.5) within group (order by trips), count(*) filter (where trips = 1)
from (
    select hall_ticket.hall_id, count(*) as trips
    from matters_matter join hall_ticket on hall_ticket.matter_id = matters_matter.id
    where hall_ticket.hall_id = any(%s) and hall_ticket.state = 'served'
    and matters_matter.state = 'closed' and matters_matter.closed_on >= %s and matters_matter.closed_on < %s
    group by hall_ticket.hall_id, matters_matter.id
) as visits
group by hall_id
"""


def count_figures(at: datetime) -> int:
    """Count the figures of each hall whose kept ones are of a day before, in three statements; safe to run twice."""
    on = day_of(at)
    halls = list(Hall.objects.exclude(figures__day__gte=on).values_list("pk", flat=True))
    if halls:
        HallFigures.objects.bulk_create(
            counted(halls, on), update_conflicts=True, unique_fields=["hall"], update_fields=_FIELDS
        )
    return len(halls)


def counted(halls: Sequence[int], on: date) -> list[HallFigures]:
    """The figures of some halls as they stand when a day begins, in two queries; struck ratings are in none of them."""
    rated, trips = _rated(halls, on), _trips(halls, on)
    return [_figures(hall, on, rated.get(hall, (0, 0)), trips.get(hall, (0, None, 0))) for hall in halls]


def _figures(hall: int, on: date, rated: tuple[int, int], trips: tuple[int, float | None, int]) -> HallFigures:
    settled, median, once = trips
    return HallFigures(
        hall_id=hall, day=on, rated=rated[0], satisfied=rated[1], settled=settled, trips=median, one_trip=once
    )


def _rated(halls: Sequence[int], on: date) -> dict[int, tuple[int, int]]:
    """By hall: how many visits were rated within the period before a day, and how many of them not badly."""
    content = [grade.value for grade in Rating if not grade.is_bad]
    rows = VisitRating.objects.filter(
        ticket__hall__in=halls, struck_at=None, rated_at__gte=_midnight(on - PERIOD), rated_at__lt=_midnight(on)
    )
    told = rows.values_list("ticket__hall").annotate(all=Count("pk"), content=Count("pk", filter=Q(grade__in=content)))
    return {hall: (rated, satisfied) for hall, rated, satisfied in told}


def _trips(halls: Sequence[int], on: date) -> dict[int, tuple[int, float | None, int]]:
    """By hall, of the matters settled in the period: how many, the median of their visits, how many with one visit."""
    with connection.cursor() as cursor:
        cursor.execute(_TRIPS, [list(halls), on - PERIOD, on])
        return {hall: (settled, median, once) for hall, settled, median, once in cursor.fetchall()}


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(0)))
