"""Clients of a site that is killed while they work: what each was told, and what nobody answered."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg

from juzhan.config import embedded
from tests.setup.programs import Served, until


@dataclass
class Crowd:
    """Clients that ask without pause, each time under a new key, until a blow falls; a crowd says what is asked.

    ``told`` is what was answered by key, ``unanswered`` are the keys without an answer, ``strange`` what was refused.
    """

    served: Served
    told: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    strange: list[Any] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)

    def ask(self, key: str) -> int:
        """Ask once under this key; gives the status, 0 when no answer came."""
        raise NotImplementedError

    def is_busy(self) -> bool:
        """Whether enough has been answered for the blow to fall."""
        raise NotImplementedError

    def workers(self) -> list[Callable[[], None]]:
        """What goes on at once, each in a thread of its own until ``stop`` is set."""
        raise NotImplementedError

    def keep(self, key: str, status: int, answer: Any, name: str) -> int:
        """Remember what one was told, by the name of its field; under one key it is always the same."""
        if status == 201:
            assert self.told.setdefault(key, answer[name]) == answer[name]
        elif status and status < 500:
            self.strange.append(answer)
        return status

    def client(self) -> None:
        """Ask again and again."""
        while not self.stop.is_set():
            key = str(uuid4())
            if self.ask(key) != 201:
                self.unanswered.append(key)

    def run(self, blow: Callable[[], object]) -> None:
        """Work without pause; in the middle of it the blow falls, and everyone stops soon after."""
        threads = [threading.Thread(target=work) for work in self.workers()]
        for thread in threads:
            thread.start()
        try:
            until(lambda: self.is_busy() or bool(self.strange))
            blow()
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()
        assert not self.strange
        assert self.unanswered, "the blow fell between two answers"


BLOWS: dict[str, Callable[[Served], object]] = {
    "server": lambda served: served.kill(),
    "database": lambda served: kill_database(served.var),
    "both": lambda served: (kill_database(served.var), served.kill()),
}


def kill_database(var: Path) -> None:
    """Kill the postmaster without warning; its number stays behind in its folder."""
    os.kill(int((var / "pg" / "postmaster.pid").read_text().split("\n", 1)[0]), signal.SIGKILL)


def rows(var: Path, sql: str) -> list[tuple[Any, ...]]:
    """Look into the database itself."""
    with psycopg.connect(embedded.address(var / "pg")) as connection:
        return connection.execute(sql).fetchall()  # type: ignore[call-overload, no-any-return]
