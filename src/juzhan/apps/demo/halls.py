"""Halls of the demonstration: some weeks of days as visitors and clerks would have lived them, and a queue that lives today."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from attrs import evolve, field, frozen
from django.db import transaction
from django.utils import timezone

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Holding
from juzhan.apps.bodies.selectors import actor_of
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.demo.cast import CAST, COMMUNITY, NEIGHBOR
from juzhan.apps.demo.people import synthetic_name
from juzhan.apps.demo.sharing import SHARED
from juzhan.apps.demo.stories import CITY, tellings
from juzhan.apps.demo.visits import Coming, HallDay, Stay
from juzhan.apps.hall.access import bodies_of_hall, serves
from juzhan.apps.hall.models import Counter, Hall, Ticket, as_plain
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.hall.rostering import monday_of, opens_on
from juzhan.apps.hall.selectors import group_for, groups_of
from juzhan.apps.hall.services import booking
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.hall.services.day import end_days
from juzhan.apps.hall.services.public_figures import count_figures
from juzhan.apps.hall.services.rating import open_missing
from juzhan.apps.hall.services.rostering import Seated, seat_week
from juzhan.apps.matters.law import calendar
from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.hours import Hours, Span
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.roster import Seat
from juzhan.domain.shared import Refusal

Report = Callable[[int, int], None]
OFFICE = (Span(time(9), time(12)), Span(time(13, 30), time(17)))
RUSH = timedelta(minutes=75)
"""Today's queue has built up for so long when the demonstration is loaded."""
BOOKED_AHEAD = 3
"""So many days to come have bookings."""
_BY_HOUR = {9: 20, 10: 34, 11: 14, 13: 7, 14: 13, 15: 8, 16: 4}
"""How many of a hundred visitors come in each hour."""


@frozen
class House:
    """A hall of the demonstration; ``is_always_open`` so that whoever tries it at night can take a number, too."""

    place: str
    counters: int
    clerks: int
    visitors: int
    days: int
    is_always_open: bool = False
    hours: tuple[Span, ...] = field(default=OFFICE)


HOUSES = (
    House(COMMUNITY, 5, 2, 32, 12, is_always_open=True),
    House(NEIGHBOR, 3, 1, 12, 4),
    House("510107005006", 4, 1, 12, 4),
    House(SHARED[0], 4, 4, 18, 4),
)
_ALWAYS = (Span(time(0), time(23, 59)),)
_NOTICE = (
    "演示大厅全天开放，随时可以取号体验。",
    "This hall of the demonstration never shuts, so that it can be tried at any hour.",
)


def load_halls(report: Report) -> None:
    """Set up the halls and play their days up to now; a hall that has been visited is left alone."""
    now = timezone.now()
    for number, house in enumerate(HOUSES, start=1):
        place = Place.objects.filter(pk=house.place, charter_terms__isnull=False).first()
        if place is not None:
            with transaction.atomic():
                hall = set_up_hall(place, counters=house.counters)
                if not Ticket.objects.filter(hall=hall).exists():
                    _furnish(hall, house)
                    _play(hall, house, now)
        report(number, len(HOUSES))
    count_figures(now)


def _furnish(hall: Hall, house: House) -> None:
    hall.address = f"{hall.place.name}综合服务用房一楼（演示地址）"
    hall.hours = as_plain(Hours(_ALWAYS, open_on_days_off=True) if house.is_always_open else Hours(house.hours))
    if house.is_always_open:
        hall.notice, hall.notice_en, hall.slot_minutes = *_NOTICE, 60
    hall.save()
    if house.counters > 3:
        last = Counter.objects.get(hall=hall, number=house.counters)
        last.groups.set(groups_of(hall)[:1])


def _play(hall: Hall, house: House, now: datetime) -> None:
    today = timezone.localdate(now)
    offered = _items_by_letter(hall, today)
    for day in _past_days(house, today):
        chance = Random(f"hall of {hall.place_id} on {day}")
        stays = _stays(hall, house, day, [_spans(day, house.hours)] * house.clerks)
        comings = _comings(chance, house.visitors, day, offered) + _about_matters(chance, hall, day)
        comings = _from_communities(chance, hall, comings)
        comings += _booked(chance, hall, day, offered)
        _run(HallDay(hall, chance, comings), stays, now)
        midnight = datetime.combine(day, time(23, 59), CITY) + timedelta(minutes=2)
        end_days(midnight)
        open_missing(midnight)
    _run_today(hall, house, now, offered)
    for day in _days_to_book(hall, today):
        _booked(Random(f"bookings of {hall.place_id} on {day}"), hall, day, offered, now)
    _plan(hall, house, now)


def _days_to_book(hall: Hall, today: date) -> list[date]:
    """Of the next days those on which the hall takes bookings."""
    rule, ahead = booking.rule_of(hall), (today + timedelta(days=n) for n in range(1, BOOKED_AHEAD + 1))
    return [day for day in ahead if rule.shut_on(day, today) is None]


def _past_days(house: House, today: date) -> list[date]:
    """The last working days before today, the oldest first."""
    days: list[date] = []
    day = today
    while len(days) < house.days:
        day -= timedelta(days=1)
        if calendar().is_working_day(day):
            days.append(day)
    return days[::-1]


def _spans(day: date, hours: Sequence[Span]) -> list[tuple[datetime, datetime]]:
    return [(datetime.combine(day, span.opens, CITY), datetime.combine(day, span.closes, CITY)) for span in hours]


def _run_today(hall: Hall, house: House, now: datetime, offered: dict[str, list[ItemVersion]]) -> None:
    """A queue that has built up by now; where the hall is shut, nothing."""
    begins = max(now - RUSH, datetime.combine(timezone.localdate(now), time(0), CITY))
    if not hall.opening.is_open(now.astimezone(CITY), calendar()):
        return
    chance = Random(f"hall of {hall.place_id} today")
    count = int((now - begins) / timedelta(minutes=3))
    moments = sorted(begins + (now - begins) * chance.random() for _ in range(count))
    comings = _from_communities(chance, hall, [_coming(chance, moment, offered) for moment in moments])
    desks = [[(begins, now + timedelta(hours=1))]] * house.clerks
    _run(HallDay(hall, chance, comings), _stays(hall, house, now.astimezone(CITY).date(), desks, is_today=True), now)


def _plan(hall: Hall, house: House, now: datetime) -> None:
    """The head seats the clerks for this week and the next, each with a stand-in of their own; one Friday still lacks one."""
    today = timezone.localdate(now)
    head = Holding.objects.filter(post__body__in=bodies_of_hall(hall.place_id, today)[:1], post__role="head").first()
    people = [person.pk for person in _people(hall, today, is_today=False)]
    if head is None or len(people) < 4:
        return
    clerks, stand_ins = people[:2], people[2:4]
    counters = list(Counter.objects.filter(hall=hall).order_by("number").values_list("pk", flat=True))
    for week in (0, 1):
        monday = monday_of(today) + timedelta(weeks=week)
        seats = [
            Seated(monday + timedelta(days=n), Seat(counter, clerk, stand_in if clerk != lone else None))
            for n in range(7)
            if opens_on(hall, monday + timedelta(days=n))
            for lone in [clerks[0] if (week, n) == (1, 4) else None]
            for counter, clerk, stand_in in zip(counters, clerks, stand_ins, strict=False)
        ]
        seat_week(hall, monday, seats, by=actor_of(head.person, today), at=now)


def _run(hall_day: HallDay, stays: Sequence[Stay], now: datetime) -> None:
    """Let visitors and clerks act in the order of time, until now."""
    hall_day.begin(stays)
    while hall_day.waiting_acts and hall_day.waiting_acts[0][0] <= now:
        _, number, acts = heapq.heappop(hall_day.waiting_acts)
        following = next(acts, None)
        if following is not None:
            heapq.heappush(hall_day.waiting_acts, (following, number, acts))


def _stays(
    hall: Hall, house: House, day: date, desks: Sequence[list[tuple[datetime, datetime]]], *, is_today: bool = False
) -> list[Stay]:
    """Who sits at which counter; the named cast stays away today, so that whoever becomes one of them finds a free counter."""
    people = list(_people(hall, day, is_today=is_today))
    counters = list(Counter.objects.filter(hall=hall).select_related("hall").order_by("number"))
    if is_today:
        counters = counters[1:]
    rows = zip(counters, people, desks, strict=False)
    return [Stay(counter, person, tuple(spans)) for counter, person, spans in rows]


def _people(hall: Hall, day: date, *, is_today: bool) -> Iterator[Person]:
    named = {character.username for character in CAST}
    held = Holding.objects.filter(
        post__body__in=bodies_of_hall(hall.place_id, day), valid_until=None, post__role__in=["handler", "member"]
    )
    seen: set[int] = set()
    for holding in held.select_related("person", "post").order_by("post__role", "id"):
        person = holding.person
        if person.pk not in seen and not (is_today and person.username in named):
            seen.add(person.pk)
            if serves(actor_of(person, day), hall):
                yield person


def _items_by_letter(hall: Hall, day: date) -> dict[str, list[ItemVersion]]:
    """What visitors come for, by queue; those who ask often stand there often."""
    items, groups = {version.item.code: version for version in items_on(day)}, groups_of(hall)
    found: dict[str, list[ItemVersion]] = {}
    for telling in tellings():
        item = items.get(telling.item)
        group = group_for(groups, item) if item else None
        if item and group:
            found.setdefault(group.letter, []).extend([item] * telling.weight)
    return found


def _comings(chance: Random, visitors: int, day: date, offered: dict[str, list[ItemVersion]]) -> list[Coming]:
    """Poisson arrivals with the rate of each hour."""
    found = []
    for hour, share in _BY_HOUR.items():
        minute = 30.0 if hour == 13 else 0.0
        while (minute := minute + chance.expovariate(visitors * share / 100 / 60)) < 60:
            at = datetime.combine(day, time(hour), CITY) + timedelta(minutes=minute)
            found.append(_coming(chance, at, offered))
    return found


def _coming(chance: Random, at: datetime, offered: dict[str, list[ItemVersion]]) -> Coming:
    letters = [*offered]
    letter = chance.choices(letters, [len(offered[letter]) for letter in letters])[0]
    item = chance.choice(offered[letter]) if chance.random() < 0.75 else None
    return Coming(at, letter, item, Lane.GREEN if chance.random() < 0.12 else Lane.WALK_IN)


def _from_communities(chance: Random, hall: Hall, comings: Sequence[Coming]) -> list[Coming]:
    """Where the hall serves several communities: whence each comes; the matter tells it, else chance."""
    served = communities_of(hall, timezone.localdate())
    if len(served) < 2:
        return list(comings)
    return [evolve(each, community=each.matter.community if each.matter else chance.choice(served)) for each in comings]


def _about_matters(chance: Random, hall: Hall, day: date) -> list[Coming]:
    """Those whose matter was registered at the counter that day, and some who come again about one that is open."""
    groups = groups_of(hall)
    opens, closes = _spans(day, OFFICE)[0][0], _spans(day, OFFICE)[-1][1]
    matters = Matter.objects.filter(
        community__in=communities_of(hall, day), is_synthetic=True, channel=Channel.COUNTER, submitted_at__lt=closes,
        submitted_at__gt=opens - timedelta(days=20),
    ).exclude(closed_on__lt=day).select_related("item__item", "community")  # fmt: skip
    found = []
    for matter in matters.order_by("id"):
        group = group_for(groups, matter.item)
        if group is None:
            continue
        if matter.submitted_at > opens:
            if not any(begins <= matter.submitted_at < ends for begins, ends in _spans(day, OFFICE)):
                continue
            at = max(opens, matter.submitted_at - timedelta(minutes=chance.uniform(10, 30)))
            found.append(Coming(at, group.letter, matter.item, Lane.WALK_IN, matter))
        elif chance.random() < 0.04:
            at = opens + timedelta(minutes=chance.uniform(10, 160))
            found.append(Coming(at, group.letter, matter.item, Lane.WALK_IN, matter))
    return found


def _booked(
    chance: Random, hall: Hall, day: date, offered: dict[str, list[ItemVersion]], at: datetime | None = None
) -> list[Coming]:
    """Two who booked a time of the day, the day before at four unless a moment is given; they come a little early."""
    found = []
    for hour in chance.sample([9, 10, 14, 15], 2):
        begins = datetime.combine(day, time(hour), CITY)
        letter = chance.choice([*offered])
        served = communities_of(hall, day)
        asked = booking.Asked(
            chance.choice(offered[letter]),
            chance.choice(served) if len(served) > 1 else hall.place,
            f"1390000{chance.randrange(10_000):04d}",
            synthetic_name(chance)[0],
        )
        made = booking.book(
            hall, asked, begins, submission=UUID(int=chance.getrandbits(128), version=4),
            at=at or datetime.combine(day - timedelta(days=1), time(16), CITY), is_synthetic=True,
        )  # fmt: skip
        if not isinstance(made, Refusal):
            early = timedelta(minutes=chance.uniform(1, 12))
            found.append(Coming(begins - early, letter, asked.item, Lane.BOOKED, booking=made))
    return found
