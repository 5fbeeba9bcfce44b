"""Progress is noted; those above instruct or ask."""

from __future__ import annotations

import pytest

from juzhan.apps.matters import services
from tests.matters.doing import MONDAY, accepted, done, handed_up, recorded, refused
from tests.world import LAMP, World

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("public", [True, False])
def test_a_note_is_public_or_stays_among_staff(public: bool, world: World) -> None:
    matter = done(
        services.note_progress(accepted(world), note="已电话核实", public=public, by=world.actor("clerk"), at=MONDAY)
    )
    assert (matter.steps.last().note, matter.steps.last().is_public) == ("已电话核实", public)
    assert matter.state == "accepted"


def test_an_empty_note_is_refused(world: World) -> None:
    assert (
        refused(services.note_progress(accepted(world), note=" ", by=world.actor("clerk"), at=MONDAY))
        == "words.missing"
    )


def test_while_handed_up_the_upper_body_notes(world: World) -> None:
    matter = handed_up(world)
    assert refused(services.note_progress(matter, note="x", by=world.actor("clerk"), at=MONDAY)) == "right.missing"
    done(services.note_progress(matter, note="已送区民政局", by=world.actor("section_officer"), at=MONDAY))


def test_the_street_instructs_the_station(world: World) -> None:
    matter = done(
        services.direct_owner(accepted(world), note="请本周内办结", by=world.actor("street_officer"), at=MONDAY)
    )
    assert recorded(matter)[-1] == "matter.directed"
    assert not matter.steps.last().is_public


def test_the_street_cannot_instruct_the_committee_but_can_ask_it(world: World) -> None:
    matter, officer = accepted(world, LAMP, "chair"), world.actor("street_officer")
    result = services.direct_owner(matter, note="马上修", by=officer, at=MONDAY)
    assert refused(result) == "right.missing"
    assert "指导" in result.text.zh  # type: ignore[union-attr]
    assert recorded(done(services.ask_owner(matter, note="请协助尽快修", by=officer, at=MONDAY)))[-1] == "matter.asked"


def test_the_street_of_elsewhere_does_neither(world: World) -> None:
    matter, officer = accepted(world), world.actor("other_street_officer")
    assert refused(services.direct_owner(matter, note="x", by=officer, at=MONDAY)) == "right.missing"
    assert refused(services.ask_owner(matter, note="x", by=officer, at=MONDAY)) == "right.missing"
