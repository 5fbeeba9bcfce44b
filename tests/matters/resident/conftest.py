"""Residents at their pages, on Monday 2 March 2026 at ten in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client

from juzhan.apps.matters.models import Matter
from tests.matters.resident.asking import Resident
from tests.matters.resident.closing import Close, close
from tests.world import ALLOWANCE, LAMP, World, at

MORNING = at(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the day stands still; a test may move it."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture
def resident(world: World) -> Resident:
    """A resident with a browser of her own, reading Chinese."""
    return Resident(Client(headers={"accept-language": "zh-hans"}))


@pytest.fixture
def reader(world: World) -> Resident:
    """A resident who reads English."""
    return Resident(Client(headers={"accept-language": "en"}))


@pytest.fixture
def opened(world: World, resident: Resident) -> Callable[..., Matter]:
    """A matter that the resident has opened with its code and the digits 0001."""

    def open_one(**given: object) -> Matter:
        matter = world.matter(**given)  # type: ignore[arg-type]
        assert resident.follow(matter.code, "0001").status_code == 302
        return matter

    return open_one


@pytest.fixture
def closed(world: World, resident: Resident, clock: time_machine.Coordinates) -> Close:
    """A closed matter that the resident has opened."""

    def close_one(on: datetime = MORNING) -> Matter:
        clock.move_to(on)
        code = ALLOWANCE if on == MORNING else LAMP
        matter = close(world, world.matter(code, moment=on - timedelta(days=10)), on)
        resident.follow(matter.code, "0001")
        return matter

    return close_one
