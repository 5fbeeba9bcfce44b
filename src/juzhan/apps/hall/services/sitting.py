"""Somebody sits down at a counter and leaves it; the hall's head may open one for them, or close it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor, actor_of
from juzhan.apps.hall.access import NOT_ITS_HEAD, NOT_OF_THIS_HALL, heads, serves
from juzhan.apps.hall.models import Counter, Group, Hall, Shift
from juzhan.apps.hall.notifying import tell
from juzhan.apps.hall.seating import named_beside
from juzhan.apps.hall.selectors import visitors_at
from juzhan.apps.hall.services.core import change
from juzhan.apps.record import services as record
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.shared import Refusal, RefusalKind, Text

COUNTER_TAKEN = RefusalKind(
    "counter.taken",
    Text("{counter}现在由{name}使用。", "{counter} is used by {name} now."),
)
AT_ANOTHER_COUNTER = RefusalKind(
    "counter.at_another",
    Text("您已经开了{counter}，先关掉它。", "You have opened {counter}; close it first."),
)
SITS_ELSEWHERE = RefusalKind(
    "counter.sits_elsewhere",
    Text(
        "{name}现在坐 {counter}。请另选一位，或者先关掉那个窗口。",
        "{name} sits at {counter} now; choose somebody else, or close that counter first.",
    ),
    about="person",
)
NOT_SERVING = RefusalKind(
    "counter.not_serving",
    Text("选的人今天不在这个大厅任职，请另选一位。", "They hold no post in this hall today; choose somebody else."),
    about="person",
)
NOT_IN_USE = RefusalKind(
    "counter.not_in_use",
    Text("{counter}没有启用，请找站长。", "{counter} is not in use; ask the head of the station."),
)


def open_counter(
    counter: Counter, *, by: Actor, at: datetime, groups: Sequence[Group] | None = None
) -> Shift | Refusal:
    """Sit down at a counter; one person at each, one counter for each person; opening it twice changes nothing.

    ``groups`` are the queues that are called from it meanwhile; None or none of them: as the hall's head arranged it.
    """
    return _seat(counter, by, by, at, groups) if serves(by, counter.hall) else NOT_OF_THIS_HALL()


def open_for(
    counter: Counter, person: Person, *, by: Actor, at: datetime, groups: Sequence[Group] | None = None
) -> Shift | Refusal:
    """The hall's head opens a counter for somebody who serves there today, with the same outcome as if they sat down."""
    if not heads(by, counter.hall):
        return NOT_ITS_HEAD()
    whom = actor_of(person, by.on)
    if not person.is_active or not serves(whom, counter.hall):
        return NOT_SERVING()
    return _seat(counter, whom, by, at, groups)


def _seat(counter: Counter, whom: Actor, by: Actor, at: datetime, groups: Sequence[Group] | None) -> Shift | Refusal:
    try:
        with transaction.atomic():
            return _open(counter, whom, by, at, groups)
    except IntegrityError:  # at the same moment, the same person sat down at another counter
        return _why_not(counter, whom, by, shift_of(whom)) or _seat(counter, whom, by, at, groups)


def _open(counter: Counter, whom: Actor, by: Actor, at: datetime, groups: Sequence[Group] | None) -> Shift | Refusal:
    locked = Counter.objects.select_for_update(of=("self",), no_key=True).select_related("hall").get(pk=counter.pk)
    mine = shift_of(whom)
    if refusal := _why_not(locked, whom, by, mine):
        return refusal
    if mine is not None:
        return mine
    for_another = {"person": whom.person_id} if by.person_id != whom.person_id else {}
    shift = Shift.objects.create(
        counter=locked, person_id=whom.person_id, opened_at=at, opened_by_id=by.person_id if for_another else None
    )
    arranged = set(locked.groups.all()) or set(Group.objects.filter(hall=locked.hall_id))
    if groups and set(groups) != arranged:
        shift.groups.set(groups)
    queues = "".join(sorted(group.letter for group in shift.served))
    _record(locked, "counter.opened", at, by, queues=queues, **for_another)
    return shift


def _why_not(counter: Counter, whom: Actor, by: Actor, mine: Shift | None) -> Refusal | None:
    if not counter.is_in_use:
        return NOT_IN_USE(counter=counter.text)
    found = Shift.objects.filter(counter=counter, closed_at=None).exclude(person=whom.person_id)
    if other := found.select_related("person").first():
        return COUNTER_TAKEN(counter=counter.text, name=other.person.text)
    if mine is None or mine.counter_id == counter.pk:
        return None
    if whom.person_id == by.person_id:
        return AT_ANOTHER_COUNTER(counter=mine.counter.text)
    return SITS_ELSEWHERE(counter=named_beside(mine.counter, counter.hall), name=whom.name)


def shift_of(by: Actor) -> Shift | None:
    """The counter at which a person sits now."""
    return (
        Shift.objects.filter(person=by.person_id, closed_at=None).select_related("counter__hall", "opened_by").first()
    )


def shift_in(hall: Hall, by: Actor) -> Shift | None:
    """The counter of a hall at which a person sits now; None where they sit at none, or in another hall."""
    mine = shift_of(by)
    return mine if mine is not None and mine.counter.hall_id == hall.pk else None


def close_counter(shift: Shift, *, by: Actor, at: datetime) -> Shift | Refusal:
    """Leave a counter: who was called goes back into the queue, who is being served is held; closing twice changes nothing.

    The hall's head closes one that somebody left open.
    """
    if by.person_id != shift.person_id and not heads(by, shift.counter.hall):
        return NOT_ITS_HEAD()
    return leave_counter(shift, at=at, by=by)


@transaction.atomic
def leave_counter(
    shift: Shift, *, at: datetime, by: Actor | None = None, served: TicketAct = TicketAct.HOLD
) -> Shift | Refusal:
    """End a shift; ``by`` None is the program at the end of the day. ``served`` is what becomes of the visit in hand."""
    locked = Shift.objects.select_for_update(of=("self",), no_key=True).select_related("counter__hall").get(pk=shift.pk)
    if locked.closed_at is not None:
        return locked
    here = visitors_at(locked.counter_id).select_for_update(of=("self",), no_key=True).select_related("hall")
    for ticket in here:
        record.hold(ticket.community_id, locked.counter.hall.place_id)
        act = TicketAct.PUT_BACK if ticket.stands is TicketState.CALLED else served
        change(ticket, act, at=at, by=by, counter=locked.counter, by_itself=by is None)
    locked.closed_at = max(at, locked.opened_at)
    locked.closed_by_id = by.person_id if by is not None and by.person_id != locked.person_id else None
    locked.save(update_fields=["closed_at", "closed_by"])
    _record(locked.counter, "counter.closed", at, by)
    return locked


def _record(counter: Counter, act: str, at: datetime, by: Actor | None, **facts: Any) -> None:
    record_act(
        counter.hall.place_id,
        act,
        counter.record_subject,
        at,
        by,
        facts={"number": counter.number} | facts,
        actor=SYSTEM,
    )
    tell(counter.hall_id)
