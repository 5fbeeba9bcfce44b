"""Who is next: a visitor's turn is a moment, and the earliest turn is called first.

A walk-in's turn is the moment of taking a number. The green channel and those who booked stand as if they had come earlier,
by a head start that the hall sets and the board tells. So nobody is starved: a walk-in is overtaken only by those who come
within the head start, never by anyone who comes later than that. See docs/algorithms/queueing.md.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from attrs import field, frozen, validators

from juzhan.domain.queueing.hours import Slot
from juzhan.domain.shared import Text


class Lane(StrEnum):
    """How a visitor came to the queue."""

    GREEN = "green"
    BOOKED = "booked"
    WALK_IN = "walk_in"

    @property
    def text(self) -> Text:
        """The lane's name in both languages."""
        return _NAMES[self]


def lane_of(*, green: bool, booked: bool = False) -> Lane:
    """The lane of a visitor: whoever may use the green channel and says so goes by it, booked or not.

    >>> lane_of(green=True, booked=True).value
    'green'
    """
    return Lane.GREEN if green else Lane.BOOKED if booked else Lane.WALK_IN


_NAMES = {
    Lane.GREEN: Text("绿色通道", "Green channel"),
    Lane.BOOKED: Text("预约", "Booked"),
    Lane.WALK_IN: Text("现场取号", "Walk-in"),
}

_not_negative = [validators.instance_of(timedelta), validators.ge(timedelta())]


@frozen
class HeadStarts:
    """How much earlier than they came the green channel and the booked stand in the queue."""

    green: timedelta = field(default=timedelta(minutes=60), validator=_not_negative)
    booked: timedelta = field(default=timedelta(minutes=30), validator=_not_negative)

    def of(self, lane: Lane) -> timedelta:
        """The head start of a lane; a walk-in has none."""
        return {Lane.GREEN: self.green, Lane.BOOKED: self.booked}.get(lane, timedelta())

    @property
    def text(self) -> Text:
        """The rule as the board tells it."""
        green, booked = _minutes(self.green), _minutes(self.booked)
        return Text(
            f"绿色通道按早到 {green} 分钟排，预约按约定时间早 {booked} 分钟排；先到先办。",
            f"The green channel stands as if {green} minutes earlier, bookings as if {booked} minutes before their time; "
            "first come, first served.",
        )


def turn_at(joined_at: datetime, lane: Lane, starts: HeadStarts, booked: Slot | None = None) -> datetime:
    """The moment by which a visitor stands in the queue.

    A booking counts from its slot, ``booked``, also for those who come early; who comes after the slot has ended is a walk-in.
    """
    if booked is not None and joined_at < booked.ends:
        turn = booked.begins - starts.of(Lane.BOOKED)
        return min(turn, joined_at - starts.green) if lane is Lane.GREEN else turn
    if lane is Lane.BOOKED:
        return joined_at
    return joined_at - starts.of(lane)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
