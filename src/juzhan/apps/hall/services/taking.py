"""A visitor takes a number; a booking checks in; numbers that were written on paper are entered afterwards."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from attrs import frozen
from django.db import IntegrityError, transaction
from django.utils import timezone

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.access import NOT_OF_THIS_HALL, communities_of_hall, serves
from juzhan.apps.hall.models import Booking, Group, Hall, Ticket
from juzhan.apps.hall.notifying import tell
from juzhan.apps.hall.services import counting
from juzhan.apps.hall.services.core import write_step
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.law import calendar, day_of
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.numbers import written
from juzhan.domain.queueing.order import Lane, lane_of, turn_at
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.dates import dated

SHUT = RefusalKind(
    "hall.shut",
    Text("大厅现在不开门，不能取号。", "The hall is shut now, so no numbers are given out."),
)
GROUP_SHUT = RefusalKind(
    "group.shut",
    Text("“{group}”今天不取号了，请问工作人员。", "No more numbers for “{group}” today; ask the staff."),
)
CAP_REACHED = RefusalKind(
    "group.cap_reached",
    Text(
        "“{group}”今天的号已经取完，请改天来，或预约。",
        "Today's numbers for “{group}” are used up; come another day, or book.",
    ),
)
NOT_SERVED_HERE = RefusalKind(
    "hall.not_served_here",
    Text("这个大厅不服务{community}。", "This hall does not serve {community}."),
)
BOOKING_CANCELLED = RefusalKind(
    "booking.cancelled",
    Text("这个预约已经取消，请现场取号。", "This booking was cancelled; take a number as a walk-in."),
)
OTHER_DAY = RefusalKind(
    "booking.other_day",
    Text("这个预约是 {day} 的，到那天再来签到。", "This booking is for {day}; check in on that day."),
)


@frozen
class Wish:
    """What a visitor takes a number for: a group, or an item in it, for someone of a community; ``missing``: papers lacked."""

    group: Group
    item: ItemVersion | None = None
    community: Place | None = None
    comes_as: ComesAs = ComesAs.SELF
    missing: tuple[str, ...] = ()


class _CapReached(Exception):
    """Ends the transaction, so that no number is lost."""


def take_ticket(
    hall: Hall,
    wish: Wish,
    *,
    submission: UUID,
    at: datetime,
    lane: Lane = Lane.WALK_IN,
    by: Actor | None = None,
    booking: Booking | None = None,
    came: datetime | None = None,
    is_synthetic: bool = False,
) -> Ticket | Refusal:
    """Give out the next number of a group; the same submission (a double touch, a retry) gives the one it gave before.

    ``by`` is the clerk who takes it for someone, also while the hall is shut; ``came`` is when somebody came whose number was
    written on paper: their turn counts from then, whoever has taken a number meanwhile, and the record says so.
    """
    if found := Ticket.objects.filter(submission=submission).first():
        return found
    refusal = _refused(hall, wish, at, by, booking)
    if refusal is not None:
        return refusal
    try:
        with transaction.atomic():
            return _take(hall, wish, submission, at, lane, by, booking, came=came, is_synthetic=is_synthetic)
    except _CapReached:
        return CAP_REACHED(group=wish.item.text if wish.item else wish.group.text)
    except IntegrityError:
        return Ticket.objects.get(submission=submission)


def check_in(booking: Booking, *, at: datetime, by: Actor | None = None, green: bool = False) -> Ticket | Refusal:
    """One who has booked arrives; twice gives the same number."""
    if hasattr(booking, "ticket"):
        return booking.ticket
    if booking.cancelled_at is not None:
        return BOOKING_CANCELLED()
    if day_of(booking.begins) != day_of(at):
        return OTHER_DAY(day=dated(day_of(booking.begins)))
    wish = Wish(booking.group, booking.item, booking.community)
    return take_ticket(
        booking.hall, wish, submission=booking.submission, at=at, by=by, booking=booking,
        lane=lane_of(green=green, booked=True), is_synthetic=booking.is_synthetic,
    )  # fmt: skip


def _refused(hall: Hall, wish: Wish, at: datetime, by: Actor | None, booking: Booking | None) -> Refusal | None:
    if by is not None and not serves(by, hall):
        return NOT_OF_THIS_HALL()
    if not wish.group.is_open and booking is None:
        return GROUP_SHUT(group=wish.group.text)
    if by is None and not hall.opening.is_open(timezone.localtime(at), calendar()):
        return SHUT()
    if wish.community and wish.community.pk not in communities_of_hall(hall.place_id, day_of(at)):
        return NOT_SERVED_HERE(community=wish.community.text)
    return None


def _take(
    hall: Hall, wish: Wish, submission: UUID, at: datetime, lane: Lane, by: Actor | None, booking: Booking | None,
    *, came: datetime | None, is_synthetic: bool,
) -> Ticket:  # fmt: skip
    day = day_of(at)
    count, counted_at = _number(wish, day, at, is_promised=booking is not None)
    joined_at = counted_at if came is None else min(came, counted_at)
    ticket = Ticket(
        hall=hall,
        group=wish.group,
        community_id=wish.community.pk if wish.community else hall.place_id,
        day=day,
        count=count,
        number=written(wish.group.letter, count),
        code=new_code(),
        submission=submission,
        lane=lane.value,
        state=TicketState.WAITING.value,
        item=wish.item,
        comes_as=wish.comes_as.value,
        missing=list(wish.missing),
        booking=booking,
        joined_at=joined_at,
        changed_at=joined_at,
        turn_at=turn_at(joined_at, lane, hall.head_starts, booking.slot if booking else None),
        is_synthetic=is_synthetic,
    )
    ticket.save(force_insert=True)
    write_step(ticket, "take", joined_at, by, None)
    facts = {"number": ticket.number, "day": day.isoformat()} | ({"came": came.isoformat()} if came else {})
    record_act(ticket.community_id, "ticket.take", ticket.record_subject, counted_at, by, facts=facts)
    tell(hall.pk)
    return ticket


def _number(wish: Wish, day: date, at: datetime, *, is_promised: bool) -> tuple[int, datetime]:
    """Count a number; one who has booked was promised theirs, whatever has been given out meanwhile."""
    item = wish.item.item_id if wish.item else None
    if is_promised:
        return counting.keep_promise(wish.group, day, item, at)
    number = counting.give(wish.group, day, item, at)
    if number is None:
        raise _CapReached
    return number
