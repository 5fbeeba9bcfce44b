"""What browser tests stand on: a real site, a real browser, pages of two sizes in two languages. See CONTRIBUTING.md.

``phone`` and ``desk`` open pages at a resident's and at a clerk's width; parametrize ``language`` to run a test in both;
ask for ``without_javascript`` to switch scripts off. A page that complains (script, policy, missing file) fails its test.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.accessibility import assert_accessible as check_accessible
from tests.browser.desks import become
from tests.browser.halls import empty, sit
from tests.browser.serving import Site, served
from tests.browser.watching import Watcher, overflow
from tests.environment import ROOT

PICTURES = ROOT / "docs" / "manual" / "pictures"
SUFFIX = re.sub(r"\W", "_", os.environ.get("JUZHAN_TEST_SUFFIX", ""))
PATIENCE = 10_000
"""Milliseconds that a page may take on a busy machine."""

expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(worker_id: str) -> Iterator[Site]:
    """The demonstration of Wuhou, served by the real servers; what one test changes, the next one sees."""
    with served(f"juzhan_site{SUFFIX}_{worker_id}") as running:
        yield running


@pytest.fixture
def language() -> str:
    """The reader's language, ``zh`` unless the test is parametrized over it."""
    return "zh"


@pytest.fixture
def without_javascript() -> None:
    """Ask for this fixture, and the test's pages run no scripts."""


@pytest.fixture
def watcher() -> Iterator[Watcher]:
    """Fails the test if one of its pages complained; ``watcher.allow("429")`` says what is expected."""
    watcher = Watcher()
    yield watcher
    assert not watcher.unexpected(), "the page complained:\n  " + "\n  ".join(watcher.unexpected())


OpenContext = Callable[[str], BrowserContext]
SIZES = {"phone": (390, 844), "desk": (1280, 900), "kiosk": (1080, 1920), "board": (1920, 1080)}
"""The windows in which people see the site, in CSS pixels; phone and kiosk are touched."""


@pytest.fixture
def open_context(
    chromium: Browser, site: Site, language: str, watcher: Watcher, request: pytest.FixtureRequest
) -> Iterator[OpenContext]:
    """Open a fresh profile of one of ``SIZES``: a second person in the same test gets a second one."""
    opened: list[BrowserContext] = []

    def open_one(kind: str) -> BrowserContext:
        width, height = SIZES[kind]
        context = chromium.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            has_touch=kind in {"phone", "kiosk"},
            is_mobile=kind == "phone",
            device_scale_factor=2 if kind == "phone" else 1,
            locale="en-GB" if language == "en" else "zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            java_script_enabled="without_javascript" not in request.fixturenames,
        )
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "language", "value": "en" if language == "en" else "zh-hans", "url": site.url}])
        watcher.watch(context)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture
def phone(open_context: OpenContext) -> Page:
    """A page on a phone: 390 × 844, touch."""
    return open_context("phone").new_page()


@pytest.fixture
def desk(open_context: OpenContext) -> Page:
    """A page on a desk: 1280 × 900."""
    return open_context("desk").new_page()


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Run axe on a page as it stands; needs scripts."""
    return check_accessible


@pytest.fixture
def look(assert_accessible: Callable[[Page], None]) -> Callable[[Page], None]:
    """See whether a page fits its window and axe finds nothing serious in it."""

    def at(page: Page) -> None:
        assert overflow(page) == 0, f"{page.url} is wider than the window"
        assert_accessible(page)

    return at


@pytest.fixture
def picture(language: str) -> Callable[[Page, str], None]:
    """Keep what the window shows for the manual: ``NAME.zh.png`` or ``NAME.en.png``, only when JUZHAN_PICTURES=1."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("JUZHAN_PICTURES") == "1":
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.{language}.png", scale="css", animations="disabled")

    return take


@pytest.fixture
def two_counters(open_context: OpenContext, site: Site) -> tuple[Page, Page]:
    """The clerk at counter 1, the head at counter 2; nobody else sits in the hall, and nobody waits."""
    empty(site)
    first, second = (open_context("desk").new_page() for _ in range(2))
    sit(become(first, "demo-clerk"), 1)
    sit(become(second, "demo-head"), 2)
    return first, second
