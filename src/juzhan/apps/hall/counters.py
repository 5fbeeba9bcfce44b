"""What a clerk at a counter has before them: the visitor, the matter, and who waits in which order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from attrs import frozen

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models import Counter, Group, Hall, Shift, Ticket
from juzhan.apps.hall.selectors import Standing, standing, visits_of
from juzhan.apps.matters.law import day_of
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Text


@frozen
class Line:
    """One visitor as a line of a list; ``is_mine`` where this counter calls the queue."""

    ticket: Ticket
    item: Text | None
    community: Text | None
    minutes: int
    is_mine: bool

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
    ticket: Ticket | None

    @property
    def letters(self) -> str:
        """The queues it calls; empty: all."""
        return " ".join(group.letter for group in self.counter.groups.all())


@frozen
class Desktop:
    """Everything that the page of a counter shows."""

    stands: Standing
    shift: Shift
    mine: frozenset[int]
    here: Ticket | None
    trips: int
    waiting: Sequence[Line]
    held: Sequence[Line]
    missed: Sequence[Line]
    last: Ticket | None

    @property
    def own(self) -> list[Line]:
        """Those whom this counter calls, in their order."""
        return [line for line in self.waiting if line.is_mine]

    @property
    def others(self) -> list[Line]:
        """Those whom other counters call."""
        return [line for line in self.waiting if not line.is_mine]

    @property
    def next(self) -> Line | None:
        """Who is called next."""
        return next(iter(self.own), None)

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
    def waited(self) -> int:
        """Minutes from the number to its call."""
        here = self.here
        return int((here.called_at - here.joined_at).total_seconds() // 60) if here and here.called_at else 0

    @property
    def may_miss(self) -> bool:
        """Whether the visitor was called as often as the hall promises."""
        return bool(self.here and self.here.calls >= self.stands.hall.calls_before_missed)


def seats(stands: Standing) -> list[Seat]:
    """Every counter of a hall as it stands."""
    return [
        Seat(counter, stands.shifts.get(counter.pk), stands.at_counter(counter)) for counter in stands.counters
    ]  # fmt: skip


def desktop(hall: Hall, shift: Shift, at: datetime) -> Desktop:
    """Read the page of a counter, in a fixed number of queries."""
    stands = standing(hall, at)
    counter = next((each for each in stands.counters if each.pk == shift.counter_id), shift.counter)
    mine = frozenset(group.pk for group in counter.groups.all()) or frozenset(
        queue.group.pk for queue in stands.queues
    )  # fmt: skip
    here = _whole(stands.at_counter(counter))
    lines = lines_of(stands.here, at, mine)
    of_state = {state: [line for line in lines if line.ticket.state == state.value] for state in TicketState}
    return Desktop(
        stands,
        shift,
        mine,
        here,
        visits_of(here.matter_id).count() + 1 if here and here.matter_id else 0,
        of_state[TicketState.WAITING],
        of_state[TicketState.HELD],
        of_state[TicketState.MISSED],
        last_finished(counter, at) if here is None else None,
    )


def _whole(ticket: Ticket | None) -> Ticket | None:
    if ticket is None:
        return None
    rows = Ticket.objects.select_related("hall", "group", "counter", "community", "item__item", "matter__item__item")
    return rows.get(pk=ticket.pk)


def lines_of(tickets: Sequence[Ticket], at: datetime, mine: Iterable[int]) -> list[Line]:
    """Tickets as lines of a list, with the names of items and communities, in two queries."""
    names = ItemVersion.objects.only("name", "name_en").in_bulk(
        {ticket.item_id for ticket in tickets if ticket.item_id}
    )
    places = Place.objects.in_bulk({ticket.community_id for ticket in tickets})
    several, own = len(places) > 1, frozenset(mine)
    return [
        Line(
            ticket,
            names[ticket.item_id].text if ticket.item_id else None,
            places[ticket.community_id].text if several else None,
            max(0, int((at - ticket.joined_at).total_seconds() // 60)),
            ticket.group_id in own,
        )
        for ticket in tickets
    ]


def last_finished(counter: Counter, at: datetime) -> Ticket | None:
    """The visit that ended last at a counter today, which can be rated."""
    rows = Ticket.objects.filter(counter=counter, day=day_of(at), state=TicketState.SERVED.value)
    return rows.order_by("-ended_at", "-pk").first()
