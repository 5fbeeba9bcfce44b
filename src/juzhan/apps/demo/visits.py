"""One day in a hall: visitors come, clerks call and serve them; each act is one of the product's own services.

Clerks and visitors are generators that yield the moment of their next act and are resumed at that moment, as the stories are.
"""

from __future__ import annotations

import heapq
from collections import Counter as Tally
from collections.abc import Generator, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from attrs import define, field, frozen

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.demo.stories import CITY
from juzhan.apps.hall.models import Booking, Counter, Group, Hall, Shift, Ticket
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services import booking, calling, rating, serving, sitting, taking
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.ratings import Reason
from juzhan.domain.shared import Refusal

MEAN_MINUTES = {"A": 11.0, "B": 9.0, "C": 6.5}
"""How long a visit takes, by queue; the times are gamma-distributed with shape 3."""
LATEST = timedelta(minutes=20)
"""So long after closing those who wait are still served."""
_REASONS = (Reason.WAITED, Reason.BIT_BY_BIT, Reason.CAME_AGAIN, Reason.UNCLEAR)
_COMMENTS = ("等了快一个小时。", "材料没有一次说清楚，又跑了一趟。", "")
Acts = Generator[datetime, None, None]
Part = Generator[datetime, None, datetime]


@frozen
class Coming:
    """Somebody comes to the hall for something."""

    at: datetime
    letter: str
    item: ItemVersion | None
    lane: Lane
    matter: Matter | None = None
    booking: Booking | None = None
    community: Place | None = None


@frozen
class Stay:
    """A person is at a counter for some spans of the day."""

    counter: Counter
    person: Person
    spans: tuple[tuple[datetime, datetime], ...]


@define
class HallDay:
    """What happens in a hall on one day, and the dice that decide it."""

    hall: Hall
    chance: Random
    comings: list[Coming]
    waiting_acts: list[tuple[datetime, int, Acts]] = field(factory=list)
    _number: int = 0
    _groups: dict[str, Group] = field(factory=dict)
    _waiting: Tally[str] = field(factory=Tally)
    _about: dict[int, Coming] = field(factory=dict)
    _moved: set[int] = field(factory=set)

    def begin(self, stays: Sequence[Stay]) -> None:
        """Put everyone's first act into the order of time."""
        self._groups = {group.letter: group for group in groups_of(self.hall)}
        self.comings.sort(key=lambda coming: coming.at)
        self._add(self._visitors())
        for stay in stays:
            self._add(self._clerk(stay))

    def _add(self, acts: Acts) -> None:
        self._number += 1
        first = next(acts, None)
        if first is not None:
            heapq.heappush(self.waiting_acts, (first, self._number, acts))

    def _visitors(self) -> Acts:
        for coming in self.comings:
            yield coming.at
            ticket = self._takes(coming)
            if isinstance(ticket, Refusal):
                continue
            self._waiting[self._letter(ticket)] += 1
            self._about[ticket.pk] = coming
            if coming.matter is None and self.chance.random() < 0.03:
                self._add(self._gives_up(ticket, coming.at + timedelta(minutes=self.chance.uniform(15, 40))))

    def _takes(self, coming: Coming) -> Ticket | Refusal:
        if coming.booking is not None:
            return booking.arrive(coming.booking, at=coming.at)
        wish = taking.Wish(self._groups[coming.letter], coming.item, coming.community)
        submission = UUID(int=self.chance.getrandbits(128), version=4)
        return taking.take_ticket(
            self.hall, wish, submission=submission, at=coming.at, lane=coming.lane, is_synthetic=True
        )

    def _gives_up(self, ticket: Ticket, at: datetime) -> Acts:
        yield at
        ticket.refresh_from_db()
        if ticket.state == "waiting":
            self._waiting[self._letter(ticket)] -= 1
            calling.leave(ticket, at=at)

    def _letter(self, ticket: Ticket) -> str:
        return next(letter for letter, group in self._groups.items() if group.pk == ticket.group_id)

    def _clerk(self, stay: Stay) -> Acts:
        letters = {group.letter for group in stay.counter.groups.all()} or {*self._groups}
        for opens, closes in stay.spans:
            now = opens + timedelta(seconds=self.chance.uniform(0, 150))
            yield now
            by = actor_of(stay.person, now.astimezone(CITY).date())
            shift = sitting.open_counter(stay.counter, by=by, at=now)
            if isinstance(shift, Refusal):
                return
            while (upcoming := self._next_call(letters, now, closes)) is not None:
                yield upcoming
                now = yield from self._call(shift, by, upcoming)
            now = max(now, closes)
            yield now
            sitting.close_counter(shift, by=by, at=now)

    def _next_call(self, letters: set[str], now: datetime, closes: datetime) -> datetime | None:
        """When the clerk calls next: soon if somebody waits, else soon after the next one comes; None: closing time."""
        soon = timedelta(seconds=self.chance.uniform(4, 25))
        if any(self._waiting[letter] > 0 for letter in letters):
            return now + soon if now + soon < closes + LATEST else None
        upcoming = next((coming.at for coming in self.comings if coming.at >= now and coming.letter in letters), None)
        if upcoming is None or upcoming + soon >= closes:
            return None
        return upcoming + soon

    def _call(self, shift: Shift, by: Actor, at: datetime) -> Part:
        ticket = calling.call_next(shift, by=by, at=at)
        if isinstance(ticket, Refusal):
            return at
        self._waiting[self._letter(ticket)] -= 1
        if ticket.calls == 1 and self.chance.random() < 0.05:
            return (yield from self._nobody_came(shift, by, ticket, at))
        at += timedelta(seconds=self.chance.uniform(15, 50))
        yield at
        calling.begin(shift, ticket, by=by, at=at)
        return (yield from self._serve(shift, by, ticket, at))

    def _nobody_came(self, shift: Shift, by: Actor, ticket: Ticket, at: datetime) -> Part:
        for _ in range(2):
            at += timedelta(seconds=45)
            yield at
            calling.call_again(shift, ticket, by=by, at=at)
        at += timedelta(seconds=45)
        yield at
        calling.miss(shift, ticket, by=by, at=at)
        if self.chance.random() < 0.6:
            self._add(self._comes_back(shift, ticket, by, at + timedelta(minutes=self.chance.uniform(3, 12))))
        return at

    def _comes_back(self, shift: Shift, ticket: Ticket, by: Actor, at: datetime) -> Acts:
        yield at
        if not isinstance(calling.bring_back(shift, ticket, by=by, at=at), Refusal):
            self._waiting[self._letter(ticket)] += 1

    def _serve(self, shift: Shift, by: Actor, ticket: Ticket, at: datetime) -> Part:
        letter, matter = self._letter(ticket), self._about[ticket.pk].matter
        at += timedelta(minutes=1 + self.chance.gammavariate(3, (MEAN_MINUTES.get(letter, 8.0) - 1) / 3))
        if matter is not None:
            at = max(at, matter.submitted_at + timedelta(seconds=self.chance.uniform(30, 150)))
        yield at
        if matter is None and ticket.pk not in self._moved and self.chance.random() < 0.04:
            self._moved.add(ticket.pk)
            other = self.chance.choice([each for each in sorted(self._groups) if each != letter])
            calling.transfer(shift, ticket, self._groups[other], by=by, at=at)
            self._waiting[other] += 1
        else:
            if matter is not None:
                serving.link_matter(shift, ticket, matter, by=by, at=at)
            calling.finish(shift, ticket, by=by, at=at)
            if self.chance.random() < 0.45:
                self._add(self._rates(ticket, at + timedelta(minutes=self.chance.uniform(1, 15))))
        return at

    def _rates(self, ticket: Ticket, at: datetime) -> Acts:
        yield at
        grade = Rating(self.chance.choices("54321", [56, 30, 9, 4, 1])[0])
        reasons = (self.chance.choice(_REASONS),) if grade.is_bad else ()
        comment = self.chance.choice(_COMMENTS) if grade.is_bad else ""
        rating.rate_visit(ticket, rating.Said(grade, reasons, comment), at=at)
