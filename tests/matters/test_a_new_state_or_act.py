"""A state or an act that is added has all that it needs; what is forgotten is named here, not by a resident's broken page.

The places stand in ARCHITECTURE.md, "Where to add".
"""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters.models import NEVER, Step
from juzhan.apps.matters.resident import sentences
from juzhan.domain.matters import OPEN_STATES, MatterAct, State, StateClock
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


def test_every_state_says_which_clock_runs_in_it_and_none_does_in_what_is_over() -> None:
    without = {state for state in State if state.clock is StateClock.NONE}
    assert without == set(State) - OPEN_STATES | {State.REOPENING_ASKED}


def test_the_clock_that_runs_ends_with_acceptance_first_and_then_with_the_limit(world: World) -> None:
    matter = world.matter()
    accept_by, due_on = matter.accept_by, matter.due_on = date(2026, 3, 5), date(2026, 3, 23)
    ends = dict.fromkeys((State.SUBMITTED, State.CONTESTED), accept_by)
    ends |= dict.fromkeys((State.ACCEPTED, State.HANDED_UP, State.DECIDED), due_on)
    for state in State:
        matter.state = state.value
        assert matter.running_clock() == ends.get(state, NEVER)
