"""A dispute goes to the nearest body that leads both sides; where there is none, the answer says so."""

from __future__ import annotations

from collections.abc import Mapping

from juzhan.domain.charter import Charter, find_common_leader, nearest_common_leader
from tests.domain.charter.towns import Town, town_under


def test_in_wuhou_station_and_committee_meet_in_the_party_branch(wuhou_town: Town) -> None:
    station, committee = wuhou_town.body("workstation"), wuhou_town.body("residents_committee")
    assert nearest_common_leader(wuhou_town.graph, station, committee) == wuhou_town.body("party_branch")
    found = find_common_leader(wuhou_town.graph, station, committee)
    assert found.reason.zh == "社区党支部是同时领导社区工作站和社区居民委员会的最近机构"


def test_the_order_of_the_two_sides_does_not_matter(wuhou_town: Town) -> None:
    for one in wuhou_town.graph.nodes:
        for other in wuhou_town.graph.nodes:
            assert nearest_common_leader(wuhou_town.graph, one, other) == nearest_common_leader(
                wuhou_town.graph, other, one
            )


def test_two_stations_of_one_street_meet_in_the_street(wuhou_town: Town) -> None:
    leader = nearest_common_leader(
        wuhou_town.graph, wuhou_town.body("workstation", 0), wuhou_town.body("workstation", 1)
    )
    assert leader in {wuhou_town.body("street_office"), wuhou_town.body("street_party_committee")}


def test_two_stations_of_different_streets_meet_in_the_district(wuhou_town: Town) -> None:
    leader = nearest_common_leader(
        wuhou_town.graph, wuhou_town.body("workstation", 0), wuhou_town.body("workstation", 2)
    )
    assert leader == wuhou_town.body("district_government")


def test_in_the_departmental_pattern_nobody_leads_station_and_committee(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["departmental"])
    found = find_common_leader(town.graph, town.body("police_station"), town.body("residents_committee"))
    assert found.leader is None
    assert found.last_resort == town.body("district_government")
    assert "没有机构同时领导" in found.reason.zh
    assert "cannot command" in found.reason.en


def test_in_the_departmental_pattern_two_stations_meet_only_in_the_district(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["departmental"])
    leader = nearest_common_leader(town.graph, town.body("police_station"), town.body("health_station"))
    assert leader == town.body("district_government")


def test_in_the_separate_pattern_nobody_leads_station_and_committee(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["separate"])
    found = find_common_leader(town.graph, town.body("workstation"), town.body("residents_committee"))
    assert found.leader is None
    assert found.last_resort == town.body("street_office")


def test_where_one_side_leads_the_other_it_decides(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["subordinate"])
    found = find_common_leader(town.graph, town.body("workstation"), town.body("residents_committee"))
    assert found.leader is None
    assert found.last_resort == town.body("residents_committee")
    assert "由社区居民委员会决定" in found.reason.zh


def test_guiding_does_not_make_a_leader(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["departmental"])
    assert nearest_common_leader(town.graph, town.body("street_office"), town.body("residents_committee")) is None


def test_each_community_is_judged_by_its_own_charter(charters: Mapping[str, Charter]) -> None:
    town = town_under(charters["wuhou"], charters["separate"])
    for community, expected in ((0, town.body("party_branch", 0)), (1, None)):
        pair = town.body("workstation", community), town.body("residents_committee", community)
        assert nearest_common_leader(town.graph, *pair) == expected
