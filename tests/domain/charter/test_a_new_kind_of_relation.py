"""A kind of relation that is added has all that it needs, before any charter uses it.

The places stand in ARCHITECTURE.md, "Where to add".
"""

from __future__ import annotations

import pytest

from juzhan.domain.charter import GRANTS, RelationKind, Role
from juzhan.domain.charter.drawing.lines import STRENGTH
from juzhan.domain.shared import Text


@pytest.mark.parametrize("kind", RelationKind)
def test_a_relation_is_said_drawn_and_gives_rights(kind: RelationKind) -> None:
    sentence = kind.sentence(Text("甲", "first"), Text("乙", "second"))
    assert kind.text.zh
    assert {"甲", "乙"} <= set(sentence.zh)
    assert {"first", "second"} <= set(sentence.en.split())
    assert kind.stroke
    assert set(GRANTS[kind]) == set(Role)


def test_no_two_relations_are_said_alike() -> None:
    names = Text("甲", "first"), Text("乙", "second")
    assert len({kind.sentence(*names) for kind in RelationKind}) == len(RelationKind)
    assert len({kind.text.zh for kind in RelationKind}) == len(RelationKind)


def test_every_relation_has_one_place_in_the_order_of_strength() -> None:
    assert sorted(STRENGTH) == sorted(RelationKind)
