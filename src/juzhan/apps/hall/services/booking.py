"""Somebody books a time, moves it, gives it up, or arrives; a slot never takes more than the hall's capacity."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from uuid import UUID

from attrs import frozen
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.access import communities_of_hall
from juzhan.apps.hall.models import Booking, BookingContact, Group, Hall, SlotCount, Ticket
from juzhan.apps.hall.selectors import group_for, groups_of
from juzhan.apps.hall.services import counting, taking
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.law import calendar, day_of
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.booking import SLOT_FULL, SLOT_OVER, Rule
from juzhan.domain.queueing.hours import Slot
from juzhan.domain.queueing.promised import Crowd
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.dates import dated

NOT_DONE_HERE = RefusalKind(
    "booking.not_done_here",
    Text("这个大厅不办“{item}”。", "“{item}” is not done in this hall."),
)
NOT_BOOKED_NOW = RefusalKind(
    "booking.group_shut",
    Text("“{group}”现在不接受预约，请问工作人员。", "No bookings for “{group}” now; ask the staff."),
)
BOOKED_ALREADY = RefusalKind(
    "booking.twice",
    Text(
        "这个电话已经约了“{item}”。要换时间，请凭预约的查询码打开那个预约改时间；不去了，请先取消。",
        "This phone has already booked “{item}”. Open that booking with its code to move it, or cancel it first.",
    ),
)
DAY_FULL = RefusalKind(
    "booking.day_full",
    Text("“{item}” {day} 的名额已满，请另选一天。", "“{item}” is fully booked on {day}; choose another day."),
    about="slot",
)
ARRIVED = RefusalKind(
    "booking.arrived",
    Text(
        "这个预约已经签到，号码是 {number}，不能再改或取消。",
        "This booking has checked in as number {number}; it can no longer be changed or cancelled.",
    ),
)

_TAKE = """
insert into hall_slotcount (hall_id, begins, taken) values (%s, %s, 1)
on conflict on constraint one_count_for_a_slot do update set taken = hall_slotcount.taken + 1
where hall_slotcount.taken < %s
returning taken
"""


@frozen
class Asked:
    """What is booked, for whom: the item, the community, and how to reach who comes."""

    item: ItemVersion
    community: Place
    phone: str
    name: str = ""


LONGEST = timedelta(days=1)
"""No slot is longer, so bookings that overlap one are found by the index of their beginnings."""


class _Refused(Exception):
    """Ends the transaction, so that no place is lost."""

    def __init__(self, refusal: Refusal) -> None:
        self.refusal = refusal
        super().__init__(refusal.code)


def rule_of(hall: Hall) -> Rule:
    """What a hall takes bookings by."""
    return Rule(hall.opening, calendar(), hall.slot_minutes, hall.booking_days)


def book(
    hall: Hall,
    asked: Asked,
    begins: datetime,
    *,
    submission: UUID,
    at: datetime,
    by: Actor | None = None,
    is_synthetic: bool = False,
) -> Booking | Refusal:
    """Book the slot that begins at a moment; the same submission gives the booking it gave before.

    ``by`` is the clerk who books for someone.
    """
    if found := Booking.objects.filter(submission=submission).first():
        return found
    try:
        with transaction.atomic():
            hall = _as_arranged(hall)
            slot = _slot_at(hall, begins, at)
            booking = Booking(
                hall=hall, group=_group_for(hall, asked, day_of(slot.begins)), item=asked.item, community=asked.community,
                code=new_code(), submission=submission, begins=slot.begins, ends=slot.ends, booked_at=at,
                is_synthetic=is_synthetic,
            )  # fmt: skip
            return _book(booking, asked, by)
    except _Refused as error:
        return Booking.objects.filter(submission=submission).first() or error.refusal
    except IntegrityError:
        return Booking.objects.get(submission=submission)


def _as_arranged(hall: Hall) -> Hall:
    """The hall as its head has arranged it; that changes only after the transaction, while others book beside it."""
    (row,) = Hall.objects.raw("select * from hall_hall where id = %s for share", [hall.pk])
    return row


def _slot_at(hall: Hall, begins: datetime, at: datetime) -> Slot:
    slot = rule_of(hall).slot_at(timezone.localtime(begins), timezone.localtime(at))
    if isinstance(slot, Refusal):
        raise _Refused(slot)
    return slot


def _group_for(hall: Hall, asked: Asked, on: date) -> Group:
    if asked.community.pk not in communities_of_hall(hall.place_id, on):
        raise _Refused(taking.NOT_SERVED_HERE(community=asked.community.text))
    group = group_for(groups_of(hall), asked.item)
    if group is None or asked.item.is_historical:
        raise _Refused(NOT_DONE_HERE(item=asked.item.text))
    if not group.is_open:
        raise _Refused(NOT_BOOKED_NOW(group=group.text))
    return group


def _book(booking: Booking, asked: Asked, by: Actor | None) -> Booking:
    _one_after_another(asked.phone, booking.item.item_id)
    _check_once(booking, asked)
    _promise(booking, booking.booked_at)
    _take_place(booking)
    booking.save(force_insert=True)
    BookingContact.objects.create(booking=booking, name=asked.name, phone=asked.phone)
    _record(booking, "booking.made", booking.booked_at, by)
    return booking


def _one_after_another(*what: object) -> None:
    """Those who ask for the same wait for each other until the transaction ends; nobody else does."""
    digest = hashlib.sha256(repr(what).encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])


def _check_once(booking: Booking, asked: Asked) -> None:
    """A second booking is refused without its day: anybody can type a neighbor's phone."""
    mine = Booking.objects.filter(contact__phone=asked.phone, item__item=booking.item.item_id, hall=booking.hall)
    if mine.filter(cancelled_at=None, ticket=None, ends__gt=booking.booked_at).exists():
        raise _Refused(BOOKED_ALREADY(item=booking.item.text))


def _promise(booking: Booking, at: datetime) -> None:
    """Keep a number of the booked day, of those that the hall gives out for the item and the queue."""
    day = day_of(booking.begins)
    if not counting.promise(booking.group, day, booking.item.item_id, at):
        raise _Refused(DAY_FULL(item=booking.item.text, day=dated(day)))


def _take_back(booking: Booking, begins: datetime) -> None:
    counting.take_back(booking.group, day_of(begins), booking.item.item_id)


def _take_place(booking: Booking) -> None:
    """One statement counts a place of a slot, so that there are never more than the capacity at any moment of it."""
    hall, row = booking.hall, None
    if hall.slot_capacity > 0:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [hall.pk, booking.begins, hall.slot_capacity])
            row = cursor.fetchone()
    if row is None or _is_crowded(booking):
        raise _Refused(SLOT_FULL(slot=booking.slot.text))


def _is_crowded(booking: Booking) -> bool:
    """Whether slots of another length or beginning, which were booked when the hall had others, leave no place."""
    crowd, slot = Crowd(), booking.slot
    near = Booking.objects.filter(
        hall=booking.hall,
        cancelled_at=None,
        begins__gt=slot.begins - LONGEST,
        begins__lt=slot.ends,
        ends__gt=slot.begins,
    )
    for begins, ends in near.exclude(pk=booking.pk).values_list("begins", "ends"):
        crowd.add(Slot(begins, ends))
    return crowd.most(slot) >= booking.hall.slot_capacity


def _free_place(hall: Hall, begins: datetime) -> None:
    SlotCount.objects.filter(hall=hall, begins=begins, taken__gt=0).update(taken=F("taken") - 1)


def change_booking(booking: Booking, begins: datetime, *, at: datetime, by: Actor | None = None) -> Booking | Refusal:
    """Move a booking to another slot and free the old one, both or neither; moving it to where it is changes nothing."""
    try:
        with transaction.atomic():
            locked = _locked(booking)
            locked.hall = _as_arranged(locked.hall)
            slot = _slot_at(locked.hall, begins, at)
            if refusal := _not_open(locked, at):
                return refusal
            return locked if locked.begins == slot.begins else _move(locked, slot, at, by)
    except _Refused as error:
        return error.refusal


def _move(booking: Booking, slot: Slot, at: datetime, by: Actor | None) -> Booking:
    """The earlier day's and slot's row is always taken first, so that two who swap do not wait for each other for ever."""
    old, hall = booking.begins, booking.hall
    booking.begins, booking.ends = slot.begins, slot.ends
    _move_promise(booking, old, at)
    if old < slot.begins:
        _free_place(hall, old)
    _take_place(booking)
    if old > slot.begins:
        _free_place(hall, old)
    booking.save(update_fields=["begins", "ends"])
    _record(booking, "booking.moved", at, by)
    return booking


def _move_promise(booking: Booking, old: datetime, at: datetime) -> None:
    before, after = day_of(old), day_of(booking.begins)
    if before < after:
        _take_back(booking, old)
    if before != after:
        _promise(booking, at)
    if before > after:
        _take_back(booking, old)


def cancel_booking(booking: Booking, *, at: datetime, by: Actor | None = None) -> Booking | Refusal:
    """Give a booking up and free its place; who booked is forgotten at once. Twice changes nothing."""
    with transaction.atomic():
        locked = _locked(booking)
        if locked.cancelled_at is not None:
            return locked
        if refusal := _not_open(locked, at):
            return refusal
        locked.cancelled_at = at
        locked.save(update_fields=["cancelled_at"])
        BookingContact.objects.filter(booking=locked).delete()
        _take_back(locked, locked.begins)
        _free_place(locked.hall, locked.begins)
        _record(locked, "booking.cancelled", at, by)
        return locked


def arrive(booking: Booking, *, at: datetime, by: Actor | None = None, green: bool = False) -> Ticket | Refusal:
    """Check in; nobody can cancel or move the booking meanwhile, and twice gives the same number."""
    with transaction.atomic():
        return taking.check_in(_locked(booking), at=at, by=by, green=green)


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("hall__place", "group", "item", "community")
    return rows.get(pk=booking.pk)


def _not_open(booking: Booking, at: datetime) -> Refusal | None:
    if booking.cancelled_at is not None:
        return taking.BOOKING_CANCELLED()
    if ticket := Ticket.objects.filter(booking=booking).first():
        return ARRIVED(number=ticket.number)
    return SLOT_OVER() if booking.ends <= at else None


def _record(booking: Booking, act: str, at: datetime, by: Actor | None) -> None:
    """The day stands in the record; what for and who does not, since someone may have been seen in the hall."""
    facts = {"day": day_of(booking.begins).isoformat()}
    record_act(booking.community_id, act, booking.record_subject, at, by, facts=facts)
