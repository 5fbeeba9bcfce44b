"""The database that comes with the program starts anywhere, is shared, stops with its last user, and survives kills."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from juzhan.config import embedded, embedded_account, embedded_keeper
from tests.environment import ROOT
from tests.setup.programs import settings, until

HOLD = "import sys, pathlib; from juzhan.config import embedded; print(embedded.start(pathlib.Path(sys.argv[1])), flush=True)"
Folders = Callable[[], Path]


class User:
    """A program that uses the database of a folder until it is told to end."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-c", f"{HOLD}; sys.stdin.read()", str(folder)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    @property
    def address(self) -> str:
        """The address that it was given; waits for it."""
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def end(self) -> None:
        """Let it end by itself."""
        self.process.communicate("", timeout=60)

    def kill(self) -> None:
        """End it without warning."""
        self.process.kill()
        self.process.wait(60)


def ended(folder: Path) -> bool:
    """Whether the server has stopped, and its keeper has seen it and is gone too."""
    return not embedded.is_running(folder) and not embedded_keeper.is_kept(folder.parent / "run" / "pg.keeper")


def answers(address: str) -> bool:
    with psycopg.connect(address) as connection:
        return connection.execute("select 1").fetchone() == (1,)


@pytest.fixture
def folder(folders: Folders) -> Path:
    return folders() / "pg"


def test_a_dump_made_by_its_own_programs_restores_into_an_empty_folder(folders: Folders) -> None:
    first, second = folders() / "var", folders() / "a second var"
    dump = str(folders() / "juzhan.dump")

    def program(var: Path, *command: str) -> str:
        run = [sys.executable, "-m", "juzhan.config.embedded", *command]
        return subprocess.run(run, env=settings(var), check=True, capture_output=True, text=True, cwd=ROOT).stdout

    program(first, "psql", "--command", "create table kept as select 7 as seven")
    program(first, "pg_dump", "--format=custom", f"--file={dump}")
    program(second, "pg_restore", "--no-owner", "--exit-on-error", "--dbname", "juzhan", dump)
    assert program(second, "psql", "-tA", "--command", "select seven from kept").strip() == "7"


def test_it_works_in_a_folder_with_spaces_and_quotes(folders: Folders) -> None:
    user = User(folders() / "it's a 文件夹, 2" / "pg")
    assert answers(user.address)
    user.end()


def test_it_works_where_the_path_is_too_long_for_a_socket(folders: Folders) -> None:
    user = User(folders() / ("long" * 30) / "pg")
    address = user.address
    assert answers(address)
    assert "long" not in address
    user.end()


def test_it_stops_when_its_last_user_has_ended(folder: Path) -> None:
    first, second = User(folder), User(folder)
    assert first.address == second.address
    first.end()
    assert embedded.is_running(folder)
    second.end()
    until(lambda: not embedded.is_running(folder))


def test_it_stops_when_its_last_user_was_killed(folder: Path) -> None:
    user = User(folder)
    assert answers(user.address)
    user.kill()
    until(lambda: not embedded.is_running(folder))


def test_many_may_start_it_at_once(folder: Path) -> None:
    users = [User(folder) for _ in range(4)]
    assert len({user.address for user in users}) == 1
    for user in users:
        user.end()


def test_it_starts_again_after_its_own_kill(folder: Path) -> None:
    user = User(folder)
    with psycopg.connect(user.address, autocommit=True) as connection:
        connection.execute("create table kept as select 1 as one")
    os.kill(int((folder / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    again = User(folder)
    with psycopg.connect(again.address) as connection:
        assert connection.execute("select one from kept").fetchone() == (1,)
    user.end()
    again.end()


def test_a_number_left_behind_that_is_now_another_program_is_not_taken_for_it(folder: Path) -> None:
    User(folder).end()
    until(lambda: ended(folder))
    (folder / "postmaster.pid").write_text(f"{os.getpid()}\n{folder}\n1\n5432\n{folder}\n\n0 0\nready\n")
    if account := embedded_account.account_for(folder):
        os.chown(folder / "postmaster.pid", account.uid, account.gid)
    assert not embedded.is_running(folder)
    user = User(folder)
    assert answers(user.address)
    user.end()


def test_a_beginning_that_was_cut_off_is_begun_again(folder: Path) -> None:
    half_made = folder.with_name("pg.new")
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    user = User(folder)
    assert answers(user.address)
    assert not half_made.exists()
    user.end()


def test_a_folder_of_another_version_is_refused_with_its_reason(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    User(folder).end()
    until(lambda: ended(folder))
    (folder / "PG_VERSION").write_text("12\n")
    monkeypatch.setattr(embedded, "PATIENCE", 1.0)
    with pytest.raises(embedded.DatabaseNotStarted, match="version 12"):
        embedded.start(folder)
    shutil.rmtree(folder)


def test_somebody_elses_folder_is_not_used_for_the_socket(folder: Path) -> None:
    folder.mkdir()
    private = embedded_account.private_folder(folder, None)
    private.chmod(0o777)
    with pytest.raises(PermissionError, match="does not belong"):
        embedded_account.private_folder(folder, None)
    private.rmdir()
