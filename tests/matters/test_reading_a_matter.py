"""The rule for one matter at hand says what the rule for lists says, for everybody and every matter."""

from __future__ import annotations

import pytest
from django.http import Http404

from juzhan.apps.matters import access, services
from juzhan.apps.matters.models import Matter
from tests.world import ALLOWANCE, HOME_CARE, JINLI, LAMP, LAOMALU, XIMIANQIAO, World, at


def matters_in_many_states(world: World) -> list[Matter]:
    """Waiting, accepted, contested, answered, handed up; in three communities, owned by station and by committee."""
    clerk, member, day = world.actor("clerk"), world.actor("committee_member"), at(2026, 3, 3)
    for community in (JINLI, XIMIANQIAO, LAOMALU):
        for item in (ALLOWANCE, LAMP, HOME_CARE):
            world.matter(item, community)
    services.accept_matter(world.matter(), by=clerk, at=day)
    contested = world.matter(LAMP)
    committee, station = world.body("residents_committee"), world.body("workstation")
    services.contest_ownership(contested, claimed=station, reason="归站办", by=member, at=day)
    disputed = world.matter()
    services.contest_ownership(disputed, claimed=committee, reason="归居办", by=clerk, at=day)
    services.answer_contest(disputed, takes=False, reason="也不归居办", by=member, at=day)
    taken = world.matter()
    services.contest_ownership(taken, claimed=committee, reason="归居办", by=clerk, at=day)
    services.answer_contest(taken, takes=True, reason="", by=member, at=day)
    lifted = world.matter()
    services.accept_matter(lifted, by=clerk, at=day)
    section = world.body("street_section", JINLI[:9])
    services.hand_up_matter(lifted, body=section, reason="需街道办理", by=clerk, at=day)
    return list(Matter.objects.all())


def test_one_rule_for_lists_and_for_one_matter(world: World) -> None:
    matters = matters_in_many_states(world)
    assert {"submitted", "accepted", "contested", "handed_up"} <= {matter.state for matter in matters}
    for who in world.everyone:
        actor = world.actor(who)
        listed = set(access.visible_to(actor))
        assert {matter for matter in matters if access.may_read(actor, matter)} == listed, who


def test_what_may_not_be_read_is_not_found(world: World) -> None:
    matter = world.matter()
    assert access.matter_for(world.actor("clerk"), matter.code) == matter
    for code in (matter.code[:-1], "", "*" * 2000):
        with pytest.raises(Http404):
            access.matter_for(world.actor("clerk"), code)
    with pytest.raises(Http404):
        access.matter_for(world.actor("far_clerk"), matter.code)
