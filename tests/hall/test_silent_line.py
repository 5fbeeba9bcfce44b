"""A line on which nothing happens says that it is there, so that a screen notices one that is dead."""

from __future__ import annotations

import pytest
from django.test import Client

from juzhan.apps.hall import live
from tests.hall.visiting import Visiting
from tests.world import JINLI


def test_a_line_on_which_nothing_happens_says_that_it_is_there(
    committed_hall: Visiting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live, "HEARTBEAT", 0.05)
    answer = Client().get(f"/live/{JINLI}")
    lines = iter(answer.streaming_content)  # type: ignore[attr-defined]
    heard = [next(lines) for _ in range(5)]
    assert heard[0] == b"retry: 2000\n\n"
    assert b"event: here\ndata: 1\n\n" in heard
    answer.close()
    live.hub.close()
