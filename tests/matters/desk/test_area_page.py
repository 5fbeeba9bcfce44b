"""Those above the communities see what is late below them, what came up to them, and what the charter lets them do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from tests.matters.desk.reading import html, words
from tests.matters.doing import accepted, handed_up
from tests.world import LAMP, LAOMALU, OTHER_STREET, World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def test_each_body_shows_its_load_and_the_relation(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 24)), accepted(world)
    page = words(signed_in("street_officer").get("/desk/area"))
    assert "锦里社区工作站 2 1 0 领导、派出" in page
    assert "可下达指令 洗面桥社区工作站 0 0 0" in page


def test_the_committee_is_guided_its_matters_are_not_seen_and_it_can_only_be_asked(
    signed_in: Enter, world: World
) -> None:
    world.matter(LAMP, moment=at(2026, 2, 24))
    page = words(signed_in("street_officer").get("/desk/area"))
    line = page[page.index("锦里社区居民委员会") :][:60]
    assert "— — —" in line
    assert "指导" in line
    assert "只能商请" in line


def test_the_latest_come_first(signed_in: Enter, world: World) -> None:
    world.matter(community="510107001004", moment=at(2026, 2, 24))
    page = words(signed_in("street_officer").get("/desk/area"))
    assert page.index("洗面桥社区工作站") < page.index("锦里社区工作站")


def test_bodies_of_another_street_are_not_there(signed_in: Enter, world: World) -> None:
    world.matter(community=LAOMALU, moment=at(2026, 2, 24))
    assert "老马路" not in words(signed_in("street_officer").get("/desk/area"))
    assert "老马路社区工作站 1 1 0" in words(signed_in("other_street_officer").get("/desk/area"))


def test_what_was_handed_up_is_listed(signed_in: Enter, world: World) -> None:
    matter = handed_up(world)
    assert matter.code in html(signed_in("section_officer").get("/desk/area"))


def test_the_district_sees_the_streets_and_then_their_bodies(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 24))
    client = signed_in("bureau_officer")
    page = words(client.get("/desk/area"))
    assert "浆洗街街道 4 — — —" in page, "the bureau of Wuhou may read no matter of a station"
    assert "望江路街道 2 — — —" in page
    street = words(client.get("/desk/area", {"street": OTHER_STREET}))
    assert ("老马路社区工作站" in street, "锦里社区工作站" in street) == (True, False)
    assert client.get("/desk/area?street=%00x").status_code == 200


def test_the_government_of_the_district_reads_the_sums_of_its_streets(signed_in: Enter, world: World) -> None:
    world.matter(moment=at(2026, 2, 24)), accepted(world)
    assert "浆洗街街道 4 2 1 0" in words(signed_in("administrator").get("/desk/area"))


@pytest.mark.parametrize("who", ["clerk", "secretary", "chair", "representative"])
def test_those_of_a_community_have_no_area(who: str, signed_in: Enter, world: World) -> None:
    response = signed_in(who).get("/desk/area")
    assert (response.status_code, "给街道和区里的岗位看" in words(response)) == (403, True)


def test_a_post_that_ended_yesterday_has_no_area(signed_in: Enter, world: World) -> None:
    world.person("street_officer").holdings.update(valid_until=date(2026, 3, 2))
    assert signed_in("street_officer").get("/desk/area").status_code == 403
