"""How many numbers a day has: those given out and those kept for bookings, in one row, so that walk-ins never pass a cap.

Each row is counted by one statement. Rows are taken in one order, so that nobody waits for each other: of two days the
earlier first, of a day the item's row before the queue's.

A number is kept until the booked time is over. Then others may have it, and who comes later is given one beyond the cap.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import frozen
from django.db import connection
from django.db.models import QuerySet

from juzhan.apps.hall.models import Booking, Group, ItemCap
from juzhan.apps.hall.ranges import moments_of

_COUNT = """
insert into hall_daycount (group_id, day, item_id, last, promised, last_at)
select coalesce(%(group)s::bigint, (select min(id) from hall_group where hall_id = %(hall)s)),
    %(day)s, %(item)s, %(given)s, greatest(%(kept)s, 0), greatest(%(at)s, (
        select max(c.last_at) from hall_daycount c join hall_group g on g.id = c.group_id
        where g.hall_id = %(hall)s and c.day = %(day)s
    ))
where %(cap)s > 0
on conflict on constraint one_count_for_a_day do update
set last = hall_daycount.last + %(given)s,
    promised = greatest(hall_daycount.promised + %(kept)s, 0),
    last_at = greatest(hall_daycount.last_at, excluded.last_at)
where hall_daycount.last + hall_daycount.promised < %(cap)s
returning last, last_at
"""
_FREE = """
update hall_daycount set promised = promised - 1
where group_id = coalesce(%(group)s::bigint, (select min(id) from hall_group where hall_id = %(hall)s))
    and day = %(day)s and item_id is not distinct from %(item)s::bigint and promised > 0
"""
_NO_CAP = 2**31 - 2


@frozen
class Row:
    """A queue's count of a day, or with ``item`` the count of one item in the whole hall."""

    group: Group
    day: date
    item: int | None = None

    @property
    def key(self) -> dict[str, Any]:
        """What names the row. An item's stands with the hall's first queue, since items change their queues."""
        group = self.group.pk if self.item is None else None
        return {"group": group, "hall": self.group.hall_id, "day": self.day, "item": self.item}

    @property
    def cap(self) -> int | None:
        """How many numbers a day it has at most; None: no limit."""
        if self.item is None:
            return self.group.daily_cap
        caps = ItemCap.objects.filter(hall=self.group.hall_id, item=self.item)
        return caps.values_list("daily_cap", flat=True).first()

    def missed(self, at: datetime) -> int:
        """How many of the numbers kept here are for bookings whose time is over at a moment."""
        found = missed_bookings(self.group.hall_id, self.day, at)
        return (found.filter(group=self.group) if self.item is None else found.filter(item__item=self.item)).count()


def missed_bookings(hall: int, day: date, at: datetime) -> QuerySet[Booking]:
    """The bookings of a day whose time is over and whose visitor has not checked in."""
    begins, ends = moments_of(day)
    booked = Booking.objects.filter(hall=hall, begins__gte=begins, begins__lt=ends)
    return booked.filter(cancelled_at=None, ticket=None, ends__lte=at)


def give(group: Group, day: date, item: int | None, at: datetime) -> tuple[int, datetime] | None:
    """The next number of a queue and its moment, which is never before an earlier one of the hall; None at a cap.

    Then the caller ends the transaction, so that no number is lost.
    """
    result = None
    for row in _rows(group, day, item):
        result = _within_cap(row, at, given=1, kept=0)
        if result is None:
            return None
    return result


def keep_promise(group: Group, day: date, item: int | None, at: datetime) -> tuple[int, datetime]:
    """The number that was kept for a booking, whatever the caps are and whoever has been given it meanwhile."""
    *_, (last, last_at) = (_sure(_count(row, at, given=1, kept=-1, cap=None)) for row in _rows(group, day, item))
    return last, last_at


def promise(group: Group, day: date, item: int | None, at: datetime) -> bool:
    """Keep a number of the day for a booking; False where the cap of the item or queue is reached, as above."""
    rows = _rows(group, day, item)
    return all(_within_cap(row, at, given=0, kept=1) is not None for row in rows)


def take_back(group: Group, day: date, item: int | None) -> None:
    """Free the number that was kept for a booking."""
    for row in _rows(group, day, item):
        with connection.cursor() as cursor:
            cursor.execute(_FREE, row.key)


def _rows(group: Group, day: date, item: int | None) -> tuple[Row, ...]:
    queue = Row(group, day)
    return (queue,) if item is None else (Row(group, day, item), queue)


def _within_cap(row: Row, at: datetime, *, given: int, kept: int) -> tuple[int, datetime] | None:
    """Count in a row unless its cap is reached; numbers kept for times that are over are looked for only then.

    The statement that was refused holds the row, and who checks in needs it: nobody is counted as missing who has come.
    """
    cap = row.cap
    found = _count(row, at, given=given, kept=kept, cap=cap)
    if found is None and cap is not None and (missed := row.missed(at)):
        return _count(row, at, given=given, kept=kept, cap=cap + missed)
    return found


def _count(row: Row, at: datetime, *, given: int, kept: int, cap: int | None) -> tuple[int, datetime] | None:
    with connection.cursor() as cursor:
        limit = _NO_CAP if cap is None else cap
        cursor.execute(_COUNT, {**row.key, "at": at, "given": given, "kept": kept, "cap": limit})
        found = cursor.fetchone()
    return (found[0], found[1]) if found else None


def _sure(counted: tuple[int, datetime] | None) -> tuple[int, datetime]:
    assert counted is not None
    return counted
