"""An installation in real use, loaded once: Wuhou's places under their charter, no demonstration."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from juzhan.config import embedded
from tests.environment import VAR
from tests.setup.programs import juzhan, settings, until


@pytest.fixture(scope="session")
def folders() -> Iterator[Callable[[], Path]]:
    """New folders that a database may lie in; at the end they go, and the databases in them stop."""
    # Not pytest's own temporary folders: those are closed to the account that PostgreSQL runs under.
    made: list[Path] = []

    def make() -> Path:
        made.append(Path(tempfile.mkdtemp(prefix="setup-", dir=VAR)))
        return made[-1]

    yield make
    for folder in made:
        for mark in folder.rglob("postmaster.pid"):
            with contextlib.suppress(subprocess.CalledProcessError):
                embedded.stop(mark.parent, at_once=True)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def loaded(folders: Callable[[], Path]) -> Path:
    """A folder ``var`` as ``juzhan load`` leaves it; its database is stopped, so that the folder can be copied."""
    var = folders() / "var"
    run = juzhan("load", env=settings(var))
    assert run.returncode == 0, run.stderr
    until(lambda: not embedded.is_running(var / "pg"))
    return var


@pytest.fixture
def installed(loaded: Path, folders: Callable[[], Path]) -> Path:
    """A copy of the loaded folder, in a place with spaces in its name, that a test may break."""
    copy = folders() / "a folder" / "var"
    copy.parent.mkdir()
    subprocess.run(["cp", "-a", str(loaded), str(copy)], check=True)
    return copy
