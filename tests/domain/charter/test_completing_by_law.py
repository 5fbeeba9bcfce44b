"""A community runs under its charter as completed by the law in force on the day; nothing is ever taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from juzhan.domain.charter import (
    BodyKind,
    Charter,
    CharterLaw,
    RelationKind,
    Severity,
    check,
    completed_by_law,
    find_common_leader,
)
from tests.domain.charter.towns import town_under

BEFORE = date(2025, 12, 31)
SINCE = date(2026, 1, 1)


def test_wuhou_gets_a_supervision_committee_from_2026(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    assert not completed_by_law(charters["wuhou"], BEFORE, law).bodies_of(BodyKind.SUPERVISION_COMMITTEE)
    completed = completed_by_law(charters["wuhou"], SINCE, law)
    (added,) = completed.bodies_of(BodyKind.SUPERVISION_COMMITTEE)
    assert added.evidence.citation.article == "36"
    assert added.key in completed.added_bodies
    (relation,) = completed.relations_between(added.key, "residents_committee")
    assert relation.kind is RelationKind.SUPERVISES


def test_its_members_may_not_sit_in_the_committee(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    completed = completed_by_law(charters["wuhou"], SINCE, law)
    for post in completed.posts_of("supervision_committee"):
        assert post.may_not_also_hold == ("residents_committee",)


def test_the_charter_file_itself_keeps_its_findings(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    completed_by_law(charters["wuhou"], SINCE, law)
    assert "supervision_committee.missing" in {f.code for f in check(charters["wuhou"], SINCE, law)}


def test_completing_mends_what_it_adds_and_adds_no_new_departure(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    for charter in charters.values():
        before = [f for f in check(charter, SINCE, law) if f.severity is Severity.DEPARTURE]
        after = [
            f for f in check(completed_by_law(charter, SINCE, law), SINCE, law) if f.severity is Severity.DEPARTURE
        ]
        assert {f.code for f in after} <= {f.code for f in before} - {"supervision_committee.missing"}


def test_completing_keeps_all_that_the_charter_says(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    for charter in charters.values():
        completed = completed_by_law(charter, SINCE, law)
        assert charter.bodies.items() <= completed.bodies.items()
        assert completed.relations[: len(charter.relations)] == charter.relations
        assert completed.affairs == charter.affairs


def test_completing_twice_is_completing_once(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    for charter in charters.values():
        once = completed_by_law(charter, SINCE, law)
        assert completed_by_law(once, SINCE, law) == once


def test_a_lawful_charter_is_left_as_it_is(sound: Charter, law: CharterLaw) -> None:
    assert completed_by_law(sound, SINCE, law) is sound


def test_by_law_the_party_branch_settles_a_dispute_in_the_subordinate_pattern(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    town = town_under(completed_by_law(charters["subordinate"], SINCE, law))
    found = find_common_leader(town.graph, town.body("workstation"), town.body("residents_committee"))
    assert found.leader == town.body("party_branch")


def test_even_by_law_nobody_below_the_district_leads_both_in_the_departmental_pattern(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    town = town_under(completed_by_law(charters["departmental"], SINCE, law))
    found = find_common_leader(town.graph, town.body("police_station"), town.body("residents_committee"))
    assert found.leader is None
    assert found.last_resort == town.body("district_government")
