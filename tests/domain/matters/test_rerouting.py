"""When a body ends, its open matters go to the body that the charter in force names."""

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from juzhan.domain.matters import OPEN_STATES, ItemRules, Matter, State
from juzhan.domain.matters.rerouting import reroute

OLD, NEW, OTHER, ABOVE, GONE = 1, 2, 3, 9, 8
IN_FORCE = {NEW, OTHER, ABOVE}
MATTER = Matter(State.ACCEPTED, ItemRules(None, False, None), OLD, OLD, OLD, date(2026, 3, 2), handler=7)


def test_a_matter_of_a_body_that_ended_goes_to_the_body_that_the_charter_names() -> None:
    moved = reroute(MATTER, owner=NEW, in_force=IN_FORCE)
    assert moved is not None
    assert moved.sets == {"owner": NEW, "holder": NEW, "handler": None}
    assert moved.facts["owner"] == {"old": OLD, "new": NEW}


def test_what_was_accepted_stays_accepted() -> None:
    moved = reroute(MATTER, owner=NEW, in_force=IN_FORCE)
    assert moved is not None
    assert moved.state is State.ACCEPTED
    assert not {"due_on", "accepted_on", "pauses"} & moved.sets.keys()


def test_the_handler_stays_when_they_work_for_the_new_owner_too() -> None:
    moved = reroute(MATTER, owner=NEW, in_force=IN_FORCE, keeps_handler=True)
    assert moved is not None
    assert moved.sets["handler"] == 7


def test_a_matter_whose_bodies_are_all_in_force_stays_where_it_is() -> None:
    assert reroute(evolve(MATTER, owner=OTHER, holder=OTHER), owner=NEW, in_force=IN_FORCE) is None


def test_a_matter_handed_up_stays_with_the_upper_body() -> None:
    up = evolve(MATTER, state=State.HANDED_UP, holder=ABOVE)
    moved = reroute(up, owner=NEW, in_force=IN_FORCE)
    assert moved is not None
    assert (moved.state, moved.sets["owner"], moved.sets["holder"]) == (State.HANDED_UP, NEW, ABOVE)


def test_a_matter_in_the_hands_of_an_upper_body_that_ended_comes_back_to_its_owner() -> None:
    up = evolve(MATTER, state=State.HANDED_UP, owner=OTHER, holder=GONE)
    moved = reroute(up, owner=NEW, in_force=IN_FORCE)
    assert moved is not None
    assert (moved.state, moved.sets["owner"], moved.sets["holder"]) == (State.ACCEPTED, OTHER, OTHER)
    assert "handler" not in moved.sets


@pytest.mark.parametrize(("owner", "claimed", "arbiter"), [(OLD, OTHER, None), (OTHER, OLD, None), (OTHER, NEW, GONE)])
def test_a_dispute_ends_with_any_of_its_bodies(owner: int, claimed: int, arbiter: int | None) -> None:
    contested = evolve(MATTER, state=State.CONTESTED, owner=owner, holder=owner, claimed=claimed)
    moved = reroute(contested, owner=NEW, in_force=IN_FORCE, arbiter=arbiter)
    assert moved is not None
    assert moved.state is State.SUBMITTED
    assert moved.sets["owner"] == NEW
    assert moved.sets["claimed"] is None
    assert moved.sets["arbiter"] is None


bodies = st.integers(1, 9)


@given(
    state=st.sampled_from(sorted(OPEN_STATES)), owner=bodies, holder=bodies, claimed=st.none() | bodies,
    arbiter=st.none() | bodies, in_force=st.sets(bodies), new=bodies,
)  # fmt: skip
def test_after_rerouting_no_body_of_the_matter_has_ended(
    state: State, owner: int, holder: int, claimed: int | None, arbiter: int | None, in_force: set[int], new: int
) -> None:
    in_force = in_force | {new}
    claimed, arbiter = (claimed, arbiter) if state is State.CONTESTED else (None, None)
    matter = evolve(MATTER, state=State(state), owner=owner, holder=holder, claimed=claimed)
    moved = reroute(matter, owner=new, in_force=in_force, arbiter=arbiter)
    sets = dict(moved.sets) if moved else {}
    after = [sets.get("owner", owner), sets.get("holder", holder)]
    after += [body for body in (sets.get("claimed", claimed), sets.get("arbiter", arbiter)) if body is not None]
    assert set(after) <= in_force
    assert moved is None or moved.state.is_open
