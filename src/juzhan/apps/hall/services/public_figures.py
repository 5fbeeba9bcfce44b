"""The public figures of a hall are counted once a day, up to the midnight before: never for each reader, and never live.

Live figures would tell a grade: the share before and after a rating differ by it (docs/adr/a-rating-is-sealed.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from juzhan.apps.hall.models import Hall, HallFigures
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.matters.law import day_of
from juzhan.domain.matters import Rating

PERIOD = timedelta(days=365)
"""The figures are those of a year; 365 days are a choice of the product."""
Key = tuple[int, str | None]
"""A hall, and a community whose visitors alone are counted; None: all of them."""
_RATED = """
select t.hall_id, t.community_id, count(*), count(*) filter (where r.grade = any(%(content)s))
from hall_visitrating r join hall_ticket t on t.id = r.ticket_id
where t.hall_id = any(%(halls)s) and r.struck_at is null and r.rated_at >= %(since)s and r.rated_at < %(until)s
group by grouping sets ((t.hall_id), (t.hall_id, t.community_id))
"""
_TRIPS = """
select hall_id, community_id, count(*), percentile_cont(0.5) within group (order by trips), count(*) filter (where trips = 1)
from (
    select t.hall_id, m.community_id, count(*) as trips
    from matters_matter m join hall_ticket t on t.matter_id = m.id
    where t.hall_id = any(%(halls)s) and t.state = 'served'
    and m.state = 'closed' and m.closed_on >= %(since)s and m.closed_on < %(until)s
    group by t.hall_id, m.id
) as visits
group by grouping sets ((hall_id), (hall_id, community_id))
"""


@transaction.atomic
def count_figures(at: datetime) -> int:
    """Count the figures of each hall whose kept ones are of a day before, in a few statements; safe to run twice."""
    on = day_of(at)
    halls = list(Hall.objects.exclude(figures__day__gte=on).values_list("pk", flat=True))
    if halls:
        HallFigures.objects.filter(hall__in=halls).delete()
        HallFigures.objects.bulk_create(counted(halls, on).values(), ignore_conflicts=True)
    return len(halls)


def figures_of(hall: Hall, on: date, community: str = "") -> HallFigures:
    """The figures of one hall, counted now."""
    key = (hall.pk, community or None)
    return counted([hall.pk], on).get(key) or _figures(key, on, (0, 0), (0, None, 0))


def counted(halls: Sequence[int], on: date) -> dict[Key, HallFigures]:
    """The figures of some halls as they stand when a day begins, in two queries; struck ratings are in none of them.

    Each hall as a whole, and each community of which somebody rated or settled something there.
    """
    content = [grade.value for grade in Rating if not grade.is_bad]
    rated = _read(_RATED, halls, moments_from(on - PERIOD), moments_from(on), content=content)
    trips = _read(_TRIPS, halls, on - PERIOD, on)
    keys = {(hall, None) for hall in halls} | set(rated) | set(trips)
    return {key: _figures(key, on, rated.get(key, (0, 0)), trips.get(key, (0, None, 0))) for key in keys}


def _figures(key: Key, on: date, rated: Sequence[Any], trips: Sequence[Any]) -> HallFigures:
    return HallFigures(
        hall_id=key[0], community_id=key[1], day=on, rated=rated[0], satisfied=rated[1],
        settled=trips[0], trips=trips[1], one_trip=trips[2],
    )  # fmt: skip


def _read(query: str, halls: Sequence[int], since: date, until: date, **given: Any) -> dict[Key, tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, {"halls": list(halls), "since": since, "until": until, **given})
        return {(hall, community): tuple(rest) for hall, community, *rest in cursor.fetchall()}
