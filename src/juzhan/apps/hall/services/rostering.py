"""A head seats people at the counters of a week; what cannot be is refused, what is missing is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from attrs import evolve, frozen
from django.db import transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import NOT_ITS_HEAD, heads
from juzhan.apps.hall.models import Hall, Roster
from juzhan.apps.hall.rostering import DAYS, Week, monday_of, week_of
from juzhan.apps.hall.services.arranging import lock_hall
from juzhan.domain.queueing.roster import Day, Seat, mistakes
from juzhan.domain.record import Fact
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOTHING_TO_COPY = RefusalKind(
    "roster.nothing_to_copy",
    Text("上一周没有排班，没有可复制的。", "The week before has no roster, so there is nothing to copy."),
)


@frozen
class Seated:
    """A seat of a day as the head wants it; without person and stand-in it is emptied."""

    on: date
    seat: Seat


@transaction.atomic
def seat_week(hall: Hall, day: date, seats: Sequence[Seated], *, by: Actor, at: datetime) -> Week | tuple[Refusal, ...]:
    """Save the seats of the week in which a day lies, all of them or none; seats that are not named stay as they are."""
    if not heads(by, hall):
        return (NOT_ITS_HEAD(),)
    lock_hall(hall.pk)
    week = week_of(hall, day)
    wanted = [_with(each, [seated.seat for seated in seats if seated.on == each.on]) for each in week.days]
    if wrong := tuple(refusal for each in wanted for refusal in mistakes(each, week.names)):
        return wrong
    changed = sum(_save(before, after) for before, after in zip(week.days, wanted, strict=True))
    if changed:
        _record(hall, "roster.set", by, at, week.monday, changed)
    return evolve(week, days=tuple(wanted))


def fill_week(hall: Hall, day: date, seats: Sequence[Seated], *, by: Actor, at: datetime) -> int | tuple[Refusal, ...]:
    """Save seats as they were chosen, then fill the empty ones as in the week before; all of it or nothing."""
    with transaction.atomic():
        saved = seat_week(hall, day, seats, by=by, at=at)
        if not isinstance(saved, Week):
            return saved
        filled = copy_week_before(hall, day, by=by, at=at)
        if isinstance(filled, Refusal):
            transaction.set_rollback(True)
            return (filled,)
        return filled


def copy_week_before(hall: Hall, day: date, *, by: Actor, at: datetime) -> int | Refusal:
    """Take the roster of the week before for seats of this week that are empty, and tell how many were filled.

    Left out: shut days, people who hold no post then, and whoever has a seat that day already.
    """
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    with transaction.atomic():
        lock_hall(hall.pk)
        before, week = week_of(hall, monday_of(day) - timedelta(days=DAYS)), week_of(hall, day)
        if not any(each.seats for each in before.days):
            return NOTHING_TO_COPY()
        filled = [_filled(old, new, week) for old, new in zip(before.days, week.days, strict=True)]
        changed = sum(_save(new, after) for new, after in zip(week.days, filled, strict=True))
        if changed:
            _record(hall, "roster.copied", by, at, week.monday, changed)
        return changed


def _with(day: Day, seats: Sequence[Seat]) -> Day:
    """A day with some of its seats as they are wanted."""
    named = {seat.counter for seat in seats}
    kept = [seat for seat in day.seats if seat.counter not in named]
    return evolve(day, seats=(*kept, *(seat for seat in seats if seat.person is not None or seat.stand_in is not None)))


def _filled(old: Day, new: Day, week: Week) -> Day:
    """A day whose empty seats are those of the week before, as far as that is right."""
    if not new.is_open:
        return new
    for seat in old.seats:
        if seat.counter in new.serves and seat.counter not in {each.counter for each in new.seats}:
            for wanted in (seat, evolve(seat, stand_in=None)):
                tried = _with(new, [wanted])
                if not mistakes(tried, week.names):
                    new = tried
                    break
    return new


def _save(before: Day, after: Day) -> int:
    """Write what is different; how many seats that were."""
    old, new = ({seat.counter: seat for seat in day.seats} for day in (before, after))
    different = [counter for counter in {*old, *new} if old.get(counter) != new.get(counter)]
    for counter in different:
        seat = new.get(counter)
        if seat is None:
            Roster.objects.filter(counter=counter, day=after.on).delete()
        else:
            given = {"person_id": seat.person, "stand_in_id": seat.stand_in}
            Roster.objects.update_or_create(counter_id=counter, day=after.on, defaults=given)
    return len(different)


def _record(hall: Hall, act: str, by: Actor, at: datetime, monday: date, changed: int) -> None:
    facts: dict[str, Fact] = {"week": monday.isoformat(), "seats": changed}
    record_act(hall.place_id, act, hall.record_subject, at, by, facts=facts)
