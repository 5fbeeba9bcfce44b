"""Accepting starts the clock and names the one who handles the matter."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, accepted, done, recorded, refused, told
from tests.world import LAMP, World

pytestmark = pytest.mark.django_db


def test_accepting_starts_the_clock_and_names_the_handler(world: World) -> None:
    matter = accepted(world)
    assert (matter.state, matter.handler, matter.due_on) == ("accepted", world.person("clerk"), date(2026, 3, 23))
    assert matter.next_on == matter.due_on


def test_it_stands_on_the_timeline_and_in_the_record(world: World) -> None:
    matter = accepted(world)
    assert told(matter)[-1] == "accept"
    assert recorded(matter)[-1] == "matter.accepted"
    assert matter.steps.last().data["handler"] == world.person("clerk").pk


def test_who_was_given_the_matter_keeps_it_when_a_colleague_accepts(world: World) -> None:
    matter = done(
        services.assign_matter(
            world.matter(), handler=world.person("colleague"), by=world.actor("secretary"), at=MONDAY
        )
    )
    assert done(services.accept_matter(matter, by=world.actor("clerk"), at=MONDAY)).handler == world.person("colleague")


def test_the_second_clerk_is_told_who_was_first(world: World) -> None:
    result = services.accept_matter(accepted(world), by=world.actor("colleague"), at=MONDAY)
    assert refused(result) == "matter.already_accepted"
    assert "站员甲" in result.text.zh  # type: ignore[union-attr]


@pytest.mark.parametrize("who", ["chair", "neighbor_clerk", "street_officer", "representative", "outsider"])
def test_nobody_else_accepts_what_the_station_owns(who: str, world: World) -> None:
    matter = world.matter()
    assert refused(services.accept_matter(matter, by=world.actor(who), at=MONDAY)) == "right.missing"
    assert told(matter) == ["submit"]


def test_a_committee_member_accepts_what_the_committee_owns(world: World) -> None:
    assert accepted(world, LAMP, "committee_member").due_on == date(2026, 3, 9)


def test_a_post_that_ended_yesterday_accepts_nothing(world: World) -> None:
    matter = world.matter()
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 2))
    assert refused(services.accept_matter(matter, by=world.actor("clerk"), at=MONDAY)) == "right.missing"


def test_a_post_that_ends_tomorrow_still_accepts(world: World) -> None:
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 3))
    assert accepted(world).state == "accepted"
