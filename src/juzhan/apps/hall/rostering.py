"""A week of a hall's roster as it stands: days, counters, who could sit there, what is missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta

from attrs import frozen

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Holding
from juzhan.apps.hall.access import bodies_of_hall
from juzhan.apps.hall.models import Counter, Group, Hall, Roster
from juzhan.apps.hall.selectors import Standing
from juzhan.apps.matters.law import calendar
from juzhan.domain.queueing import roster
from juzhan.domain.queueing.roster import Day, Names, Seat
from juzhan.domain.shared import Refusal

DAYS = 7


@frozen
class Week:
    """A hall's week from Monday on, with what a roster of it is checked against."""

    hall: Hall
    monday: date
    counters: tuple[Counter, ...]
    days: tuple[Day, ...]
    names: Names
    people: Mapping[int, Person]

    @property
    def gaps(self) -> list[Refusal]:
        """What is missing, day by day."""
        return [gap for day in self.days for gap in roster.gaps(day, self.names)]

    def seat(self, counter: int, on: date) -> Seat:
        """Who sits at a counter on a day."""
        day = next(day for day in self.days if day.on == on)
        return next((seat for seat in day.seats if seat.counter == counter), Seat(counter, None))

    def staff_of(self, day: Day) -> list[Person]:
        """Those who may be seated on a day, by name."""
        return sorted((self.people[number] for number in day.staff), key=lambda person: person.name)


@frozen
class Plan:
    """Who should sit at a counter on a day, who sits there now (None: nobody), and who sits at any counter."""

    row: Roster
    sits: int | None
    busy: Set[int]

    @property
    def is_kept(self) -> bool:
        """Whether the clerk, or else the stand-in, is there."""
        return self.sits in {self.row.person_id, self.row.stand_in_id} - {None}

    @property
    def free(self) -> list[Person]:
        """Whom the head can call to it: the clerk, then the stand-in, unless they sit somewhere."""
        wanted = [person for person in (self.row.person, self.row.stand_in) if person is not None]
        return [person for person in wanted if person.pk not in self.busy]


def rostered(halls: Iterable[Hall], on: date) -> dict[int, Roster]:
    """The roster of a day, by counter, with the people's names; in one query."""
    rows = Roster.objects.filter(counter__hall__in=list(halls), counter__is_in_use=True, day=on)
    return {row.counter_id: row for row in rows.select_related("person", "stand_in", "counter")}


def stretched_on(stands: Standing, plans: Mapping[int, Roster], on: date) -> tuple[Refusal, ...]:
    """Who is the only stand-in of several counters of a hall on a day."""
    seats = tuple(Seat(row.counter_id, row.person_id, row.stand_in_id) for row in plans.values())
    names = Names(
        {counter.pk: counter.text for counter in stands.counters},
        {},
        {row.stand_in.pk: row.stand_in.text for row in plans.values() if row.stand_in},
    )
    return roster.stretched(Day(on, True, {}, frozenset(), frozenset(), seats), names)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def week_of(hall: Hall, day: date) -> Week:
    """Read the week in which a day lies."""
    monday = monday_of(day)
    dates = [monday + timedelta(days=n) for n in range(DAYS)]
    counters = list(Counter.objects.filter(hall=hall, is_in_use=True).prefetch_related("groups").order_by("number"))
    groups = list(Group.objects.filter(hall=hall))
    staff, people = staff_on(hall, dates)
    seats = _seats(hall, dates)
    known = people | _others(seats, people)
    names = Names(
        {counter.pk: counter.text for counter in counters},
        {group.pk: group.text for group in groups},
        {number: person.text for number, person in known.items()},
    )
    serves = {counter.pk: frozenset(group.pk for group in counter.groups.all()) for counter in counters}
    queues = frozenset(group.pk for group in groups if group.is_open)
    here = {counter.pk for counter in counters}
    days = [
        Day(on, opens_on(hall, on), serves, queues, staff[on], tuple(s for s in seats[on] if s.counter in here))
        for on in dates
    ]
    return Week(hall, monday, tuple(counters), tuple(days), names, known)


def opens_on(hall: Hall, on: date) -> bool:
    """Whether the hall opens on a day at all."""
    return bool(hall.opening.on(on, calendar()))


def staff_on(hall: Hall, dates: Sequence[date]) -> tuple[dict[date, frozenset[int]], dict[int, Person]]:
    """Who holds a post in the hall's bodies on each day; a change of charter or of posts changes it from its day on."""
    bodies = {on: set(bodies_of_hall(hall.place_id, on)) for on in dates}
    rows = Holding.objects.filter(post__body__in=set().union(*bodies.values()), valid_from__lte=max(dates))
    held = list(rows.exclude(valid_until__lte=min(dates)).select_related("person", "post"))
    staff = {on: frozenset(row.person_id for row in _on(held, on) if row.post.body_id in bodies[on]) for on in dates}
    return staff, {row.person_id: row.person for row in held}


def _on(held: Iterable[Holding], on: date) -> list[Holding]:
    return [row for row in held if row.valid_from <= on and (row.valid_until is None or row.valid_until > on)]


def _seats(hall: Hall, dates: Sequence[date]) -> dict[date, list[Seat]]:
    found: dict[date, list[Seat]] = defaultdict(list)
    for row in Roster.objects.filter(counter__hall=hall, day__range=(dates[0], dates[-1])).order_by("counter__number"):
        found[row.day].append(Seat(row.counter_id, row.person_id, row.stand_in_id))
    return found


def _others(seats: Mapping[date, Sequence[Seat]], people: Mapping[int, Person]) -> dict[int, Person]:
    """Those on the roster who hold no post in this week any more."""
    named = {who for day in seats.values() for seat in day for who in (seat.person, seat.stand_in) if who}
    return Person.objects.in_bulk(named - people.keys())
