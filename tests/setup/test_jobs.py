"""Every job that an app declares is known to the worker that serves, and waits in a queue that it reads."""

from __future__ import annotations

import re

import pytest
from procrastinate.contrib.django import app

from juzhan.config import serving_worker
from tests.environment import ROOT

APPS = ROOT / "src" / "juzhan" / "apps"
DECLARED = sorted(
    name for path in APPS.glob("*/tasks.py") for name in re.findall(r'\.task\([^)]*name="([^"]+)"', path.read_text())
)


def test_some_jobs_are_declared() -> None:
    assert "record.sign_checkpoints" in DECLARED


@pytest.mark.parametrize("name", DECLARED)
def test_the_job_is_known_to_the_worker_and_its_queue_is_read(name: str) -> None:
    task = app.tasks[name]
    assert serving_worker.QUEUES is None or task.queue in serving_worker.QUEUES


def test_every_function_of_a_tasks_module_that_is_a_job_is_named() -> None:
    for path in APPS.glob("*/tasks.py"):
        text = path.read_text()
        assert text.count("app.task(") == len(re.findall(r'\.task\([^)]*name="', text)), path


def test_every_job_that_is_asked_for_by_name_is_declared() -> None:
    asked = {
        name
        for path in (ROOT / "src").rglob("*.py")
        for name in re.findall(r'configure_task\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked <= set(DECLARED)


def test_jobs_that_run_by_themselves_never_pile_up() -> None:
    periodic = [task.task for task in app.periodic_registry.periodic_tasks.values()]
    assert periodic
    assert [task.name for task in periodic if not task.queueing_lock] == []
