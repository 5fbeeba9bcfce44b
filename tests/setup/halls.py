"""The people in a hall of a real installation: kiosks by the interface, clerks by the pages, a screen that listens."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.environment import ROOT
from tests.setup.open_a_hall import PASSWORD
from tests.setup.programs import COMMUNITY, NO_ANSWER, Served, ask, settings

FROM_OUTSIDE = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"}
PROXIES = {"JUZHAN_PROXIES": "1"}
"""Cookies travel over https alone in real use; the tests speak as the proxy that stands in front."""
UNLIMITED = {f"JUZHAN_HALL_{name}_HOUR": "0" for name in ("NUMBERS", "BOOKINGS", "KIOSK")}
"""All that the tests do comes from one address."""
COUNTER = f"/desk/hall/{COMMUNITY}/counter"


def set_up(var: Path) -> None:
    """Set the hall up in a loaded folder."""
    command = [sys.executable, "-m", "tests.setup.open_a_hall", COMMUNITY]
    subprocess.run(command, env=settings(var), cwd=ROOT, check=True)


class _Stay(urllib.request.HTTPRedirectHandler):
    """Where an answer sends one is part of the answer."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Clerk:
    """A clerk's browser without a window: it keeps its cookies, and presses what stands on the page."""

    served: Served
    username: str
    cookies: dict[str, str] = field(default_factory=dict)
    page: str = ""
    sent_to: str = ""

    def read(self, path: str = COUNTER) -> int:
        """Open a page; gives the status, 0 when no answer came."""
        return self._ask(path)

    def press(self, act: str, **filled: str) -> int:
        """Press a button of the hall."""
        return self._ask(f"/desk/hall/{COMMUNITY}/act/{act}", filled)

    def send(self, path: str, **filled: str) -> int:
        """Send the form of a page; ``sent_to`` is where the answer leads."""
        return self._ask(path, filled)

    def sign_in(self) -> None:
        """Sign in with the password."""
        assert self._ask("/login") == 200
        assert self._ask("/login", {"username": self.username, "password": PASSWORD, "next": ""}) == 302

    def sit(self, counter: int, *queues: str) -> None:
        """Open a counter for some queues."""
        assert self.press("open", counter=str(counter), chosen="yes", groups=list(queues)) == 302  # type: ignore[arg-type]
        assert self.read() == 200

    def call(self) -> str:
        """Call the next visitor; gives the number of the ticket's row."""
        assert self.press("next") == 302
        assert self.read() == 200
        return self.ticket

    @property
    def ticket(self) -> str:
        """The row of the ticket at the counter, empty when nobody is there."""
        found = re.search(r'/act/(?:begin|finish)">.*?name="ticket" value="(\d+)"', self.page, re.S)
        return found[1] if found else ""

    @property
    def number(self) -> str:
        """The number at the counter, empty when nobody is there."""
        found = re.search(r'class="here__number"[^>]*>([^<]+)<', self.page)
        return found[1] if found else ""

    def _ask(self, path: str, filled: dict[str, Any] | None = None) -> int:
        data = None
        if filled is not None:
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1] if token else "", **filled}, doseq=True)
        request = urllib.request.Request(
            f"{self.served.url}{path}", data.encode() if data is not None else None, self._headers()
        )
        try:
            try:
                with urllib.request.build_opener(_Stay).open(request, timeout=20) as answer:
                    return self._keep(answer, answer.status)
            except urllib.error.HTTPError as error:
                return self._keep(error, error.code)
        except NO_ANSWER:
            return 0

    def _headers(self) -> dict[str, str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**FROM_OUTSIDE, "Cookie": cookies, "Referer": f"{self.served.url.replace('http', 'https', 1)}/"}

    def _keep(self, answer: Any, status: int) -> int:
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = line.split(";", 1)[0].partition("=")
            self.cookies[name] = value
        self.sent_to = answer.headers.get("Location", "")
        text = answer.read().decode(errors="replace")
        self.page = text if status == 200 else self.page
        return status


@dataclass
class Line:
    """A screen's line to the hall, read in a thread until it breaks; ``told`` is all that it heard."""

    served: Served
    told: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    @property
    def newest(self) -> dict[str, Any]:
        """The hall as it was told last."""
        return self.told[-1] if self.told else {}

    def _read(self) -> None:
        request = urllib.request.Request(f"{self.served.url}/live/{COMMUNITY}", headers=FROM_OUTSIDE)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                for line in answer:
                    if line.startswith(b"data: {"):
                        self.told.append(json.loads(line.removeprefix(b"data: ")))
        except (*NO_ANSWER, ValueError):
            return


def state(served: Served) -> dict[str, Any]:
    """The hall as a page without a line reads it."""
    status, found = ask(f"{served.url}/hall/{COMMUNITY}/state", headers=FROM_OUTSIDE)
    assert status == 200, found
    return dict(found)


def take(served: Served, key: str, queue: str = "A") -> tuple[int, Any]:
    """A kiosk takes a number of a queue under this key."""
    headers = {**FROM_OUTSIDE, "Idempotency-Key": key}
    return ask(f"{served.url}/api/v1/halls/{COMMUNITY}/tickets", {"queue": queue}, headers)
