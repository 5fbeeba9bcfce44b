"""Taking a number at the kiosk and on the phone: the next step is at hand, what is lacked is said, the number is not lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desks import become
from tests.browser.halls import empty, sit
from tests.browser.kiosks import DIBAO, HALL, KIOSK, Check, Open, elder, take
from tests.browser.serving import Site


@pytest.fixture(autouse=True)
def empty_hall(site: Site) -> None:
    """Nobody waits and no counter is open."""
    empty(site)


WITHIN = """
all => all.map(each => each.getBoundingClientRect()).every(box => box.height > 0 && box.top >= 0 && box.left >= 0
  && box.bottom <= innerHeight && box.right <= innerWidth)
"""
"""Whether all of some elements stand on the screen as it is, without scrolling."""
ABOVE_THE_BAR = """
all => all.every(each => each.getBoundingClientRect().bottom <= document.querySelector(".kiosk-foot").getBoundingClientRect().top)
"""


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("display", ["standard", "elder"])
def test_the_next_step_is_reached_without_scrolling(
    display: str, language: str, open_context: Open, site: Site
) -> None:
    context = open_context("kiosk")
    page = (elder(context, site) if display == "elder" else context).new_page()
    page.goto(f"{KIOSK}/take")
    assert page.locator("a.queue").count() == 3
    assert page.locator("a.queue").evaluate_all(ABOVE_THE_BAR), "the pictures to choose by"
    page.goto(f"{KIOSK}/take?group=A")
    assert page.locator(".items").first.locator("li:nth-child(-n + 4)").evaluate_all(ABOVE_THE_BAR), "the first things"
    for path in (f"take?item={DIBAO}", "take?group=A&unsure=1", f"guides/{DIBAO}", "check-in", "progress"):
        page.goto(f"{KIOSK}/{path}")
        expect(page.locator("[data-main]")).to_be_visible()
        assert page.locator("[data-main]").evaluate_all(WITHIN), path
    take(page, KIOSK, language == "zh")
    expect(page.locator("[data-main]")).to_be_visible()
    assert page.locator("[data-main]").evaluate_all(WITHIN), "the button that prints"


PRINTS = "window.printed = 0; window.print = () => { window.printed += 1; };"
"""A printer that counts."""


def test_a_kiosk_with_a_printer_prints_each_number_once_by_itself(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.add_init_script(PRINTS)
    page.goto(f"{KIOSK}?print=auto")
    page.get_by_role("link", name="取号办事").click()
    page.locator("a.queue").first.click()
    page.get_by_role("link", name="最低生活保障（低保）申请").click()
    page.get_by_role("button", name="都带了，取号").click()
    expect(page.locator(".ticket__number")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/ticket/\w{10}\?print=auto$"))
    assert page.evaluate("window.printed") == 1
    page.reload()
    expect(page.locator(".ticket__number")).to_be_visible()
    assert page.evaluate("window.printed") == 0, "loaded again, it prints no second slip"
    page.get_by_role("button", name="清除，回到开头").click()
    expect(page).to_have_url(re.compile(f"{KIOSK}\\?print=auto$"))


def test_a_kiosk_without_a_printer_prints_nothing_by_itself(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.add_init_script(PRINTS)
    take(page, KIOSK)
    assert page.evaluate("window.printed") == 0
    page.get_by_role("button", name="打印小票").click()
    assert page.evaluate("window.printed") == 1


def test_a_number_that_is_neither_printed_nor_on_a_phone_is_not_cleared_at_one_touch(
    open_context: Open, assert_accessible: Check
) -> None:
    page, phone = (open_context(kind).new_page() for kind in ("kiosk", "phone"))
    code = take(page, KIOSK)
    number = page.locator(".ticket__number [translate=no]").inner_text()
    clear, ask = page.get_by_role("button", name="清除，回到开头"), page.locator("[data-not-kept]")
    clear.click()
    expect(ask).to_be_visible()
    expect(ask).to_contain_text(number)
    assert_accessible(page)
    ask.get_by_role("button", name="先不清除").click()
    page.locator(".brand").click()
    expect(ask).to_be_visible()
    ask.get_by_role("button", name="先不清除").click()
    expect(page.locator(".ticket__number")).to_be_visible()
    phone.goto(f"/ticket/{code}")
    clear.click()
    expect(page.get_by_role("heading", name="您好，您要做什么？")).to_be_visible()
    take(page, KIOSK)
    clear.click()
    ask.get_by_role("button", name="记下了，清除").click()
    expect(page.get_by_role("heading", name="您好，您要做什么？")).to_be_visible()


def test_before_a_number_is_cleared_by_itself_it_is_shown_large(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.clock.install()
    take(page, KIOSK)
    number = page.locator(".ticket__number [translate=no]").inner_text()
    page.clock.fast_forward(42_000)
    ask = page.locator("[data-still-there]")
    expect(ask).to_be_visible()
    expect(ask.locator(".kiosk-ask__number")).to_have_text(number)
    expect(ask).to_contain_text("记下这个号码，或者用手机拍照")
    assert ask.locator(".kiosk-ask__number").evaluate("each => each.getBoundingClientRect().height") > 90


@pytest.mark.parametrize("kind", ["phone", "kiosk"])
def test_who_lacks_a_paper_names_it_and_still_chooses(kind: str, open_context: Open, without_javascript: None) -> None:
    page = open_context(kind).new_page()
    page.goto(f"{HALL if kind == 'phone' else KIOSK}/take?item={DIBAO}")
    main = page.locator("[data-main]")
    expect(main).to_have_text("都带了，取号", use_inner_text=True)
    expect(page.get_by_text("可能要再来一趟")).to_be_hidden()
    page.locator("label", has_text="没带：户口簿").click()
    expect(main).to_have_text("还差这样，也先取号", use_inner_text=True)
    expect(page.get_by_text("可能要再来一趟")).to_be_visible()
    main.click()
    expect(page.locator(".ticket__visitor")).to_contain_text("户口簿")


def test_who_acts_for_another_is_told_what_to_bring_before_and_after(phone: Page) -> None:
    phone.goto(f"{HALL}/take?item={DIBAO}")
    authorization = phone.locator(".paper", has_text="委托书")
    expect(authorization).to_be_hidden()
    phone.get_by_text("替别人办、陪人来、走绿色通道").click()
    phone.get_by_text("我替别人办", exact=True).click()
    expect(authorization).to_be_visible()
    phone.get_by_role("button", name="都带了，取号").click()
    expect(phone.locator(".ticket__visitor")).to_contain_text("您替别人办")
    expect(authorization).to_be_visible()


def test_a_number_that_is_called_offers_no_bell_any_more(open_context: Open, assert_accessible: Check) -> None:
    phone, desk = open_context("phone").new_page(), open_context("desk").new_page()
    sit(become(desk, "demo-clerk"), 1)
    take(phone, HALL)
    bell = phone.locator("[data-alert]")
    expect(bell).to_be_visible()
    desk.locator("#act-next").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("请到 1 号窗口")
    expect(bell).to_be_hidden()
    phone.reload()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("请到 1 号窗口")
    expect(bell).to_be_hidden()
    assert_accessible(phone)
    desk.locator("#act-begin").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("正在 1 号窗口")
    expect(bell).to_be_hidden()


def test_a_number_that_is_kept_beyond_midnight_is_not_taken_for_the_new_days_of_the_same_name(
    open_context: Open, site: Site
) -> None:
    phone, other = open_context("phone").new_page(), open_context("phone").new_page()
    code = take(phone, HALL)
    number = phone.locator(".ticket__number [translate=no]").inner_text()
    site.query("update hall_ticket set number = number || '·2' where code = %s", code)
    new = take(other, HALL)
    expect(phone.locator(".ticket__number [translate=no]")).to_have_text(f"{number}·2")
    site.query("update hall_ticket set number = %s where code = %s", number, new)
    phone.evaluate("document.addEventListener('hall:state', () => { window.told = true; }, { once: true })")
    take(other, HALL)
    phone.wait_for_function("window.told")
    expect(phone.locator("[data-part=sentence]")).to_contain_text("下一个就是您")
    expect(phone.locator("[data-ahead]")).to_have_text("0")
