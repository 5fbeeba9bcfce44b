"""``juzhan serve`` serves, looks after its processes, stops them all, and leaves none behind when it is killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import psutil
import psycopg
import pytest

from juzhan.config import embedded
from tests.browser.serving import free_port
from tests.setup.programs import Served, answers, ask, juzhan, serving, settings, until

pytestmark = pytest.mark.slow


def children(served: Served) -> dict[str, psutil.Process]:
    """The processes that the supervisor looks after, by what they are."""
    found = {}
    for process in psutil.Process(served.process.pid).children():
        if lives(process):
            command = " ".join(process.cmdline())
            found |= {name: process for name in ("gunicorn", "serving_worker") if name in command}
    return found


def lives(process: psutil.Process) -> bool:
    """Whether a process still does something; one that has ended and was not yet taken note of does not."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_says_that_it_is_well_and_stops_when_asked(installed: Path) -> None:
    with serving(installed) as served:
        assert ask(f"{served.url}/healthz") == (200, {"status": "ok"})
        left = psutil.Process(served.process.pid).children(recursive=True)
        assert served.terminate() == 0
    assert [process for process in left if lives(process) and "embedded_keeper" not in str(process.cmdline())] == []
    until(lambda: not embedded.is_running(installed / "pg"))


@pytest.mark.parametrize("name", ["gunicorn", "serving_worker"])
def test_a_process_that_dies_is_started_again(installed: Path, name: str) -> None:
    with serving(installed) as served:
        until(lambda: name in children(served))
        victim = children(served)[name]
        victim.kill()
        until(lambda: children(served).get(name, victim).pid != victim.pid)
        until(lambda: answers(served))


def test_nothing_lives_on_when_the_supervisor_alone_is_killed(installed: Path) -> None:
    with serving(installed) as served:
        until(lambda: set(children(served)) == {"gunicorn", "serving_worker"})
        family = psutil.Process(served.process.pid).children(recursive=True)
        os.kill(served.process.pid, signal.SIGKILL)
        served.process.wait()
        until(lambda: not any(map(lives, family)))
    until(lambda: not embedded.is_running(installed / "pg"))


def test_a_port_in_use_is_told_with_what_to_do(installed: Path) -> None:
    with serving(installed) as served:
        run = juzhan("serve", "--port", str(served.port), env=settings(installed))
        assert run.returncode == 1
        assert f"Port {served.port} is in use" in run.stderr
        assert f"PORT={served.port + 1} make run" in run.stderr


def test_a_database_of_another_version_is_not_served(installed: Path) -> None:
    address = embedded.start(installed / "pg")
    with psycopg.connect(address) as connection:
        connection.execute("delete from django_migrations where app = 'matters'")
    run = juzhan("serve", "--port", str(free_port()), env=settings(installed))
    assert run.returncode == 1
    assert "Run juzhan load first" in run.stderr


def test_an_answer_too_large_to_be_a_form_is_refused_before_it_is_read(installed: Path) -> None:
    with serving(installed) as served:
        status, problem = ask(f"{served.url}/api/v1/matters", {}, {"Content-Length": str(1 << 40)})
        assert status == 413
        assert '"status": 413' in problem
