"""The board on its real screens: it fits, keeps nobody out, shows and speaks a call at once, and survives a lost network."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.halls import BOARD, COUNTER, HALL, IN_TIME, STANDING, empty, sit, take
from tests.browser.serving import Site
from tests.browser.watching import Watcher, overflow

Open = Callable[[str], BrowserContext]
VOICE = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN" }],
  addEventListener: () => {},
  cancel: () => {},
  speak: (said) => { window.spoken.push(said.text); setTimeout(() => said.onend(), 50); },
} });
"""
"""A voice that writes down what it would say."""


@pytest.fixture
def clerk(open_context: Open, site: Site) -> Page:
    """The clerk at counter 1; nobody else sits in the hall and nobody waits."""
    empty(site)
    page = become(open_context("desk").new_page(), "demo-clerk")
    sit(page, 1)
    return page


@pytest.fixture
def board(open_context: Open, clerk: Page) -> Page:
    """The hall's screen, with a voice."""
    context = open_context("board")
    context.add_init_script(VOICE)
    page = context.new_page()
    page.goto(BOARD)
    return page


def fits(page: Page) -> bool:
    """Whether everything stands on the screen without scrolling."""
    return overflow(page) == 0 and bool(
        page.evaluate("document.documentElement.scrollHeight <= document.documentElement.clientHeight")
    )


def wait_until_spoken(page: Page, count: int, patience: int = 10_000) -> None:
    """Wait until so much has been said; asked from outside, since the page's policy forbids to wait inside it."""
    for _ in range(patience // 50):
        if page.evaluate("window.spoken.filter(Boolean).length") == count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"spoken: {page.evaluate('window.spoken')}")


def number_for(clerk: Page, queue: str = "A") -> str:
    """Somebody takes a number; the clerk is back at the counter."""
    number = take(clerk, queue=queue)
    clerk.goto(COUNTER)
    return number


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_call_appears_and_is_spoken_twice_within_two_seconds(
    clerk: Page, board: Page, assert_accessible: Callable[[Page], None], picture: Callable[[Page, str], None]
) -> None:
    board.locator("[data-sound]").click()
    expect(board.locator("[data-sound]")).to_have_attribute("aria-pressed", "true")
    number = number_for(clerk)
    expect(board.locator("[data-queue=A] [data-waiting]")).to_have_text("1", timeout=IN_TIME)
    clerk.locator("#act-next").click(no_wait_after=True)
    expect(board.locator(STANDING)).to_have_text(number, timeout=IN_TIME)
    expect(board.locator("[data-latest] [data-counter]")).to_have_text("1")
    expect(board.locator("[data-latest] [data-low]")).to_be_visible()
    wait_until_spoken(board, 2, IN_TIME)
    first, second = board.evaluate("window.spoken")
    assert first == second
    assert re.fullmatch(r"请 A( [零幺二三四五六七八九]){3} 号，到 1 号窗口，低位窗口。", first)
    assert fits(board)
    assert_accessible(board)
    picture(board, "hall-board")


def test_a_call_again_is_spoken_again_and_stands_at_the_top(clerk: Page, board: Page) -> None:
    board.locator("[data-sound]").click()
    number_for(clerk)
    clerk.locator("#act-next").click()
    wait_until_spoken(board, 2)
    clerk.locator("#act-call_again").click()
    wait_until_spoken(board, 4)
    assert len(set(board.evaluate("window.spoken"))) == 1


def test_without_a_press_nothing_is_spoken_and_what_stood_before_is_never_called(
    clerk: Page, board: Page, open_context: Open
) -> None:
    number = number_for(clerk)
    clerk.locator("#act-next").click()
    expect(board.locator(STANDING)).to_have_text(number)
    assert board.evaluate("window.spoken") == []
    board.reload()
    board.locator("[data-sound]").click()
    waiting = number_for(clerk, "B")
    expect(board.locator("[data-queue=B] [data-next]")).to_have_text(waiting)
    assert board.evaluate("window.spoken") == []


def test_a_screen_that_may_speak_goes_on_speaking_after_a_restart(clerk: Page, board: Page) -> None:
    board.locator("[data-sound]").click()
    board.reload()
    expect(board.locator("[data-sound]")).to_have_attribute("aria-pressed", "true")
    number_for(clerk)
    clerk.locator("#act-next").click()
    wait_until_spoken(board, 2)


def test_a_device_without_a_chinese_voice_says_so(clerk: Page, open_context: Open) -> None:
    page = open_context("board").new_page()
    page.goto(BOARD)
    page.locator("[data-sound]").click()
    expect(page.locator("[data-sound]")).to_contain_text("没有中文语音")


def test_a_dropped_network_is_told_and_the_present_comes_back_without_a_replay(
    clerk: Page, board: Page, watcher: Watcher, picture: Callable[[Page, str], None]
) -> None:
    watcher.allow("no answer")
    watcher.allow("ERR_INTERNET_DISCONNECTED")
    board.locator("[data-sound]").click()
    gone, stands = number_for(clerk), number_for(clerk)
    clerk.locator("#act-next").click()
    expect(board.locator(STANDING)).to_have_text(gone)
    wait_until_spoken(board, 2)
    board.context.set_offline(True)
    expect(board.locator(".live-bar")).to_contain_text("网络断了")
    expect(board.locator(".live-bar")).to_contain_text(re.compile(r"how it was at \d\d:\d\d"))
    expect(board.locator(".live-bar")).not_to_contain_text("{")
    expect(board.locator(STANDING)).to_have_text(gone)
    picture(board, "hall-board-offline")
    clerk.locator("#act-begin").click()
    clerk.locator("#act-finish").click()
    clerk.locator("#act-next").click()
    board.context.set_offline(False)
    expect(board.locator(STANDING)).to_have_text(stands)
    expect(board.locator(".live-bar")).to_be_empty()
    wait_until_spoken(board, 4)
    assert len(set(board.evaluate("window.spoken"))) == 2, "the call that stands, and not what has ended meanwhile"


def test_a_line_that_is_refused_is_replaced_by_asking(board: Page, site: Site, watcher: Watcher) -> None:
    watcher.allow("503")
    board.route("**/live/**", lambda route: route.fulfill(status=503, headers={"Retry-After": "10"}))
    board.goto(BOARD)
    notice = "公告：今天下午四点提前关门"
    site.query("update hall_hall set notice = %s where place_id = %s", notice, HALL)
    expect(board.locator("[data-notice]")).to_contain_text(notice)
    expect(board.locator(".live-bar")).to_be_empty()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_javascript_the_board_is_right_and_is_loaded_again(
    without_javascript: None, clerk: Page, open_context: Open
) -> None:
    number = number_for(clerk)
    clerk.locator("#act-next").click()
    page = open_context("board").new_page()
    page.goto(BOARD)
    expect(page.locator(STANDING)).to_have_text(number)
    assert page.locator("noscript meta[http-equiv=refresh]").count() == 1
    assert fits(page)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "size", "address"),
    [
        ("strip", (1920, 216), f"{BOARD}?strip=1"),
        ("small", (1280, 720), BOARD),
        ("phone", (390, 844), BOARD),
        ("shut", (1920, 1080), "/hall/510107001004/board"),
    ],
)
def test_every_screen_holds_it(
    name: str,
    size: tuple[int, int],
    address: str,
    clerk: Page,
    board: Page,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    number_for(clerk)
    clerk.locator("#act-next").click()
    board.set_viewport_size({"width": size[0], "height": size[1]})
    board.goto(address)
    assert overflow(board) == 0
    assert name == "phone" or fits(board)
    assert_accessible(board)
    picture(board, f"hall-board-{name}")
