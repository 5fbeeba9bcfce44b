"""Which bookings a hall can still keep as it is arranged now; the others have lost their time, and somebody calls them."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from attrs import field, frozen

from juzhan.domain.queueing.hours import Hours, Slot
from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar import WorkCalendar

SHUT_THEN = Text("那时大厅不开门", "the hall is shut then")
CROWDED = Text("那个时段的名额已减少", "that time takes fewer bookings now")
OVER_THE_CAP = Text("那天的限号已减少", "that day has fewer numbers now")
_MINUTE = timedelta(minutes=1)


@frozen
class Promised:
    """One booking: its time, what it counts against (item, queue), and whether its visitor has arrived or its time is over."""

    slot: Slot
    counts: tuple[Hashable, ...] = ()
    is_done: bool = False


@frozen
class Terms:
    """By what a hall keeps bookings: hours, how many at the same moment, and how many a day for an item or a queue."""

    hours: Hours
    calendar: WorkCalendar
    capacity: int
    caps: Mapping[Hashable, int] = field(factory=dict)


class Crowd:
    """How many have booked each minute, whatever the lengths of their slots, so that a capacity holds at every moment."""

    def __init__(self) -> None:
        self._minutes: Tally[datetime] = Tally()

    def add(self, slot: Slot, many: int = 1) -> None:
        """So many have booked a slot."""
        for minute in _minutes(slot):
            self._minutes[minute] += many

    def most(self, slot: Slot) -> int:
        """How many there are at the fullest moment of a slot."""
        return max(self._minutes[minute] for minute in _minutes(slot))


def _minutes(slot: Slot) -> Iterable[datetime]:
    return (slot.begins + n * _MINUTE for n in range(max(1, (slot.ends - slot.begins) // _MINUTE)))


def lost(promised: Sequence[Promised], terms: Terms) -> dict[int, Text]:
    """The bookings that lost their time, by their place in the sequence, with why; those who booked first keep theirs.

    Those that are done lose nothing and count. Moments are in the hall's time zone.
    """
    crowd, days = Crowd(), Tally[tuple[date, Hashable]]()
    found = {}
    for place, each in sorted(enumerate(promised), key=lambda pair: not pair[1].is_done):
        reason = None if each.is_done else _reason(each, terms, crowd, days)
        if reason is not None:
            found[place] = reason
            continue
        crowd.add(each.slot)
        days.update((each.slot.begins.date(), count) for count in each.counts)
    return found


def is_open_for(slot: Slot, hours: Hours, calendar: WorkCalendar) -> bool:
    """Whether a hall is open for the whole of a slot, in its own time zone."""
    spans = hours.on(slot.begins.date(), calendar)
    return any(span.opens <= slot.begins.time() and slot.ends.time() <= span.closes for span in spans)


def _reason(each: Promised, terms: Terms, crowd: Crowd, days: Tally[tuple[date, Hashable]]) -> Text | None:
    if not is_open_for(each.slot, terms.hours, terms.calendar):
        return SHUT_THEN
    if crowd.most(each.slot) >= terms.capacity:
        return CROWDED
    day, caps = each.slot.begins.date(), terms.caps
    return OVER_THE_CAP if any(days[day, count] >= caps[count] for count in each.counts if count in caps) else None
