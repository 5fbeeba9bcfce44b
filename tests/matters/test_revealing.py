"""Looking at the phone and address of a resident is a fact of its own in the record."""

from __future__ import annotations

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Applicant
from tests.matters.doing import MONDAY, recorded, refused
from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_clerk_sees_it_and_the_record_says_so(world: World) -> None:
    matter = world.matter()
    shown = services.reveal_person(matter, by=world.actor("clerk"), at=MONDAY)
    assert isinstance(shown, Applicant)
    assert shown.phone == "13800000001"
    assert recorded(matter) == ["matter.submitted", "person.shown"]


@pytest.mark.parametrize("who", ["chair", "street_officer", "secretary_of_elsewhere", "representative"])
def test_nobody_else_sees_it_and_nothing_is_recorded(who: str, world: World) -> None:
    matter = world.matter()
    actor = world.actor("neighbor_secretary" if who == "secretary_of_elsewhere" else who)
    assert refused(services.reveal_person(matter, by=actor, at=MONDAY)) == "right.missing"
    assert recorded(matter) == ["matter.submitted"]


def test_where_nobody_gave_a_name_there_is_nothing_to_see(world: World) -> None:
    matter = world.matter()
    Applicant.objects.filter(matter=matter).delete()
    assert refused(services.reveal_person(matter, by=world.actor("clerk"), at=MONDAY)) == "applicant.none"
