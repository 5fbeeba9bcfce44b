"""Two charters side by side: bodies, relations, who owns what, and findings on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from juzhan.domain.charter import Charter, CharterLaw, Comparison, Row, State, Topic, compare

DAY = date(2026, 1, 1)


def row(comparison: Comparison, topic: Topic, key: str) -> Row:
    (found,) = [row for row in comparison.of(topic) if row.key == key]
    return found


def test_a_charter_compared_with_itself_is_the_same_throughout(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    for charter in charters.values():
        assert {row.state for row in compare(charter, charter, DAY, law).rows} == {State.SAME}


def test_wuhou_and_the_departmental_pattern_differ_in_who_owns_administrative_work(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    comparison = compare(charters["wuhou"], charters["departmental"], DAY, law)
    health = row(comparison, Topic.OWNERS, "administrative.health_family")
    assert health.state is State.DIFFERS
    assert (health.left and health.left.zh, health.right and health.right.zh) == ("社区工作站", "社区卫生站")
    rest = row(comparison, Topic.OWNERS, "administrative.any")
    assert rest.label.zh == "其他行政事务"
    assert rest.right is not None
    assert rest.right.zh == "来源没有说；暂归街道办事处"


def test_bodies_of_one_side_only_are_marked(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    comparison = compare(charters["wuhou"], charters["before_reform"], DAY, law)
    assert row(comparison, Topic.BODIES, "workstation").state is State.ONLY_LEFT
    assert row(comparison, Topic.BODIES, "street_accounting_station").state is State.ONLY_RIGHT


def test_the_relation_of_street_and_committee_shows_the_reform(
    charters: Mapping[str, Charter], law: CharterLaw
) -> None:
    comparison = compare(charters["before_reform"], charters["wuhou"], DAY, law)
    relation = row(comparison, Topic.RELATIONS, "street_office.residents_committee")
    assert relation.state is State.DIFFERS
    assert relation.left is not None
    assert relation.right is not None
    assert "领导" in relation.left.zh
    assert relation.right.zh == "拨款、指导"


def test_swapping_the_sides_swaps_every_row(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    one = compare(charters["wuhou"], charters["shenzhen"], DAY, law)
    other = compare(charters["shenzhen"], charters["wuhou"], DAY, law)
    there = {(r.topic, r.key): (r.left, r.right) for r in one.rows}
    assert {(r.topic, r.key): (r.right, r.left) for r in other.rows} == there


def test_findings_are_those_of_the_day(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    def codes(on: date) -> set[str]:
        return {r.key for r in compare(charters["wuhou"], charters["separate"], on, law).of(Topic.FINDINGS)}

    assert "supervision_committee.missing" in codes(DAY)
    assert "supervision_committee.missing" not in codes(date(2025, 12, 31))
