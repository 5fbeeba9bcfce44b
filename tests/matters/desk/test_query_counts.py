"""A page asks the database the same number of questions for one matter and for sixty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import Paper
from tests.matters.doing import MONDAY, disputed
from tests.world import World, at

pytestmark = pytest.mark.django_db
Enter = Callable[..., Client]


def queries(client: Client, address: str) -> int:
    """How many queries a page takes once the process is warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(
        connection,
    ) as taken:
        client.get(address)
    return len(taken)


def late(world: World) -> Matter:
    return world.matter(moment=at(2026, 2, 24))


@pytest.mark.parametrize(
    ("who", "address", "most"),
    [
        ("clerk", "/desk?view=ours", 6),
        ("clerk", "/desk?view=late", 6),
        ("clerk", "/desk?view=all", 6),
        ("secretary", "/desk", 8),
        ("street_officer", "/desk?view=late", 6),
        ("representative", "/desk", 7),
        ("secretary", "/desk/team", 11),
        ("street_officer", "/desk/area", 10),
        ("bureau_officer", "/desk/area", 10),
    ],
)
def test_a_page_of_lists(who: str, address: str, most: int, signed_in: Enter, world: World) -> None:
    client = signed_in(who)
    late(world)
    one = queries(client, address)
    for _ in range(59):
        late(world)
    assert queries(client, address) == one <= most


def test_the_page_of_a_matter(signed_in: Enter, world: World) -> None:
    matter, client = late(world), signed_in("clerk")
    services.accept_matter(matter, by=world.actor("clerk"), at=MONDAY)
    address = f"/desk/matters/{matter.code}"
    services.note_progress(matter, note="第一次", by=world.actor("clerk"), at=MONDAY)
    one = queries(client, address)
    for number in range(59):
        services.note_progress(matter, note=f"第 {number} 次", by=world.actor("colleague"), at=MONDAY)
    assert queries(client, address) == one <= 8


def test_papers_do_not_come_along_with_their_contents(signed_in: Enter, world: World) -> None:
    papers = [Paper(f"{number}.jpg", "image/jpeg", b"\xff\xd8\xff" + bytes([number])) for number in range(9)]
    matter, client = world.matter(papers=papers), signed_in("clerk")
    with CaptureQueriesContext(connection) as taken:
        client.get(f"/desk/matters/{matter.code}")
    assert not [query for query in taken if '"content"' in query["sql"] and "attachment" in query["sql"]]


def test_the_rulings(signed_in: Enter, world: World) -> None:
    client = signed_in("secretary")
    disputed(world)
    one = queries(client, "/desk/rulings")
    for _ in range(9):
        disputed(world)
    assert queries(client, "/desk/rulings") == one <= 8
