"""Declining ends a matter before it is accepted, with a reason that the resident reads."""

from __future__ import annotations

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, accepted, done, recorded, refused
from tests.world import World

pytestmark = pytest.mark.django_db


def test_declining_ends_the_matter_and_its_clock(world: World) -> None:
    matter = done(services.decline_matter(world.matter(), reason="不符合条件", by=world.actor("clerk"), at=MONDAY))
    assert (matter.state, matter.next_on.year) == ("declined", 9999)
    assert recorded(matter)[-1] == "matter.declined"


def test_the_resident_reads_the_reason(world: World) -> None:
    matter = done(services.decline_matter(world.matter(), reason="不符合条件", by=world.actor("clerk"), at=MONDAY))
    assert matter.steps.filter(is_public=True).last().note == "不符合条件"


def test_a_reason_is_needed(world: World) -> None:
    result = services.decline_matter(world.matter(), reason="  ", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "reason.missing"


def test_what_is_accepted_cannot_be_declined(world: World) -> None:
    result = services.decline_matter(accepted(world), reason="晚了", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "matter.wrong_state"
