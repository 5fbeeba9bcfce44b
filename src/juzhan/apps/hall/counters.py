"""What a clerk at a counter has before them: the visitor, the matter, and who waits in which order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import Counter, Group, Hall, Shift, Ticket
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.hall.selectors import AtCounter, Standing, Waiter, served, standing, visits_of
from juzhan.apps.matters.law import day_of
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Text

SHOWN = 20
"""How many of a list stand on a page at first."""


@frozen
class Line:
    """One visitor as a line of a list."""

    ticket: Ticket | Waiter
    item: Text | None
    community: Text | None
    minutes: int

    @property
    def lane(self) -> Lane:
        """The way in which they queue."""
        return Lane(self.ticket.lane)

    @property
    def is_ahead_of_their_time(self) -> bool:
        """Whether they stand before others who came earlier."""
        return self.lane is not Lane.WALK_IN


@frozen
class Seat:
    """One counter, who sits there and whom they serve."""

    counter: Counter
    shift: Shift | None
    ticket: AtCounter | None
    served: Sequence[Group]

    @property
    def letters(self) -> str:
        """The queues it calls; empty: all."""
        return " ".join(group.letter for group in self.served)


@frozen
class Lines:
    """A list as a page shows it: its first lines, and how many there are in all."""

    shown: Sequence[Line]
    count: int

    @property
    def rest(self) -> int:
        """How many are not shown."""
        return self.count - len(self.shown)


@frozen
class Desktop:
    """Everything that the page of a counter shows; ``own`` are those whom this counter calls, ``others`` the rest."""

    stands: Standing
    shift: Shift
    mine: frozenset[int]
    here: Ticket | None
    trips: int
    own: Lines
    others: Lines
    held: Sequence[Line]
    missed: Sequence[Line]
    last: Ticket | None

    @property
    def next(self) -> Line | None:
        """Who is called next."""
        return next(iter(self.own.shown), None)

    @property
    def groups(self) -> list[Group]:
        """All queues of the hall, to which one can be transferred."""
        return [queue.group for queue in self.stands.queues]

    @property
    def served_groups(self) -> list[Group]:
        """The queues that this counter calls."""
        return [group for group in self.groups if group.pk in self.mine]

    @property
    def seats(self) -> list[Seat]:
        """Every counter of the hall."""
        return seats(self.stands)

    @property
    def is_opened_by_head(self) -> bool:
        """Whether the head opened the counter for the clerk, who has finished no visit there since."""
        worked = self.last is not None and self.last.ended_at is not None and self.last.ended_at >= self.shift.opened_at
        return self.shift.opened_by_id is not None and self.here is None and not worked

    @property
    def waited(self) -> int:
        """Minutes in the queue before the call."""
        return int(self.here.waited_for.total_seconds() // 60) if self.here else 0

    @property
    def may_miss(self) -> bool:
        """Whether the visitor was called as often as the hall promises."""
        return bool(self.here and self.here.calls >= self.stands.hall.calls_before_missed)


def seats(stands: Standing) -> list[Seat]:
    """Every counter of a hall as it stands."""
    return [
        Seat(counter, stands.shifts.get(counter.pk), stands.at_counter(counter), served(counter, stands.shifts))
        for counter in stands.counters
    ]


def desktop(hall: Hall, shift: Shift, at: datetime, *, every: bool = False) -> Desktop:
    """Read the page of a counter, in a fixed number of queries; with ``every`` its lists are whole."""
    stands = standing(hall, at)
    counter = next((each for each in stands.counters if each.pk == shift.counter_id), shift.counter)
    calls = frozenset(group.pk for group in served(counter, stands.shifts))
    mine = calls or frozenset(queue.group.pk for queue in stands.queues)
    here = _whole(stands.at_counter(counter))
    own = [waiter for waiter in stands.waiting if waiter.group.pk in mine]
    others = [waiter for waiter in stands.waiting if waiter.group.pk not in mine]
    aside = _aside(hall)
    lists: list[Sequence[Ticket | Waiter]] = [_first(own, every), _first(others, every), aside]
    lines = lines_of([ticket for each in lists for ticket in each], at)
    first, second = len(lists[0]), len(lists[0]) + len(lists[1])
    rest = list(zip(aside, lines[second:], strict=True))
    return Desktop(
        stands,
        shift,
        mine,
        here,
        visits_of(here.matter_id).count() + 1 if here and here.matter_id else 0,
        Lines(lines[:first], len(own)),
        Lines(lines[first:second], len(others)),
        [line for ticket, line in rest if ticket.stands is TicketState.HELD],
        [line for ticket, line in rest if ticket.stands is TicketState.MISSED],
        last_finished(counter, at) if here is None else None,
    )


def waiting_lines(stands: Standing, *, every: bool = False) -> Lines:
    """All who wait in a hall, whatever their queue."""
    return Lines(lines_of(_first(stands.waiting, every), stands.at), len(stands.waiting))


def _first(waiters: Sequence[Waiter], every: bool) -> Sequence[Waiter]:
    return waiters if every else waiters[:SHOWN]


def _aside(hall: Hall) -> list[Ticket]:
    """Those on hold and those who missed their call, in the order of their turns."""
    aside = [TicketState.HELD.value, TicketState.MISSED.value]
    return list(Ticket.objects.filter(hall=hall, state__in=aside).select_related("group").order_by("turn_at", "id"))


def _whole(ticket: AtCounter | None) -> Ticket | None:
    if ticket is None:
        return None
    rows = Ticket.objects.select_related("hall", "group", "counter", "community", "item__item", "matter__item__item")
    return rows.get(pk=ticket.pk)


def lines_of(tickets: Sequence[Ticket | Waiter], at: datetime) -> list[Line]:
    """Tickets as lines of a list, with the names of items and communities, in two queries."""
    names = ItemVersion.objects.only("name", "name_en").in_bulk(
        {ticket.item_id for ticket in tickets if ticket.item_id}
    )
    places = Place.objects.in_bulk({ticket.community_id for ticket in tickets})
    several = len(places) > 1
    return [
        Line(
            ticket,
            names[ticket.item_id].text if ticket.item_id else None,
            places[ticket.community_id].text if several else None,
            max(0, int((at - ticket.joined_at).total_seconds() // 60)),
        )
        for ticket in tickets
    ]


def last_finished(counter: Counter, at: datetime) -> Ticket | None:
    """The visit that ended last at a counter today, which can be rated."""
    today = moments_from(day_of(at))
    ended = Ticket.objects.filter(counter=counter, state=TicketState.SERVED.value, ended_at__gte=today)
    return ended.order_by("-ended_at", "-pk").first()
