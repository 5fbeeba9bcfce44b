"""Who is next: the earliest turn, with head starts that starve nobody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.queueing.hours import Slot
from juzhan.domain.queueing.order import HeadStarts, Lane, turn_at

NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
STARTS = HeadStarts(timedelta(minutes=60), timedelta(minutes=30))
SLOT = Slot(NINE + timedelta(minutes=60), NINE + timedelta(minutes=75))

moments = st.integers(0, 480).map(lambda minutes: NINE + timedelta(minutes=minutes))
lanes = st.sampled_from([Lane.GREEN, Lane.WALK_IN])


def test_walk_ins_are_served_in_the_order_in_which_they_came() -> None:
    later = NINE + timedelta(minutes=1)
    assert turn_at(NINE, Lane.WALK_IN, STARTS) < turn_at(later, Lane.WALK_IN, STARTS)


def test_the_green_channel_stands_as_if_it_had_come_an_hour_earlier() -> None:
    assert turn_at(NINE, Lane.GREEN, STARTS) == NINE - timedelta(minutes=60)


def test_a_booking_counts_from_its_slot_however_early_one_comes() -> None:
    early, in_time = NINE, SLOT.begins
    assert turn_at(early, Lane.BOOKED, STARTS, SLOT) == turn_at(in_time, Lane.BOOKED, STARTS, SLOT)


def test_a_booked_visitor_is_before_every_walk_in_of_the_slot() -> None:
    booked = turn_at(SLOT.ends - timedelta(minutes=1), Lane.BOOKED, STARTS, SLOT)
    assert booked < turn_at(SLOT.begins, Lane.WALK_IN, STARTS)


def test_who_comes_after_the_slot_has_ended_is_a_walk_in() -> None:
    assert turn_at(SLOT.ends, Lane.BOOKED, STARTS, SLOT) == SLOT.ends


def test_a_booked_visitor_of_the_green_channel_has_the_better_of_both() -> None:
    at = SLOT.begins
    assert turn_at(at, Lane.GREEN, STARTS, SLOT) == at - timedelta(minutes=60)


@given(moments, moments, lanes)
def test_nobody_is_overtaken_by_one_who_comes_later_than_the_head_start(
    mine: datetime, theirs: datetime, lane: Lane
) -> None:
    if theirs - mine > STARTS.of(lane):
        assert turn_at(mine, Lane.WALK_IN, STARTS) < turn_at(theirs, lane, STARTS)


@given(moments, moments, st.sampled_from(list(Lane)))
def test_within_a_lane_the_order_is_that_of_coming(one: datetime, other: datetime, lane: Lane) -> None:
    if one <= other:
        assert turn_at(one, lane, STARTS) <= turn_at(other, lane, STARTS)


def test_a_head_start_is_never_negative() -> None:
    with pytest.raises(ValueError, match="green"):
        HeadStarts(timedelta(minutes=-1))


def test_the_rule_is_told_in_both_languages() -> None:
    assert "60" in STARTS.text.zh
    assert "30" in STARTS.text.en
