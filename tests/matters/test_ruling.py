"""The nearest body that leads both rules; where the charter has none, the district's government does, and it is said why."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body, Post
from juzhan.apps.bodies.services import appoint
from juzhan.apps.matters import access, entitlement, selectors, services
from juzhan.apps.matters.entitlement import Arbiter
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.switching import switch_charter
from juzhan.domain.matters import MatterAct
from juzhan.domain.shared import Refusal
from tests.matters.doing import MONDAY, disputed, done, recorded, refused
from tests.world import BEGINNING, DISTRICT, JINLI, World, at

pytestmark = pytest.mark.django_db
SWITCH = date(2026, 2, 2)


def rule(
    world: World, matter: Matter, who: str, owner: str = "workstation", reason: str = "属政务"
) -> Matter | Refusal:
    return services.rule_ownership(matter, owner=world.body(owner), reason=reason, by=world.actor(who), at=MONDAY)


def test_the_secretary_rules_and_it_is_final(world: World) -> None:
    matter = done(rule(world, disputed(world), "secretary"))
    assert (matter.state, matter.owner.key, matter.ruled) == ("submitted", "workstation", True)
    assert recorded(matter)[-1] == "matter.ruled"
    again = services.contest_ownership(
        matter, claimed=world.body("residents_committee"), reason="x", by=world.actor("clerk"), at=MONDAY
    )
    assert refused(again) == "contest.ruling_is_final"


def test_a_ruling_for_the_other_side_moves_the_matter(world: World) -> None:
    matter = done(rule(world, disputed(world), "secretary", "residents_committee"))
    assert (matter.owner.key, matter.holder.key, matter.handler) == (
        "residents_committee", "residents_committee", None,
    )  # fmt: skip


@pytest.mark.parametrize("who", ["clerk", "chair", "neighbor_secretary", "street_director", "representative"])
def test_nobody_else_rules(who: str, world: World) -> None:
    matter = disputed(world)
    assert MatterAct.RULE not in selectors.acts_open_to(world.actor(who), matter)
    assert refused(rule(world, matter, who)) == "right.missing"


def test_a_third_body_cannot_be_named(world: World) -> None:
    assert refused(rule(world, disputed(world), "secretary", "party_branch")) == "ruling.for_a_party"


def test_a_ruling_needs_its_reason(world: World) -> None:
    assert refused(rule(world, disputed(world), "secretary", reason="")) == "reason.missing"


@pytest.fixture
def departmental(world: World) -> World:
    """锦里 under the departmental pattern, in which nobody below the district leads both sides."""
    switched = switch_charter([world.place()], "departmental", SWITCH, by=None, at=at(2026, 2, 2))
    assert not isinstance(switched, Refusal), switched
    for who, body, key in (
        ("clerk", "civil_affairs_station", "officer"),
        ("chair", "residents_committee", "chair"),
    ):
        seat(world.person(who), body, JINLI, key)
    seat(world.person("administrator"), "district_government", DISTRICT, "head")
    return world


def seat(person: Person, body: str, place: str, key: str) -> None:
    posts = Post.objects.filter(body__key=body, body__place_id=place, body__valid_until=None)
    post = posts.filter(key=key).first() or posts.filter(role="handler").first() or posts.get(role="head")
    if not person.holdings.filter(post=post, valid_until=None).exists():
        held = appoint(person, post, max(BEGINNING, post.body.valid_from), by=None, at=at(2026, 2, 2))
        assert not isinstance(held, Refusal), held


def stuck(world: World) -> Matter:
    """A matter that neither the department's station nor the committee takes."""
    matter = world.matter()
    assert matter.owner.key == "civil_affairs_station"
    matter = done(
        services.contest_ownership(
            matter, claimed=world.body("residents_committee"), reason="不归我们", by=world.actor("clerk"), at=MONDAY
        )
    )
    return done(services.answer_contest(matter, takes=False, reason="也不归我们", by=world.actor("chair"), at=MONDAY))


def test_where_nobody_leads_both_the_government_of_the_district_rules(departmental: World) -> None:
    matter = stuck(departmental)
    assert matter.arbiter == Body.objects.get(key="district_government", valid_until=None)
    because = matter.steps.last().data["because"]
    assert "没有机构同时领导" in because[0]
    assert "最后由" in because[0]
    matter = done(rule(departmental, matter, "administrator", "residents_committee", "为民方便"))
    assert (matter.owner.key, matter.state) == ("residents_committee", "submitted")


def test_the_last_resort_can_read_what_it_rules_on(departmental: World) -> None:
    matter = stuck(departmental)
    assert access.visible_to(departmental.actor("administrator")).filter(pk=matter.pk).exists()


def test_an_officer_who_heads_nothing_does_not_rule_at_a_last_resort(departmental: World) -> None:
    departmental.person("administrator").holdings.filter(post__role="head").delete()
    result = rule(departmental, stuck(departmental), "administrator", "residents_committee")
    assert refused(result) == "right.missing"


@pytest.mark.parametrize(
    ("charter", "a", "b", "ruler", "last"),
    [
        ("wuhou", "workstation", "residents_committee", "party_branch", False),
        ("separate", "workstation", "residents_committee", "district_government", True),
        ("subordinate", "workstation", "residents_committee", "party_branch", False),
        ("departmental", "police_station", "health_station", "district_government", False),
        ("departmental", "police_station", "residents_committee", "district_government", True),
    ],
)
def test_under_every_charter_somebody_rules(charter: str, a: str, b: str, ruler: str, last: bool, world: World) -> None:
    if charter != "wuhou":
        switched = switch_charter([world.place()], charter, SWITCH, by=None, at=at(2026, 2, 2))
        assert not isinstance(switched, Refusal), switched
    one, other = (Body.objects.get(key=key, place_id=JINLI, valid_until=None).pk for key in (a, b))
    found = entitlement.arbiter_between(one, other, date(2026, 3, 2))
    assert isinstance(found, Arbiter)
    assert (Body.objects.get(pk=found.body).key, found.is_last_resort) == (ruler, last)


def test_a_change_of_charter_leaves_no_dispute_behind(world: World) -> None:
    matter = disputed(world)
    switched = switch_charter([world.place()], "separate", date(2026, 3, 9), by=None, at=at(2026, 3, 9))
    assert not isinstance(switched, Refusal), switched
    matter.refresh_from_db()
    if matter.state == "contested":
        assert entitlement.standing_arbiter(matter, date(2026, 3, 9)) is not None
    else:
        assert matter.claimed is None
