"""The limit is extended once, by what the guide allows, with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, accepted, done, recorded, refused
from tests.world import LAMP, World

pytestmark = pytest.mark.django_db


def test_the_due_day_moves_by_the_extension_of_the_guide(world: World) -> None:
    matter = done(services.extend_matter(accepted(world), reason="需要公示", by=world.actor("clerk"), at=MONDAY))
    assert (matter.due_on, matter.extended) == (date(2026, 4, 7), True)
    assert recorded(matter)[-1] == "matter.extended"


def test_it_is_extended_once(world: World) -> None:
    matter = done(services.extend_matter(accepted(world), reason="需要公示", by=world.actor("clerk"), at=MONDAY))
    result = services.extend_matter(matter, reason="还要", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "clock.already_extended"


def test_where_the_guide_does_not_allow_it_nothing_moves(world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    assert (
        refused(services.extend_matter(matter, reason="忙", by=world.actor("chair"), at=MONDAY))
        == "clock.may_not_extend"
    )
