"""A state or an act that is added has all that it needs; what is forgotten is named here, not by a resident's broken page.

The places stand in ARCHITECTURE.md, "Where to add".
"""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters.desk.worklist import STANDING
from juzhan.apps.matters.models import NEVER, Step
from juzhan.apps.matters.resident import sentences
from juzhan.domain.matters import OPEN_STATES, MatterAct, State
from juzhan.domain.shared import Text
from tests.world import World

INSIDE = {MatterAct.ASSIGN, MatterAct.HAND_OVER, MatterAct.DIRECT, MatterAct.ASK}
"""Acts between bodies or colleagues, whose lines no resident sees."""

pytestmark = pytest.mark.django_db


def test_every_state_has_a_sentence_of_its_own_for_residents(world: World) -> None:
    matter, said = world.matter(), set()
    for state in State:
        matter.state = state.value
        said.add(sentences.state(matter))
    assert len(said) == len(State)


def test_every_act_that_residents_see_has_its_words(world: World) -> None:
    step = Step.objects.filter(matter=world.matter()).get()

    def title(act: str) -> Text:
        step.act = act
        return sentences.Told.of(step).title

    assert {act for act in MatterAct if title(act.value) == title("an act of a later version")} == INSIDE


def test_in_every_open_state_a_clock_runs_or_is_said_to_stand(world: World) -> None:
    matter, standing = world.matter(), set()
    matter.accept_by, matter.due_on = date(2026, 3, 5), date(2026, 3, 23)
    for state in State:
        matter.state = state.value
        if matter.running_clock() == NEVER:
            standing.add(state)
    assert standing & OPEN_STATES == STANDING | {State.REOPENING_ASKED}
    assert standing - OPEN_STATES == set(State) - OPEN_STATES
