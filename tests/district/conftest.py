"""The district's administrator at the desk, on Monday 2 March 2026 at ten in the morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client

from tests.world import at


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock of the day stands still; a test may move it."""
    with time_machine.travel(at(2026, 3, 2), tick=False) as traveller:
        yield traveller


@pytest.fixture
def desk(signed_in: Callable[..., Client]) -> Client:
    """The administrator's browser."""
    return signed_in("administrator")
