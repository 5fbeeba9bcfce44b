"""A past day of a hall as the what-if reads it: who waited for what, how long they held a counter, when counters were ready.

A wait runs from coming into the queue (taking a number, being transferred, put back or brought back) to the call. A counter is
held from the call until it is free again; when somebody whom it serves still waited then, until it was ready for them, since
writing things down belongs to the visit. When a counter stood idle although somebody waited, it was not ready, and its shift has
a hole. So a replay of the day with its own counters gives the day's own waits. Minutes are those since midnight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from attrs import define, evolve, field, frozen

from juzhan.apps.hall import models
from juzhan.apps.hall.models import Counter, Hall, Ticket, TicketStep
from juzhan.apps.hall.ranges import moments_from
from juzhan.domain.queueing.staffing import Shift, Visit
from juzhan.domain.queueing.states import TicketState

SHOWN_DAYS = 60
"""How far back a day may be chosen."""
USUAL = 4
"""A usual weekday is the mean of so many."""
_AT_ONCE = -1e6
"""The turn of one who comes back from being on hold: at the counter, before all who wait."""
_END = 24 * 60.0


@frozen
class PastDay:
    """One day: its visits in the order of coming, what each waited (None: back from being on hold), its counters' shifts.

    ``gone`` counts those who left, or whose number ended, without having been called.
    """

    day: date
    visits: tuple[Visit, ...]
    waits: tuple[float | None, ...]
    shifts: tuple[Shift, ...]
    gone: int = 0

    @property
    def counters(self) -> list[int]:
        """The numbers of the counters that were open."""
        return sorted({shift.counter for shift in self.shifts if shift.counter is not None})


@define
class _Held:
    """A counter is held by a ticket; ``came`` None: back from being on hold."""

    counter: int
    group: int
    turn: float
    came: float | None
    begins: float
    ends: float = _END

    @property
    def visit(self) -> Visit:
        """The visit that a replay sends through the day."""
        took = round(max(0.0, self.ends - self.begins), 6)
        if self.came is None:
            return Visit(self.begins, took, self.group, _AT_ONCE, self.counter)
        return Visit(self.came, took, self.group, self.turn, self.counter)

    @property
    def wait(self) -> float | None:
        """What the visitor waited."""
        return None if self.came is None else self.begins - self.came


@define
class _Gap:
    """A counter was open and held by nobody, ``after`` a ticket or since it opened."""

    counter: int
    begins: float
    ends: float
    after: _Held | None


def days_of(hall: Hall, today: date) -> list[date]:
    """The past days that have visits, the newest first."""
    rows = Ticket.objects.filter(hall=hall, day__lt=today, day__gte=today - timedelta(days=SHOWN_DAYS))
    return list(rows.filter(called_at__isnull=False).order_by("-day").values_list("day", flat=True).distinct())


def usual(days: Sequence[date], weekday: int) -> list[date]:
    """The last of these days that fall on a weekday, four at most."""
    return [day for day in days if day.weekday() == weekday][:USUAL]


def past_day(hall: Hall, day: date) -> PastDay:
    """Read a day, in five queries; numbers that were kept from an earlier day are left out."""
    held, gone = _held(hall, day)
    serves = _groups_by_counter(hall, held)
    open_spans = _open_spans(hall, day)
    gaps = [gap for counter, spans in open_spans.items() for gap in _gaps(counter, spans, held)]
    holes: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for gap in gaps:
        holes[gap.counter] += _not_ready(gap, _waits_seen(held, serves[gap.counter]))
    shifts = [
        Shift(begins, ends, serves[counter], counter)
        for counter, spans in sorted(open_spans.items())
        for begins, ends in without(spans, holes[counter])
    ]
    held.sort(key=lambda each: each.visit.came)
    return PastDay(day, tuple(each.visit for each in held), tuple(each.wait for each in held), tuple(shifts), gone)


def without(spans: Iterable[tuple[float, float]], holes: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Spans of time with the holes taken out of them."""
    left = list(spans)
    for begins, ends in holes:
        pieces = ((max(b, low), min(e, high)) for b, e in left for low, high in ((-_END, begins), (ends, 2 * _END)))
        left = [(b, e) for b, e in pieces if b < e]
    return sorted(left)


def _groups_by_counter(hall: Hall, held: Sequence[_Held]) -> dict[int, frozenset[int]]:
    """What each counter serves: as it is arranged now, unless it called others that day; then those it called."""
    called: dict[int, set[int]] = defaultdict(set)
    for each in held:
        called[each.counter].add(each.group)
    found = {}
    for counter in Counter.objects.filter(hall=hall).prefetch_related("groups"):
        groups = {group.pk for group in counter.groups.all()}
        fits = not groups or called[counter.number] <= groups
        found[counter.number] = frozenset(groups if fits else called[counter.number])
    return found


def _minute(at: datetime, day: date) -> float:
    return round((at - moments_from(day)).total_seconds() / 60, 6)


def _open_spans(hall: Hall, day: date) -> dict[int, list[tuple[float, float]]]:
    found: dict[int, list[tuple[float, float]]] = defaultdict(list)
    rows = models.Shift.objects.filter(counter__hall=hall, opened_at__date=day).order_by("opened_at")
    for number, opened, closed in rows.values_list("counter__number", "opened_at", "closed_at"):
        ends = min(_END, _minute(closed, day)) if closed else _END
        found[number].append((_minute(opened, day), ends))
    return found


def _held(hall: Hall, day: date) -> tuple[list[_Held], int]:
    """Every time a ticket of the day held a counter, and how many tickets never did."""
    groups = {group.letter: group.pk for group in models.Group.objects.filter(hall=hall)}
    rows = (
        TicketStep.objects.filter(ticket__hall=hall, ticket__day=day)
        .order_by("ticket_id", "id")
        .values_list(
            "ticket_id",
            "act",
            "state",
            "at",
            "counter__number",
            "ticket__number",
            "ticket__turn_at",
            "ticket__group_id",
        )
    )
    stories: dict[int, _Story] = {}
    for ticket, act, state, at, counter, number, turn_at, group in rows:
        story = stories.get(ticket)
        if story is None:
            story = stories[ticket] = _Story(groups.get(number[0], group), group, _minute(turn_at, day))
        story.step(act, state, _minute(at, day), counter)
    held = [each for story in stories.values() for each in story.held]
    return held, sum(not story.held for story in stories.values())


@define
class _Story:
    """One ticket's day, step by step. Its steps do not keep the group: before a transfer it is that of the number's letter."""

    group: int
    last_group: int
    turn: float
    held: list[_Held] = field(factory=list)
    came: float | None = None

    def step(self, act: str, state: str, at: float, counter: int | None) -> None:
        """Take one step."""
        if act == "transfer":
            self.group = self.last_group
        if act in {"call", "go_on"} and counter is not None:
            self.held.append(_Held(counter, self.group, self.turn, self.came if act == "call" else None, at))
        elif state not in {TicketState.CALLED.value, TicketState.SERVING.value} and self.held:
            self.held[-1].ends = min(self.held[-1].ends, at)
        self.came = at if state == TicketState.WAITING.value else None


def _gaps(counter: int, spans: Sequence[tuple[float, float]], held: Sequence[_Held]) -> list[_Gap]:
    """When a counter was open and held by nobody."""
    here = sorted((each for each in held if each.counter == counter), key=lambda each: each.begins)
    found = []
    for opens, closes in spans:
        free, after = opens, None
        for each in here:
            if opens <= each.begins <= closes:
                found.append(_Gap(counter, free, each.begins, after))
                free, after = each.ends, each
        found.append(_Gap(counter, free, closes, after))
    return [gap for gap in found if gap.begins < gap.ends]


def _waits_seen(held: Sequence[_Held], groups: frozenset[int]) -> list[tuple[float, float]]:
    """From when to when each visitor whom a counter serves waited, in order."""
    seen = (each for each in held if each.came is not None and (not groups or each.group in groups))
    return sorted((each.came, each.begins) for each in seen if each.came is not None)


def _not_ready(gap: _Gap, waits: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """When somebody waited although the counter was free; what follows a visit at once is added to that visit."""
    holes: list[tuple[float, float]] = []
    for came, called in waits:
        begins, ends = max(came, gap.begins), min(called, gap.ends)
        if begins >= ends:
            continue
        if holes and begins <= holes[-1][1]:
            holes[-1] = (holes[-1][0], max(ends, holes[-1][1]))
        else:
            holes.append((begins, ends))
    if gap.after is not None and holes and holes[0][0] <= gap.begins:
        gap.after.ends = holes.pop(0)[1]
    return holes


def changed(
    shifts: Sequence[Shift], *, more: Sequence[Shift] = (), closed: tuple[int, float, float] | None = None
) -> tuple[Shift, ...]:
    """A day's shifts with more counters, and with one counter closed from minute to minute."""
    kept: list[Shift] = []
    for shift in shifts:
        if closed is None or shift.counter != closed[0]:
            kept.append(shift)
            continue
        spans = without([(shift.opens, shift.closes)], [closed[1:]])
        kept += [evolve(shift, opens=begins, closes=ends) for begins, ends in spans]
    return (*kept, *more)
