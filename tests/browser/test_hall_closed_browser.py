"""A clerk's browser closes in the middle of a visit, or stands open twice: the counter and its visitor are one and stay."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.halls import COUNTER, HALL, empty, here, sit, take
from tests.browser.serving import Site
from tests.browser.watching import Watcher

Open = Callable[[str], BrowserContext]


@pytest.fixture
def clerk(open_context: Open, site: Site) -> Page:
    """The clerk at counter 1 of an empty hall."""
    empty(site)
    page = open_context("desk").new_page()
    sit(become(page, "demo-clerk"), 1)
    return page


@pytest.fixture
def desk(clerk: Page) -> Page:
    """A second tab of the clerk, at which numbers are taken for people."""
    return clerk.context.new_page()


PRESS = """
() => {
  const form = document.querySelector("#act-next").form;
  window.pressed = fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" })
    .then((answer) => (answer.type === "opaqueredirect" ? 302 : answer.status));
}
"""
"""Presses the button and does not wait for the answer: two tabs press before either has one."""


def state_of(site: Site, number: str) -> str:
    """How the newest ticket with a number stands."""
    rows = site.query("select state from hall_ticket where number = %s order by id desc limit 1", number)
    return str(rows[0][0])


def test_whose_browser_closes_finds_the_visitor_at_the_counter_after_signing_in_again(
    clerk: Page, desk: Page, open_context: Open, site: Site
) -> None:
    number = take(desk, queue="A")
    clerk.goto(COUNTER)
    clerk.locator("#act-next").click()
    clerk.locator("#act-begin").click()
    expect(clerk.locator("#act-finish")).to_be_visible()
    clerk.context.close()
    assert state_of(site, number) == "serving"

    again = become(open_context("desk").new_page(), "demo-clerk")
    again.goto("/desk/hall")
    again.wait_for_url(f"**{COUNTER}")
    expect(again.locator("h1")).to_contain_text("1 号窗口")
    assert here(again) == number
    again.locator("#act-finish").click()
    expect(again.locator("#act-next")).to_be_visible()
    assert state_of(site, number) == "served"


def test_two_tabs_of_one_clerk_that_call_at_once_call_one_visitor(
    clerk: Page, desk: Page, site: Site, watcher: Watcher
) -> None:
    watcher.allow("409")
    numbers = {take(desk, queue="A") for _ in range(2)}
    tabs = clerk, clerk.context.new_page()
    for tab in tabs:
        tab.goto(COUNTER)
        expect(tab.locator("#act-next")).to_be_visible()
    for tab in tabs:
        tab.evaluate(PRESS)
    assert sorted(tab.evaluate("() => window.pressed") for tab in tabs) == [302, 409]
    for tab in tabs:
        tab.goto(COUNTER)
    assert len({here(tab) for tab in tabs}) == 1
    assert {state_of(site, number) for number in numbers} == {"called", "waiting"}


@pytest.mark.parametrize(("begins", "becomes"), [(True, "held"), (False, "waiting")])
def test_the_head_closes_the_counter_of_somebody_who_is_gone_and_the_visitor_is_not_lost(
    begins: bool, becomes: str, clerk: Page, desk: Page, open_context: Open, site: Site
) -> None:
    number = take(desk, queue="A")
    clerk.goto(COUNTER)
    clerk.locator("#act-next").click()
    if begins:
        clerk.locator("#act-begin").click()
    expect(clerk.locator("#act-finish" if begins else "#act-begin")).to_be_visible()
    clerk.context.close()

    head = become(open_context("desk").new_page(), "demo-head")
    head.goto(f"/desk/hall/{HALL}/head")
    seat = head.locator("[data-seat='1']")
    expect(seat).to_contain_text(number)
    seat.locator("summary").click()
    seat.locator("form button").click()
    expect(head.locator("[data-seat='1']")).to_contain_text("未开")
    assert state_of(site, number) == becomes

    sit(head, 1)
    if begins:
        head.locator(f".asides li:has-text('{number}') [id^=act-go_on]").click()
        expect(head.locator("#act-finish")).to_be_visible()
    else:
        head.locator("#act-next").click()
    assert here(head) == number


def test_whose_counter_was_closed_meanwhile_is_led_to_choose_one(clerk: Page, desk: Page, open_context: Open) -> None:
    take(desk, queue="A")
    clerk.goto(COUNTER)
    head = become(open_context("desk").new_page(), "demo-head")
    head.goto(f"/desk/hall/{HALL}/head")
    head.locator("[data-seat='1'] summary").click()
    head.locator("[data-seat='1'] form button").click()
    expect(head.locator("[data-seat='1']")).to_contain_text("未开")
    expect(clerk).to_have_url(re.compile(r"/desk/hall$"))
