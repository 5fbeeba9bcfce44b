"""Anyone at the public pages, and those who inquire at theirs, on Monday 2 March 2026 at ten in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

import pytest
import time_machine

from juzhan.apps.openness.models import Inquiry
from juzhan.apps.openness.services import open_inquiry
from juzhan.apps.record import logs
from tests.world import World, at

MORNING = at(2026, 3, 2)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the day stands still; a test may move it."""
    with time_machine.travel(MORNING, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def no_tiles_of_other_tests() -> None:
    """Hashes of logs that were rolled back with their tests are forgotten."""
    logs._expanded.cache_clear()


@pytest.fixture
def inquired(world: World) -> Callable[..., Inquiry]:
    """The residents' assembly has asked the residents' committee of Jinli something."""

    def ask(question: str = "为什么没有公布账目？", moment: datetime = MORNING, **given: object) -> Inquiry:
        found = open_inquiry(
            world.place(), world.body("residents_committee"), question=question, submission=uuid4(),
            by=world.actor("representative"), at=moment, **given,
        )  # type: ignore[arg-type]  # fmt: skip
        assert isinstance(found, Inquiry), found
        return found

    return ask
