"""What screens show of a hall: who is called where, who waits in which order and about how long, what a visit took."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from attrs import frozen
from django.db.models import QuerySet
from django.utils import timezone

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import Counter, Group, Hall, Shift, Ticket
from juzhan.apps.matters.law import calendar, day_of
from juzhan.domain.queueing.numbers import announced
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.waiting import ServiceTimes, WaitingRange, waiting_range

SAMPLES = 30
"""How many of a group's last visits the waiting range rests on."""
SAMPLE_DAYS = 30
SHOWN_CALLS = 8
_HERE = [state.value for state in TicketState if not state.is_over]


def groups_of(hall: Hall) -> list[Group]:
    """The queues of a hall, by letter."""
    return list(Group.objects.filter(hall=hall).order_by("letter"))


def group_for(groups: Sequence[Group], item: ItemVersion) -> Group | None:
    """The queue of an item: the one that names its domain, else the one that names none."""
    named = (group for group in groups if item.field and item.field in group.fields)
    rest = (group for group in groups if not group.fields)
    return next(named, None) or next(rest, None)


@frozen
class Waiting:
    """One queue as it stands: its tickets in the order of their turns, and the range for one who comes now."""

    group: Group
    tickets: tuple[Ticket, ...]
    times: ServiceTimes
    counters: int
    free: int

    def ahead_of(self, ticket: Ticket) -> int:
        """How many are called before a ticket."""
        return sum((other.turn_at, other.pk) < (ticket.turn_at, ticket.pk) for other in self.tickets)

    def range_for(self, ahead: int) -> WaitingRange:
        """The wait of one who has so many before them."""
        return waiting_range(ahead, self.counters, self.free, self.times)

    @property
    def ranges(self) -> list[WaitingRange]:
        """The waits of those who wait, in the order of their turns."""
        return [self.range_for(ahead) for ahead in range(len(self.tickets))]

    @property
    def range_now(self) -> WaitingRange:
        """The wait of one who takes a number now."""
        return self.range_for(len(self.tickets))


@frozen
class Standing:
    """A hall as it stands at a moment, in five queries whatever its size."""

    hall: Hall
    at: datetime
    is_open: bool
    queues: tuple[Waiting, ...]
    counters: tuple[Counter, ...]
    shifts: Mapping[int, Shift]
    here: tuple[Ticket, ...]

    @property
    def called(self) -> list[Ticket]:
        """Those at a counter, the newest call first."""
        found = [ticket for ticket in self.here if ticket.counter_id and ticket.state in {"called", "serving"}]
        return sorted(found, key=lambda ticket: (ticket.called_at or ticket.joined_at, ticket.pk), reverse=True)

    def at_counter(self, counter: Counter) -> Ticket | None:
        """Who is at a counter."""
        return next((ticket for ticket in self.called if ticket.counter_id == counter.pk), None)

    def queue_of(self, group: int) -> Waiting:
        """One queue by its group's number."""
        return next(queue for queue in self.queues if queue.group.pk == group)


def standing(hall: Hall, at: datetime) -> Standing:
    """Read a hall as it stands."""
    counters = tuple(Counter.objects.filter(hall=hall, is_in_use=True).prefetch_related("groups").order_by("number"))
    groups = groups_of(hall)
    here = _here(hall, groups, counters)
    shifts = {
        shift.counter_id: shift
        for shift in Shift.objects.filter(counter__hall=hall, closed_at=None).select_related("person")
    }
    busy = {ticket.counter_id for ticket in here if ticket.state in {"called", "serving"}}
    samples = _samples(hall, at)
    queues = tuple(_queue(hall, group, here, counters, set(shifts), busy, samples[group.pk]) for group in groups)
    is_open = hall.opening.is_open(timezone.localtime(at), calendar())
    return Standing(hall, at, is_open, queues, counters, shifts, here)


def _here(hall: Hall, groups: Sequence[Group], counters: Sequence[Counter]) -> tuple[Ticket, ...]:
    """The tickets that are not over, in the order of their turns; hundreds of them share the few groups and counters."""
    here = tuple(Ticket.objects.filter(hall=hall, state__in=_HERE).order_by("turn_at", "id"))
    known = {group.pk: group for group in groups}
    sitting = {counter.pk: counter for counter in counters}
    for ticket in here:
        ticket.hall = hall
        if ticket.group_id in known:
            ticket.group = known[ticket.group_id]
        if ticket.counter_id in sitting:
            ticket.counter = sitting[ticket.counter_id]
    return here


def _queue(
    hall: Hall,
    group: Group,
    here: Sequence[Ticket],
    counters: Sequence[Counter],
    opened: set[int],
    busy: set[int | None],
    minutes: Sequence[float],
) -> Waiting:
    serving = [counter for counter in counters if counter.pk in opened and _serves(counter, group)]
    return Waiting(
        group,
        tuple(ticket for ticket in here if ticket.state == "waiting" and ticket.group_id == group.pk),
        ServiceTimes.of(minutes, hall.service_minutes),
        len(serving),
        sum(counter.pk not in busy for counter in serving),
    )


def _serves(counter: Counter, group: Group) -> bool:
    served = list(counter.groups.all())
    return not served or group in served


def _samples(hall: Hall, at: datetime) -> dict[int, list[float]]:
    """Minutes from the call to the end of each group's last visits."""
    rows = Ticket.objects.filter(
        hall=hall, day__gte=day_of(at) - timedelta(days=SAMPLE_DAYS), state=TicketState.SERVED.value
    ).order_by("-day", "-called_at")
    found: dict[int, list[float]] = defaultdict(list)
    for group, called_at, ended_at in rows.values_list("group", "called_at", "ended_at")[: SAMPLES * 10]:
        if called_at and ended_at and len(found[group]) < SAMPLES:
            found[group].append((ended_at - called_at).total_seconds() / 60)
    return found


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
                "waiting": [ticket.number for ticket in queue.tickets],
                "low": queue.range_now.low,
                "high": queue.range_now.high,
                "ranges": [[wait.low, wait.high] for wait in queue.ranges],
            }
            for queue in stands.queues
        ],
        "counters": [
            {
                "number": counter.number,
                "open": counter.pk in stands.shifts,
                "ticket": _number(stands.at_counter(counter)),
            }
            for counter in stands.counters
        ],
        "notice": {"zh": hall.notice, "en": hall.notice_en or hall.notice},
    }


def shown_calls(stands: Standing) -> list[Ticket]:
    """The calls that a board has room for: those who are still awaited first, the newest of them at the top."""
    return sorted(stands.called, key=lambda ticket: ticket.state != TicketState.CALLED)[:SHOWN_CALLS]


def _call(ticket: Ticket) -> dict[str, Any]:
    return {
        "number": ticket.number,
        "counter": ticket.counter.number if ticket.counter else None,
        "times": ticket.calls,
        "state": ticket.state,
        "spoken": announced(ticket.number, ticket.counter.number) if ticket.counter else "",
    }


def _number(ticket: Ticket | None) -> str | None:
    return ticket.number if ticket else None


def visits_of(matter: int) -> QuerySet[Ticket]:
    """The visits about a matter: how many trips it took."""
    return Ticket.objects.filter(matter=matter, state=TicketState.SERVED.value).order_by("id")
