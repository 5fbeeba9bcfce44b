"""Short words for the tests of the hall: take a number, open a counter, call, serve."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from attrs import frozen

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.models import Counter, Group, Hall, Shift, Ticket
from juzhan.apps.hall.services import calling, sitting, taking
from juzhan.domain.queueing.order import Lane
from juzhan.domain.shared import Refusal
from tests.world import World, at

TEN = at(2026, 3, 2)


def later(minutes: float) -> datetime:
    """So many minutes after ten."""
    return TEN + timedelta(minutes=minutes)


@frozen
class Visiting:
    """A hall and those who come and work there."""

    world: World
    hall: Hall

    def group(self, letter: str = "A") -> Group:
        """A queue by its letter."""
        return Group.objects.get(hall=self.hall, letter=letter)

    def counter(self, number: int = 1) -> Counter:
        """A counter by its number."""
        return Counter.objects.select_related("hall").get(hall=self.hall, number=number)

    def asks(
        self,
        at: datetime = TEN,
        letter: str = "A",
        lane: Lane = Lane.WALK_IN,
        submission: UUID | None = None,
        **given: Any,
    ) -> Ticket | Refusal:
        """Somebody asks for a number."""
        wish = taking.Wish(self.group(letter), item=given.pop("item", None), community=given.pop("community", None))
        return taking.take_ticket(self.hall, wish, submission=submission or uuid4(), at=at, lane=lane, **given)

    def takes(self, at: datetime = TEN, letter: str = "A", lane: Lane = Lane.WALK_IN, **given: Any) -> Ticket:
        """Somebody takes a number and gets it."""
        return got(self.asks(at, letter, lane, **given))

    def opens(self, who: str = "clerk", number: int = 1, at: datetime = TEN) -> Shift:
        """A clerk sits down at a counter."""
        result = sitting.open_counter(self.counter(number), by=self.world.actor(who, at.date()), at=at)
        assert isinstance(result, Shift), result
        return result

    def calls(self, shift: Shift, at: datetime = TEN, who: str = "clerk") -> Ticket:
        """The clerk calls the next visitor, and somebody waits."""
        return got(calling.call_next(shift, by=self.world.actor(who, at.date()), at=at))

    def serves(self, shift: Shift, begin: datetime, end: datetime, who: str = "clerk") -> Ticket:
        """Call, begin and finish."""
        by = self.world.actor(who, begin.date())
        ticket = self.calls(shift, begin, who)
        got(calling.begin(shift, ticket, by=by, at=begin))
        return got(calling.finish(shift, ticket, by=by, at=end))

    def misses(self, shift: Shift, ticket: Ticket, at: datetime = TEN, by: Actor | None = None) -> Ticket:
        """Call again as often as the hall promises, then mark as missed."""
        by = by or self.world.actor("clerk", at.date())
        for _ in range(got(ticket).calls, self.hall.calls_before_missed):
            got(calling.call_again(shift, ticket, by=by, at=at))
        return got(calling.miss(shift, ticket, by=by, at=at))


def got(result: Ticket | Refusal) -> Ticket:
    """The ticket as it is in the database after an act that was not refused."""
    assert isinstance(result, Ticket), result
    return Ticket.objects.select_related("hall", "group", "counter").get(pk=result.pk)
