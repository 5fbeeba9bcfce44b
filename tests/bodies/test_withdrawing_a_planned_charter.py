"""A change of charter planned for a later day is withdrawn before it; then all is as if it had never been planned."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, Holding
from juzhan.apps.bodies.services import adopt_charter, adopt_together, appoint, leave_post, withdraw_planned
from juzhan.apps.record.models import Entry
from juzhan.domain.shared import Refusal
from tests.world import JINLI, LAOMALU, STREET, XIMIANQIAO, World, at

CHANGE = date(2026, 4, 1)
NOW, EVE, DAY = at(2026, 3, 20), at(2026, 3, 31), at(2026, 4, 1)


def plan(world: World, name: str = "shenyang", on: date = CHANGE, code: str = JINLI) -> None:
    adopted = adopt_charter(world.place(code), name, on, by=world.actor("administrator"), at=NOW)
    assert isinstance(adopted, CharterTerm), adopted


def plan_together(world: World, *codes: str, name: str = "shenzhen", on: date = CHANGE) -> None:
    places = [world.place(code) for code in codes]
    adopted = adopt_together(places, name, on, by=world.actor("administrator"), at=NOW)
    assert isinstance(adopted, list), adopted


def withdraw(world: World, *codes: str, moment: datetime = EVE) -> list[CharterTerm] | Refusal:
    places = [world.place(code) for code in codes or (JINLI,)]
    return withdraw_planned(places, by=world.actor("administrator"), at=moment)


def standing() -> dict[str, Any]:
    """Everything that a plan could have changed, by what it is and not by its number."""
    return {
        "bodies": sorted(Body.objects.values_list("place", "key", "valid_from", "valid_until"), key=str),
        "services": sorted(
            BodyService.objects.values_list("body__place", "body__key", "community", "valid_from", "valid_until"),
            key=str,
        ),
        "holdings": sorted(
            Holding.objects.values_list(
                "person__username", "post__body__key", "post__key", "valid_from", "valid_until"
            ),
            key=str,
        ),
        "terms": sorted(CharterTerm.objects.values_list("community", "charter", "valid_from", "valid_until"), key=str),
    }


@pytest.mark.parametrize("name", sorted(set(selectors.charters()) - {"wuhou"}))
def test_afterwards_all_is_as_if_it_had_never_been_planned(name: str, world: World) -> None:
    before = standing()
    plan(world, name)
    assert standing() != before
    assert isinstance(withdraw(world), list)
    assert standing() == before


def test_the_former_charter_goes_on_and_rights_with_it(world: World) -> None:
    plan(world)
    (goes_on,) = withdraw(world)  # type: ignore[misc]
    assert (goes_on.charter, goes_on.valid_until) == ("wuhou", None)
    assert [post.key for post in world.actor("clerk", date(2026, 5, 1)).posts] == ["workstation"]


def test_the_record_says_what_was_withdrawn_and_what_goes_on(world: World) -> None:
    plan(world)
    withdraw(world)
    entry = Entry.objects.filter(log__place=JINLI).latest("index")
    assert entry.act == "charter.withdrawn"
    assert b'"charter":"shenyang","from":"2026-04-01","goes_on":"wuhou"' in bytes(entry.canonical)


@pytest.mark.parametrize("moment", [DAY, at(2026, 4, 2)])
def test_from_its_day_on_it_cannot_be_withdrawn(moment: datetime, world: World) -> None:
    plan(world)
    before = standing()
    refused = withdraw(world, moment=moment)
    assert isinstance(refused, Refusal)
    assert refused.code == "charter.nothing_planned"
    assert standing() == before


def test_where_nothing_is_planned_nothing_is_withdrawn(world: World) -> None:
    refused = withdraw(world)
    assert isinstance(refused, Refusal)
    assert refused.code == "charter.nothing_planned"


def test_of_two_plans_the_later_one_goes_first(world: World) -> None:
    before = standing()
    plan(world)
    first = standing()
    plan(world, "jianghan", date(2026, 6, 1))
    withdraw(world)
    assert standing() == first
    withdraw(world)
    assert standing() == before


def test_an_end_that_was_fixed_before_and_one_that_was_noted_meanwhile_stay(world: World) -> None:
    clerk, colleague = (Holding.objects.get(person=world.person(who)) for who in ("clerk", "colleague"))
    leave_post(clerk, date(2026, 9, 1), by=None, at=NOW)
    plan(world)
    leave_post(colleague, date(2026, 3, 25), by=None, at=NOW)
    withdraw(world)
    ends = {row.pk: row.valid_until for row in Holding.objects.filter(pk__in=[clerk.pk, colleague.pk])}
    assert ends == {clerk.pk: date(2026, 9, 1), colleague.pk: date(2026, 3, 25)}


def test_an_appointment_for_later_that_the_plan_took_away_comes_back(world: World) -> None:
    post = Holding.objects.get(person=world.person("clerk")).post
    assert isinstance(appoint(world.person("outsider"), post, date(2026, 5, 1), by=None, at=NOW), Holding)
    before = standing()
    plan(world)
    assert not Holding.objects.filter(person=world.person("outsider")).exists()
    withdraw(world)
    assert standing() == before


def test_people_appointed_in_advance_to_what_was_to_begin_are_in_no_post(world: World) -> None:
    plan(world)
    post = world.body("management_committee").posts.get(key="member")
    assert isinstance(appoint(world.person("outsider"), post, CHANGE, by=None, at=NOW), Holding)
    withdraw(world)
    assert not Holding.objects.filter(person=world.person("outsider")).exists()


def test_communities_that_planned_to_share_a_station_withdraw_together(world: World) -> None:
    before = standing()
    plan_together(world, JINLI, XIMIANQIAO)
    planned = standing()
    refused = withdraw(world, JINLI)
    assert isinstance(refused, Refusal)
    assert refused.code == "charter.withdraw_together"
    assert "洗面桥社区" in refused.text.zh
    assert standing() == planned
    assert isinstance(withdraw(world, JINLI, XIMIANQIAO), list)
    assert standing() == before


def test_a_community_that_was_to_leave_a_shared_station_stays_with_it(world: World) -> None:
    plan_together(world, JINLI, XIMIANQIAO, on=date(2026, 3, 25))
    before = standing()
    plan(world, "wuhou", date(2026, 6, 1), XIMIANQIAO)
    assert isinstance(withdraw(world, XIMIANQIAO), list)
    assert standing() == before


def test_a_body_of_the_street_stays_where_another_community_needs_it(world: World) -> None:
    plan(world, "jianghan", code=JINLI)
    plan(world, "jianghan", code=XIMIANQIAO)
    withdraw(world, JINLI)
    assert world.body("street_service_center", STREET).valid_from == CHANGE
    withdraw(world, XIMIANQIAO)
    assert not Body.objects.filter(key="street_service_center").exists()


def test_several_are_withdrawn_all_or_none(world: World) -> None:
    plan(world)
    planned = standing()
    assert isinstance(withdraw(world, JINLI, LAOMALU), Refusal)
    assert standing() == planned


def test_who_took_a_post_for_then_that_does_not_go_with_the_old_one_must_leave_it_first(world: World) -> None:
    plan(world)
    post = world.body("supervision_committee").posts.get(key="member")
    taken = appoint(world.person("committee_member"), post, CHANGE, by=None, at=NOW)
    assert isinstance(taken, Holding), taken
    planned = standing()
    refused = withdraw(world)
    assert isinstance(refused, Refusal)
    assert refused.code == "charter.withdrawal_against_posts"
    assert standing() == planned
    taken.delete()
    assert isinstance(withdraw(world), list)
