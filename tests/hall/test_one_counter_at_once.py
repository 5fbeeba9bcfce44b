"""Two people sit down at one counter at the same instant: one has it, with the queues that this one chose."""

from __future__ import annotations

from juzhan.apps.hall.models import Group, Shift
from juzhan.apps.hall.services import sitting
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
