"""The real site for browser tests: gunicorn and the job worker on a copy of the loaded demonstration.

Loading takes a while, so it is done once into a template database and kept as long as nothing that it was made from
has changed; each test process works on a copy of its own.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from tests.environment import ROOT, VAR

TEMPLATE = "juzhan_demo"
MADE_FROM = (
    "src/juzhan/apps/*/migrations/*.py",
    "src/juzhan/apps/demo/*.py",
    "charters/*.toml",
    "rules/**/*.toml",
    "data/**/*.*",
)
PATIENCE = 60.0


@dataclass(frozen=True)
class Site:
    """A running site: where it answers, and its database for what no page shows."""

    url: str
    database: str

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Read from (or, with care, write to) the site's database."""
        with psycopg.connect(self.database, autocommit=True) as connection:
            cursor = connection.execute(sql, values)  # type: ignore[arg-type]
            return cursor.fetchall() if cursor.description else []


@contextmanager
def served(copy: str) -> Iterator[Site]:
    """Serve a copy of the loaded demonstration under this database name, until the block ends."""
    server = os.environ["JUZHAN_DATABASE_URL"]
    loaded_template(server)
    recreate(server, copy, TEMPLATE)
    with running(address(server, copy), VAR / "site") as url:
        yield Site(url, address(server, copy))


@contextmanager
def of_one_test(copy: str) -> Iterator[Site]:
    """A copy of the loaded demonstration that nothing serves yet, for a test that starts and kills the server itself."""
    server = os.environ["JUZHAN_DATABASE_URL"]
    loaded_template(server)
    recreate(server, copy, TEMPLATE)
    try:
        yield Site(f"http://localhost:{free_port()}", address(server, copy))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"drop database if exists {copy} with (force)")


def loaded_template(server: str) -> None:
    """Make the template database anew when anything that it is made from has changed; other test processes wait."""
    mark = VAR / "template.made_from"
    with (VAR / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_from = fingerprint() + server
        if not exists(server, TEMPLATE) or not mark.exists() or mark.read_text() != made_from:
            mark.unlink(missing_ok=True)
            recreate(server, TEMPLATE, "template0")
            command = [sys.executable, "-m", "juzhan.cli", "load", "--demo", "--quiet"]
            subprocess.run(command, env=environment(address(server, TEMPLATE), VAR / "site"), check=True)
            mark.write_text(made_from)


def fingerprint() -> str:
    """One value for everything the loaded demonstration is made from."""
    found = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            found.update(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return found.hexdigest()


def exists(server: str, name: str) -> bool:
    """Whether the server has a database of this name."""
    with psycopg.connect(server) as connection:
        return bool(connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone())


def recreate(server: str, name: str, template: str) -> None:
    """Make a database anew as a copy of the template."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template {template}")


@contextmanager
def running(database: str, var: Path) -> Iterator[str]:
    """Run ``juzhan serve`` on a free port until the block ends; gives its address."""
    url = f"http://localhost:{free_port()}"
    process = start(Site(url, database), var)
    try:
        wait_for(f"{url}/healthz", process)
        yield url
    finally:
        process.terminate()
        process.wait(PATIENCE)


def start(site: Site, var: Path) -> subprocess.Popen[bytes]:
    """Start ``juzhan serve`` at the site's address, in a process group of its own."""
    port = site.url.rsplit(":", 1)[-1]
    command = [sys.executable, "-m", "juzhan.cli", "serve", "--demo", "--port", port, "--workers", "1"]
    return subprocess.Popen(command, env=environment(site.database, var), start_new_session=True)


def wait_for(url: str, process: subprocess.Popen[bytes], patience: float = PATIENCE) -> None:
    """Return when the address answers; an error when the process ends first or patience does."""
    until = time.monotonic() + patience
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"the site does not answer at {url}") from error
            time.sleep(0.1)


def environment(database: str, var: Path) -> dict[str, str]:
    """The settings of a demonstration site on the given database and folder; all browsers come from one address."""
    given = {"JUZHAN_DATABASE_URL": database, "JUZHAN_VAR": str(var), "JUZHAN_LOG_LEVEL": "WARNING"}
    unlimited = {f"JUZHAN_HALL_{name}_HOUR": "0" for name in ("NUMBERS", "BOOKINGS", "KIOSK")}
    return {**os.environ, **given, **unlimited}


def address(server: str, database: str) -> str:
    """The address of another database on the same server."""
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
