"""The head seats somebody at a counter: that person's page goes there by itself, and nothing that is being chosen is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.serving import Site
from tests.browser.test_hall_counter import COUNTER, HALL, IN_TIME, empty, take
from tests.browser.watching import overflow

Open = Callable[[str], BrowserContext]
HEAD = f"/desk/hall/{HALL}/head"


def choose(head: Page, counter: int, who: str) -> None:
    """Unfold a counter that is shut and choose who sits there."""
    if head.locator(f"[data-name=open-{counter}][open]").count() == 0:
        head.locator(f"#open-{counter}-summary").click()
    option = head.locator(f"#open-{counter}-person option", has_text=who).first
    head.locator(f"#open-{counter}-person").select_option(value=option.get_attribute("value") or "")


def name_of(site: Site, who: str, language: str) -> str:
    """The name under which the page offers somebody of the demonstration."""
    column = "name_en" if language == "en" else "name"
    return str(site.query(f"select {column} from accounts_person where username = %s", who)[0][0])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_the_page_of_whoever_is_seated_goes_to_the_counter_by_itself(
    kind: str,
    language: str,
    open_context: Open,
    site: Site,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    empty(site)
    clerk, head = (become(open_context(kind).new_page(), who) for who in ("demo-clerk", "demo-head"))
    take(clerk, queue="C")
    clerk.goto("/desk/hall")
    head.goto(HEAD)
    choose(head, 2, name_of(site, "demo-clerk", language))
    for page in (clerk, head):
        assert overflow(page) == 0
        assert_accessible(page)
    if kind == "desk":
        head.locator("#open-2-summary").scroll_into_view_if_needed()
        picture(head, "hall-head-opens")
    head.locator("#open-2").click()
    expect(head.locator("[data-seat='2'] #close-2-summary")).to_be_visible()
    expect(clerk).to_have_url(re.compile(rf"{COUNTER}$"))
    expect(clerk.locator(".notice--info").first).to_contain_text("opened" if language == "en" else "为您开了 2 号窗口")
    assert overflow(clerk) == 0
    assert_accessible(clerk)


def test_what_the_head_is_choosing_stays_when_the_hall_changes(open_context: Open, site: Site) -> None:
    empty(site)
    head = become(open_context("desk").new_page(), "demo-head")
    head.goto(HEAD)
    choose(head, 2, name_of(site, "demo-clerk", "zh"))
    boxes = head.locator("[data-name=open-2] input[type=checkbox]").all()
    ticked = [box.is_checked() for box in boxes]
    boxes[0].set_checked(not ticked[0])
    chosen = head.locator("#open-2-person").input_value()
    number = take(become(open_context("desk").new_page(), "demo-clerk"), queue="C")
    expect(head.locator(f"[data-number={number}]")).to_be_visible(timeout=IN_TIME)
    expect(head.locator("[data-name=open-2]")).to_have_attribute("open", "")
    assert head.locator("#open-2-person").input_value() == chosen
    assert [box.is_checked() for box in boxes] == [not ticked[0], *ticked[1:]]


def test_without_scripts_the_counter_is_there_on_the_next_load(
    without_javascript: None, open_context: Open, site: Site
) -> None:
    empty(site)
    clerk, head = (become(open_context("desk").new_page(), who) for who in ("demo-clerk", "demo-head"))
    head.goto(HEAD)
    choose(head, 3, name_of(site, "demo-clerk", "zh"))
    head.locator("#open-3").click()
    expect(head.locator("[data-seat='3']")).to_contain_text(name_of(site, "demo-clerk", "zh"))
    clerk.goto("/desk/hall")
    expect(clerk).to_have_url(re.compile(rf"{COUNTER}$"))
    expect(clerk.locator(".notice--info").first).to_contain_text("为您开了 3 号窗口")
