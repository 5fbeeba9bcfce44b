"""Two counters, the kiosk, a phone and the board at once: all see the same truth within two seconds."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import PATIENCE
from tests.browser.halls import BOARD, IN_TIME, STANDING
from tests.browser.kiosks import DIBAO, HALL, KIOSK, take
from tests.browser.serving import Site
from tests.browser.watching import Watcher

Open = Callable[[str], BrowserContext]


WATCH = """
([where, text, patience]) => {
  window.shown = new Promise((resolve, reject) => {
    const look = () => {
      const found = [...document.querySelectorAll(where)].some((each) => each.textContent.includes(text));
      if (found) resolve(Date.now());
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    setTimeout(() => reject(new Error(`${where} never showed ${text}`)), patience);
    look();
  });
}
"""
"""Writes down when a screen first shows a text at a place."""


def seconds_until(act: Callable[[], None], screens: dict[Page, tuple[str, str]]) -> float:
    """Do something, and tell how long the slowest of the screens took to show it."""
    for page, place in screens.items():
        page.evaluate(WATCH, [*place, PATIENCE])
    begun = time.time()
    act()
    return float(max(page.evaluate("() => window.shown") for page in screens) / 1000 - begun)


def test_every_screen_shows_what_happens_within_two_seconds(
    two_counters: tuple[Page, Page], open_context: Open, site: Site
) -> None:
    first, second = two_counters
    kiosk, phone, board, watched = (open_context(kind).new_page() for kind in ("kiosk", "phone", "board", "kiosk"))
    board.goto(BOARD)
    watched.goto(KIOSK)
    waits = "[data-queue=A] [data-waiting]"
    expect(watched.locator(waits)).to_have_text("0")

    codes = [take(kiosk, KIOSK)]
    theirs = kiosk.locator(".ticket__number [translate=no]").inner_text()
    phone.goto(f"{HALL}/take?item={DIBAO}")
    button = phone.get_by_role("button", name="都带了，取号")
    everywhere = {watched: (waits, "2"), board: (waits, "2")}
    assert seconds_until(lambda: button.click(no_wait_after=True), everywhere) < IN_TIME / 1000
    phone.wait_for_url(re.compile(r"/ticket/\w{10}$"))
    codes.append(phone.url.rsplit("/", 1)[-1])
    mine = phone.locator(".ticket__number [translate=no]").inner_text()
    expect(phone.locator("[data-ahead]")).to_have_text("1")

    everywhere = {
        board: (STANDING, theirs),
        phone: ("[data-part=sentence]", "下一个就是您"),
        watched: (waits, "1"),
        second: ("[data-seat='1']", theirs),
    }
    assert seconds_until(lambda: first.locator("#act-next").click(no_wait_after=True), everywhere) < IN_TIME / 1000

    everywhere = {
        board: ("[data-latest]", mine),
        phone: ("[data-part=sentence]", "请到 2 号窗口"),
        watched: (waits, "0"),
        first: ("[data-seat='2']", mine),
    }
    assert seconds_until(lambda: second.locator("#act-next").click(no_wait_after=True), everywhere) < IN_TIME / 1000
    kept = site.query("select state from hall_ticket where code = any(%s)", codes)
    assert {state for (state,) in kept} == {"called"}


def test_a_number_given_up_on_the_phone_leaves_every_queue(two_counters: tuple[Page, Page], open_context: Open) -> None:
    kiosk, phone, board = (open_context(kind).new_page() for kind in ("kiosk", "phone", "board"))
    board.goto(BOARD)
    kiosk.goto(f"{KIOSK}/take")
    take(phone, HALL)
    for screen in (kiosk, board):
        expect(screen.locator("[data-queue=A] [data-waiting]")).to_have_text("1", timeout=IN_TIME)
    phone.get_by_text("不办了，取消这个号").click()
    phone.get_by_role("button", name="取消这个号").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("已经取消")
    for screen in (kiosk, board):
        expect(screen.locator("[data-queue=A] [data-waiting]")).to_have_text("0", timeout=IN_TIME)


def test_a_phone_that_lost_the_network_shows_the_present_when_it_is_back(
    two_counters: tuple[Page, Page], open_context: Open, watcher: Watcher
) -> None:
    watcher.allow("ERR_INTERNET_DISCONNECTED")
    watcher.allow("ERR_NETWORK")
    context = open_context("phone")
    phone = context.new_page()
    take(phone, HALL)
    expect(phone.locator("[data-ahead]")).to_have_text("0")
    context.set_offline(True)
    expect(phone.locator("[data-live]")).to_contain_text("网络断了")
    two_counters[0].locator("#act-next").click()
    expect(two_counters[0].locator("#act-begin")).to_be_visible()
    context.set_offline(False)
    expect(phone.locator("[data-part=sentence]")).to_contain_text(re.compile("请到 1 号窗口"))
