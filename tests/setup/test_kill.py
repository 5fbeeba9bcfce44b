"""Killed in the middle of its work, the site has afterwards every matter whose receipt it showed, and none twice."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from juzhan.api.residents import submission_of
from juzhan.config import embedded
from tests.setup.programs import COMMUNITY, Served, ask, serving, until

pytestmark = pytest.mark.slow

CLIENTS = 6
BEFORE_THE_BLOW = 60
"""Receipts that are shown before the blow falls."""
ITEM = "self_governance.facility_repair"


@dataclass
class Crowd:
    """Clients that submit without pause and remember what they were told."""

    served: Served
    item: str
    receipts: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    strange: list[Any] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def submit(self, key: str) -> int:
        """Submit once under this key; gives the status, 0 when no answer came."""
        status, answer = ask(f"{self.served.url}/api/v1/matters", self._matter(), {"Idempotency-Key": key})
        if status == 201:
            self.receipts[key] = answer["code"]
        elif status and status < 500:
            self.strange.append(answer)
        return status

    def _matter(self) -> dict[str, Any]:
        asked = {"name": "测试居民", "phone": "13900000000"}
        return {"community": COMMUNITY, "item": self.item, "summary": "三单元楼道灯不亮", "asked": asked}

    def run(self, blow: Callable[[], None]) -> None:
        """Submit from all clients; once enough receipts are shown the blow falls, and everyone stops soon after."""
        threads = [threading.Thread(target=self._client) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        try:
            until(lambda: len(self.receipts) >= BEFORE_THE_BLOW or bool(self.strange))
            blow()
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()
        assert not self.strange
        assert self.unanswered, "the blow fell between two submissions"

    def _client(self) -> None:
        while not self.stop.is_set():
            key = str(uuid4())
            if self.submit(key) != 201:
                self.unanswered.append(key)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 201 Cre",
        b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 503 Busy\r\nContent-Length: 99\r\n\r\n{",
        b"HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{",
    ],
)
def test_who_is_told_half_an_answer_counts_it_as_none(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as dying:
        dying.settimeout(10)

        def die_in_the_middle() -> None:
            connection, _ = dying.accept()
            with connection:
                connection.recv(65536)
                connection.sendall(answer)

        thread = threading.Thread(target=die_in_the_middle)
        thread.start()
        assert ask(f"http://127.0.0.1:{dying.getsockname()[1]}/", {}) == (0, None)
        thread.join()


def test_a_killed_server_has_lost_and_doubled_nothing(installed: Path) -> None:
    with serving(installed) as served:
        crowd = Crowd(served, ITEM)
        crowd.run(served.kill)
    with serving(installed, port=served.port) as crowd.served:
        assert_nothing_lost_or_doubled(crowd)


def test_a_killed_database_has_lost_and_doubled_nothing_and_comes_back_by_itself(installed: Path) -> None:
    with serving(installed) as served:
        crowd = Crowd(served, ITEM)
        crowd.run(lambda: kill_database(installed))
        until(lambda: ask(f"{served.url}/healthz")[0] == 200)
        assert_nothing_lost_or_doubled(crowd)


def test_a_server_and_its_database_killed_together_have_lost_and_doubled_nothing(installed: Path) -> None:
    with serving(installed) as served:
        crowd = Crowd(served, ITEM)
        crowd.run(lambda: (kill_database(installed), served.kill())[1])
    with serving(installed, port=served.port) as crowd.served:
        assert_nothing_lost_or_doubled(crowd)


def kill_database(var: Path) -> None:
    """Kill the postmaster without warning; its number stays behind in its folder."""
    os.kill(int((var / "pg" / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL)


def assert_nothing_lost_or_doubled(crowd: Crowd) -> None:
    """Every unanswered submission goes through under its own key; then each key has one matter, and each receipt its own."""
    shown = dict(crowd.receipts)
    for key in crowd.unanswered:
        until(lambda key=key: crowd.submit(key) == 201)
    assert len(set(crowd.receipts.values())) == len(crowd.receipts)
    kept = {str(submission_of(key, "matter", "")): code for key, code in crowd.receipts.items()}
    assert dict(rows(crowd.served.var, "select submission::text, code from matters_matter")) == kept
    assert shown.items() <= crowd.receipts.items()
    assert rows(crowd.served.var, "select count(*) from matters_matter") == [(len(crowd.receipts),)]
    assert rows(crowd.served.var, BROKEN_LOGS) == []
    recorded = rows(crowd.served.var, "select subject from record_entry where act = 'matter.submitted'")
    numbers = rows(crowd.served.var, "select 'matter:' || id from matters_matter")
    assert sorted(recorded) == sorted(numbers)


BROKEN_LOGS = """
select log.place from record_log log left join record_entry entry on entry.log_id = log.id
group by log.id having log.size <> count(entry.id) or log.size <> coalesce(max(entry.index) + 1, 0)
"""


def rows(var: Path, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database itself."""
    with psycopg.connect(embedded.address(var / "pg")) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]
