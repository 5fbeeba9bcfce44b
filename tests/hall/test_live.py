"""What happens in a hall reaches its screens at once, and a screen that comes back is told the present."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from juzhan.apps.hall.live import Hub, hub
from juzhan.apps.hall.selectors import board
from juzhan.apps.hall.services import calling
from tests.hall.visiting import Visiting, later
from tests.world import JINLI

IN_TIME = 2.0
"""Seconds within which a screen must show a call."""


@pytest.fixture(autouse=True)
def line() -> Iterator[None]:
    """The line to the test's database ends with the test."""
    yield
    hub.close()


def told(lines: Iterator[bytes]) -> dict[str, object]:
    """The next state that a line tells."""
    for line in lines:
        if line.startswith(b"data: "):
            return dict(json.loads(line[6:]))
    raise AssertionError("the line ended")


def test_a_screen_is_told_the_present_and_then_each_change(committed_hall: Visiting) -> None:
    answer = Client().get(f"/live/{JINLI}")
    lines = iter(answer.streaming_content)  # type: ignore[attr-defined]
    assert told(lines)["calls"] == []
    ticket, shift = committed_hall.takes(), committed_hall.opens()
    calling.call_next(shift, by=committed_hall.world.actor("clerk"), at=later(1))
    begun = time.monotonic()
    while (state := told(lines))["calls"] == []:
        continue
    assert time.monotonic() - begun < IN_TIME
    assert state["calls"][0]["number"] == ticket.number  # type: ignore[index]
    answer.close()


def test_a_screen_that_comes_back_is_told_no_replay(committed_hall: Visiting) -> None:
    shift, by = committed_hall.opens(), committed_hall.world.actor("clerk")
    for minute in range(3):
        committed_hall.takes(later(minute))
        committed_hall.serves(shift, later(minute + 0.2), later(minute + 0.8))
    last = committed_hall.takes(later(5))
    calling.call_next(shift, by=by, at=later(6))
    answer = Client().get(f"/live/{JINLI}")
    state = told(iter(answer.streaming_content))  # type: ignore[attr-defined]
    assert [call["number"] for call in state["calls"]] == [last.number]  # type: ignore[attr-defined]
    answer.close()


def test_a_hall_is_read_once_for_all_who_listen_and_not_told_twice(committed_hall: Visiting) -> None:
    reads: list[int] = []

    def read(hall: int) -> bytes:
        reads.append(hall)
        return json.dumps(board(committed_hall.hall, later(0))).encode()

    mine = Hub(read)
    lines = [mine.listen(committed_hall.hall.pk) for _ in range(5)]
    first = [next(line) for line in lines]
    assert len(set(first)) == 1
    assert len(reads) <= 2, "when the first listens, and once the line stands"
    for line in lines:
        line.close()  # type: ignore[attr-defined]
    assert mine.count == 0
    mine.close()


def test_when_all_lines_are_in_use_the_next_is_asked_to_come_back(committed_hall: Visiting, settings: Settings) -> None:
    settings.LISTENERS = 0
    answer = Client().get(f"/live/{JINLI}")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert hub.count == 0


def test_the_board_names_nobody_and_is_read_in_a_fixed_number_of_queries(
    committed_hall: Visiting, django_assert_num_queries: object
) -> None:
    for minute in range(20):
        committed_hall.takes(later(minute / 10), letter="AB"[minute % 2])
    with django_assert_num_queries(6):  # type: ignore[operator]
        state = board(committed_hall.hall, later(3))
    assert state["queues"][0]["waiting"] == [f"A{n:03d}" for n in range(1, 11)]
