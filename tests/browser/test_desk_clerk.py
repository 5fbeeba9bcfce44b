"""A clerk takes a matter from the counter to its result, at the desk and on a phone, with scripts and without."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import CARD, become, do, press, register
from tests.browser.serving import Site
from tests.browser.watching import Watcher

Open = Callable[[str], BrowserContext]


def taken_through(page: Page, look: Callable[[Page], None]) -> str:
    """Register, ask for papers, take them in, accept, decide, close; look at each page on the way."""
    code = register(page, CARD, "想办一张老年证")
    look(page)
    page.goto(f"/desk/matters/{code}/request_papers")
    page.locator(".act-form input[type=checkbox]").first.check()
    page.locator("[name=others]").fill("近期免冠照片一张")
    look(page)
    press(page)
    page.wait_for_url(f"**/desk/matters/{code}/notice")
    expect(page.locator("ol li", has_text="近期免冠照片一张")).to_be_visible()
    look(page)
    do(page, code, "add_papers", note="照片已收下")
    page.locator(".acts form button").click()
    expect(page.locator(".acts a[href$='/decide']")).to_be_visible()
    look(page)
    page.goto(f"/desk/matters/{code}/decide")
    page.locator(".act-form input[type=radio]").first.check()
    page.locator("[name=reason]").fill("符合条件，请到窗口领证")
    look(page)
    press(page)
    do(page, code, "close")
    look(page)
    return code


@pytest.mark.parametrize(("kind", "language"), [("desk", "zh"), ("phone", "zh"), ("phone", "en")])
def test_from_the_counter_to_the_result(
    kind: str, language: str, open_context: Open, look: Callable[[Page], None], site: Site
) -> None:
    page = become(open_context(kind).new_page(), "demo-clerk")

    code = taken_through(page, look)
    assert site.query("select state, outcome from matters_matter where code = %s", code) == [("closed", "granted")]


@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_the_same_without_javascript(kind: str, open_context: Open, without_javascript: None, site: Site) -> None:
    page = become(open_context(kind).new_page(), "demo-clerk")
    code = taken_through(page, lambda _: None)
    acts = site.query(
        "select act from matters_step where matter_id = (select id from matters_matter where code = %s) order by id",
        code,
    )
    assert [act for (act,) in acts] == ["submit", "request_papers", "add_papers", "accept", "decide", "close"]


def test_of_two_clerks_the_slower_one_is_told_who_was_faster(
    open_context: Open, watcher: Watcher, picture: Callable[[Page, str], None]
) -> None:
    watcher.allow("409")
    first, second = (become(open_context("desk").new_page(), "demo-clerk") for _ in range(2))
    code = register(first, CARD, "想办老年证")
    become(second, "demo-head")
    for page in (first, second):
        page.goto(f"/desk/matters/{code}")
    first.locator(".acts form button").click()
    expect(first.locator(".acts a[href$='/decide']")).to_be_visible()
    second.locator(".acts form button").click()
    expect(second.get_by_role("alert")).to_contain_text("此事项已由陈小禾受理")
    picture(second, "clerk-too-late")
    second.get_by_role("link", name="重新打开事项").click()
    expect(second.get_by_role("heading", level=1)).to_be_visible()


def test_what_was_typed_survives_news(open_context: Open, watcher: Watcher) -> None:
    watcher.allow("409")
    clerk, head = (open_context("desk").new_page() for _ in range(2))
    become(clerk, "demo-clerk"), become(head, "demo-head")
    code = register(clerk, CARD, "想办老年证")
    clerk.goto(f"/desk/matters/{code}")
    clerk.locator(".acts form button").click()
    clerk.goto(f"/desk/matters/{code}/decide")
    clerk.locator(".act-form input[type=radio]").first.check()
    clerk.locator("[name=reason]").fill("符合条件，按月发放")
    do(head, code, "note", note="居民来电补充：还有一个孩子上学")
    press(clerk)
    expect(clerk.locator("main")).to_contain_text("还有一个孩子上学")
    expect(clerk.locator("[name=reason]")).to_have_value("符合条件，按月发放")
    press(clerk)
    expect(clerk.locator(".acts a[href$='/close']")).to_be_visible()


def test_the_phone_number_is_covered_until_it_is_asked_for(open_context: Open, site: Site) -> None:
    page = become(open_context("phone").new_page(), "demo-clerk")
    code = register(page, CARD, "想办老年证")
    page.goto(f"/desk/matters/{code}")
    expect(page.locator("main")).not_to_contain_text("13800000003")
    page.get_by_role("button", name="显示完整电话和住址").click()
    expect(page.locator(".phone")).to_have_text("13800000003")
    shown = site.query(
        "select count(*) from record_entry e join matters_matter m on e.subject = 'matter:' || m.id"
        " where e.act = 'person.shown' and m.code = %s",
        code,
    )
    assert shown == [(1,)]


def test_a_search_finds_the_matter_of_a_receipt(open_context: Open) -> None:
    page = become(open_context("desk").new_page(), "demo-clerk")
    code = register(page, CARD, "想办老年证")
    page.goto("/desk")
    page.locator("#q").fill(f"{code[:4]} {code[4:8]} {code[8:]}")
    page.get_by_role("link", name="全部（含已结）").click()
    page.locator("#q").fill(f"{code[:4]}-{code[4:]}")
    page.get_by_role("button", name="查找").click()
    expect(page.locator(".worklist tbody tr")).to_have_count(1)
