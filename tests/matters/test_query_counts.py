"""What a request asks of the database is a fixed number of statements, however many rows there are.

A transaction counts two of its own: its beginning and its end.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from juzhan.apps.accounts.models import ApiToken
from juzhan.apps.matters import services
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import MatterAct, Outcome
from tests.world import ALLOWANCE, JINLI, World

Ask = Callable[..., Any]
TOKEN_AND_POSTS = 2
CHANGE = 6
"""Beginning, lock, change, line of the timeline, entry of the record, end."""
ROWS = [1, 60]

ACTS: dict[str, tuple[str, dict[str, object], int]] = {
    "accept": ("submitted", {}, 1),  # and the name of the new handler
    "decline": ("submitted", {"reason": "不属受理范围"}, 0),
    "request_papers": ("submitted", {"missing": ["身份证"]}, 0),
    "note": ("accepted", {"reason": "已上门"}, 0),
    "suspend": ("accepted", {"reason": "等待鉴定"}, 0),
    "extend": ("accepted", {"reason": "情况复杂"}, 0),
    "decide": ("accepted", {"outcome": "granted"}, 0),
    "close": ("decided", {}, 0),
    "resume": ("suspended", {}, 0),
}


@pytest.fixture
def ask(world: World) -> Ask:
    """Ask the interface with a clerk's token; the first request of a kind builds what a process keeps."""
    digest = hashlib.sha256(b"counted").hexdigest()
    until = timezone.now() + timedelta(days=1)
    ApiToken.objects.create(
        person=world.person("clerk"), digest=digest, label="", created_at=timezone.now(), expires_at=until
    )

    def asked(path: str, body: Any = None, token: bool = True) -> Any:
        client, headers = Client(), {"Idempotency-Key": str(uuid4())}
        if token:
            headers["Authorization"] = "Bearer counted"
        address = f"/api/v1{path}"
        if body is None:
            return client.get(address, headers=headers)
        return client.post(address, json.dumps(body), content_type="application/json", headers=headers)

    return asked


def statements(ask: Callable[[], Any], status: int = 200) -> int:
    """How many statements a request takes."""
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    assert answer.status_code == status, answer.content
    return len(asked)


def matter_in(world: World, state: str, lines: int = 0) -> Matter:
    """A matter in a state, with so many notes on its timeline."""
    clerk, now = world.actor("clerk", timezone.localdate()), timezone.now()
    matter = world.matter(moment=now)
    if state != "submitted":
        services.accept_matter(matter, by=clerk, at=now)
        for number in range(lines):
            services.note_progress(matter, note=f"第 {number} 次走访", by=clerk, at=now)
    if state == "suspended":
        services.suspend_matter(matter, reason="等待鉴定", by=clerk, at=now)
    if state == "decided":
        services.decide_matter(matter, outcome=Outcome.GRANTED, reason="", by=clerk, at=now)
    return matter


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize("view", ["all", "ours", "late", "mine"])
def test_a_worklist(view: str, rows: int, world: World, ask: Ask) -> None:
    for _ in range(rows):
        matter_in(world, "accepted")
    path = f"/desk/matters?view={view}&size=100"
    ask(path)
    assert statements(lambda: ask(path)) == TOKEN_AND_POSTS + 1


@pytest.mark.parametrize("lines", ROWS)
def test_a_matter(lines: int, world: World, ask: Ask) -> None:
    path = f"/desk/matters/{matter_in(world, 'accepted', lines).code}"
    ask("/desk/matters")
    assert statements(lambda: ask(path)) == TOKEN_AND_POSTS + 2  # the matter, its timeline


@pytest.mark.parametrize("rows", ROWS)
def test_a_new_matter(rows: int, world: World, ask: Ask) -> None:
    for _ in range(rows):
        world.matter()
    given = {"community": JINLI, "item": ALLOWANCE, "asked": {"name": "测试居民", "phone": "13800000001"}}
    routing = 5  # community, item, whether it was sent before, charter, body
    writing = 6  # beginning, matter, person, line, entry, end
    ask("/desk/matters")
    assert statements(lambda: ask("/matters", given, token=False), 201) == routing + writing


@pytest.mark.parametrize("lines", [0, 20])
@pytest.mark.parametrize("act", ACTS)
def test_an_act(act: str, lines: int, world: World, ask: Ask) -> None:
    state, given, more = ACTS[act]
    path = f"/desk/matters/{matter_in(world, state, lines).code}/{act}"
    ask("/desk/matters")  # a process builds the graph of rights and reads the rules once
    taken = statements(lambda: ask(path, given))
    assert taken == TOKEN_AND_POSTS + 1 + CHANGE + 1 + more  # the matter before, the timeline after


def test_every_act_of_a_desk_that_needs_no_other_body_is_counted() -> None:
    of_others = {"contest", "answer_contest", "rule", "hand_up", "take_up", "return_down"}
    of_people = {"assign", "hand_over", "direct", "ask", "add_papers"}
    of_residents = {"rate", "ask_reopening", "withdraw", "reopen", "refuse_reopening"}
    assert set(ACTS) | of_others | of_people | of_residents == {act.value for act in MatterAct}


@pytest.mark.parametrize("rows", ROWS)
@pytest.mark.parametrize(
    ("path", "fixed"), [("/", 0), (f"/items/{ALLOWANCE}", 1), (f"/c/{JINLI}", 14), ("/c", 1), ("/items", 2)]
)
def test_a_page_for_everybody(path: str, fixed: int, rows: int, world: World) -> None:
    for _ in range(rows):
        matter_in(world, "decided")
    Client().get(path)
    assert statements(lambda: Client().get(path)) == fixed


@pytest.mark.parametrize("rows", ROWS)
def test_a_desk(rows: int, world: World, signed_in: Callable[[str], Client]) -> None:
    for _ in range(rows):
        matter = matter_in(world, "accepted", lines=rows // 4)
    clerk = signed_in("clerk")
    clerk.get("/desk")
    assert statements(lambda: clerk.get("/desk")) == 5
    assert statements(lambda: clerk.get(f"/desk/matters/{matter.code}")) == 8
