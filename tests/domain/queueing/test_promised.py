"""Which bookings a hall can still keep as it is arranged."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.config.env import ROOT
from juzhan.domain.queueing.hours import Hours, Slot, Span
from juzhan.domain.queueing.promised import CROWDED, OVER_THE_CAP, SHUT_THEN, Crowd, Promised, Terms, lost
from juzhan.domain.shared.calendar_loading import load_calendar

CALENDAR = load_calendar(ROOT / "rules" / "cn" / "calendar")
NINE = datetime(2026, 3, 3, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def slot(begins: int, ends: int) -> Slot:
    """A slot of Tuesday morning, in minutes after nine."""
    return Slot(NINE + timedelta(minutes=begins), NINE + timedelta(minutes=ends))


def terms(hours: Hours | None = None, capacity: int = 2, **caps: int) -> Terms:
    """How the hall is arranged; unless told otherwise with two at the same moment."""
    return Terms(hours or Hours(), CALENDAR, capacity, caps)


def test_what_fits_is_kept() -> None:
    assert lost([Promised(slot(0, 30)), Promised(slot(0, 30)), Promised(slot(30, 60))], terms()) == {}


@pytest.mark.parametrize(
    "hours",
    [
        Hours(weekdays={1: ()}),
        Hours(weekdays={1: (Span(time(9, 15), time(12)),)}),
        Hours((Span(time(8), time(9, 20)),)),
    ],
)
def test_a_booking_for_hours_in_which_the_hall_is_shut_has_lost_its_time(hours: Hours) -> None:
    assert lost([Promised(slot(0, 30)), Promised(slot(0, 30), is_done=True)], terms(hours)) == {0: SHUT_THEN}


def test_who_booked_first_keeps_the_place() -> None:
    booked = [Promised(slot(0, 30)), Promised(slot(0, 30)), Promised(slot(0, 30), is_done=True)]
    assert lost(booked, terms()) == {1: CROWDED}
    assert lost(booked, terms(capacity=0)) == {0: CROWDED, 1: CROWDED}


def test_slots_of_different_lengths_count_together_at_each_moment() -> None:
    booked = [Promised(slot(0, 30)), Promised(slot(0, 15)), Promised(slot(15, 30)), Promised(slot(20, 35))]
    assert lost(booked, terms()) == {3: CROWDED}


def test_caps_of_items_and_queues_count_by_the_day() -> None:
    tomorrow = Slot(NINE + timedelta(days=1), NINE + timedelta(days=1, minutes=30))
    booked = [Promised(each, ("item", "queue")) for each in (slot(0, 30), slot(30, 60), tomorrow)]
    assert lost(booked, terms(item=1)) == {1: OVER_THE_CAP}
    assert lost(booked, terms(queue=0)) == dict.fromkeys(range(3), OVER_THE_CAP)
    assert lost(booked, terms(other=0)) == {}


slots = st.builds(lambda begins, length: slot(begins, begins + length), st.integers(0, 120), st.integers(5, 60))


@given(st.lists(slots, max_size=12), st.integers(0, 4))
def test_those_who_keep_their_time_are_never_more_than_the_capacity_and_nobody_loses_it_needlessly(
    booked: list[Slot], capacity: int
) -> None:
    gone = lost([Promised(each) for each in booked], terms(capacity=capacity))
    kept = Crowd()
    for place, each in enumerate(booked):
        if place not in gone:
            kept.add(each)
    assert all(kept.most(each) <= capacity for each in booked)
    assert all(kept.most(booked[place]) >= capacity for place in gone)
