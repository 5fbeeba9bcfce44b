"""Short words for the tests of bookings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from attrs import frozen

from juzhan.apps.hall.models import Booking, SlotCount
from juzhan.apps.hall.services import booking as service
from juzhan.domain.shared import Refusal
from tests.hall.visiting import TEN, Visiting
from tests.world import ALLOWANCE, at

TOMORROW_NINE = at(2026, 3, 3, 9)
TODAY_TWO = at(2026, 3, 2, 14)
PHONE = "13800000001"


@frozen
class Bookings:
    """A hall in which people book."""

    visiting: Visiting

    def asks(
        self,
        begins: datetime = TOMORROW_NINE,
        phone: str = PHONE,
        now: datetime = TEN,
        submission: UUID | None = None,
        item: str = ALLOWANCE,
        **given: Any,
    ) -> Booking | Refusal:
        """Somebody asks for a slot."""
        world, hall = self.visiting.world, self.visiting.hall
        asked = service.Asked(world.item(item), given.pop("community", None) or world.place(), phone, "测试居民")
        return service.book(hall, asked, begins, submission=submission or uuid4(), at=now, **given)

    def books(self, begins: datetime = TOMORROW_NINE, phone: str = PHONE, **given: Any) -> Booking:
        """Somebody asks for a slot and gets it."""
        return booked(self.asks(begins, phone, **given))

    def taken(self, begins: datetime = TOMORROW_NINE) -> int:
        """How many places of a slot are counted as taken."""
        row = SlotCount.objects.filter(hall=self.visiting.hall, begins=begins).first()
        return row.taken if row else 0


def booked(result: object) -> Booking:
    """The booking as it is in the database after an act that was not refused."""
    assert isinstance(result, Booking), result
    return Booking.objects.select_related("hall", "group", "item", "community").get(pk=result.pk)


def phone(number: int) -> str:
    """A synthetic phone number."""
    return f"138{number:08d}"
