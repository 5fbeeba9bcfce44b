"""Which bodies share a hall: its host, stations beside it, and the committees that the charter ties to the host."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.services import adopt_charter
from juzhan.apps.hall.access import bodies_of_hall
from juzhan.domain.shared import Refusal
from tests.hall.visiting import TEN
from tests.world import JINLI, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("charter", "kinds"),
    [
        ("wuhou", ["workstation", "residents_committee"]),
        ("subordinate", ["workstation", "residents_committee"]),
        ("jianghan", ["workstation", "residents_committee"]),
        ("separate", ["workstation"]),
        ("specialist", ["committee_office", "residents_committee"]),
        ("before_reform", ["residents_committee"]),
        ("departmental", ["department_station"] * 6 + ["residents_committee"]),
    ],
)
def test_station_and_committee_share_a_hall_where_the_charter_ties_them(
    charter: str, kinds: list[str], world: World
) -> None:
    if charter != "wuhou":
        adopted = adopt_charter(world.place(), charter, date(2026, 3, 1), by=None, at=TEN)
        assert not isinstance(adopted, Refusal), adopted
    known = dict(Body.objects.values_list("pk", "kind"))
    assert [known[body] for body in bodies_of_hall(JINLI, TEN.date())] == kinds
