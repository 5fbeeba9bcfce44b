"""The real server on a fresh copy of a database with Wuhou and many matters."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import psycopg

from bench import filling
from bench.scenarios import Clerk, Site

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"
SMALL, LARGE = 3_500, 100_000
CLERK, OVERSEER = "demo-clerk", "demo-district"
COMMUNITIES = 16
"""Communities whose clerks call; the first is the one of the named cast."""
SETTLING = 2.0
"""Seconds in which the worker that runs beside the server gets ready."""
PATIENCE = 120.0
"""Seconds that a server may take to answer for the first time."""


def environment() -> dict[str, str]:
    """The settings of the measured program: the product's own, in a folder of the measurements; all call from one address."""
    given = {"JUZHAN_DEMO": "1", "JUZHAN_HTTPS": "0", "JUZHAN_LOG_LEVEL": "WARNING", "JUZHAN_VAR": str(VAR)}
    given |= {"JUZHAN_HALL_NUMBERS_HOUR": "0", "JUZHAN_HALL_BOOKINGS_HOUR": "0", "JUZHAN_HALL_KIOSK_HOUR": "0"}
    os.environ.update(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")
    return dict(os.environ)


def prepare() -> str:
    """Start the database, load the demonstration into it, and give its address; Django is ready afterwards."""
    environment()
    from juzhan.config import embedded

    VAR.mkdir(parents=True, exist_ok=True)
    address = embedded.start(VAR / "pg")
    os.environ["JUZHAN_DATABASE_URL"] = address
    subprocess.run([sys.executable, "-m", "juzhan.cli", "load", "--demo"], check=True, env=environment())
    import django

    django.setup()
    return address


def postmaster() -> int:
    """The number of the database server's first process."""
    return int((VAR / "pg" / "postmaster.pid").read_text().split("\n", 1)[0])


def named(address: str, database: str) -> str:
    """The address of another database of the same server."""
    return address.replace("/juzhan?", f"/{database}?")


def fresh(address: str, size: int) -> str:
    """A database with so many matters as it was filled, whatever has been done to copies of it before; its address.

    It is filled anew when the loaded demonstration or the way of filling has changed.
    """
    kept, copy = f"juzhan_{size}", f"juzhan_{size}_run"
    with psycopg.connect(named(address, "postgres"), autocommit=True) as link:
        _end_connections(link)
        stamp = _stamp(address)
        found = link.execute(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = %s", [kept]
        ).fetchone()
        if found is None or found[0] != stamp:
            link.execute(f"drop database if exists {kept}")
            link.execute(f"create database {kept} template juzhan")
            filling.fill(named(address, kept), size)
            link.execute(f"comment on database {kept} is '{stamp}'")
        link.execute(f"drop database if exists {copy} with (force)")
        link.execute(f"create database {copy} template {kept} strategy file_copy")
    return named(address, copy)


def _stamp(address: str) -> str:
    """What a filled database was made from."""
    with psycopg.connect(address) as link:
        loaded = link.execute("select string_agg(app || name, ',' order by id) from django_migrations").fetchone()
        counted = link.execute("select count(*), max(submitted_at)::text from matters_matter").fetchone()
    text = f"{loaded}{counted}{Path(filling.__file__).read_text()}"
    return hashlib.sha256(text.encode()).hexdigest()


def _end_connections(link: psycopg.Connection[tuple[object, ...]]) -> None:
    from django.db import connections

    connections.close_all()
    link.execute("select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname like 'juzhan%'")


@contextmanager
def serving(address: str, workers: int = 2) -> Iterator[Site]:
    """The product's own server on a free port, and what the callers need to know."""
    with psycopg.connect(address) as link:
        clerks, overseer = _clerks(link), _token(link, OVERSEER)
        cookie, codes = _cookie(link, CLERK), _codes(link, OVERSEER)
        own_codes = _codes(link, CLERK)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "juzhan.cli", "serve", "--demo", "--port", str(port), "--workers", str(workers)]
    given = environment() | {"JUZHAN_DATABASE_URL": address}
    with (VAR / "server.log").open("w") as log:
        process = subprocess.Popen(command, env=given, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(port, process)
        time.sleep(SETTLING)
        yield Site(port, process.pid, postmaster(), overseer, clerks, codes, own_codes, cookie)
    finally:
        process.terminate()
        process.wait(60)


def _clerks(link: psycopg.Connection[tuple[object, ...]]) -> list[Clerk]:
    """One clerk for each of some communities, that of the cast first."""
    rows = link.execute(
        "select distinct on (b.place_id) b.place_id, p.username from bodies_holding h"
        " join accounts_person p on p.id = h.person_id join bodies_post s on s.id = h.post_id"
        " join bodies_body b on b.id = s.body_id"
        " where b.key = 'workstation' and s.role = 'handler' and h.valid_until is null and b.valid_until is null"
        " order by b.place_id, p.username <> %s, p.id",
        [CLERK],
    ).fetchall()
    rows.sort(key=lambda row: (row[1] != CLERK, row[0]))
    return [Clerk(_token(link, str(username)), str(place)) for place, username in rows[:COMMUNITIES]]


def _token(link: psycopg.Connection[tuple[object, ...]], username: str) -> str:
    token = f"bench-{username}"
    link.execute(
        "insert into accounts_apitoken (person_id, digest, label, created_at, expires_at)"
        " select id, %s, 'bench', now(), now() + %s from accounts_person where username = %s",
        [hashlib.sha256(token.encode()).hexdigest(), timedelta(days=1), username],
    )
    return token


def _cookie(link: psycopg.Connection[tuple[object, ...]], username: str) -> str:
    """A browser in which somebody is signed in, as signing in would leave it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from juzhan.apps.accounts.models import Person

    person = Person.objects.get(username=username)
    said = {
        SESSION_KEY: str(person.pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: person.get_session_auth_hash(),
    }
    link.execute(
        "insert into django_session (session_key, session_data, expire_date) values (%s, %s, now() + %s)",
        ["b" * 32, SessionStore().encode(said), timedelta(days=1)],
    )
    return f"sessionid={'b' * 32}"


def _codes(link: psycopg.Connection[tuple[object, ...]], username: str) -> Sequence[str]:
    """Some matters that this person may read."""
    from django.utils import timezone

    from juzhan.apps.accounts.models import Person
    from juzhan.apps.bodies.rights import bodies_for
    from juzhan.apps.bodies.selectors import actor_of
    from juzhan.domain.charter import Act

    actor = actor_of(Person.objects.get(username=username), timezone.localdate())
    rows = link.execute(
        "select code from matters_matter where owner_id = any(%s) order by md5(code) limit 2000",
        [bodies_for(actor, Act.READ)],
    )
    return [str(row[0]) for row in rows.fetchall()]


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            raise SystemExit("the server did not start:\n" + (VAR / "server.log").read_text())
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer in time")
