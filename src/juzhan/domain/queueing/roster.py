"""A roster seats a person and a stand-in (AB 岗) at each counter and day, so that no queue of an open day is without a clerk."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from juzhan.domain.shared import Refusal, RefusalKind, Text

SAME_PERSON = RefusalKind(
    "roster.same_person",
    Text(
        "{day} {counter}：{name}不能做自己的 B 岗，请另选一人。",
        "{day}, {counter}: {name} cannot stand in for themselves; choose another person.",
    ),
)
AT_TWO_COUNTERS = RefusalKind(
    "roster.at_two_counters",
    Text("{day}：{name}不能同时坐两个窗口。", "{day}: {name} cannot sit at two counters."),
)
STAND_IN_SITS = RefusalKind(
    "roster.stand_in_sits",
    Text(
        "{day} {counter}：{name}当天自己有窗口，不能做这里的 B 岗。",
        "{day}, {counter}: {name} has a counter of their own that day, so they cannot stand in here.",
    ),
)
NO_POST = RefusalKind(
    "roster.no_post",
    Text(
        "{day} {counter}：{name}那天不在这个大厅的机构任职。",
        "{day}, {counter}: {name} holds no post in the bodies of this hall on that day.",
    ),
)
NO_PERSON = RefusalKind(
    "roster.no_person",
    Text(
        "{day} {counter}：有 B 岗没有 A 岗，请先排 A 岗。",
        "{day}, {counter}: a stand-in without a person to stand in for; choose the person first.",
    ),
)
NO_CLERK = RefusalKind(
    "roster.no_clerk",
    Text("{day}：没有人办{queues}。", "{day}: nobody is there for: {queues}."),
)
NO_STAND_IN = RefusalKind(
    "roster.no_stand_in",
    Text(
        "{day} {counter}：{name}没有 B 岗，有事离开就没人了。",
        "{day}, {counter}: {name} has no stand-in, so nobody is there when they are away.",
    ),
)
ONE_FOR_SEVERAL = RefusalKind(
    "roster.one_for_several",
    Text(
        "{day}：{counters}的 B 岗都是{name}，只顶得上一个。",
        "{day}: {name} is the only stand-in for {counters}, and can fill in at one of them.",
    ),
)


@frozen
class Seat:
    """A person at a counter on a day, by numbers; ``person`` None with a stand-in is a mistake that is told."""

    counter: int
    person: int | None
    stand_in: int | None = None


@frozen
class Day:
    """What a day of the roster is checked against.

    ``serves`` says which queues each counter serves (none: all of them), ``queues`` those that are open, ``staff`` who holds a
    post in the hall's bodies on that day.
    """

    on: date
    is_open: bool
    serves: Mapping[int, frozenset[int]]
    queues: frozenset[int]
    staff: frozenset[int]
    seats: tuple[Seat, ...] = ()


@frozen
class Names:
    """How counters, queues and people are called."""

    counters: Mapping[int, Text]
    queues: Mapping[int, Text]
    people: Mapping[int, Text] = field(factory=dict)

    def person(self, number: int | None) -> Text:
        """A person's name; one who is not known has left."""
        return self.people.get(number or 0, Text("某人", "Somebody"))


def mistakes(day: Day, names: Names) -> tuple[Refusal, ...]:
    """What cannot be: nobody at two counters, stand-ins are other people who have no counter, all hold a post that day."""
    sitting = Tally(seat.person for seat in day.seats if seat.person is not None)
    twice = [AT_TWO_COUNTERS(day=_day(day), name=names.person(who)) for who, times in sitting.items() if times > 1]
    return (*twice, *(found for seat in day.seats for found in _wrong(day, seat, frozenset(sitting), names)))


def _wrong(day: Day, seat: Seat, sitting: frozenset[int | None], names: Names) -> Sequence[Refusal]:
    said = {"day": _day(day), "counter": names.counters[seat.counter]}
    found = [
        NO_POST(name=names.person(who), **said)
        for who in (seat.person, seat.stand_in)
        if who is not None and who not in day.staff
    ]
    if seat.stand_in is None:
        return found
    if seat.person is None:
        return [*found, NO_PERSON(**said)]
    if seat.stand_in == seat.person:
        return [*found, SAME_PERSON(name=names.person(seat.person), **said)]
    if seat.stand_in in sitting:
        return [*found, STAND_IN_SITS(name=names.person(seat.stand_in), **said)]
    return found


def gaps(day: Day, names: Names) -> tuple[Refusal, ...]:
    """What is still missing on an open day: queues without a clerk, clerks without one stand-in each; none on shut days."""
    if not day.is_open:
        return ()
    manned = [seat for seat in day.seats if seat.person is not None]
    served = frozenset().union(*(day.serves.get(seat.counter, frozenset()) or day.queues for seat in manned))
    missing = [names.queues[queue] for queue in sorted(day.queues - served)]
    without_clerk = [NO_CLERK(day=_day(day), queues=_listed(missing))] if missing else []
    alone = (
        NO_STAND_IN(day=_day(day), counter=names.counters[seat.counter], name=names.person(seat.person))
        for seat in manned
        if seat.stand_in is None
    )
    return (*without_clerk, *alone, *stretched(day, names))


def stretched(day: Day, names: Names) -> tuple[Refusal, ...]:
    """Who is the only stand-in of several counters on a day: only one of these clerks can be away."""
    stand_ins: dict[int, list[int]] = {}
    for seat in sorted(day.seats, key=lambda each: each.counter):
        if seat.person is not None and seat.stand_in is not None:
            stand_ins.setdefault(seat.stand_in, []).append(seat.counter)
    return tuple(
        ONE_FOR_SEVERAL(
            day=_day(day), name=names.person(who), counters=_joined([names.counters[one] for one in several])
        )
        for who, several in stand_ins.items()
        if len(several) > 1
    )


def _joined(texts: Sequence[Text]) -> Text:
    return Text("、".join(text.zh for text in texts), ", ".join(text.en.lower() for text in texts))


def _listed(texts: Sequence[Text]) -> Text:
    return Text("、".join(f"“{text.zh}”" for text in texts), ", ".join(text.en for text in texts))


def _day(day: Day) -> Text:
    weekday = day.on.weekday()
    return Text(
        f"{day.on.month}月{day.on.day}日（周{'一二三四五六日'[weekday]}）",
        f"{day.on:%A} {day.on.day} {day.on:%B}",
    )
