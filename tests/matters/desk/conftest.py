"""The desk on a Monday in March: pages take the day from the clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client

from juzhan.apps.matters.models import Matter
from tests.matters.doing import MONDAY


@pytest.fixture(autouse=True)
def monday() -> Iterator[time_machine.Coordinates]:
    """It is Monday, 2 March 2026, ten o'clock, and stays so unless a test moves on."""
    with time_machine.travel(MONDAY, tick=False) as clock:
        yield clock


Do = Callable[..., HttpResponse]


@pytest.fixture
def do(signed_in: Callable[..., Client]) -> Do:
    """Send the form of an act as one of the cast: ``do("clerk", matter, "accept")``."""

    def send(who: str, matter: Matter, act: str, **answers: object) -> HttpResponse:
        response = signed_in(who).post(f"/desk/matters/{matter.code}/{act}", answers)
        matter.refresh_from_db()
        return response  # type: ignore[return-value]

    return send
