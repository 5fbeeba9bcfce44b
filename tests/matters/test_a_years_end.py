"""At a year's end nobody waits for the next year's holidays, no day is guessed, and open days are settled by themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import NEVER, Matter
from juzhan.apps.matters.services.settling import settle_days
from juzhan.apps.openness.selectors import figures
from juzhan.domain.matters import MatterAct, Outcome
from tests.matters.doing import done, recorded, told
from tests.matters.resident.asking import Resident
from tests.world import ALLOWANCE, LAMP, World, at

pytestmark = pytest.mark.django_db

LATE = at(2026, 12, 30)
NEW_YEAR = at(2027, 1, 4)


def submitted(world: World, item: str = ALLOWANCE) -> Matter:
    return world.matter(item, moment=LATE)


def accepted(world: World) -> Matter:
    return done(services.accept_matter(submitted(world), by=world.actor("clerk", LATE.date()), at=LATE))


def test_a_matter_is_accepted_and_its_last_day_stays_open(world: World) -> None:
    matter = accepted(world)
    assert (matter.state, matter.due_on, matter.awaits_year, matter.next_on) == ("accepted", None, 2027, NEVER)
    assert matter.steps.last().data["awaits_year"] == 2027


def test_a_resident_is_never_kept_out(world: World) -> None:
    matter = submitted(world)
    assert (matter.accept_by, matter.awaits_year) == (None, 2027)


def test_the_clerk_reads_that_the_day_is_open_and_until_when(world: World, signed_in: Callable[..., Client]) -> None:
    matter = accepted(world)
    with time_machine.travel(LATE, tick=False):
        page = signed_in("clerk").get(f"/desk/matters/{matter.code}").content.decode()
    assert "2027 年的放假安排载入后才能确定" in page
    assert "待定，等 2027 年放假安排" in page


def test_the_resident_reads_that_the_day_is_open(world: World) -> None:
    matter, resident = accepted(world), Resident(Client(headers={"accept-language": "zh-hans"}))
    with time_machine.travel(LATE, tick=False):
        resident.follow(matter.code, "0001")
        assert "2027 年的放假安排公布以后" in resident.client.get(f"/m/{matter.code}").content.decode()


def test_nothing_is_settled_while_the_year_is_missing(world: World) -> None:
    matter = accepted(world)
    assert settle_days(NEW_YEAR) == 0
    assert told(matter) == ["submit", "accept"]


def test_the_day_is_settled_when_the_year_is_loaded(world: World, load_2027: Callable[[], None]) -> None:
    matter = accepted(world)
    load_2027()
    assert settle_days(NEW_YEAR) == 1
    matter.refresh_from_db()
    assert (matter.due_on, matter.awaits_year) == (date(2027, 1, 21), None)
    assert matter.next_on == matter.due_on
    assert told(matter)[-1] == "settle"
    assert recorded(matter)[-1] == "matter.day_settled"


def test_settling_twice_settles_once(world: World, load_2027: Callable[[], None]) -> None:
    accepted(world)
    load_2027()
    assert [settle_days(NEW_YEAR), settle_days(NEW_YEAR)] == [1, 0]


def test_the_day_of_acceptance_is_settled_too(world: World, load_2027: Callable[[], None]) -> None:
    matter = submitted(world)
    load_2027()
    settle_days(NEW_YEAR)
    matter.refresh_from_db()
    assert matter.accept_by == matter.next_on == date(2027, 1, 5)


def test_where_papers_were_waited_for_it_is_settled_from_the_day_on_which_they_came(
    world: World, load_2027: Callable[[], None]
) -> None:
    asked = at(2026, 12, 1)
    matter = world.matter(moment=asked)
    services.request_papers(matter, missing=["身份证"], by=world.actor("clerk"), at=asked)
    matter = done(services.add_papers(matter, papers=[], note="在附件里", at=LATE))
    assert (matter.accept_by, matter.awaits_year) == (None, 2027)
    load_2027()
    settle_days(NEW_YEAR)
    matter.refresh_from_db()
    assert matter.accept_by == matter.next_on == date(2027, 1, 5)


def test_a_dispute_gets_its_day(world: World, load_2027: Callable[[], None]) -> None:
    matter = done(
        services.contest_ownership(
            submitted(world), claimed=world.body("residents_committee"), reason="这是自治事务",
            by=world.actor("clerk", LATE.date()), at=LATE,
        )
    )  # fmt: skip
    assert (matter.state, matter.rule_by) == ("contested", None)
    load_2027()
    settle_days(NEW_YEAR)
    matter.refresh_from_db()
    assert matter.rule_by is not None
    assert matter.rule_by.year == 2027


@pytest.mark.parametrize("count", [1, 20])
def test_many_are_settled_in_as_many_statements_as_one(
    count: int, world: World, load_2027: Callable[[], None], django_assert_num_queries: Callable[..., object]
) -> None:
    for _ in range(count):
        submitted(world)
    load_2027()
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        settle_days(NEW_YEAR)


def test_what_was_closed_before_the_year_was_closed_in_time(world: World) -> None:
    matter = accepted(world)
    clerk = world.actor("clerk", LATE.date())
    services.decide_matter(matter, outcome=Outcome.GRANTED, reason="符合条件", by=clerk, at=LATE)
    closed = done(services.close_matter(matter, by=clerk, at=LATE))
    assert closed.steps.last().data["on_time"] is True
    assert figures(Matter.objects.filter(pk=closed.pk), LATE.date(), 1).on_time == 1


def test_whether_it_was_in_time_stays_open_in_a_year_without_holidays(world: World) -> None:
    matter = accepted(world)
    clerk = world.actor("clerk", NEW_YEAR.date())
    services.decide_matter(matter, outcome=Outcome.GRANTED, reason="符合条件", by=clerk, at=NEW_YEAR)
    closed = done(services.close_matter(matter, by=clerk, at=NEW_YEAR))
    assert closed.steps.last().data["on_time"] is None
    assert figures(Matter.objects.filter(pk=closed.pk), NEW_YEAR.date(), 1).on_time == 0


def test_the_lamp_of_a_committee_awaits_the_year_like_any_other_matter(world: World) -> None:
    lamp = done(services.accept_matter(submitted(world, LAMP), by=world.actor("chair", LATE.date()), at=LATE))
    assert lamp.awaits_year == 2027
    assert told(lamp)[-1] == MatterAct.ACCEPT
