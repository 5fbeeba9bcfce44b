"""A database of its own with Wuhou and many matters, and the real server on it."""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import psycopg

from bench.scenarios import Site

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "bench"
SMALL, LARGE = 3_500, 100_000
CLERK, OVERSEER = "demo-clerk", "demo-district"


def environment() -> dict[str, str]:
    """The settings of the measured program: the product's own, two processes, a folder of its own."""
    given = {"JUZHAN_DEMO": "1", "JUZHAN_HTTPS": "0", "JUZHAN_LOG_LEVEL": "WARNING", "JUZHAN_VAR": str(VAR)}
    os.environ.update(given)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "juzhan.config.settings")
    return dict(os.environ)


def prepare() -> str:
    """Start the database, load the demonstration into it once, and give its address."""
    environment()
    from juzhan.config import embedded

    VAR.mkdir(parents=True, exist_ok=True)
    address = embedded.start(VAR / "pg")
    os.environ["JUZHAN_DATABASE_URL"] = address
    subprocess.run([sys.executable, "-m", "juzhan.cli", "load", "--demo"], check=True, env=environment())
    import django

    django.setup()
    return address


def database_of(address: str, size: int) -> str:
    """A database with so many matters, made once from the loaded one, then copied fresh for each call."""
    kept, fresh = f"juzhan_{size}", f"juzhan_{size}_run"
    with psycopg.connect(address.replace("/juzhan?", "/postgres?"), autocommit=True) as link:
        if not link.execute("select 1 from pg_database where datname = %s", [kept]).fetchone():
            _end_connections(link)
            link.execute(f"create database {kept} template juzhan")
            fill(address.replace("/juzhan?", f"/{kept}?"), size)
        _end_connections(link)
        link.execute(f"drop database if exists {fresh}")
        link.execute(f"create database {fresh} template {kept}")
    return address.replace("/juzhan?", f"/{fresh}?")


def _end_connections(link: psycopg.Connection[tuple[object, ...]]) -> None:
    link.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname like 'juzhan%'")


def fill(address: str, size: int) -> None:
    """Repeat the demonstration's matters, with their people and timelines, under new codes until there are so many."""
    from juzhan.apps.matters.codes import new_code

    random = Random(size)
    with psycopg.connect(address) as link:
        link.execute("delete from matters_attachment")
        have = link.execute("select id from matters_matter order by id").fetchall()
        _copies(link, [row[0] for row in have], max(0, size - len(have)), new_code, random)
        link.commit()
        link.autocommit = True
        link.execute("vacuum analyze")


def _copies(link: psycopg.Connection, have: list[int], more: int, new_code, random: Random) -> None:  # type: ignore[no-untyped-def,type-arg]
    columns = [row[0] for row in link.execute(_COLUMNS, ["matters_matter"]).fetchall() if row[0] not in {"id", "code", "submission"}]
    link.execute("create temp table copy_of (source bigint, code text, submission uuid, id bigint)")
    with link.cursor().copy("copy copy_of (source, code, submission, id) from stdin") as copy:
        for number in range(more):
            copy.write_row((random.choice(have), new_code(), UUID(int=random.getrandbits(128)), 10_000_000 + number))
    names = ", ".join(f'"{name}"' for name in columns)
    sourced = ", ".join(f'm."{name}"' for name in columns)
    link.execute(
        f"insert into matters_matter (id, code, submission, {names}) overriding system value"
        f" select c.id, c.code, c.submission, {sourced} from copy_of c join matters_matter m on m.id = c.source order by c.id"
    )
    for child in ("matters_applicant", "matters_step"):
        own = [row[0] for row in link.execute(_COLUMNS, [child]).fetchall() if row[0] not in {"id", "matter_id"}]
        names = ", ".join(f'"{name}"' for name in own)
        link.execute(
            f"insert into {child} (matter_id, {names}) select c.id, {', '.join(f's.{name}' for name in own)}"
            f" from copy_of c join {child} s on s.matter_id = c.source order by c.id"
        )
    link.execute("select setval(pg_get_serial_sequence('matters_matter', 'id'), (select max(id) from matters_matter))")


_COLUMNS = "select column_name from information_schema.columns where table_name = %s order by ordinal_position"


def tokens(address: str) -> dict[str, str]:
    """A token for each of the two callers."""
    made = {}
    with psycopg.connect(address) as link:
        for username in (CLERK, OVERSEER):
            token = f"bench-{username}"
            digest = hashlib.sha256(token.encode()).hexdigest()
            link.execute(
                "insert into accounts_apitoken (person_id, digest, label, created_at, expires_at)"
                " select id, %s, 'bench', now(), now() + %s from accounts_person where username = %s",
                [digest, timedelta(days=1), username],
            )
            made[username] = token
    return made


@contextmanager
def serving(address: str, community: str) -> Iterator[Site]:
    """The product's own server on a free port, two processes of eight threads."""
    keys = tokens(address)
    with psycopg.connect(address) as link:
        codes = [row[0] for row in link.execute("select code from matters_matter order by random() limit 2000").fetchall()]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = environment() | {"JUZHAN_DATABASE_URL": address}
    command = [sys.executable, "-m", "juzhan.cli", "serve", "--demo", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL)
    try:
        _wait(port, process)
        yield Site(port, keys[CLERK], keys[OVERSEER], community, codes)
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("the server did not start")
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the server did not answer within a minute")
