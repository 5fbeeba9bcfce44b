"""What the resident asks to be reopened is taken up again, or stays closed with a reason."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from tests.matters.doing import TUESDAY, decided, done, recorded, refused
from tests.world import World, at

pytestmark = pytest.mark.django_db


def asked_again(world: World) -> Matter:
    matter = done(services.close_matter(decided(world), by=world.actor("clerk"), at=TUESDAY))
    return done(services.ask_reopening(matter, reason="没有办好", at=at(2026, 3, 9)))


def test_it_is_taken_up_again_with_a_new_clock(world: World) -> None:
    matter = done(services.reopen_matter(asked_again(world), by=world.actor("clerk"), at=at(2026, 3, 10)))
    assert (matter.state, matter.due_on, matter.outcome, matter.was_reopened) == (
        "accepted", date(2026, 3, 31), None, True,
    )  # fmt: skip
    assert recorded(matter)[-1] == "matter.reopened"


def test_it_stays_closed_with_a_reason(world: World) -> None:
    matter = done(
        services.refuse_reopening(
            asked_again(world), reason="已按规定办结", by=world.actor("clerk"), at=at(2026, 3, 10)
        )
    )
    assert (matter.state, matter.steps.last().note) == ("closed", "已按规定办结")


def test_a_no_needs_its_reason(world: World) -> None:
    result = services.refuse_reopening(asked_again(world), reason="", by=world.actor("clerk"), at=at(2026, 3, 10))
    assert refused(result) == "reason.missing"


def test_the_committee_does_not_reopen_what_is_the_stations(world: World) -> None:
    result = services.reopen_matter(asked_again(world), by=world.actor("chair"), at=at(2026, 3, 10))
    assert refused(result) == "right.missing"
