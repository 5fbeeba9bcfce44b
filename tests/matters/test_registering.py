"""A clerk registers a matter at their own desk, whosever it is (首问负责)."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from juzhan.apps.matters import access, services
from juzhan.apps.matters.models import Channel, Matter
from juzhan.domain.shared import Refusal
from tests.matters.doing import MONDAY, done, recorded, refused, told
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, LAMP, LAOMALU, XIMIANQIAO, World

pytestmark = pytest.mark.django_db


def register(
    world: World, who: str, item: str = ALLOWANCE, community: str = JINLI, **given: object
) -> Matter | Refusal:
    return services.submit_matter(
        world.place(community),
        world.item(item),
        submission=uuid4(),
        asked=services.Asked("测试居民", "13800000001"),
        at=MONDAY,
        by=world.actor(who),
        channel=Channel.COUNTER,
        **given,  # type: ignore[arg-type]
    )


def test_a_clerk_registers_what_the_station_owns(world: World) -> None:
    matter = done(register(world, "clerk"))
    assert (matter.owner.key, matter.first_contact.key, matter.channel) == ("workstation", "workstation", "counter")
    assert matter.steps.get().person == world.person("clerk")


def test_a_clerk_registers_what_the_committee_owns_and_the_station_stays_answerable(world: World) -> None:
    matter = done(register(world, "clerk", LAMP))
    assert (matter.owner.key, matter.holder.key, matter.first_contact.key) == (
        "residents_committee", "residents_committee", "workstation",
    )  # fmt: skip
    assert (told(matter), recorded(matter)) == (["submit"], ["matter.submitted"])


def test_the_first_asked_keep_sight_of_it_until_it_is_accepted(world: World) -> None:
    clerk, matter = world.actor("clerk"), done(register(world, "clerk", LAMP))
    assert access.visible_to(clerk).filter(pk=matter.pk).exists()
    assert access.sees_person(clerk, matter)
    matter = done(services.accept_matter(matter, by=world.actor("chair"), at=MONDAY))
    assert not access.visible_to(clerk).filter(pk=matter.pk).exists()
    assert not access.sees_person(clerk, matter)


def test_the_station_of_next_door_does_not_see_it(world: World) -> None:
    matter = done(register(world, "clerk", LAMP))
    assert not access.visible_to(world.actor("neighbor_clerk")).filter(pk=matter.pk).exists()


def test_a_committee_member_registers_what_the_station_owns(world: World) -> None:
    assert done(register(world, "committee_member")).first_contact.key == "residents_committee"


def test_a_street_officer_registers_for_a_community_of_the_street(world: World) -> None:
    assert done(register(world, "street_officer", community=XIMIANQIAO)).first_contact.key == "street_office"


@pytest.mark.parametrize(("who", "community"), [("clerk", XIMIANQIAO), ("street_officer", LAOMALU)])
def test_nobody_registers_for_a_community_that_their_desk_does_not_serve(
    who: str, community: str, world: World
) -> None:
    assert refused(register(world, who, community=community)) == "right.missing"


def test_one_who_only_sits_in_an_assembly_registers_nothing(world: World) -> None:
    assert refused(register(world, "representative")) == "right.missing"


def test_an_item_that_has_ended_is_not_registered(world: World) -> None:
    assert refused(register(world, "clerk", CERTIFICATE)) == "item.not_offered"


def test_a_name_is_needed_where_the_item_needs_it(world: World) -> None:
    result = services.submit_matter(
        world.place(), world.item(), submission=uuid4(), asked=services.Asked(), at=MONDAY, by=world.actor("clerk")
    )
    assert refused(result) == "applicant.name_needed"


def test_the_same_registration_sent_twice_is_one_matter(world: World) -> None:
    number = uuid4()
    results = [
        services.submit_matter(
            world.place(), world.item(LAMP), submission=number, asked=services.Asked(), at=MONDAY,
            by=world.actor("clerk"),
        )
        for _ in range(2)
    ]  # fmt: skip
    assert done(results[0]).pk == done(results[1]).pk
    assert Matter.objects.filter(submission=number).count() == 1


def test_a_post_that_ended_yesterday_registers_nothing(world: World) -> None:
    world.person("clerk").holdings.update(valid_until=date(2026, 3, 2))
    assert refused(register(world, "clerk")) == "right.missing"
