"""The shapes of what the interface takes and gives about halls: their state, numbers, free times, bookings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AwareDatetime, Field

from juzhan.api.schemas.common import Code12, Given, TextOut, Words
from juzhan.domain.queueing.ratings import Reason
from juzhan.domain.queueing.visit import ComesAs

_ITEM = Field(max_length=80)
Moment = Annotated[
    AwareDatetime,
    Field(
        ge=datetime(2000, 1, 1, tzinfo=UTC), lt=datetime(2200, 1, 1, tzinfo=UTC), examples=["2026-03-03T09:00:00+08:00"]
    ),
]


class HallRow(Schema):
    """A hall in a list; ``communities`` are the codes of those it serves, each of which may stand for ``place``."""

    place: str
    communities: list[str]
    name: TextOut
    address: str
    open: bool


class CallOut(Schema):
    """A call that stands: to which counter (``is_low``: one made for wheelchairs), how often called, what a voice says."""

    number: str
    counter: int | None
    is_low: bool
    times: int
    state: str
    spoken: str


class QueueOut(Schema):
    """A queue: who waits in which order, and the range in minutes for one who comes now (null: no counter is open)."""

    letter: str
    name: TextOut
    takes_numbers: bool
    waiting: list[str]
    low: int | None
    high: int | None


class CounterOut(Schema):
    """A counter, whether it is made for wheelchairs, and the number that is there."""

    number: int
    is_low: bool
    open: bool
    ticket: str | None


class HallOut(HallRow):
    """A hall as it stands."""

    rule: TextOut
    calls: list[CallOut]
    queues: list[QueueOut]
    counters: list[CounterOut]
    notice: TextOut


class TicketIn(Given):
    """A wish for a number: an item, or a queue by its letter; ``green`` for those whom the hall lists, nobody asks why.

    ``missing`` are codes of papers of the item's guide that the visitor does not have.
    """

    item: Annotated[Words, _ITEM] = ""
    queue: Annotated[str, Field(pattern="^[A-Z]?$")] = ""
    community: Code12 | None = None
    green: bool = False
    comes_as: ComesAs = ComesAs.SELF
    missing: list[Annotated[Words, Field(max_length=40)]] = Field(default_factory=list, max_length=40)


class TicketOut(Schema):
    """A number; ``ahead`` and the range are null once it is called."""

    code: str
    number: str
    hall: str
    community: str
    item: str | None
    lane: str
    state: str
    state_text: TextOut
    joined_at: datetime
    called_at: datetime | None
    counter: int | None
    ahead: int | None
    low: int | None
    high: int | None


class SlotOut(Schema):
    """A time that can be booked and how many places it has left."""

    begins: datetime
    ends: datetime
    free: int


class DayOut(Schema):
    """A day on which a hall takes bookings."""

    day: date
    slots: list[SlotOut]


class BookingIn(Given):
    """A booking; the phone is deleted when the booked day is over."""

    item: Words = _ITEM
    begins: Moment
    community: Code12 | None = None
    phone: Words = Field(max_length=30)
    name: Annotated[Words, Field(max_length=40)] = ""


class MoveIn(Given):
    """Another time."""

    begins: Moment


class ArrivalIn(Given):
    """Arriving; ``green`` for those whom the hall lists."""

    green: bool = False


class BookingOut(Schema):
    """A booking; ``ticket`` is the code of its number once it has checked in."""

    code: str
    hall: str
    community: str
    item: str
    begins: datetime
    ends: datetime
    cancelled: bool
    ticket: str | None


class VisitRatingIn(Given):
    """A rating of a visit, 5 the best; the phone is kept only with a bad one, for the call back of the head alone."""

    grade: str = Field(pattern="^[1-5]$")
    reasons: list[Reason] = Field(default_factory=list, max_length=len(Reason))
    comment: Annotated[Words, Field(max_length=500)] = ""
    phone: Annotated[Words, Field(max_length=30)] = ""


class FollowUpOut(Schema):
    """What becomes of a bad rating: where it stands, the last day of the result, the result and its reason once there is one."""

    sentence: TextOut
    over: bool
    result_by: date | None
    outcome: TextOut | None
    reason: str


class VisitRatingOut(Schema):
    """A rating as the one who gave it reads it by its ``code``; ``follow_up`` is null for a good one."""

    code: str
    grade: str
    grade_text: TextOut
    reasons: list[str]
    comment: str
    rated_on: date
    struck: bool
    follow_up: FollowUpOut | None


class SlipsOut(Schema):
    """How many slips wait for a hall's printer."""

    waiting: int


class SlipLine(Schema):
    """A line of a slip; ``look`` is title, plain, head, entry or small."""

    look: str
    text: TextOut


class SlipOut(Schema):
    """A slip to print: ``address`` is what its QR code, between the lines above and below, leads to."""

    hall: TextOut
    number: str
    above: list[SlipLine]
    address: str
    below: list[SlipLine]


class StruckOut(Schema):
    """A rating that counts in no figure after an appeal, with the public reason."""

    day: date
    grade: TextOut
    by: TextOut
    reason: str


class HallFiguresOut(Schema):
    """How visits of a year up to a day were rated and how many trips matters took; shares in percents, null below the minimum."""

    rated: int
    satisfied_share: int | None
    settled: int
    trips: float | None
    one_trip_share: int | None
    minimum: int
    until: date
    struck: list[StruckOut]
