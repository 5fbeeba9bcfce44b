"""What is missing is told once and completely (一次性告知)."""

from __future__ import annotations

from datetime import date

import pytest

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import Paper
from juzhan.domain.shared import Refusal
from tests.matters.doing import MONDAY, TUESDAY, done, recorded, refused
from tests.world import LAMP, World, at

pytestmark = pytest.mark.django_db


def ask(world: World, matter: Matter, *missing: str) -> Matter | Refusal:
    return services.request_papers(matter, missing=missing, by=world.actor("clerk"), at=MONDAY)


def test_the_clock_stands_while_the_resident_is_asked(world: World) -> None:
    matter = done(ask(world, world.matter(), "身份证复印件", "收入证明"))
    assert (matter.state, matter.told_missing, matter.next_on.year) == ("papers_requested", True, 9999)
    assert matter.steps.last().note == "身份证复印件\n收入证明"
    assert recorded(matter)[-1] == "matter.papers_requested"


def test_nothing_can_be_asked_for_twice(world: World) -> None:
    matter = done(ask(world, world.matter(), "身份证复印件"))
    paper = Paper("id.jpg", "image/jpeg", b"1")
    matter = done(services.add_papers(matter, papers=[paper], at=TUESDAY))
    assert matter.state == "submitted"
    assert refused(ask(world, matter, "再要一样")) == "papers.already_told"


def test_something_must_be_named(world: World) -> None:
    assert refused(ask(world, world.matter(), " ", "")) == "papers.none_named"


def test_a_clerk_takes_the_papers_in_for_the_resident(world: World) -> None:
    matter = done(ask(world, world.matter(), "身份证复印件"))
    paper = Paper("id.jpg", "image/jpeg", b"1", "identity")
    matter = done(services.add_papers(matter, papers=[paper], at=TUESDAY, by=world.actor("colleague")))
    kept = matter.attachments.get()
    assert (matter.state, kept.name, kept.material, bytes(kept.content)) == ("submitted", "id.jpg", "identity", b"1")
    assert matter.steps.last().person == world.person("colleague")


def test_the_first_asked_take_papers_in_until_the_owner_has_accepted(world: World) -> None:
    matter = world.matter(LAMP, by=world.actor("clerk"))
    done(services.add_papers(matter, papers=[], note="补一张照片", at=TUESDAY, by=world.actor("clerk")))
    done(services.accept_matter(matter, by=world.actor("chair"), at=TUESDAY))
    result = services.add_papers(matter, papers=[], note="又一张", at=TUESDAY, by=world.actor("clerk"))
    assert refused(result) == "right.missing"


def test_a_stranger_to_the_matter_takes_nothing_in(world: World) -> None:
    result = services.add_papers(world.matter(), papers=[], note="x", at=MONDAY, by=world.actor("neighbor_clerk"))
    assert refused(result) == "right.missing"


def test_the_clock_of_acceptance_begins_anew_when_the_papers_come(world: World) -> None:
    matter = done(ask(world, world.matter(), "身份证复印件"))
    assert matter.accept_by == date(2026, 3, 5)
    matter = done(services.add_papers(matter, papers=[], note="在附件里", at=at(2026, 3, 20)))
    assert (matter.accept_by, matter.next_on) == (date(2026, 3, 25), date(2026, 3, 25))


def test_papers_that_nobody_waited_for_change_no_clock(world: World) -> None:
    matter = done(services.add_papers(world.matter(), papers=[], note="补一张", at=TUESDAY))
    assert matter.accept_by == date(2026, 3, 5)
