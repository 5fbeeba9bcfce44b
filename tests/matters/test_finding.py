"""A clerk finds the matters of somebody who has lost the receipt; nobody fishes, and that they looked is recorded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.record.models import Entry
from tests.matters.desk.reading import html, words
from tests.matters.doing import MONDAY, refused
from tests.world import LAMP, World

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]
PHONE = "13800000001"


def find(world: World, who: str, name: str = "", phone: str = "") -> list[Matter]:
    found = services.find_by_person(name=name, phone=phone, by=world.actor(who), at=MONDAY)
    assert isinstance(found, list), found
    return found


def test_the_phone_or_the_name_finds_the_matters(world: World) -> None:
    matter = world.matter()
    assert find(world, "clerk", phone=PHONE) == find(world, "colleague", name="测试居民") == [matter]
    assert find(world, "clerk", "测试居民", PHONE) == [matter]


@pytest.mark.parametrize(("name", "phone"), [("测试", ""), ("", "1380000000"), ("别人", PHONE), ("%", "")])
def test_a_part_of_it_finds_nothing(name: str, phone: str, world: World) -> None:
    world.matter()
    assert find(world, "clerk", name, phone) == []


def test_other_bodies_matters_are_not_found(world: World) -> None:
    world.matter()
    assert find(world, "chair", phone=PHONE) == find(world, "neighbor_clerk", phone=PHONE) == []


def test_the_first_asked_finds_what_waits_elsewhere(world: World) -> None:
    matter = world.matter(LAMP, by=world.actor("clerk"))
    assert find(world, "clerk", phone=PHONE) == [matter]


def test_that_somebody_looked_is_recorded_without_what_they_looked_for(world: World) -> None:
    find(world, "clerk", phone=PHONE)
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.subject) == ("person.sought", f"body:{world.body('workstation').pk}")
    assert PHONE.encode() not in bytes(entry.canonical)


def test_nothing_is_looked_for_without_a_name_or_a_phone(world: World) -> None:
    result = services.find_by_person(name="", phone="", by=world.actor("clerk"), at=MONDAY)
    assert refused(result) == "person.too_little"


def test_one_who_sees_no_names_looks_for_none(world: World) -> None:
    result = services.find_by_person(name="测试居民", phone="", by=world.actor("representative"), at=MONDAY)
    assert refused(result) == "right.missing"


@time_machine.travel(MONDAY, tick=False)
def test_the_page_finds_by_post_and_says_so(signed_in: Enter, world: World) -> None:
    matter, client = world.matter(), signed_in("clerk")
    assert "先核对身份证件" in words(client.get("/desk/find"))
    page = client.post("/desk/find", {"phone": "138 0000 0001"})
    assert (page.status_code, matter.code in html(page), "找到 1 件" in words(page)) == (200, True, True)
    assert "也可以只填其中一项再找" in words(client.post("/desk/find", {"phone": PHONE, "name": "别人"}))
    assert client.get("/desk/find", {"phone": PHONE}).content.find(matter.code.encode()) == -1


@time_machine.travel(MONDAY, tick=False)
@pytest.mark.parametrize("answers", [{}, {"phone": "12"}, {"name": "字" * 41}, {"name": "a\x00"}])
def test_what_cannot_be_looked_for_is_said(answers: dict[str, str], signed_in: Enter, world: World) -> None:
    assert signed_in("clerk").post("/desk/find", answers).status_code == 422


@time_machine.travel(MONDAY, tick=False)
def test_the_page_is_not_for_those_who_only_watch(signed_in: Enter, world: World) -> None:
    for response in (signed_in("representative").get("/desk/find"), signed_in("representative").post("/desk/find", {})):
        assert response.status_code == 403
