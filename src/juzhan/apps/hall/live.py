"""What happens in a hall reaches every screen within a second: PostgreSQL tells each process, which tells its listeners.

One thread of a process listens (LISTEN) and reads a hall once for all its listeners; each listener's thread waits without
work in between. A screen that comes back after a while is told the present, never a replay. See docs/adr/live-by-threads.md.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import orjson
import psycopg
import structlog
from attrs import define, field
from django.db import close_old_connections, connection
from django.utils import timezone

from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.notifying import CHANNEL
from juzhan.apps.hall.selectors import board

HEARTBEAT = 5.0
"""Seconds after which a silent line is used, so that a listener who is gone is noticed."""
LIFETIME = 300.0
"""Seconds after which a line ends; the browser opens a new one by itself."""
REFRESH = 30.0
"""Seconds after which waiting ranges are read anew though nothing happened."""
_GATHER = 0.05
_RETRY = 1.0
_log = structlog.get_logger(__name__)


@define
class Hub:
    """The listeners of one process."""

    read: Callable[[int], bytes]
    _told: dict[int, tuple[int, bytes]] = field(factory=dict)
    _listeners: dict[int, int] = field(factory=dict)
    _changed: threading.Condition = field(factory=threading.Condition)
    _thread: threading.Thread | None = None
    _line: psycopg.Connection[tuple[object, ...]] | None = None
    _closed: bool = False

    def close(self) -> None:
        """End the line to the database; the next listener opens a new one."""
        thread, self._closed = self._thread, True
        if self._line is not None:
            self._line.close()
        if thread is not None:
            thread.join(REFRESH)
        self._thread, self._closed = None, False

    @property
    def count(self) -> int:
        """How many listen."""
        return sum(self._listeners.values())

    def listen(self, hall: int) -> Iterator[bytes]:
        """The hall as it stands, and again whenever it changes; ``b""`` when nothing has for a while."""
        self._begin(hall)
        try:
            seen, until = 0, time.monotonic() + LIFETIME
            while time.monotonic() < until:
                with self._changed:
                    self._changed.wait_for(lambda: self._told.get(hall, (0, b""))[0] > seen, HEARTBEAT)  # noqa: B023
                    version, state = self._told.get(hall, (0, b""))
                fresh, seen = version > seen, max(version, seen)
                yield state if fresh else b""
        finally:
            self._end(hall)

    def publish(self, hall: int) -> None:
        """Read a hall and tell its listeners, unless nothing that they see has changed."""
        state = self.read(hall)
        with self._changed:
            version, before = self._told.get(hall, (0, b""))
            if state != before:
                self._told[hall] = (version + 1, state)
                self._changed.notify_all()

    def _begin(self, hall: int) -> None:
        with self._changed:
            is_first = not self._listeners.get(hall)
            self._listeners[hall] = self._listeners.get(hall, 0) + 1
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="hall-live", daemon=True)
                self._thread.start()
        if is_first:
            self.publish(hall)

    def _end(self, hall: int) -> None:
        with self._changed:
            self._listeners[hall] -= 1
            if not self._listeners[hall]:
                del self._listeners[hall]
                self._told.pop(hall, None)

    def _run(self) -> None:
        while not self._closed:
            try:
                self._follow()
            except Exception as error:  # whatever it is, the screens must not stand still for ever
                if not self._closed:
                    _log.warning("hall.live_line_lost", error=str(error))
                    time.sleep(_RETRY)
        connection.close()

    def _follow(self) -> None:
        """Listen until the line breaks; what happened before it stood is read once it does."""
        with psycopg.connect(**_parameters(), autocommit=True) as line:
            self._line = line
            line.execute(f"listen {CHANNEL}")
            self._publish_all()
            read = time.monotonic()
            while not self._closed:
                told = {notice.payload for notice in line.notifies(timeout=HEARTBEAT, stop_after=1)}
                time.sleep(_GATHER)
                told |= {notice.payload for notice in line.notifies(timeout=0)}
                if told or time.monotonic() - read > REFRESH:
                    read = time.monotonic()
                    self._publish_all({int(payload) for payload in told} or None)

    def _publish_all(self, halls: set[int] | None = None) -> None:
        close_old_connections()
        with self._changed:
            listened = set(self._listeners)
        for hall in listened if halls is None else listened & halls:
            self.publish(hall)


def _parameters() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {name: given[name] for name in ("dbname", "user", "password", "host", "port") if given.get(name)}


def _read(hall: int) -> bytes:
    return orjson.dumps(board(Hall.objects.get(pk=hall), timezone.now()))


hub = Hub(_read)


def events(hall: int) -> Iterator[bytes]:
    """A hall as server-sent events; ``here`` while nothing happens, so that a screen notices a line that is dead."""
    yield b"retry: 2000\n\n"
    for state in hub.listen(hall):
        yield b"data: " + state + b"\n\n" if state else b"event: here\ndata: 1\n\n"
