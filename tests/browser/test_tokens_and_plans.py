"""A clerk makes a token and ends it, and an administrator withdraws a plan: both widths, both languages, axe is content."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become
from tests.browser.watching import overflow

SECRET = re.compile(r"^[\w-]{40,}$")
Open = Callable[[str], BrowserContext]
Check = Callable[[Page], None]

LABELS = {"zh": "月报表", "en": "monthly report"}


def sound(page: Page, check: Check) -> None:
    """The page fits, has one heading, and axe finds nothing serious."""
    expect(page.locator("h1")).to_have_count(1)
    assert overflow(page) == 0
    check(page)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_a_clerk_makes_a_token_sees_it_once_and_ends_it(
    kind: str, language: str, open_context: Open, assert_accessible: Check
) -> None:
    page = become(open_context(kind).new_page(), "demo-clerk")
    page.locator("details.who summary").click()
    page.locator("details.who a[href='/account/tokens']").click()
    sound(page, assert_accessible)
    label = f"{LABELS[language]} {kind}"
    page.locator("[name=label]").fill(label)
    page.locator("form:has([name=label]) button[type=submit]").click()
    expect(page.locator(".notice--ok code").first).to_have_text(SECRET)
    sound(page, assert_accessible)
    page.goto("/account/tokens")
    expect(page.locator(".notice--ok")).to_have_count(0)
    row = page.locator("tr", has_text=label)
    row.locator("form button").click()
    expect(page.locator("form[action$='/revoke']")).to_have_count(0)
    sound(page, assert_accessible)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_an_administrator_withdraws_a_change_that_is_planned(
    kind: str, language: str, open_context: Open, assert_accessible: Check
) -> None:
    page = become(open_context(kind).new_page(), "demo-district")
    page.goto("/desk/district/switch?c=510107004001&charter=shenyang&valid_from=2090-01-04")
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url("**/places/510107004001")
    sound(page, assert_accessible)
    page.locator("main a[href$='/withdraw']").click()
    sound(page, assert_accessible)
    page.locator("main form[method=post] button[type=submit]").click()
    page.wait_for_url("**/places/510107004001")
    expect(page.locator("main a[href$='/withdraw']")).to_have_count(0)
