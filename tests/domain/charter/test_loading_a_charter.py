"""The ten charters load, say where they come from, and leave unknown what is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from juzhan.domain.charter import BodyKind, Charter, Level, RelationKind, Role, SourceKind

TEN = {
    "wuhou",
    "separate",
    "subordinate",
    "departmental",
    "specialist",
    "shenzhen",
    "shenyang",
    "jianghan",
    "shanghai",
    "before_reform",
}


def test_the_ten_charters_of_the_seeds_are_there(charters: Mapping[str, Charter]) -> None:
    assert set(charters) == TEN


@pytest.mark.parametrize("name", sorted(TEN))
def test_every_charter_rests_on_a_seed_and_states_its_gaps_and_contradictions(
    charters: Mapping[str, Charter], name: str
) -> None:
    charter = charters[name]
    assert any(source.kind is SourceKind.SEED for source in charter.sources.values())
    assert charter.unknowns
    assert charter.contradictions


def test_wuhou_begins_on_the_day_the_source_gives_and_its_end_stays_unknown(charters: Mapping[str, Charter]) -> None:
    assert charters["wuhou"].since == date(2008, 1, 1)
    assert charters["wuhou"].until is None


def test_in_wuhou_the_party_secretary_must_head_the_station(charters: Mapping[str, Charter]) -> None:
    head = charters["wuhou"].posts["workstation.station_head"]
    assert head.role is Role.HEAD
    assert head.must_be_held_by == "party_branch.secretary"


def test_in_wuhou_the_text_goes_before_the_caption_and_the_committee_is_supervised_too(
    charters: Mapping[str, Charter],
) -> None:
    kinds = {r.kind for r in charters["wuhou"].relations_between("deliberation_council", "residents_committee")}
    assert RelationKind.SUPERVISES in kinds


def test_wuhou_stations_have_five_or_six_clerks(charters: Mapping[str, Charter]) -> None:
    seats = charters["wuhou"].posts["workstation.clerk"].seats
    assert (seats.at_least, seats.at_most) == (5, 6)


def test_in_shenzhen_one_station_serves_several_committees(charters: Mapping[str, Charter]) -> None:
    (station,) = charters["shenzhen"].bodies_of(BodyKind.WORKSTATION)
    assert station.serves_several
    assert station.level is Level.CLUSTER


def test_the_departmental_pattern_has_one_station_for_each_department(charters: Mapping[str, Charter]) -> None:
    charter = charters["departmental"]
    stations = charter.bodies_of(BodyKind.DEPARTMENT_STATION)
    assert {station.name.zh for station in stations} >= {"社区警务站", "社区卫生站"}
    for station in stations:
        (dispatcher,) = {
            r.from_body for r in charter.relations if r.kind is RelationKind.DISPATCHES and r.to_body == station.key
        }
        assert charter.bodies[dispatcher].kind is BodyKind.DISTRICT_BUREAU


def test_shanghai_and_the_time_before_the_reform_have_no_station(charters: Mapping[str, Charter]) -> None:
    for name in ("shanghai", "before_reform"):
        assert not charters[name].bodies_of(BodyKind.WORKSTATION, BodyKind.DEPARTMENT_STATION)


def test_a_body_that_several_charters_share_has_one_key_one_kind_and_one_level(
    charters: Mapping[str, Charter],
) -> None:
    seen: dict[str, tuple[BodyKind, bool]] = {}
    for charter in charters.values():
        for body in charter.bodies.values():
            upper = body.level in (Level.DISTRICT, Level.STREET)
            assert seen.setdefault(body.key, (body.kind, upper)) == (body.kind, upper)
