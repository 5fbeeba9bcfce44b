"""The server is killed and started again while the board and a counter stand open: they say so, and go on by themselves."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, SUFFIX
from tests.browser.desks import become
from tests.browser.halls import BOARD, COUNTER, HALL, STANDING, empty, here, sit, take
from tests.browser.serving import Site, of_one_test, start, wait_for
from tests.environment import VAR

UNTIL_TOLD = 15_000
"""Milliseconds: a screen waits five seconds before it says that the network has dropped."""
UNTIL_BACK = 45_000
"""Milliseconds: the browser opens a new line, or the page asks every few seconds, whichever comes first."""


class Server:
    """A site that can be killed and started again at the same address."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.begin()

    def begin(self) -> None:
        """Start it and wait until it answers."""
        self.process = start(self.site, VAR / "site")
        wait_for(f"{self.site.url}/healthz", self.process)

    def kill(self) -> None:
        """Kill every process of it at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE)


@pytest.fixture
def server(worker_id: str) -> Iterator[Server]:
    """A server of this test's own, with an empty hall."""
    with of_one_test(f"juzhan_restart{SUFFIX}_{worker_id}") as site:
        empty(site)
        server = Server(site)
        yield server
        server.kill()


def page_of(chromium: Browser, server: Server, width: int, height: int) -> Page:
    """A page in a fresh profile; what it complains of while the server is away is expected."""
    context = chromium.new_context(
        base_url=server.site.url,
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    context.add_cookies([{"name": "language", "value": "zh-hans", "url": server.site.url}])
    return context.new_page()


def test_board_and_counter_say_that_the_server_is_away_and_show_the_present_by_themselves(
    chromium: Browser, server: Server
) -> None:
    board, clerk, desk = (page_of(chromium, server, *size) for size in ((1920, 1080), (1280, 900), (1280, 900)))
    sit(become(clerk, "demo-clerk"), 1)
    become(desk, "demo-clerk")
    first, second = take(desk, queue="A"), take(desk, queue="A")
    clerk.goto(COUNTER)
    clerk.locator("#act-next").click()
    expect(clerk.locator("#act-begin")).to_be_visible()
    board.goto(BOARD)
    expect(board.locator(STANDING)).to_have_text(first)

    server.kill()
    for page in (board, clerk):
        expect(page.locator("[data-live]")).to_contain_text("网络断了", timeout=UNTIL_TOLD)
    expect(board.locator(STANDING)).to_have_text(first)
    notice = "公告：系统刚刚重新启动，请放心等候"
    server.site.query("update hall_hall set notice = %s where place_id = %s", notice, HALL)

    server.begin()
    for page in (board, clerk):
        expect(page.locator("[data-live]")).to_be_empty(timeout=UNTIL_BACK)
    expect(board.locator("[data-notice]")).to_contain_text(notice)
    expect(board.locator(STANDING)).to_have_text(first)
    expect(board.locator("[data-queue=A] [data-waiting]")).to_have_text("1")
    assert here(clerk) == first
    expect(clerk.locator(f"[data-number={second}]")).to_be_visible()
    clerk.locator("#act-begin").click()
    clerk.locator("#act-finish").click()
    clerk.locator("#act-next").click()
    expect(clerk.locator(".here__number")).to_have_text(second)
    expect(board.locator("[data-latest]")).to_contain_text(second)
    for page in (board, clerk, desk):
        page.context.close()
