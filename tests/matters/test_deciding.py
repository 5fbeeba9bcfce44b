"""A decision names the outcome; the matter closes when the resident has the result."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from juzhan.domain.matters import Outcome
from tests.matters.doing import MONDAY, TUESDAY, accepted, decided, done, recorded, refused
from tests.world import World, at

pytestmark = pytest.mark.django_db


def test_the_outcome_and_its_reason_are_told(world: World) -> None:
    matter = decided(world)
    assert (matter.state, matter.outcome, matter.steps.last().note) == ("decided", "granted", "符合条件")
    assert recorded(matter)[-1] == "matter.decided"


@pytest.mark.parametrize("outcome", [Outcome.REFUSED, Outcome.NOT_SETTLED])
def test_a_no_needs_its_reason(outcome: Outcome, world: World) -> None:
    result = services.decide_matter(accepted(world), outcome=outcome, reason=" ", by=world.actor("clerk"), at=TUESDAY)
    assert refused(result) == "reason.missing"


def test_the_street_does_not_decide_for_the_station(world: World) -> None:
    result = services.decide_matter(
        accepted(world), outcome=Outcome.GRANTED, reason="", by=world.actor("street_director"), at=TUESDAY
    )
    assert refused(result) == "right.missing"


def test_closing_ends_the_clock(world: World) -> None:
    matter = done(services.close_matter(decided(world), by=world.actor("clerk"), at=TUESDAY))
    assert (matter.state, matter.closed_on, matter.next_on.year) == ("closed", date(2026, 3, 3), 9999)
    assert matter.steps.last().data["on_time"] is True


def test_closing_late_is_told_as_late(world: World) -> None:
    matter = decided(world, at(2026, 3, 20))
    matter = done(services.close_matter(matter, by=world.actor("clerk", date(2026, 3, 24)), at=at(2026, 3, 24)))
    assert matter.steps.last().data["on_time"] is False


def test_nothing_closes_before_it_is_decided(world: World) -> None:
    assert refused(services.close_matter(accepted(world), by=world.actor("clerk"), at=MONDAY)) == "matter.wrong_state"
