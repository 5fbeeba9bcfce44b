"""Loaded by pytest before Django: a real PostgreSQL of the suite's own, demo keys, quiet logs.

``JUZHAN_TEST_BINARIES`` names the ``bin`` folder of another PostgreSQL; then only tests that use the database run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from juzhan.config import embedded

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parents[1]
VAR = ROOT / "var" / "test"
_BINARIES = os.environ.get("JUZHAN_TEST_BINARIES")
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

os.environ.setdefault("JUZHAN_DEMO", "1")
os.environ.setdefault("JUZHAN_HTTPS", "0")
os.environ.setdefault("JUZHAN_LOG_LEVEL", "ERROR")
os.environ.setdefault("JUZHAN_VAR", str(VAR))
(VAR / "static").mkdir(parents=True, exist_ok=True)
# While a browser is open, Playwright's event loop runs in the tests' thread, and Django would refuse its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
os.environ["JUZHAN_HOSTS"] = "localhost,127.0.0.1,testserver"
if not os.environ.get("JUZHAN_DATABASE_URL"):
    os.environ["JUZHAN_DATABASE_URL"] = embedded.start(
        VAR / ("pg15" if _BINARIES else "pg"),
        binaries=Path(_BINARIES) if _BINARIES else None,
        durable=False,
    )

FEATURES_OFF = [
    # Chromium draws the list under its address bar as two pages of its own, anew for each window: a second of work each.
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxPopup",
    # What Playwright leaves off; named again, since Chromium heeds only the last list.
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--font-render-hinting=none",
    "--disable-features=" + ",".join(FEATURES_OFF),
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests of a run; Playwright cannot be started twice in one process."""
    from playwright.sync_api import sync_playwright

    from tools.browser import find

    found = find()
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 or found.environment else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path, args=flags, env={**os.environ, **found.environment}
        )
        yield browser
        browser.close()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the files that take long; on another PostgreSQL, leave out what does not use the database.

    A process takes whole files: a long one that comes last would leave the others idle.
    """
    ranks: dict[Path, int] = {}
    for item in items:
        rank = 2 if item.get_closest_marker("slow") else 1 if item.get_closest_marker("browser") else 0
        ranks[item.path] = max(rank, ranks.get(item.path, 0))
    items.sort(key=lambda item: -ranks[item.path])
    if _BINARIES:
        config.hook.pytest_deselected(items=[item for item in items if not _uses_database(item)])
        items[:] = [item for item in items if _uses_database(item)]


def _uses_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(fixtures & _DATABASE_FIXTURES)
