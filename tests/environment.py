"""Loaded by pytest before Django: a real PostgreSQL of the suite's own, demo keys, quiet logs.

``JUZHAN_TEST_BINARIES`` names the ``bin`` folder of another PostgreSQL; then only tests that use the database run.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from juzhan.config import embedded

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "test"
_BINARIES = os.environ.get("JUZHAN_TEST_BINARIES")
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

os.environ.setdefault("JUZHAN_DEMO", "1")
os.environ.setdefault("JUZHAN_HTTPS", "0")
os.environ.setdefault("JUZHAN_LOG_LEVEL", "ERROR")
os.environ.setdefault("JUZHAN_VAR", str(VAR))
os.environ["JUZHAN_HOSTS"] = "localhost,127.0.0.1,testserver"
if not os.environ.get("JUZHAN_DATABASE_URL"):
    os.environ["JUZHAN_DATABASE_URL"] = embedded.start(
        VAR / ("pg15" if _BINARIES else "pg"),
        binaries=Path(_BINARIES) if _BINARIES else None,
        durable=False,
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another PostgreSQL, leave out what does not use the database."""
    if _BINARIES:
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & _DATABASE_FIXTURES)
