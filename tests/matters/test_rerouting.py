"""A community changes its charter, and no open matter hangs on a body that has ended."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from attrs import evolve
from django.db import connection
from django.test.utils import CaptureQueriesContext

from juzhan.apps.bodies import rights, selectors
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter, Step
from juzhan.apps.matters.services.rerouting import hanging_matters, reroute_matters
from juzhan.apps.matters.services.switching import foresee_switch, switch_charter, switch_station
from juzhan.apps.record.models import Entry
from juzhan.domain.charter import Act, draw
from juzhan.domain.matters import State
from juzhan.domain.shared import Refusal
from tests.world import ALLOWANCE, HOME_CARE, JINLI, LAMP, LAOMALU, World, at

CHANGE = date(2026, 4, 1)


def switch(
    world: World, name: str, on: date = CHANGE, moment: datetime | None = None, places: tuple[str, ...] = (JINLI,)
) -> None:
    result = switch_charter(
        [world.place(code) for code in places], name, on, by=world.actor("administrator"), at=moment or at(2026, 4, 1)
    )
    assert not isinstance(result, Refusal), result


def test_an_open_matter_goes_to_the_body_that_the_new_charter_names(world: World) -> None:
    matter = world.matter(ALLOWANCE)
    switch(world, "before_reform")
    moved = Matter.objects.get(pk=matter.pk)
    assert moved.owner == world.body("residents_committee")
    assert moved.holder == moved.owner
    assert moved.stands is State.SUBMITTED
    assert moved.accept_by == matter.accept_by


def test_an_accepted_matter_keeps_its_clock(world: World) -> None:
    matter = services.accept_matter(world.matter(), by=world.actor("clerk"), at=at(2026, 3, 3))
    assert isinstance(matter, Matter)
    switch(world, "before_reform")
    moved = Matter.objects.get(pk=matter.pk)
    assert moved.stands is State.ACCEPTED
    assert (moved.due_on, moved.accepted_on, moved.next_on) == (matter.due_on, matter.accepted_on, matter.due_on)
    assert moved.handler is None


def test_the_resident_reads_why_it_moved(world: World) -> None:
    matter = world.matter()
    switch(world, "before_reform")
    step = Step.objects.filter(matter=matter).latest("pk")
    assert step.act == "reroute"
    assert step.is_public
    assert step.data["charter"] == "before_reform"
    assert "街管居用" in step.data["reasons"][0][0]
    assert Matter.objects.get(pk=matter.pk).reasons == step.data["reasons"]


def test_the_move_is_in_the_record_and_names_the_old_and_the_new_owner(world: World) -> None:
    matter = world.matter()
    switch(world, "before_reform")
    entry = Entry.objects.filter(subject=matter.record_subject).latest("pk")
    assert entry.act == "matter.rerouted"
    assert f'"new":{world.body("residents_committee").pk},"old":{matter.owner_id}'.encode() in bytes(entry.canonical)


def test_a_matter_of_a_body_that_goes_on_stays_where_it_is(world: World) -> None:
    lamp = world.matter(LAMP)
    switch(world, "before_reform")
    assert Matter.objects.get(pk=lamp.pk).owner_id == lamp.owner_id
    assert not Step.objects.filter(matter=lamp, act="reroute").exists()


def test_a_closed_matter_keeps_the_body_that_settled_it(world: World) -> None:
    matter = world.matter()
    assert isinstance(services.withdraw_matter(matter, at=at(2026, 3, 3)), Matter)
    switch(world, "before_reform")
    assert Matter.objects.get(pk=matter.pk).owner_id == matter.owner_id


def test_a_dispute_ends_when_one_of_its_bodies_ends(world: World) -> None:
    matter = services.contest_ownership(
        world.matter(LAMP),
        claimed=world.body("workstation"),
        reason="不属本单位",
        by=world.actor("chair"),
        at=at(2026, 3, 2),
    )
    assert isinstance(matter, Matter), matter
    switch(world, "before_reform")
    moved = Matter.objects.get(pk=matter.pk)
    assert moved.stands is State.SUBMITTED
    assert moved.owner == world.body("residents_committee")
    assert (moved.claimed, moved.arbiter, moved.rule_by) == (None, None, None)


def test_matters_of_other_communities_are_left_alone(world: World) -> None:
    far = world.matter(community=LAOMALU)
    switch(world, "before_reform")
    assert Matter.objects.get(pk=far.pk).owner_id == far.owner_id


def test_a_switch_planned_for_a_later_day_moves_nothing_before_it(world: World) -> None:
    matter = world.matter()
    switch(world, "before_reform", moment=at(2026, 3, 20))
    assert Matter.objects.get(pk=matter.pk).owner_id == matter.owner_id
    assert not hanging_matters(date(2026, 3, 31)).exists()
    reroute_matters(date(2026, 3, 31), at(2026, 3, 31))
    assert Matter.objects.get(pk=matter.pk).owner_id == matter.owner_id


def test_on_the_day_of_a_planned_switch_the_job_moves_the_matters(world: World) -> None:
    matters = [world.matter(item) for item in (ALLOWANCE, HOME_CARE, ALLOWANCE)]
    switch(world, "before_reform", moment=at(2026, 3, 20))
    done = reroute_matters(CHANGE, at(2026, 4, 1, 0, 5))
    assert set(done.moved) == {matter.code for matter in matters}
    assert not hanging_matters(CHANGE).exists()


def test_running_the_job_again_changes_nothing(world: World) -> None:
    world.matter()
    switch(world, "before_reform")
    assert reroute_matters(CHANGE, at(2026, 4, 1, 11)).moved == ()


def test_moving_sixty_matters_takes_as_many_queries_as_moving_one(world: World) -> None:
    def queries(count: int, code: str) -> int:
        for _ in range(count):
            world.matter(community=code)
        switch(world, "before_reform", moment=at(2026, 3, 20), places=(code,))
        with CaptureQueriesContext(connection) as taken:
            reroute_matters(CHANGE, at(2026, 4, 1, 1), communities=[code])
        return len(taken)

    assert queries(1, JINLI) == queries(60, LAOMALU)


BEFORE = date(2026, 3, 31)


def test_from_its_day_on_the_new_charter_routes_and_before_it_the_old_one(world: World) -> None:
    switch(world, "before_reform", moment=at(2026, 3, 20))

    def owner(on: date) -> str:
        routed = services.route(world.place(), world.item(), on)
        assert isinstance(routed, services.Routed)
        return routed.body.key

    assert owner(BEFORE) == "workstation"
    assert owner(CHANGE) == "residents_committee"


def test_from_its_day_on_the_new_charter_permits_and_before_it_the_old_one(world: World) -> None:
    switch(world, "before_reform", moment=at(2026, 3, 20))
    committee = world.body("residents_committee").pk

    def may_direct(on: date) -> bool:
        return rights.may(world.actor("street_director", on), Act.DIRECT, committee)

    assert not may_direct(BEFORE)
    assert may_direct(CHANGE)


def test_from_its_day_on_the_new_charter_is_drawn_and_before_it_the_old_one(world: World) -> None:
    switch(world, "before_reform", moment=at(2026, 3, 20))

    def figure(on: date) -> str:
        charter = selectors.charter_of(JINLI, on)
        assert charter is not None
        return draw(charter, "en").svg

    assert "Workstation" in figure(BEFORE)
    assert "Workstation" not in figure(CHANGE)


def test_staff_of_a_body_that_ended_have_no_rights_from_that_day_on(world: World) -> None:
    switch(world, "before_reform", moment=at(2026, 3, 20))
    assert world.actor("clerk", BEFORE).posts
    assert not world.actor("clerk", CHANGE).posts


def test_a_preview_says_what_would_happen_and_keeps_nothing_of_it(world: World) -> None:
    world.matter()
    world.matter(LAMP)
    foreseen = foresee_switch([world.place()], "before_reform", CHANGE, at=at(2026, 3, 20))
    assert not isinstance(foreseen, Refusal)
    (change,) = foreseen.changes
    assert "锦里社区工作站" in {name.zh for name in change.ends}
    assert "锦里社区居民委员会" in {name.zh for name in change.goes_on}
    assert foreseen.matters == 1
    assert change.holdings > 0
    assert selectors.charter_of(JINLI, CHANGE).key == "wuhou"  # type: ignore[union-attr]
    assert world.body("workstation")


def test_a_preview_of_what_cannot_be_gives_the_refusal(world: World) -> None:
    foreseen = foresee_switch([world.place()], "utopia", CHANGE, at=at(2026, 3, 20))
    assert isinstance(foreseen, Refusal)


def test_a_switch_that_would_leave_an_open_matter_without_owner_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = evolve(selectors.charters()["before_reform"], affairs=())
    monkeypatch.setitem(selectors.charters(), "before_reform", silent)  # type: ignore[arg-type]
    selectors._completed.cache_clear()
    world.matter()
    refused = switch_charter([world.place()], "before_reform", CHANGE, by=None, at=at(2026, 4, 1))
    selectors._completed.cache_clear()
    assert isinstance(refused, Refusal)
    assert refused.code == "charter.owner_unknown"
    assert world.body("workstation").valid_until is None


def test_matters_of_a_station_that_ends_go_to_the_station_that_serves_now(world: World) -> None:
    for code in (JINLI, LAOMALU):
        switch(world, "shenzhen", places=(code,))
    matter = world.matter(community=LAOMALU, moment=at(2026, 4, 2))
    seat = switch_station(world.place(LAOMALU), world.place(JINLI), date(2026, 4, 3), by=None, at=at(2026, 4, 3))
    assert not isinstance(seat, Refusal), seat
    assert Matter.objects.get(pk=matter.pk).owner == world.body("workstation", JINLI)
