"""What browser tests of the desk share: to become one of the cast, and to get a matter on its way."""

from __future__ import annotations

from playwright.sync_api import Page, expect

CARD = "civil_affairs.senior_card"
REPAIR = "self_governance.facility_repair"
ALLOWANCE = "civil_affairs.minimum_living_allowance"


def become(page: Page, username: str) -> Page:
    """Sign in as one of the demonstration's cast; gives the page back."""
    page.goto("/demo")
    page.locator(f"form:has(input[value='{username}']) button").click()
    page.wait_for_url("**/desk**")
    return page


def register(page: Page, item: str, summary: str) -> str:
    """Register a matter at the counter through the pages; gives its code."""
    page.goto(f"/desk/register?item={item}")
    page.locator("[name=name]").fill("测试居民")
    page.locator("[name=phone]").fill("13800000003")
    page.locator("[name=summary]").fill(summary)
    press(page)
    page.wait_for_url("**/receipt")
    return page.url.split("/matters/")[1].split("/")[0]


def press(page: Page) -> None:
    """Press the button of the form on the page."""
    page.locator(".act-form button[type=submit]").first.click()


def do(page: Page, code: str, act: str, choose: str = "", **fields: str) -> None:
    """Open an act from the matter's page, choose by label, fill, press; ends on the matter or on the desk."""
    page.goto(f"/desk/matters/{code}")
    page.locator(f".acts a[href$='/{act}']").click()
    if choose:
        page.get_by_label(choose, exact=True).check()
    for name, text in fields.items():
        page.locator(f".act-form [name={name}]").fill(text)
    press(page)
    expect(page.locator(".act-form")).to_have_count(0)
