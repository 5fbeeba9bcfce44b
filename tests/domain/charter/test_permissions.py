"""Relations give the rights: who may do what to whose matters, under Wuhou and under other charters."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from juzhan.domain.charter import (
    GRANTS,
    OWN,
    Act,
    BodyNode,
    Charter,
    Holding,
    Role,
    build_graph,
    compile_permissions,
)
from tests.domain.charter.towns import COMMUNITIES, Town, town_under

HANDLING = [Act.ACCEPT, Act.REQUEST_PAPERS, Act.SUSPEND, Act.RESUME, Act.EXTEND, Act.DECIDE, Act.CLOSE, Act.HAND_UP]


@pytest.mark.parametrize("act", HANDLING)
def test_a_clerk_works_on_the_matters_of_the_own_station(wuhou_town: Town, act: Act) -> None:
    assert wuhou_town.may("workstation", Role.HANDLER, act, "workstation")


@pytest.mark.parametrize("act", HANDLING)
def test_a_clerk_does_not_work_on_the_matters_of_the_committee(wuhou_town: Town, act: Act) -> None:
    assert not wuhou_town.may("workstation", Role.HANDLER, act, "residents_committee")


def test_a_clerk_sees_nothing_of_the_station_next_door(wuhou_town: Town) -> None:
    for act in Act:
        assert not wuhou_town.may("workstation", Role.HANDLER, act, "workstation", owner_community=1)


def test_only_the_head_assigns_and_answers_inquiries(wuhou_town: Town) -> None:
    for act in (Act.ASSIGN, Act.ANSWER_INQUIRY):
        assert wuhou_town.may("workstation", Role.HEAD, act, "workstation")
        assert not wuhou_town.may("workstation", Role.HANDLER, act, "workstation")


def test_a_street_officer_directs_the_station_and_takes_its_matters_up(wuhou_town: Town) -> None:
    for act in (Act.READ, Act.DIRECT, Act.TAKE_UP):
        assert wuhou_town.may("street_office", Role.HANDLER, act, "workstation")


def test_a_street_officer_can_only_ask_the_committee(wuhou_town: Town) -> None:
    allowed = {act for act in Act if wuhou_town.may("street_office", Role.HANDLER, act, "residents_committee")}
    assert allowed == {Act.ASK}


def test_even_the_director_of_the_street_office_can_only_ask_the_committee(wuhou_town: Town) -> None:
    allowed = {act for act in Act if wuhou_town.may("street_office", Role.HEAD, act, "residents_committee")}
    assert allowed == {Act.ASK}


def test_a_street_officer_has_no_say_in_another_street(wuhou_town: Town) -> None:
    for act in Act:
        assert not wuhou_town.may("street_office", Role.HANDLER, act, "workstation", owner_community=2)


@pytest.mark.parametrize("body", ["residents_assembly", "deliberation_council"])
@pytest.mark.parametrize("owner", ["workstation", "residents_committee", "party_branch"])
def test_those_who_supervise_read_and_inquire_but_see_no_names(wuhou_town: Town, body: str, owner: str) -> None:
    assert wuhou_town.may(body, Role.MEMBER, Act.READ, owner)
    assert wuhou_town.may(body, Role.MEMBER, Act.INQUIRE, owner)
    assert not wuhou_town.may(body, Role.MEMBER, Act.READ_PERSON, owner)


def test_the_party_secretary_rules_on_disputes_between_station_and_committee(wuhou_town: Town) -> None:
    for owner in ("workstation", "residents_committee"):
        assert wuhou_town.may("party_branch", Role.HEAD, Act.RULE, owner)
        assert not wuhou_town.may("party_branch", Role.MEMBER, Act.RULE, owner)


def test_leading_passes_down_through_leaders(wuhou_town: Town) -> None:
    assert wuhou_town.may("district_government", Role.HEAD, Act.DIRECT, "workstation")
    assert wuhou_town.may("street_party_committee", Role.HEAD, Act.DIRECT, "residents_committee")


def test_dispatching_and_guiding_do_not_pass_down(wuhou_town: Town) -> None:
    assert not wuhou_town.may("district_government", Role.HEAD, Act.TAKE_UP, "workstation")
    assert not wuhou_town.may("district_bureau", Role.HEAD, Act.ASK, "workstation")


def test_names_and_phone_numbers_are_seen_only_inside_the_body_that_owns_the_matter() -> None:
    assert all(Act.READ_PERSON not in acts for roles in GRANTS.values() for acts in roles.values())
    assert Act.READ_PERSON in OWN[Role.HANDLER]
    assert Act.READ_PERSON not in OWN[Role.MEMBER]


def test_nobody_works_on_the_matters_of_another_body() -> None:
    handling = set(HANDLING) | {Act.REGISTER, Act.HAND_OVER, Act.RETURN_DOWN, Act.REOPEN, Act.CONTEST, Act.ASSIGN}
    assert all(not handling & acts for roles in GRANTS.values() for acts in roles.values())


def test_several_posts_add_up(wuhou_town: Town) -> None:
    held = (Holding(wuhou_town.body("workstation"), Role.HANDLER), Holding(wuhou_town.body("party_branch"), Role.HEAD))
    committee = wuhou_town.body("residents_committee")
    assert wuhou_town.permissions.may(held, Act.RULE, committee)
    assert not wuhou_town.permissions.may(held[:1], Act.RULE, committee)


def test_without_a_post_nothing_is_allowed(wuhou_town: Town) -> None:
    for act in Act:
        assert not wuhou_town.permissions.may((), act, wuhou_town.body("workstation"))
        assert wuhou_town.permissions.bodies((), act) == frozenset()


def test_bodies_lists_every_body_for_which_it_would_be_allowed(wuhou_town: Town) -> None:
    held = (Holding(wuhou_town.body("street_office"), Role.HANDLER), Holding(wuhou_town.body("workstation"), Role.HEAD))
    for act in Act:
        allowed = {body for body in wuhou_town.graph.nodes if wuhou_town.permissions.may(held, act, body)}
        assert wuhou_town.permissions.bodies(held, act) == allowed


def test_two_communities_of_one_street_under_two_charters_keep_apart(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["wuhou"], charters["specialist"])
    officer = Holding(town.body("street_office"), Role.HANDLER)
    assert town.permissions.may((officer,), Act.DIRECT, town.body("workstation", 0))
    assert town.permissions.may((officer,), Act.DIRECT, town.body("committee_office", 1))
    for community in (0, 1):
        committee = town.body("residents_committee", community)
        assert not town.permissions.may((officer,), Act.DIRECT, committee)


def test_before_the_reform_the_street_commands_the_committee_and_next_door_it_cannot(
    charters: Mapping[str, Charter],
) -> None:
    town = town_under(charters["before_reform"], charters["wuhou"])
    assert town.may("street_office", Role.HANDLER, Act.DIRECT, "residents_committee", 0, 0)
    assert not town.may("street_office", Role.HANDLER, Act.DIRECT, "residents_committee", 1, 1)


def test_a_station_for_several_committees_is_supervised_by_each_of_them(charters: Mapping[str, Charter]) -> None:
    town = town_under(*[charters["shenzhen"]] * 4)
    assert town.body("workstation", 0) == town.body("workstation", 1) != town.body("workstation", 2)
    for community in (0, 1):
        assert town.may("residents_committee", Role.HANDLER, Act.INQUIRE, "workstation", community, 0)
    assert not town.may("residents_committee", Role.HANDLER, Act.INQUIRE, "workstation", 2, 0)


def test_a_body_that_is_not_set_up_gives_no_rights_and_is_listed_as_missing(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["wuhou"], skip={"party_branch"})
    assert town.graph.missing == ((COMMUNITIES[0], "party_branch"),)
    assert not town.may("street_party_committee", Role.HEAD, Act.DIRECT, "residents_committee")


def test_several_sections_of_one_street_all_stand_for_the_section_of_the_charter(
    charters: Mapping[str, Charter],
) -> None:
    wuhou = charters["wuhou"]
    keys = ["street_office", "street_section", "street_section"]
    nodes = [BodyNode(n, key, wuhou.bodies[key].kind, COMMUNITIES[0][:9]) for n, key in enumerate(keys)]
    parents = {COMMUNITIES[0]: COMMUNITIES[0][:9]}
    permissions = compile_permissions(build_graph(nodes, {COMMUNITIES[0]: wuhou}, parents))
    assert permissions.bodies((Holding(0, Role.HEAD),), Act.DIRECT) == {1, 2}


def test_a_holding_compares_by_body_and_role_and_takes_a_role_by_name() -> None:
    assert Holding(7, Role.HEAD) == Holding(7, "head")
    with pytest.raises(ValueError, match="captain"):
        Holding(7, "captain")
