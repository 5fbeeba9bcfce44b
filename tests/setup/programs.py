"""Runs the product's own programs as an operator does: in a process of their own, with settings of their own."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.browser.serving import free_port

PATIENCE = 90.0
JUZHAN = [sys.executable, "-m", "juzhan.cli"]
SECRETS = {
    "JUZHAN_SECRET_KEY": "a-key-of-the-tests-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "JUZHAN_RECORD_KEY": "00112233445566778899aabbccddeeff" * 2,
}
COMMUNITY = "510107001006"
NO_ANSWER = (OSError, http.client.HTTPException)
"""What one meets who asks somebody killed: nobody there, or half an answer."""


def settings(var: Path, **given: str) -> dict[str, str]:
    """The environment of real use: nothing of the tests' own settings, sound secrets, a folder of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("JUZHAN_")}
    return {**plain, **SECRETS, "JUZHAN_VAR": str(var), "JUZHAN_LOG_LEVEL": "WARNING", "LANG": "en_US.UTF-8", **given}


def juzhan(*arguments: str, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command ``juzhan`` to its end."""
    return subprocess.run([*JUZHAN, *arguments], env=env, capture_output=True, text=True, timeout=PATIENCE, check=False)


@dataclass
class Served:
    """A running ``juzhan serve`` in a process group of its own."""

    var: Path
    port: int
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """Kill every process of the group at once, as the kernel does when memory runs out."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)

    def terminate(self) -> int:
        """Ask it to stop; gives its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


@contextmanager
def serving(var: Path, port: int | None = None, **given: str) -> Iterator[Served]:
    """Run ``juzhan serve`` on an embedded database of its own until the block ends."""
    port = port or free_port()
    process = subprocess.Popen(
        [*JUZHAN, "serve", "--port", str(port)], env=settings(var, **given), start_new_session=True, text=True
    )
    served = Served(var, port, process)
    try:
        until(lambda: answers(served))
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
        process.wait(PATIENCE)


def answers(served: Served) -> bool:
    """Whether the site says that it is well; an error when it has ended instead."""
    assert served.process.poll() is None, f"it ended with {served.process.returncode}"
    return ask(f"{served.url}/healthz")[0] == 200


def ask(url: str, body: Any = None, headers: dict[str, str] | None = None) -> tuple[int, Any]:
    """Ask a site: status and JSON; status 0 when no answer came."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json", **(headers or {})})
    try:
        try:
            with urllib.request.urlopen(request, timeout=20) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")
    except (*NO_ANSWER, ValueError):
        return 0, None


def until(condition: Callable[[], bool], patience: float = PATIENCE) -> None:
    """Wait for a condition to hold; a failure when it does not in time."""
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, f"waited {patience} s in vain"
        time.sleep(0.05)
