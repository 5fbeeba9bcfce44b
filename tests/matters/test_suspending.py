"""The clock stops with a reason where the guide allows it, and goes on from where it stood."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from tests.matters.doing import MONDAY, accepted, done, recorded, refused
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db
WEDNESDAY, NEXT_WEDNESDAY = at(2026, 3, 4), at(2026, 3, 11)


def suspended(world: World) -> Matter:
    return done(services.suspend_matter(accepted(world), reason="等公安核查", by=world.actor("clerk"), at=WEDNESDAY))


def test_nothing_is_due_while_the_clock_stands(world: World) -> None:
    matter = suspended(world)
    assert (matter.state, matter.next_on.year) == ("suspended", 9999)
    assert recorded(matter)[-1] == "matter.suspended"


def test_the_due_day_moves_by_the_pause(world: World) -> None:
    matter = done(services.resume_matter(suspended(world), by=world.actor("clerk"), at=NEXT_WEDNESDAY))
    assert (matter.state, matter.due_on, matter.next_on) == ("accepted", date(2026, 3, 30), date(2026, 3, 30))


def test_a_reason_is_needed(world: World) -> None:
    result = services.suspend_matter(accepted(world), reason="", by=world.actor("clerk"), at=WEDNESDAY)
    assert refused(result) == "reason.missing"


def test_where_the_guide_does_not_allow_it_the_clock_goes_on(world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    result = services.suspend_matter(matter, reason="忙", by=world.actor("chair"), at=WEDNESDAY)
    assert refused(result) == "clock.may_not_suspend"


def test_what_runs_cannot_be_resumed(world: World) -> None:
    assert refused(services.resume_matter(accepted(world), by=world.actor("clerk"), at=MONDAY)) == "matter.wrong_state"
