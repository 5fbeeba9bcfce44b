"""A time that is asked for has places left, or the visitor reads why it cannot be booked."""

from __future__ import annotations

from datetime import datetime

import pytest

from juzhan.apps.hall.slots import OpenSlot, begins_of, days_of, key_of, place_at
from juzhan.domain.shared import Refusal
from tests.hall.booking import TOMORROW_NINE, Bookings, phone
from tests.hall.visiting import TEN, Visiting
from tests.world import at

pytestmark = pytest.mark.django_db


def asked(visiting: Visiting, begins: datetime) -> OpenSlot | Refusal:
    """What somebody is told who asks for a time on Monday at ten."""
    return place_at(visiting.hall, days_of(visiting.hall, TEN), begins, TEN)


def test_a_time_has_as_many_places_as_nobody_has_booked(visiting: Visiting) -> None:
    Bookings(visiting).books()
    place = asked(visiting, TOMORROW_NINE)
    assert isinstance(place, OpenSlot)
    assert (place.slot.hours, place.free) == ("09:00–09:30", 1)


def test_a_time_without_places_is_named_in_the_refusal(visiting: Visiting) -> None:
    bookings = Bookings(visiting)
    for number in range(visiting.hall.slot_capacity):
        bookings.books(phone=phone(number))
    refusal = asked(visiting, TOMORROW_NINE)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, "2026年3月3日 星期二 09:00–09:30" in refusal.text.zh) == ("slot.full", True)


def test_a_moment_at_which_no_slot_begins_is_refused(visiting: Visiting) -> None:
    refusal = asked(visiting, at(2026, 3, 3, 9, 10))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "slot.unknown"


def test_the_key_of_a_slot_names_its_moment_and_nothing_else_does() -> None:
    assert begins_of(key_of(TOMORROW_NINE)) == TOMORROW_NINE
    assert [begins_of(key) for key in ("", "2026-03-03", "2026-03-03T09:00+08:00", "2026-13-03T09:00")] == [None] * 4
