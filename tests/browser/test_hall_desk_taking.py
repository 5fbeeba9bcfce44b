"""A clerk takes a number for somebody who acts for another and lacks papers: the list comes by itself, or by one more press."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.serving import Site
from tests.browser.test_hall_counter import HALL, take
from tests.browser.watching import overflow

Open = Callable[[str], BrowserContext]
TAKE = f"/desk/hall/{HALL}/take"
ITEM = "civil_affairs.senior_card"


def named(site: Site, language: str) -> str:
    """The item's name as the list of the page has it."""
    column = "name_en" if language == "en" else "name"
    rows = site.query(
        f"select v.{column} from catalogue_itemversion v join catalogue_item i on i.id = v.item_id"
        " where i.code = %s order by v.number desc limit 1",
        ITEM,
    )
    return str(rows[0][0])


def kept(site: Site, number: str) -> tuple[str, list[str]]:
    """For whom the newest of this number came, and what they lack."""
    rows = site.query("select comes_as, missing from hall_ticket where number = %s order by id desc limit 1", number)
    return rows[0][0], rows[0][1]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_the_papers_are_listed_as_soon_as_the_item_is_named(
    kind: str,
    language: str,
    open_context: Open,
    site: Site,
    assert_accessible: Callable[[Page], None],
) -> None:
    page = become(open_context(kind).new_page(), "demo-clerk")
    page.goto(TAKE)
    expect(page.locator("[name=missing]")).to_have_count(0)
    expect(page.locator("[data-list-button]")).to_be_hidden()
    page.locator("[name=item]").fill(named(site, language))
    expect(page.locator("[name=missing]").first).to_be_visible()
    expect(page.locator("[name=proxy_missing]").first).to_be_hidden()
    page.locator("[name=missing]").first.check()
    page.locator("[name=who][value=proxy]").check()
    page.locator("[name=proxy_missing][value=authorization]").check()
    assert overflow(page) == 0
    assert_accessible(page)
    lacked = page.locator("[name=missing]").first.get_attribute("value")
    press_take(page)
    number = page.locator(".asides li strong").first.inner_text()
    assert kept(site, number) == ("proxy", [lacked, "authorization"])


def press_take(page: Page) -> None:
    """Take the number."""
    page.locator(".act-form button[type=submit]:not([name=list])").click()
    expect(page.locator(".asides li").first).to_be_visible()


def test_what_is_ticked_stays_when_another_item_is_named(open_context: Open, site: Site) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    page.goto(TAKE)
    page.locator("[name=who][value=proxy]").check()
    page.locator("[name=proxy_missing][value=authorization]").check()
    page.locator("[name=item]").fill(named(site, "zh"))
    expect(page.locator("[name=missing]").first).to_be_visible()
    expect(page.locator("[name=proxy_missing][value=authorization]")).to_be_checked()


def test_without_scripts_one_more_press_lists_them_and_enter_takes_the_number_at_once(
    without_javascript: None, open_context: Open, site: Site
) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    page.goto(TAKE)
    page.locator("[name=item]").fill(named(site, "zh"))
    page.locator("[name=came]").fill("00:01")
    page.locator("[data-list-button]").click()
    page.locator("[name=missing]").first.check()
    assert page.locator("[name=came]").input_value() == "00:01"
    press_take(page)
    assert len(kept(site, page.locator(".asides li strong").first.inner_text())[1]) == 1
    page.locator("[name=item]").fill(named(site, "zh"))
    page.locator("[name=item]").press("Enter")
    expect(page.locator(".asides li")).not_to_have_count(1)
    assert kept(site, page.locator(".asides li strong").first.inner_text()) == ("self", [])


def test_a_number_for_a_queue_is_one_press(open_context: Open, site: Site) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    assert kept(site, take(page, queue="B")) == ("self", [])
