"""A slip, a receipt and a week's roster are one page each, with the bar of the demonstration and without."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.desks import become
from tests.browser.serving import Site

Open = Callable[[str], BrowserContext]
HALL = "510107001006"
WITH_THE_BAR = pytest.mark.parametrize("bar", [True, False], ids=["demonstration", "in earnest"])


def pages(page: Page, *, bar: bool) -> list[tuple[float, float]]:
    """The sizes, in points, of the pages that come out of the printer; ``bar`` keeps the demonstration's."""
    if not bar:
        page.locator(".demo").evaluate_all("bars => bars.forEach(each => each.remove())")
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", page.pdf(prefer_css_page_size=True))
    return [(float(wide), float(high)) for wide, high in boxes]


def newest_ticket(site: Site) -> str:
    """The code of a number that was given out."""
    return str(site.query("select code from hall_ticket order by id desc limit 1")[0][0])


@WITH_THE_BAR
@pytest.mark.parametrize("paper", ["", "?paper=a4"])
def test_a_slip_is_one_page(paper: str, bar: bool, open_context: Open, site: Site) -> None:
    page = open_context("desk").new_page()
    page.goto(f"/ticket/{newest_ticket(site)}/slip{paper}")
    assert len(pages(page, bar=bar)) == 1


@WITH_THE_BAR
def test_a_receipt_is_one_page(bar: bool, open_context: Open) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    page.goto("/desk?view=all")
    page.goto(f"{page.locator('.worklist tbody tr a').first.get_attribute('href')}/receipt")
    assert len(pages(page, bar=bar)) == 1


@WITH_THE_BAR
def test_a_week_is_one_page_and_lies_on_its_side(bar: bool, open_context: Open) -> None:
    page = become(open_context("desk").new_page(), "demo-head")
    page.goto(f"/desk/hall/{HALL}/roster")
    found = pages(page, bar=bar)
    assert len(found) == 1
    assert found[0][0] > found[0][1]
