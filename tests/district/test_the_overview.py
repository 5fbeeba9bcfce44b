"""The district's desk opens with what is loaded, and with what is missing."""

from __future__ import annotations

from django.test import Client

from juzhan.apps.matters.models import Matter
from tests.world import World, at


def test_it_says_how_many_matters_wait_for_the_holidays_of_a_year(desk: Client, world: World) -> None:
    world.matter(moment=at(2026, 12, 30))
    world.matter(moment=at(2026, 12, 31))
    assert "有 2 件事项的期限要等 2027 年的放假安排" in desk.get("/desk/district").content.decode()


def test_it_says_nothing_when_no_matter_waits(desk: Client, world: World) -> None:
    world.matter()
    assert Matter.objects.exists()
    assert "放假安排" not in desk.get("/desk/district").content.decode()
