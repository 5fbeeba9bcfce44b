"""Which times of a hall are free: the days on which it takes bookings, their slots, and how many places each has left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import frozen
from django.db.models import Count
from django.utils import timezone

from juzhan.apps.hall.models import Booking, Hall
from juzhan.apps.hall.services.booking import LONGEST, rule_of
from juzhan.domain.queueing.booking import SLOT_FULL
from juzhan.domain.queueing.hours import Slot
from juzhan.domain.queueing.promised import Crowd
from juzhan.domain.shared import Refusal, Text

_FORM = "%Y-%m-%dT%H:%M"


@frozen
class OpenSlot:
    """A slot and how many places it has left."""

    slot: Slot
    free: int

    @property
    def key(self) -> str:
        """The slot as it stands in an address or a form."""
        return key_of(self.slot.begins)


@frozen
class Day:
    """A day on which the hall takes bookings."""

    date: date
    places: tuple[OpenSlot, ...]

    @property
    def weekday(self) -> Text:
        """The day of the week in short, by which people remember a day."""
        number = self.date.weekday()
        return Text(f"周{'一二三四五六日'[number]}", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[number])

    @property
    def free(self) -> int:
        """How many places the day has left."""
        return sum(place.free for place in self.places)


def days_of(hall: Hall, at: datetime) -> list[Day]:
    """The days that can be booked now with their slots, in one query; a day whose last slot has begun is left out."""
    local, rule = timezone.localtime(at), rule_of(hall)
    ahead = (local.date() + timedelta(n) for n in range(hall.booking_days + 1))
    slots = {day: found for day in ahead if (found := rule.slots_on(day, local))}
    crowd = _booked(hall, at)
    return [
        Day(day, tuple(OpenSlot(slot, max(0, hall.slot_capacity - crowd.most(slot))) for slot in found))
        for day, found in slots.items()
    ]


def _booked(hall: Hall, at: datetime) -> Crowd:
    """Who has booked the time to come, also in slots of another length from before the hall was arranged anew."""
    crowd = Crowd()
    ahead = Booking.objects.filter(hall=hall, cancelled_at=None, begins__gt=at - LONGEST, ends__gt=at)
    for begins, ends, many in ahead.values_list("begins", "ends").annotate(many=Count("pk")):
        crowd.add(Slot(begins, ends), many)
    return crowd


def day_shown(days: list[Day], wanted: str) -> Day | None:
    """The day that was asked for, else the first with a free place, else the first."""
    asked = next((day for day in days if day.date.isoformat() == wanted), None)
    return asked or next((day for day in days if day.free), None) or next(iter(days), None)


def place_at(hall: Hall, days: Sequence[Day], begins: datetime, at: datetime) -> OpenSlot | Refusal:
    """The slot that begins at a moment, or why it cannot be booked now; ``days`` are those that were read just before."""
    slot = slot_at(hall, begins, at)
    if isinstance(slot, Refusal):
        return slot
    found = next((place for day in days for place in day.places if place.slot == slot), OpenSlot(slot, 1))
    return found if found.free else SLOT_FULL(slot=slot.text)


def slot_at(hall: Hall, begins: datetime, at: datetime) -> Slot | Refusal:
    """The slot that begins at a moment, whether it has places or not, or why the hall has none such."""
    return rule_of(hall).slot_at(timezone.localtime(begins), timezone.localtime(at))


def key_of(begins: datetime) -> str:
    """A slot as it stands in an address or a form."""
    return begins.strftime(_FORM)


def begins_of(key: str) -> datetime | None:
    """The moment that a slot's key names, in the hall's time zone; None for anything else."""
    try:
        return datetime.strptime(key, _FORM).replace(tzinfo=timezone.get_current_timezone())
    except ValueError:
        return None
