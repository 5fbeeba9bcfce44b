"""The site stands: its first page opens on both sizes, in both languages, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import overflow

EVERYWHERE = pytest.mark.parametrize("language", ["zh", "en"])


@EVERYWHERE
def test_the_first_page_opens_on_a_phone(phone: Page, language: str, assert_accessible: Callable[[Page], None]) -> None:
    phone.goto("/styleguide")
    expect(phone.locator("html")).to_have_attribute("lang", "en" if language == "en" else "zh-Hans")
    assert overflow(phone) == 0
    assert_accessible(phone)
