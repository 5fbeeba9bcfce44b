"""What screens show of a hall: who is called where, who waits in which order and about how long, what a visit took."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import Counter, Group, Hall, Shift, Ticket
from juzhan.apps.matters.law import calendar
from juzhan.domain.queueing.numbers import announced
from juzhan.domain.queueing.states import AT_A_COUNTER, TicketState
from juzhan.domain.queueing.waiting import Forecast, OpenCounter, ServiceTimes, WaitingRange, forecast

SAMPLES = 30
"""How many of a group's last visits the waiting range rests on."""
SAMPLE_DAYS = 30
SHOWN_CALLS = 8
_SERVICE_TIMES = """
select g.id, count(v.minutes), avg(v.minutes), var_pop(v.minutes)
from hall_group g left join lateral (
  select (extract(epoch from t.served_for) / 60)::float8 as minutes from hall_ticket t
  where t.group_id = g.id and t.state = %s and t.served_for > interval '0' and t.called_at >= %s
  order by t.called_at desc limit %s
) v on true
where g.hall_id = %s group by g.id
"""
"""The last visits of each queue by its own index, so that the length of the past does not matter."""


def groups_of(hall: Hall) -> list[Group]:
    """The queues of a hall, by letter."""
    return list(Group.objects.filter(hall=hall).order_by("letter"))


def group_for(groups: Sequence[Group], item: ItemVersion) -> Group | None:
    """The queue of an item: the one that names its domain, else the one that names none."""
    named = (group for group in groups if item.field and item.field in group.fields)
    rest = (group for group in groups if not group.fields)
    return next(named, None) or next(rest, None)


@frozen
class Waiter:
    """One who waits, as screens show it: a row without the rest of its ticket, since hundreds may wait."""

    pk: int
    number: str
    group: Group
    lane: str
    joined_at: datetime
    item_id: int | None
    community_id: str
    range: WaitingRange


@frozen
class AtCounter:
    """A number that is called or served, as screens show it."""

    pk: int
    number: str
    group_id: int
    state: str
    counter: Counter
    called_at: datetime
    calls: int


@frozen
class Queue:
    """One queue as it stands: who waits in it, in the order of their turns, and the range for one who comes now."""

    group: Group
    waiting: tuple[Waiter, ...]
    coming: WaitingRange
    counters: int

    def place_of(self, ticket: int) -> tuple[int, WaitingRange]:
        """How many of the queue are called before a ticket, and its range; the end of the queue if it waits no more."""
        for ahead, waiter in enumerate(self.waiting):
            if waiter.pk == ticket:
                return ahead, waiter.range
        return len(self.waiting), self.coming


@frozen
class Standing:
    """A hall as it stands at a moment, in seven queries whatever its size; ``called`` are at a counter, the newest first."""

    hall: Hall
    at: datetime
    is_open: bool
    queues: tuple[Queue, ...]
    counters: tuple[Counter, ...]
    shifts: Mapping[int, Shift]
    called: tuple[AtCounter, ...]
    waiting: tuple[Waiter, ...]

    def at_counter(self, counter: Counter) -> AtCounter | None:
        """Who is at a counter."""
        return next((ticket for ticket in self.called if ticket.counter.pk == counter.pk), None)

    def queue_of(self, group: int) -> Queue:
        """One queue by its group's number."""
        return next(queue for queue in self.queues if queue.group.pk == group)


def standing(hall: Hall, at: datetime) -> Standing:
    """Read a hall as it stands."""
    counters = tuple(Counter.objects.filter(hall=hall, is_in_use=True).prefetch_related("groups").order_by("number"))
    groups = {group.pk: group for group in groups_of(hall)}
    shifts = {
        shift.counter_id: shift
        for shift in Shift.objects.filter(counter__hall=hall, closed_at=None)
        .select_related("person", "opened_by")
        .prefetch_related("groups")
    }
    here = _here(hall)
    called = _called(here, counters)
    rows = [row for row in here if row.state == TicketState.WAITING]
    opened = _open_counters(counters, shifts, groups, called)
    told = forecast([row.group for row in rows], opened, service_times(hall, at))
    waiting = tuple(
        Waiter(row.pk, row.number, groups[row.group], row.lane, row.joined_at, row.item, row.community, wait)
        for row, wait in zip(rows, told.waiting, strict=True)
    )
    return Standing(
        hall,
        at,
        hall.opening.is_open(timezone.localtime(at), calendar()),
        tuple(_queue(group, waiting, opened, told) for group in groups.values()),
        counters,
        shifts,
        called,
        waiting,
    )


def _here(hall: Hall) -> list[Any]:
    """Who waits or is at a counter, in the order of their turns; plain rows."""
    rows = Ticket.objects.filter(hall=hall, state__in=[TicketState.WAITING.value, *sorted(AT_A_COUNTER)])
    names = (
        "pk",
        "number",
        "group",
        "state",
        "lane",
        "joined_at",
        "item",
        "community",
        "counter",
        "called_at",
        "calls",
    )
    return list(rows.order_by("turn_at", "id").values_list(*names, named=True))


def _called(here: Sequence[Any], counters: Sequence[Counter]) -> tuple[AtCounter, ...]:
    sitting = {counter.pk: counter for counter in counters}
    found = [
        AtCounter(row.pk, row.number, row.group, row.state, sitting[row.counter], row.called_at, row.calls)
        for row in here
        if row.counter in sitting and row.state != TicketState.WAITING
    ]
    return tuple(sorted(found, key=lambda each: (each.called_at, each.pk), reverse=True))


def _open_counters(
    counters: Sequence[Counter], shifts: Mapping[int, Shift], groups: Mapping[int, Group], called: Sequence[AtCounter]
) -> list[OpenCounter]:
    here = {ticket.counter.pk: ticket.group_id for ticket in called}
    return [
        OpenCounter(frozenset(group.pk for group in served(counter, shifts)) or frozenset(groups), here.get(counter.pk))
        for counter in counters
        if counter.pk in shifts
    ]


def served(counter: Counter, shifts: Mapping[int, Shift]) -> list[Group]:
    """The queues that a counter calls: as who sits there chose, else as the head arranged it; empty: all of the hall."""
    shift = shifts.get(counter.pk)
    return (list(shift.groups.all()) if shift else []) or list(counter.groups.all())


def _queue(group: Group, waiting: Sequence[Waiter], opened: Sequence[OpenCounter], told: Forecast) -> Queue:
    own = tuple(waiter for waiter in waiting if waiter.group.pk == group.pk)
    return Queue(group, own, told.coming[group.pk], sum(group.pk in counter.serves for counter in opened))


def service_times(hall: Hall, at: datetime) -> dict[int, ServiceTimes]:
    """How long a visit takes, by queue, in minutes at counters, without time on hold: the last visits of each."""
    with connection.cursor() as cursor:
        cursor.execute(_SERVICE_TIMES, [TicketState.SERVED.value, at - timedelta(days=SAMPLE_DAYS), SAMPLES, hall.pk])
        rows = cursor.fetchall()
    return {
        group: ServiceTimes.of(samples, mean, variance, hall.service_minutes) for group, samples, mean, variance in rows
    }


def board(hall: Hall, at: datetime) -> dict[str, Any]:
    """What every screen may know of a hall: numbers, counters, ranges; never a name, since a ticket has none."""
    stands = standing(hall, at)
    return {
        "hall": hall.place_id,
        "open": stands.is_open,
        "calls": [_call(ticket) for ticket in shown_calls(stands)],
        "queues": [
            {
                "letter": queue.group.letter,
                "waiting": [waiter.number for waiter in queue.waiting],
                "low": queue.coming.low,
                "high": queue.coming.high,
                "ranges": [[waiter.range.low, waiter.range.high] for waiter in queue.waiting],
            }
            for queue in stands.queues
        ],
        "counters": [
            {
                "number": counter.number,
                "is_low": counter.is_low,
                "open": counter.pk in stands.shifts,
                "ticket": _number(stands.at_counter(counter)),
            }
            for counter in stands.counters
        ],
        "notice": {"zh": hall.notice, "en": hall.notice_en or hall.notice},
    }


def shown_calls(stands: Standing) -> list[AtCounter]:
    """The calls that a board has room for: those who are still awaited first, the newest of them at the top."""
    return sorted(stands.called, key=lambda ticket: ticket.state != TicketState.CALLED)[:SHOWN_CALLS]


def _call(ticket: AtCounter) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "counter": ticket.counter.number,
        "times": ticket.calls,
        "state": ticket.state,
        "is_low": ticket.counter.is_low,
        "spoken": announced(ticket.number, ticket.counter.number, is_low=ticket.counter.is_low),
    }


def _number(ticket: AtCounter | None) -> str | None:
    return ticket.number if ticket else None


def visitors_at(counter: int) -> QuerySet[Ticket]:
    """Who is called to a counter or served there: at most one."""
    return Ticket.objects.filter(counter=counter, state__in=sorted(AT_A_COUNTER))


def visits_of(matter: int) -> QuerySet[Ticket]:
    """The visits about a matter: how many trips it took."""
    return Ticket.objects.filter(matter=matter, state=TicketState.SERVED.value).order_by("id")
