"""A matter goes up into other hands and comes back; the owner stays answerable and the clock goes on."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, TUESDAY, accepted, done, handed_up, recorded, refused
from tests.world import LAMP, STREET, World

pytestmark = pytest.mark.django_db


def test_the_upper_body_has_it_in_hand_and_the_owner_answers(world: World) -> None:
    matter = handed_up(world)
    assert (matter.state, matter.holder.key, matter.owner.key) == ("handed_up", "street_section", "workstation")
    assert (matter.due_on, matter.next_on) == (date(2026, 3, 23), date(2026, 3, 23))
    assert recorded(matter)[-1] == "matter.handed_up"


def test_it_comes_back_with_an_answer(world: World) -> None:
    matter = done(
        services.return_matter_down(
            handed_up(world), answer="核实属实，同意", by=world.actor("section_officer"), at=TUESDAY
        )
    )
    assert (matter.state, matter.holder.key) == ("accepted", "workstation")
    assert matter.steps.last().note == "核实属实，同意"


def test_an_answer_is_needed(world: World) -> None:
    result = services.return_matter_down(handed_up(world), answer="", by=world.actor("section_officer"), at=TUESDAY)
    assert refused(result) == "reason.missing"


def test_the_owner_cannot_take_it_back_by_itself(world: World) -> None:
    result = services.return_matter_down(handed_up(world), answer="x", by=world.actor("clerk"), at=TUESDAY)
    assert refused(result) == "right.missing"


@pytest.mark.parametrize("body", ["residents_committee", "residents_assembly", "party_branch"])
def test_it_is_not_handed_sideways(body: str, world: World) -> None:
    result = services.hand_up_matter(
        accepted(world), body=world.body(body), reason="x", by=world.actor("clerk"), at=MONDAY
    )
    assert refused(result) == "handing_up.not_above"


def test_the_committee_hands_up_to_the_street_that_guides_it(world: World) -> None:
    matter = done(
        services.hand_up_matter(
            accepted(world, LAMP, "chair"), body=world.body("street_office", STREET), reason="路灯归市政",
            by=world.actor("chair"), at=MONDAY,
        )
    )  # fmt: skip
    assert matter.holder.key == "street_office"


def test_the_street_takes_a_matter_of_its_station_up(world: World) -> None:
    matter = done(
        services.take_up_matter(accepted(world), reason="涉及多个社区", by=world.actor("street_officer"), at=MONDAY)
    )
    assert (matter.state, matter.holder.key, matter.owner.key) == ("handed_up", "street_office", "workstation")


def test_the_street_takes_nothing_from_the_committee(world: World) -> None:
    matter = accepted(world, LAMP, "chair")
    result = services.take_up_matter(matter, reason="x", by=world.actor("street_officer"), at=MONDAY)
    assert refused(result) == "right.missing"
