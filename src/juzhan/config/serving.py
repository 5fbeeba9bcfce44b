"""Runs the web server, the job worker and the embedded database together, and stops them together.

A process that dies is started again; one that keeps dying stops everything with a clear message. If this process is
itself killed, its children are told by the operating system and end; the embedded database ends by its keeper.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import select
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from attrs import define, field

from juzhan.config import embedded
from juzhan.domain.shared import Text

QUICK_DEATH = 10.0
"""Seconds; a process that lived shorter than this has failed to start."""
MOST_QUICK_DEATHS = 3
GRACE = 30.0
"""Seconds that running requests and jobs have to finish."""
HEARTBEAT = 1.0

PORT_TAKEN = Text(
    "端口 {port} 已被占用。请停止占用它的程序，或换一个端口，如 PORT={other} make run",
    "Port {port} is in use. Stop the program that uses it, or choose another: PORT={other} make run",
)
PORT_REFUSED = Text(
    "不能监听 {host} 的端口 {port}：{reason}",
    "It is not possible to listen on port {port} of {host}: {reason}",
)
READY = Text("居站已就绪：{address}（按 Ctrl-C 停止）", "Juzhan is ready: {address} (Ctrl-C stops it)")
KEEPS_DYING = Text(
    "{name}连续 {times} 次启动失败（退出码 {code}），已全部停止；原因见上面的日志。",
    "The {name} failed to start {times} times (exit code {code}); everything was stopped. The log above says why.",
)
DATABASE_LOST = Text("数据库停了，正在重新启动。", "The database had stopped; it is being started again.")
WEB = Text("网页服务", "web server")
WORKER = Text("后台任务", "job worker")

Tell = Callable[[Text], None]


class ServingFailed(Exception):
    """Serving cannot begin or go on; ``text`` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.en)
        self.text = text


@define
class Child:
    """One process that is kept alive."""

    name: Text
    command: list[str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    quick_deaths: int = 0

    def start(self) -> None:
        """Start the process as one that ends with this one."""
        self.started = time.monotonic()
        dies_with_us = partial(_end_with_parent, os.getpid())
        self.process = subprocess.Popen(
            self.command,
            preexec_fn=dies_with_us,  # noqa: PLW1509 (there are no threads)
            pass_fds=embedded.shares(),
        )

    def keep_alive(self) -> None:
        """Start the process again if it has died; raises :class:`ServingFailed` when it keeps dying."""
        code = self.process.poll() if self.process else None
        if code is None:
            return
        self.quick_deaths = self.quick_deaths + 1 if time.monotonic() - self.started < QUICK_DEATH else 0
        if self.quick_deaths >= MOST_QUICK_DEATHS:
            raise ServingFailed(KEEPS_DYING.format(name=self.name, times=self.quick_deaths, code=code))
        self.start()


@define
class Site:
    """The processes that serve one site; ``run`` returns when somebody asks to stop."""

    address: str
    host_name: str
    """A name that the site answers to, for asking after its health."""
    children: list[Child]
    tell: Tell
    cluster: Path | None
    """The folder of the embedded database; None when a server is given."""
    ready: bool = False
    _asked: list[int] = field(factory=list)

    def run(self) -> None:
        """Serve until a signal asks to stop. Raises :class:`ServingFailed`."""
        with _signals_wake(self._asked) as woken:
            try:
                for child in self.children:
                    child.start()
                while not self._asked:
                    select.select([woken], [], [], HEARTBEAT)
                    self._look_after()
            finally:
                self._stop()

    def _look_after(self) -> None:
        if self._asked:
            return
        if self.cluster and not embedded.is_running(self.cluster):
            self.tell(DATABASE_LOST)
            embedded.start(self.cluster)
        for child in self.children:
            child.keep_alive()
        if not self.ready and _answers(self.address, self.host_name):
            self.ready = True
            self.tell(READY.format(address=self.address))

    def _stop(self) -> None:
        processes = [child.process for child in self.children if child.process]
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        until = time.monotonic() + GRACE
        for process in processes:
            try:
                process.wait(max(0.1, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def site(host: str, port: int, names: Sequence[str], tell: Tell, cluster: Path | None) -> Site:
    """The site as it is served in production and in the demonstration. Raises :class:`ServingFailed`."""
    refuse_taken_port(host, port)
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    web = ["-m", "gunicorn", "--config", "python:juzhan.config.serving_web", "--bind", bind]
    children = [
        Child(WEB, [sys.executable, *web, "juzhan.config.wsgi:application"]),
        Child(WORKER, [sys.executable, "-m", "juzhan.config.serving_worker"]),
    ]
    everywhere = host in {"0.0.0.0", "::", "127.0.0.1", "::1"}  # noqa: S104
    name = names[0].removeprefix(".") if names and names[0] != "*" else "localhost"
    return Site(f"http://{'localhost' if everywhere else host}:{port}", name, children, tell, cluster)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise :class:`ServingFailed` when another program listens there already."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise ServingFailed(PORT_TAKEN.format(port=port, other=port + 1)) from error
            raise ServingFailed(PORT_REFUSED.format(host=host, port=port, reason=error.strerror)) from error


def _answers(address: str, host_name: str) -> bool:
    asked = urllib.request.Request(f"{address}/healthz", headers={"Host": host_name})  # noqa: S310 (our own address)
    try:
        with urllib.request.urlopen(asked, timeout=2) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


@contextlib.contextmanager
def _signals_wake(asked: list[int]) -> Iterator[int]:
    """Note the signals that ask to stop, and make every signal (a child's end too) readable from a pipe."""
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = signal.set_wakeup_fd(writing)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, lambda received, _: asked.append(received))
    signal.signal(signal.SIGCHLD, lambda *_: None)
    try:
        yield reading
    finally:
        signal.set_wakeup_fd(before)


_SET_PARENT_DEATH_SIGNAL = 1


def _end_with_parent(parent: int) -> None:
    """Runs in the child before its program: ask Linux for SIGTERM when the parent is gone."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
