"""A hall is set up with groups and counters, and arranged by its head; each change is in the record."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from django.db import transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.access import NOT_ITS_HEAD, heads, may_begin
from juzhan.apps.hall.models import Counter, Group, Hall, ItemCap, Shift, as_plain
from juzhan.apps.hall.notifying import tell
from juzhan.apps.hall.to_call import to_call
from juzhan.apps.places.models import Place
from juzhan.domain.catalogue import Domain
from juzhan.domain.queueing.hours import Hours
from juzhan.domain.queueing.numbers import next_letter
from juzhan.domain.shared import Refusal, RefusalKind, Text


@frozen
class Queue:
    """A group as it is set up: the letter, what people read, its picture, the domains of its items (none: all others)."""

    letter: str
    text: Text
    icon: str
    fields: tuple[Domain, ...] = ()


QUEUES = (
    Queue("A", Text("民政救助", "Civil affairs and relief"), "people", (Domain.CIVIL_AFFAIRS, Domain.DISABILITY)),
    Queue("B", Text("社保就业", "Social security and work"), "building", (Domain.LABOR_SECURITY,)),
    Queue("C", Text("其他事项", "Everything else"), "document"),
)
"""What a hall begins with: its head may change all of it."""


@transaction.atomic
def set_up_hall(place: Place, *, queues: Sequence[Queue] = QUEUES, counters: int = 3) -> Hall:
    """Make the hall of a place, with its queues and counters, of which the first is low; doing it twice changes nothing."""
    hall, is_new = Hall.objects.get_or_create(
        place=place,
        defaults={
            "name": f"{place.name}便民服务大厅",
            "name_en": f"{place.text.en} service hall",
        },
    )
    if is_new:
        Group.objects.bulk_create(
            Group(
                hall=hall, letter=queue.letter, name=queue.text.zh, name_en=queue.text.en, icon=queue.icon,
                fields=[field.value for field in queue.fields],
            )
            for queue in queues
        )  # fmt: skip
        Counter.objects.bulk_create(
            Counter(hall=hall, number=number, is_low=number == 1) for number in range(1, counters + 1)
        )
    return hall


FIELD_TAKEN = RefusalKind(
    "group.field_taken",
    Text("“{field}”已经归队列 {letter}。", "“{field}” belongs to queue {letter} already."),
    about="domains",
)
NO_QUEUE_FOR_THE_REST = RefusalKind(
    "group.none_for_the_rest",
    Text(
        "要留一个队列办“其他事项”：至少一个队列不勾任何领域。",
        "One queue has to take everything else: leave at least one without any field.",
    ),
    about="domains",
)
SOMEBODY_SITS_THERE = RefusalKind(
    "counter.in_use_now",
    Text("{counter}现在有人，先请他关窗口。", "Somebody sits at {counter}; let them close it first."),
    about="is_in_use",
)
BOOKINGS_LOSE_THEIR_TIME = RefusalKind(
    "hall.bookings_lose_their_time",
    Text(
        "这样改，有 {count} 个已经约好的预约就没有时间了（{days}）。确实要改，请勾选“我会给这些人打电话”，再保存。",
        "Bookings that would lose their time: {count} ({days}). To save it all the same, tick “I will call them” and save again.",
    ),
    about="anyway",
)
NO_MORE_LETTERS = RefusalKind("group.no_letter", Text("队列的字母用完了。", "No letter is left for a new queue."))

ARRANGED = frozenset(
    {
        "name", "name_en", "address", "green_head_start", "booked_head_start", "green_for", "green_for_en",
        "slot_minutes", "slot_capacity", "booking_days", "service_minutes", "promise_minutes", "calls_before_missed",
        "midnight", "notice", "notice_en",
    }
)  # fmt: skip
"""What a head may change of a hall besides its hours."""


def begin_hall(place: Place, *, by: Actor, at: datetime) -> Hall | Refusal:
    """The head of a place's station sets its hall up; doing it twice changes nothing."""
    if not may_begin(by, place.pk):
        return NOT_ITS_HEAD()
    with transaction.atomic():
        Place.objects.select_for_update(no_key=True).get(pk=place.pk)
        is_new = not Hall.objects.filter(place=place).exists()
        hall = set_up_hall(place)
        if is_new:
            _arranged(hall, "hall.begun", by, at, {})
        return hall


@transaction.atomic
def arrange_hall(hall: Hall, *, by: Actor, at: datetime, anyway: bool = False, **values: Any) -> Hall | Refusal:
    """Change what a hall promises and how it works; only what is different is saved and recorded.

    ``anyway``, here and below: also when open bookings lose their time by it.
    """
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    assert values.keys() <= ARRANGED, f"{values.keys() - ARRANGED} cannot be arranged"
    locked = lock_hall(hall.pk)
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    if refusal := _keeping(locked, at, anyway, lambda: _save(locked, changed)):
        return refusal
    if changed:
        _arranged(locked, "hall.arranged", by, at, changed)
    return locked


@transaction.atomic
def set_hours(hall: Hall, hours: Hours, *, by: Actor, at: datetime, anyway: bool = False) -> Hall | Refusal:
    """Change when a hall is open."""
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    locked = lock_hall(hall.pk)
    if locked.opening == hours:
        return locked
    if refusal := _keeping(locked, at, anyway, lambda: _save(locked, {"hours": as_plain(hours)})):
        return refusal
    _arranged(locked, "hall.arranged", by, at, {"hours": locked.hours})
    return locked


@transaction.atomic
def change_group(group: Group, *, by: Actor, at: datetime, anyway: bool = False, **values: Any) -> Group | Refusal:
    """Open, shut, name or cap a queue, or say which fields belong to it; who waits in it waits on."""
    if not heads(by, group.hall):
        return NOT_ITS_HEAD()
    hall = lock_hall(group.hall_id)
    groups = {each.pk: each for each in Group.objects.filter(hall=hall)}
    locked = groups.pop(group.pk)
    if refusal := _unfit(values.get("fields", locked.fields), list(groups.values())):
        return refusal
    changed = {name: value for name, value in values.items() if getattr(locked, name) != value}
    if refusal := _keeping(hall, at, anyway, lambda: _save(locked, changed)):
        return refusal
    if changed:
        _arranged(hall, "hall.queue_changed", by, at, {"letter": locked.letter, **changed})
    return locked


@transaction.atomic
def add_group(hall: Hall, *, by: Actor, at: datetime, **values: Any) -> Group | Refusal:
    """Make a new queue with the next letter."""
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    locked = lock_hall(hall.pk)
    others = list(Group.objects.filter(hall=locked))
    if refusal := _unfit(values.get("fields", []), others):
        return refusal
    try:
        letter = next_letter({other.letter for other in others})
    except StopIteration:
        return NO_MORE_LETTERS()
    group = Group.objects.create(hall=locked, letter=letter, **values)
    _arranged(locked, "hall.queue_added", by, at, {"letter": letter, **values})
    return group


def _unfit(fields: Sequence[str], others: Sequence[Group]) -> Refusal | None:
    taken = {field: other.letter for other in others for field in other.fields}
    for field in fields:
        if field in taken:
            return FIELD_TAKEN(field=Domain(field).text, letter=taken[field])
    return NO_QUEUE_FOR_THE_REST() if fields and all(other.fields for other in others) else None


@transaction.atomic
def change_counter(
    counter: Counter, *, by: Actor, at: datetime, groups: Sequence[Group], is_low: bool, is_in_use: bool
) -> Counter | Refusal:
    """Say what a counter calls (no group: everything), whether it is made for wheelchairs, and whether it is in use."""
    if not heads(by, counter.hall):
        return NOT_ITS_HEAD()
    hall = lock_hall(counter.hall_id)
    locked = Counter.objects.select_for_update(no_key=True).get(pk=counter.pk)
    if not is_in_use and Shift.objects.filter(counter=locked, closed_at=None).exists():
        return SOMEBODY_SITS_THERE(counter=locked.text)
    _save(locked, {"is_low": is_low, "is_in_use": is_in_use})
    locked.groups.set(groups)
    letters = "".join(sorted(group.letter for group in groups))
    facts = {"number": locked.number, "queues": letters, "low": is_low, "in_use": is_in_use}
    _arranged(hall, "hall.counter_changed", by, at, facts)
    return locked


@transaction.atomic
def add_counter(hall: Hall, *, by: Actor, at: datetime) -> Counter | Refusal:
    """Make one more counter, for everything."""
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    locked = lock_hall(hall.pk)
    last = Counter.objects.filter(hall=locked).order_by("-number").first()
    counter = Counter.objects.create(hall=locked, number=last.number + 1 if last else 1)
    _arranged(locked, "hall.counter_added", by, at, {"number": counter.number})
    return counter


@transaction.atomic
def cap_item(
    hall: Hall, item: ItemVersion, daily_cap: int | None, *, by: Actor, at: datetime, anyway: bool = False
) -> ItemCap | Refusal | None:
    """Say how many numbers a day are given out for one item; None takes the cap away."""
    if not heads(by, hall):
        return NOT_ITS_HEAD()
    locked = lock_hall(hall.pk)
    if refusal := _keeping(locked, at, anyway, lambda: _cap(locked, item, daily_cap)):
        return refusal
    _arranged(locked, "hall.item_capped", by, at, {"item": item.item.code, "cap": daily_cap})
    return ItemCap.objects.filter(hall=locked, item=item.item_id).first()


def _cap(hall: Hall, item: ItemVersion, daily_cap: int | None) -> None:
    if daily_cap is None:
        ItemCap.objects.filter(hall=hall, item=item.item_id).delete()
    else:
        ItemCap.objects.update_or_create(hall=hall, item=item.item, defaults={"daily_cap": daily_cap})


def _keeping(hall: Hall, at: datetime, anyway: bool, change: Callable[[], None]) -> Refusal | None:
    """Make a change; it is undone and refused when open bookings lose their time by it, unless it is wanted anyway."""
    before = {each.booking.pk for each in to_call(hall, at)}
    change()
    days = Tally(each.day for each in to_call(hall, at) if each.booking.pk not in before)
    if anyway or not days:
        return None
    transaction.set_rollback(True)
    written = ", ".join(f"{day.isoformat()} × {many}" for day, many in sorted(days.items()))
    return BOOKINGS_LOSE_THEIR_TIME(count=days.total(), days=written, on=sorted(days))


def lock_hall(hall: int) -> Hall:
    """The row of a hall, which everybody who arranges it takes first; numbers are given out meanwhile."""
    return Hall.objects.select_for_update(no_key=True).get(pk=hall)


def _save(row: Hall | Group | Counter, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    if values:
        row.save(update_fields=list(values))


def _arranged(hall: Hall, act: str, by: Actor, at: datetime, facts: Mapping[str, Any]) -> None:
    record_act(hall.place_id, act, hall.record_subject, at, by, facts=facts)
    tell(hall.pk)
