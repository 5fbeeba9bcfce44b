"""Killed in the middle of its work, the site has afterwards every matter whose receipt it showed, and none twice."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from juzhan.api.residents import submission_of
from tests.setup.crowds import BLOWS, Crowd, rows
from tests.setup.programs import COMMUNITY, ask, serving, until

pytestmark = pytest.mark.slow

CLIENTS = 6
BEFORE_THE_BLOW = 60
"""Receipts that are shown before the blow falls."""
ITEM = "self_governance.facility_repair"


@dataclass
class Residents(Crowd):
    """Residents who submit matters."""

    def ask(self, key: str) -> int:
        asked = {"name": "测试居民", "phone": "13900000000"}
        matter = {"community": COMMUNITY, "item": ITEM, "summary": "三单元楼道灯不亮", "asked": asked}
        status, answer = ask(f"{self.served.url}/api/v1/matters", matter, {"Idempotency-Key": key})
        return self.keep(key, status, answer, "code")

    def is_busy(self) -> bool:
        return len(self.told) >= BEFORE_THE_BLOW

    def workers(self) -> list[Callable[[], None]]:
        return [self.client] * CLIENTS


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


@pytest.mark.parametrize("victim", ["server", "both"])
def test_a_killed_server_has_lost_and_doubled_nothing(victim: str, installed: Path) -> None:
    with serving(installed) as served:
        crowd = Residents(served)
        crowd.run(lambda: BLOWS[victim](served))
    with serving(installed, port=served.port) as crowd.served:
        assert_nothing_lost_or_doubled(crowd)


def test_a_killed_database_has_lost_and_doubled_nothing_and_comes_back_by_itself(installed: Path) -> None:
    with serving(installed) as served:
        crowd = Residents(served)
        crowd.run(lambda: BLOWS["database"](served))
        until(lambda: ask(f"{served.url}/healthz")[0] == 200)
        assert_nothing_lost_or_doubled(crowd)


def assert_nothing_lost_or_doubled(crowd: Crowd) -> None:
    """Every unanswered submission goes through under its own key; then each key has one matter, and each receipt its own."""
    for key in crowd.unanswered:
        until(lambda key=key: crowd.ask(key) == 201)
    assert len(set(crowd.told.values())) == len(crowd.told)
    kept = {str(submission_of(key, "matter", "")): code for key, code in crowd.told.items()}
    assert dict(rows(crowd.served.var, "select submission::text, code from matters_matter")) == kept
    assert rows(crowd.served.var, "select count(*) from matters_matter") == [(len(crowd.told),)]
    assert rows(crowd.served.var, BROKEN_LOGS) == []
    recorded = rows(crowd.served.var, "select subject from record_entry where act = 'matter.submitted'")
    numbers = rows(crowd.served.var, "select 'matter:' || id from matters_matter")
    assert sorted(recorded) == sorted(numbers)


BROKEN_LOGS = """
select log.place from record_log log left join record_entry entry on entry.log_id = log.id
group by log.id having log.size <> count(entry.id) or log.size <> coalesce(max(entry.index) + 1, 0)
"""
