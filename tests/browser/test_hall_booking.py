"""A resident books a time alone, on a phone and without scripts, moves it, gives it up; every page keeps nobody out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.serving import Site
from tests.browser.watching import overflow

Open = Callable[[str], BrowserContext]
Look = Callable[[Page, str], None]
HALL = "510107001006"
BOOK = f"/hall/{HALL}/book"
CARD = "civil_affairs.senior_card"
PHONE = "13800000077"


@pytest.fixture(autouse=True)
def nobody_has_booked(site: Site) -> None:
    """The bookings of earlier tests are gone."""
    site.query("update hall_ticket set booking_id = null")
    for table in ("hall_bookingcontact", "hall_booking", "hall_slotcount"):
        site.query(f"delete from {table}")


@pytest.fixture
def look(
    request: pytest.FixtureRequest,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> Look:
    """The page fits, keeps nobody out, and is kept for the manual."""

    def see(page: Page, name: str) -> None:
        assert overflow(page) == 0, f"{page.url} is wider than the window"
        if "without_javascript" not in request.fixturenames:
            assert_accessible(page)
        picture(page, f"hall-booking-{name}")

    return see


def book(page: Page, look: Look, nth: int = 1) -> str:
    """From "what for" to the page of the booking; gives its address."""
    page.goto(BOOK)
    look(page, "item")
    page.locator("[name=q]").fill("老年证")
    page.locator("main form button").first.click()
    page.locator(f"a[href$='item={CARD}']").first.click()
    look(page, "time")
    page.locator(".days a").nth(nth).click()
    page.locator(".slots a").first.click()
    look(page, "ask")
    page.locator("[name=phone]").fill("12")
    submit(page)
    expect(page.locator("[name=phone][aria-invalid=true]")).to_have_value("12")
    page.locator("[name=phone]").fill(PHONE)
    submit(page)
    page.wait_for_url("**/booking/*")
    look(page, "booked")
    return page.url


def submit(page: Page) -> None:
    """Press the button of the form."""
    page.locator("form:has([name=phone]) button").click()


def there_and_back(page: Page, look: Look) -> None:
    """Book, move, cancel."""
    address = book(page, look)
    before = page.locator(".booking-when").inner_text()
    page.locator("a[href$='/change']").click()
    look(page, "change")
    page.locator(".days a").nth(2).click()
    page.locator(".slots button").first.click()
    page.wait_for_url(address)
    assert page.locator(".booking-when").inner_text() != before
    page.locator("details.confirm summary").click()
    page.locator("details.confirm form button").click()
    expect(page.locator("details.confirm")).to_have_count(0)
    look(page, "cancelled")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_time_is_booked_moved_and_given_up_on_a_phone(phone: Page, look: Look) -> None:
    there_and_back(phone, look)


def test_the_same_without_javascript(without_javascript: None, phone: Page, look: Look) -> None:
    there_and_back(phone, look)


def test_the_same_with_large_type(open_context: Open, site: Site, assert_accessible: Callable[[Page], None]) -> None:
    context = open_context("phone")
    context.add_cookies([{"name": "display", "value": "elder", "url": site.url}])

    def see(page: Page, name: str) -> None:
        assert overflow(page) == 0, f"{name} is wider than the window"
        assert_accessible(page)

    there_and_back(context.new_page(), see)


def test_on_the_day_the_booking_checks_in_and_the_desk_sees_it(
    phone: Page, open_context: Open, site: Site, look: Look
) -> None:
    address = book(phone, look)
    code = address.rsplit("/", 1)[1]
    desk = become(open_context("desk").new_page(), "demo-clerk")
    desk.goto(f"/desk/hall/{HALL}/bookings")
    desk.locator(".tabs a[href*='day=']").nth(1).click()
    expect(desk.locator("tbody tr")).to_have_count(1)
    assert PHONE not in desk.content()
    desk.locator("[name=act][value=show]").click()
    expect(desk.locator(f"a[href='tel:{PHONE}']")).to_be_visible()
    look(desk, "desk")
    site.query(
        "update hall_booking set begins = now() - interval '5 minutes', ends = now() + interval '25 minutes'"
        " where code = %s",
        code,
    )
    phone.reload()
    look(phone, "today")
    phone.locator("form[action$='/check-in'] button").click()
    phone.wait_for_url("**/ticket/*")
    number = phone.locator("[translate=no]").first.inner_text()
    assert re.fullmatch(r"A\d{3}", number)
    phone.goto(address)
    expect(phone.locator("main")).to_contain_text(number)
    desk.goto(f"/desk/hall/{HALL}/bookings")
    expect(desk.locator("tbody tr")).to_contain_text(number)


def test_a_code_that_does_not_exist_is_told(phone: Page, look: Look) -> None:
    phone.goto("/booking")
    look(phone, "find")
    phone.locator("[name=code]").fill("0000000000")
    phone.locator("form:has([name=code]) button").click()
    expect(phone.locator("[name=code][aria-invalid=true]")).to_have_value("0000000000")
