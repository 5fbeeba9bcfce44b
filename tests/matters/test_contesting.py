"""A body says "this is not ours"; the other takes it, or says the same, or says nothing."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import entitlement, selectors, services
from juzhan.domain.matters import MatterAct
from tests.matters.doing import MONDAY, accepted, contested, disputed, done, recorded, refused
from tests.world import World, at

pytestmark = pytest.mark.django_db


def test_the_owner_stays_answerable_while_the_other_is_asked(world: World) -> None:
    matter = contested(world)
    assert (matter.state, matter.owner.key, matter.claimed.key) == ("contested", "workstation", "residents_committee")
    assert matter.rule_by == date(2026, 3, 5)
    assert recorded(matter)[-1] == "matter.contested"


def test_the_named_body_sees_the_matter_and_takes_it(world: World) -> None:
    matter = contested(world)
    assert MatterAct.ANSWER_CONTEST in selectors.acts_open_to(world.actor("chair"), matter)
    matter = done(services.answer_contest(matter, takes=True, reason="", by=world.actor("chair"), at=MONDAY))
    assert (matter.state, matter.owner.key, matter.claimed) == ("submitted", "residents_committee", None)
    assert matter.first_contact.key == "workstation"


def test_if_it_says_the_same_the_party_branch_is_asked_to_rule(world: World) -> None:
    matter = disputed(world)
    assert (matter.state, matter.arbiter.key) == ("contested", "party_branch")
    because = matter.steps.last().data["because"]
    assert because[0].endswith("最近机构")


def test_a_no_needs_its_reason(world: World) -> None:
    result = services.answer_contest(contested(world), takes=False, reason="", by=world.actor("chair"), at=MONDAY)
    assert refused(result) == "reason.missing"


def test_a_body_cannot_name_itself(world: World) -> None:
    result = services.contest_ownership(
        world.matter(), claimed=world.body("workstation"), reason="x", by=world.actor("clerk"), at=MONDAY
    )
    assert refused(result) == "contest.name_another"


def test_what_is_accepted_is_not_contested(world: World) -> None:
    result = services.contest_ownership(
        accepted(world), claimed=world.body("residents_committee"), reason="x", by=world.actor("clerk"), at=MONDAY
    )
    assert refused(result) == "matter.wrong_state"


def test_only_the_named_body_answers(world: World) -> None:
    result = services.answer_contest(contested(world), takes=True, reason="", by=world.actor("colleague"), at=MONDAY)
    assert refused(result) == "right.missing"


def test_nobody_rules_while_the_other_body_may_still_answer(world: World) -> None:
    matter = contested(world)
    assert entitlement.standing_arbiter(matter, date(2026, 3, 4)) is None
    result = services.rule_ownership(
        matter, owner=world.body("workstation"), reason="x", by=world.actor("secretary", date(2026, 3, 4)), at=at(2026, 3, 4)
    )  # fmt: skip
    assert refused(result) == "ruling.not_yet"


def test_silence_keeps_nobody_waiting(world: World) -> None:
    matter, thursday = contested(world), date(2026, 3, 5)
    assert MatterAct.RULE in selectors.acts_open_to(world.actor("secretary", thursday), matter)
    matter = done(
        services.rule_ownership(
            matter, owner=world.body("residents_committee"), reason="未按期答复",
            by=world.actor("secretary", thursday), at=at(2026, 3, 5),
        )
    )  # fmt: skip
    assert (matter.state, matter.owner.key, matter.arbiter.key) == ("submitted", "residents_committee", "party_branch")
