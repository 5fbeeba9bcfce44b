"""The head gives matters to people; who handles one hands it to a colleague."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, accepted, done, recorded, refused
from tests.world import World

pytestmark = pytest.mark.django_db


def test_the_head_gives_a_matter_to_a_clerk(world: World) -> None:
    matter = done(
        services.assign_matter(world.matter(), handler=world.person("clerk"), by=world.actor("secretary"), at=MONDAY)
    )
    assert matter.handler == world.person("clerk")
    assert recorded(matter)[-1] == "matter.assigned"


def test_the_timeline_says_to_whom_but_not_to_the_resident(world: World) -> None:
    matter = done(
        services.assign_matter(world.matter(), handler=world.person("clerk"), by=world.actor("secretary"), at=MONDAY)
    )
    step = matter.steps.last()
    assert (step.data["handler"], step.is_public) == (world.person("clerk").pk, False)


def test_a_clerk_hands_over_but_does_not_assign(world: World) -> None:
    matter, colleague = accepted(world), world.person("colleague")
    assert (
        refused(services.assign_matter(matter, handler=colleague, by=world.actor("clerk"), at=MONDAY))
        == "right.missing"
    )
    matter = done(services.hand_over_matter(matter, handler=colleague, by=world.actor("clerk"), at=MONDAY))
    assert (matter.handler, matter.due_on) == (colleague, date(2026, 3, 23))


@pytest.mark.parametrize("who", ["chair", "neighbor_clerk", "outsider", "representative"])
def test_only_people_of_the_owner_can_be_given_it(who: str, world: World) -> None:
    result = services.assign_matter(world.matter(), handler=world.person(who), by=world.actor("secretary"), at=MONDAY)
    assert refused(result) == "assign.not_a_colleague"


def test_a_colleague_whose_post_ended_yesterday_is_given_nothing(world: World) -> None:
    world.person("colleague").holdings.update(valid_until=date(2026, 3, 2))
    result = services.hand_over_matter(
        accepted(world), handler=world.person("colleague"), by=world.actor("clerk"), at=MONDAY
    )
    assert refused(result) == "assign.not_a_colleague"
