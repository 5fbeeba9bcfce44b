"""Two people sit down, or are seated by the head, at the same instant: one counter has one person, one person one counter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.hall.models import Group, Shift
from juzhan.apps.hall.services import sitting
from juzhan.domain.shared import Refusal
from tests.at_once import at_once
from tests.hall.visiting import TEN, Visiting
from tests.matters.doing import refused


def test_of_two_who_open_a_counter_at_once_one_has_it_with_the_queues_of_their_choice(committed_hall: Visiting) -> None:
    chosen: dict[str, list[Group]] = {
        "clerk": [committed_hall.group("A")],
        "colleague": [committed_hall.group("B"), committed_hall.group("C")],
    }
    results = at_once(
        *[
            lambda who=who: sitting.open_counter(
                committed_hall.counter(), by=committed_hall.world.actor(who), at=TEN, groups=chosen[who]
            )
            for who in chosen
        ]
    )
    (shift,) = Shift.objects.filter(closed_at=None).select_related("person")
    assert shift.served == chosen[shift.person.username]
    assert [refused(result) for result in results if not isinstance(result, Shift)] == ["counter.taken"]


def test_one_who_opens_two_counters_at_once_sits_at_one(committed_hall: Visiting) -> None:
    by = committed_hall.world.actor("clerk")
    results = at_once(
        *[
            lambda number=number: sitting.open_counter(committed_hall.counter(number), by=by, at=TEN)
            for number in (1, 2)
        ]
    )
    assert Shift.objects.filter(closed_at=None).count() == 1
    assert [refused(result) for result in results if not isinstance(result, Shift)] == ["counter.at_another"]


def opened(
    committed_hall: Visiting, who: str, number: int, head: str = "secretary", letter: str = "A"
) -> Shift | Refusal:
    """A head seats somebody at a counter for one queue."""
    return sitting.open_for(
        committed_hall.counter(number), committed_hall.world.person(who), by=committed_hall.world.actor(head), at=TEN,
        groups=[committed_hall.group(letter)],
    )  # fmt: skip


def sat_down(committed_hall: Visiting, who: str, number: int) -> Shift | Refusal:
    """Somebody sits down at a counter themselves."""
    return sitting.open_counter(committed_hall.counter(number), by=committed_hall.world.actor(who), at=TEN)


@pytest.mark.parametrize("_", range(5))
def test_whom_the_head_seats_while_they_sit_down_elsewhere_sits_at_one_counter(
    _: int, committed_hall: Visiting
) -> None:
    by_head, by_clerk = at_once(
        lambda: opened(committed_hall, "clerk", 1),
        lambda: sat_down(committed_hall, "clerk", 2),
    )
    (shift,) = Shift.objects.filter(closed_at=None).select_related("counter", "opened_by")
    if isinstance(by_head, Shift):
        assert (shift, refused(by_clerk)) == (by_head, "counter.at_another")
        assert (shift.counter.number, shift.opened_by) == (1, committed_hall.world.person("secretary"))
    else:
        assert (shift, refused(by_head)) == (by_clerk, "counter.sits_elsewhere")
        assert (shift.counter.number, shift.opened_by) == (2, None)


@pytest.mark.parametrize("_", range(5))
def test_whom_the_head_seats_where_they_sit_down_at_the_same_moment_sits_there_once(
    _: int, committed_hall: Visiting
) -> None:
    results = at_once(
        lambda: opened(committed_hall, "clerk", 1),
        lambda: sat_down(committed_hall, "clerk", 1),
    )
    assert list(Shift.objects.filter(closed_at=None)) == [results[0]] == [results[1]]


@pytest.mark.parametrize("_", range(5))
def test_a_counter_that_the_head_opens_for_one_while_another_sits_down_has_one_person(
    _: int, committed_hall: Visiting
) -> None:
    by_head, by_colleague = at_once(
        lambda: opened(committed_hall, "clerk", 1, letter="B"),
        lambda: sat_down(committed_hall, "colleague", 1),
    )
    (shift,) = Shift.objects.filter(closed_at=None).select_related("person")
    first, other = (by_head, by_colleague) if isinstance(by_head, Shift) else (by_colleague, by_head)
    assert (shift, refused(other)) == (first, "counter.taken")
    assert [group.letter for group in shift.served] == (["B"] if shift.person.username == "clerk" else [])


@pytest.fixture
def second_head(committed_hall: Visiting) -> Iterator[str]:
    """The chair heads the station, too."""
    seat = Post.objects.get(body=committed_hall.world.body("workstation"), key="station_head")
    holding = Holding.objects.create(
        person=committed_hall.world.person("chair"), post=seat, valid_from=TEN.date() - timedelta(days=1)
    )
    yield "chair"
    holding.delete()


@pytest.mark.parametrize("_", range(5))
def test_of_two_heads_who_seat_two_people_at_a_counter_at_once_one_is_followed(
    _: int, committed_hall: Visiting, second_head: str
) -> None:
    results = at_once(
        lambda: opened(committed_hall, "clerk", 1, letter="A"),
        lambda: opened(committed_hall, "colleague", 1, second_head, "B"),
    )
    (shift,) = Shift.objects.filter(closed_at=None).select_related("person", "opened_by")
    assert [refused(each) for each in results if not isinstance(each, Shift)] == ["counter.taken"]
    wanted = {"clerk": ("secretary", "A"), "colleague": (second_head, "B")}[shift.person.username]
    assert shift.opened_by is not None
    assert (shift.opened_by.username, "".join(group.letter for group in shift.served)) == wanted


@pytest.mark.parametrize("_", range(5))
def test_of_two_heads_who_seat_one_person_at_two_counters_at_once_one_is_followed(
    _: int, committed_hall: Visiting, second_head: str
) -> None:
    results = at_once(
        lambda: opened(committed_hall, "clerk", 1),
        lambda: opened(committed_hall, "clerk", 2, second_head),
    )
    assert Shift.objects.filter(closed_at=None).count() == 1
    assert [refused(each) for each in results if not isinstance(each, Shift)] == ["counter.sits_elsewhere"]
