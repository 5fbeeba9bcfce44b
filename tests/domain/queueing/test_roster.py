"""A roster is checked: nobody sits twice, stand-ins are free, and no queue of an open day is without a clerk."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.queueing.roster import Day, Names, Seat, gaps, mistakes
from juzhan.domain.shared import Refusal, Text

MONDAY = date(2026, 3, 2)
ANNA, BEN, CARA, DORA, STRANGER = 1, 2, 3, 4, 99
RELIEF, WORK = 7, 8
NAMES = Names(
    {1: Text("1 号窗口", "Counter 1"), 2: Text("2 号窗口", "Counter 2")},
    {RELIEF: Text("救助", "Relief"), WORK: Text("就业", "Work")},
    {ANNA: Text("安", "Anna"), BEN: Text("本", "Ben"), CARA: Text("卡", "Cara"), DORA: Text("朵", "Dora")},
)


def monday(*seats: Seat, is_open: bool = True, second_serves: frozenset[int] = frozenset()) -> Day:
    """A Monday with two counters and two queues, on which Anna, Ben, Cara and Dora hold posts."""
    serves = {1: frozenset[int](), 2: second_serves}
    return Day(MONDAY, is_open, serves, frozenset({RELIEF, WORK}), frozenset({ANNA, BEN, CARA, DORA}), seats)


def codes(found: tuple[Refusal, ...]) -> list[str]:
    return [refusal.code.removeprefix("roster.") for refusal in found]


def test_a_full_roster_has_neither_mistakes_nor_gaps() -> None:
    day = monday(Seat(1, ANNA, CARA), Seat(2, BEN, DORA))
    assert (mistakes(day, NAMES), gaps(day, NAMES)) == ((), ())


def test_one_stand_in_for_two_counters_fills_in_at_one_of_them_only() -> None:
    found = gaps(monday(Seat(1, ANNA, CARA), Seat(2, BEN, CARA)), NAMES)
    assert codes(found) == ["one_for_several"]
    assert found[0].text == Text(
        "3月2日（周一）：1 号窗口、2 号窗口的 B 岗都是卡，只顶得上一个。",
        "Monday 2 March: Cara is the only stand-in for counter 1, counter 2, and can fill in at one of them.",
    )


def test_nobody_sits_at_two_counters() -> None:
    assert codes(mistakes(monday(Seat(1, ANNA), Seat(2, ANNA)), NAMES)) == ["at_two_counters"]


def test_a_stand_in_is_another_person() -> None:
    assert codes(mistakes(monday(Seat(1, ANNA, ANNA)), NAMES)) == ["same_person"]


def test_a_stand_in_has_no_counter_of_their_own() -> None:
    found = mistakes(monday(Seat(1, ANNA, BEN), Seat(2, BEN)), NAMES)
    assert codes(found) == ["stand_in_sits"]
    assert found[0].text.en == (
        "Monday 2 March, Counter 1: Ben has a counter of their own that day, so they cannot stand in here."
    )


def test_who_holds_no_post_that_day_can_neither_sit_nor_stand_in() -> None:
    assert codes(mistakes(monday(Seat(1, STRANGER), Seat(2, ANNA, 98)), NAMES)) == ["no_post", "no_post"]


def test_a_stand_in_needs_somebody_to_stand_in_for() -> None:
    assert codes(mistakes(monday(Seat(1, None, BEN)), NAMES)) == ["no_person"]


def test_a_queue_that_no_manned_counter_serves_is_a_gap() -> None:
    day = monday(Seat(2, ANNA, CARA), second_serves=frozenset({WORK}))
    found = gaps(day, NAMES)
    assert codes(found) == ["no_clerk"]
    assert found[0].text == Text("3月2日（周一）：没有人办“救助”。", "Monday 2 March: nobody is there for: Relief.")


def test_a_clerk_without_a_stand_in_is_a_gap() -> None:
    assert codes(gaps(monday(Seat(1, ANNA)), NAMES)) == ["no_stand_in"]


def test_an_empty_open_day_lacks_every_queue_and_a_shut_day_nothing() -> None:
    assert [gap.text.zh for gap in gaps(monday(), NAMES)] == ["3月2日（周一）：没有人办“救助”、“就业”。"]
    assert gaps(monday(is_open=False), NAMES) == ()


people = st.none() | st.sampled_from([ANNA, BEN, CARA, STRANGER])


@given(st.builds(Seat, st.just(1), people, people), st.builds(Seat, st.just(2), people, people))
def test_a_roster_without_mistakes_keeps_every_rule(first: Seat, second: Seat) -> None:
    if mistakes(monday(first, second), NAMES):
        return
    sitting = [seat.person for seat in (first, second) if seat.person is not None]
    assert len(sitting) == len(set(sitting))
    assert all(seat.stand_in not in sitting for seat in (first, second))
    assert STRANGER not in {first.person, second.person, first.stand_in, second.stand_in}
