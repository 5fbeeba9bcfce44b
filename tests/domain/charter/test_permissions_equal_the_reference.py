"""The compiled permissions give the same answer as the slow definition, for any charter and any request."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from juzhan.domain.charter import (
    Act,
    Charter,
    CharterLaw,
    Evidence,
    Holding,
    Relation,
    RelationKind,
    Role,
    completed_by_law,
    load_charter,
    reference_may,
)
from juzhan.domain.charter.loading import PRODUCT
from tests.domain.charter.towns import SOUND, Town, town_under

SAMPLE = load_charter(SOUND)
KEYS = tuple(SAMPLE.bodies)
REQUESTS = 20_000


@st.composite
def any_charter(draw: st.DrawFn) -> Charter:
    """The bodies of the sample with any relations among them; leaders come before those they lead, so no circles."""
    ends = st.tuples(st.integers(0, len(KEYS) - 1), st.integers(0, len(KEYS) - 1)).filter(
        lambda pair: pair[0] != pair[1]
    )
    relations = []
    for kind, (one, other) in draw(st.lists(st.tuples(st.sampled_from(RelationKind), ends), max_size=25)):
        start, end = sorted((one, other)) if kind is RelationKind.LEADS else (one, other)
        relations.append(Relation(kind, KEYS[start], KEYS[end], Evidence(PRODUCT)))
    return evolve(SAMPLE, relations=tuple(relations))


@settings(max_examples=150, deadline=None)
@given(st.lists(any_charter(), min_size=1, max_size=4), st.sets(st.sampled_from(KEYS), max_size=2), st.data())
def test_any_charters_any_request(charters: list[Charter], skip: set[str], data: st.DataObject) -> None:
    town = town_under(*charters, skip=skip)
    bodies = st.sampled_from(sorted(town.graph.nodes))
    held = tuple(
        Holding(body, role)
        for body, role in data.draw(st.lists(st.tuples(bodies, st.sampled_from(Role)), min_size=1, max_size=2))
    )
    for act in Act:
        expected = {body for body in town.graph.nodes if reference_may(town.graph, held, act, body)}
        assert {body for body in town.graph.nodes if town.permissions.may(held, act, body)} == expected
        assert town.permissions.bodies(held, act) == expected


def test_the_ten_charters_side_by_side_in_one_district(charters: Mapping[str, Charter], law: CharterLaw) -> None:
    names = sorted(charters)
    for start in range(0, len(names), 2):
        chosen = [charters[name] for name in (names + names)[start : start + 4]]
        compare_at_random(town_under(*chosen), start)
        completed = [completed_by_law(charter, date(2026, 1, 1), law) for charter in chosen]
        compare_at_random(town_under(*completed), start)


def compare_at_random(town: Town, seed: int) -> None:
    draw = random.Random(seed)
    bodies, acts, roles = sorted(town.graph.nodes), list(Act), list(Role)
    for _ in range(REQUESTS // 10):
        held = tuple(Holding(draw.choice(bodies), draw.choice(roles)) for _ in range(draw.choice((1, 1, 2))))
        act, owner = draw.choice(acts), draw.choice(bodies)
        assert town.permissions.may(held, act, owner) == reference_may(town.graph, held, act, owner)
