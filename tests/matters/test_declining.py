"""Declining ends a matter before it is accepted, with a reason that the resident reads."""

from __future__ import annotations

from datetime import datetime

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from tests.matters.doing import MONDAY, TUESDAY, accepted, done, recorded, refused
from tests.world import World, at

pytestmark = pytest.mark.django_db


def test_declining_ends_the_matter_and_its_clock(world: World) -> None:
    matter = done(services.decline_matter(world.matter(), reason="不符合条件", by=world.actor("clerk"), at=MONDAY))
    assert (matter.state, matter.next_on.year) == ("declined", 9999)
    assert recorded(matter)[-1] == "matter.declined"


def test_the_resident_reads_the_reason(world: World) -> None:
    matter = done(services.decline_matter(world.matter(), reason="不符合条件", by=world.actor("clerk"), at=MONDAY))
    assert matter.steps.filter(is_public=True).last().note == "不符合条件"


def test_a_reason_is_needed(world: World) -> None:
    result = services.decline_matter(world.matter(), reason="  ", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "reason.missing"


def test_what_is_accepted_cannot_be_declined(world: World) -> None:
    result = services.decline_matter(accepted(world), reason="晚了", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "matter.wrong_state"


def waiting(world: World) -> Matter:
    """A matter for which a paper was asked on Monday 2 March: the resident has until 23 March."""
    return done(services.request_papers(world.matter(), missing=["身份证"], by=world.actor("clerk"), at=MONDAY))


@pytest.mark.parametrize("moment", [TUESDAY, at(2026, 3, 23, 23)])
def test_while_there_is_time_for_missing_papers_it_cannot_be_declined(moment: datetime, world: World) -> None:
    result = services.decline_matter(waiting(world), reason="缺材料", by=world.actor("clerk"), at=moment)
    assert refused(result) == "papers.awaited"
    assert "2026-03-23" in result.text.zh  # type: ignore[union-attr]


def test_when_that_time_is_over_it_can_be_declined_with_a_reason(world: World) -> None:
    matter, clerk, day = waiting(world), world.actor("clerk"), at(2026, 3, 24)
    assert refused(services.decline_matter(matter, reason=" ", by=clerk, at=day)) == "reason.missing"
    matter = done(services.decline_matter(matter, reason="期限已过，材料未补", by=clerk, at=day))
    assert (matter.state, matter.next_on.year) == ("declined", 9999)


def test_papers_that_come_late_but_before_it_is_declined_are_taken(world: World) -> None:
    paper = services.Paper("id.jpg", "image/jpeg", b"1")
    assert done(services.add_papers(waiting(world), papers=[paper], at=at(2026, 3, 25))).state == "submitted"


def test_nothing_is_declined_for_papers_whose_last_day_is_not_known_yet(world: World) -> None:
    asked = at(2026, 12, 28)
    matter = world.matter(moment=asked)
    matter = done(services.request_papers(matter, missing=["身份证"], by=world.actor("clerk"), at=asked))
    result = services.decline_matter(matter, reason="缺材料", by=world.actor("clerk"), at=at(2027, 3, 1))
    assert refused(result) == "papers.day_open"
