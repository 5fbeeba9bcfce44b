"""Single pages of the residents: large type, reports without a name, dead ends that are none, paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.watching import overflow

JINLI = "510107001006"
ALLOWANCE = "civil_affairs.minimum_living_allowance"
LAMP = "self_governance.facility_repair"


def large(page: Page) -> Page:
    """Switch to large type by the button."""
    page.goto("/")
    page.get_by_role("button", name=re.compile("大字版|Large type")).click()
    return page


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("home", "/"),
        ("search", "/items?q=低保"),
        ("nothing-found", "/items?q=量子纠缠"),
        ("field", "/items?field=civil_affairs"),
        ("guide", f"/items/{ALLOWANCE}?community={JINLI}"),
        ("choose-community", f"/items/{ALLOWANCE}/community"),
        ("apply", f"/c/{JINLI}/apply/{ALLOWANCE}"),
        ("report", f"/c/{JINLI}/apply/{LAMP}"),
        ("follow", "/follow"),
    ],
)
def test_every_page_fits_in_large_type(name, path, language, phone, assert_accessible, picture) -> None:
    page = large(phone)
    page.goto(path)
    assert page.locator("html").get_attribute("data-display") == "elder"
    assert overflow(page) == 0
    assert_accessible(page)
    picture(page, f"resident-large-{name}")


def test_in_large_type_everything_to_press_is_large(phone: Page) -> None:
    page = large(phone)
    for control in page.locator("main a, main button, main input").all():
        box = control.bounding_box()
        assert box is not None
        assert box["height"] >= 44, control.inner_text()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_broken_lamp_is_reported_without_a_name(language, phone, picture, assert_accessible) -> None:
    phone.goto(f"/c/{JINLI}/apply/{LAMP}")
    phone.locator("[name=summary]").fill("三楼楼道灯坏了两天")
    phone.locator("[name=spot]").fill("3 栋 2 单元 3 楼")
    assert_accessible(phone)
    picture(phone, "resident-report")
    phone.locator("main form[data-once] button:not([type=button])").click()
    expect(phone).to_have_url(re.compile(r"/m/\w+/receipt$"))
    code = phone.url.split("/m/")[1].split("/")[0]
    picture(phone, "resident-receipt-without-phone")
    phone.context.clear_cookies(name="sessionid")
    phone.goto("/follow")
    phone.locator("[name=code]").fill(code)
    phone.locator("main form[data-once] button:not([type=button])").first.click()
    expect(phone).to_have_url(re.compile(f"/m/{code}$"))


def test_wrong_digits_are_told_and_the_code_stays(phone, picture, assert_accessible) -> None:
    phone.goto("/follow")
    phone.locator("[name=code]").fill("7KQ4 M2XH 9T")
    phone.locator("[name=last_four]").fill("0000")
    phone.locator("main form[data-once] button:not([type=button])").first.click()
    expect(phone.get_by_role("alert")).to_contain_text("没有找到")
    expect(phone.locator("[name=code]")).to_have_value("7KQ4 M2XH 9T")
    assert_accessible(phone)
    picture(phone, "resident-follow-not-found")


def test_a_double_click_is_one_matter(phone, site) -> None:
    phone.goto(f"/c/{JINLI}/apply/{LAMP}")
    submission = phone.locator("[name=submission]").input_value()
    phone.locator("[name=summary]").fill("门禁坏了")
    phone.locator("[name=spot]").fill("1 栋")
    phone.locator("main form[data-once] button:not([type=button])").dblclick()
    expect(phone).to_have_url(re.compile(r"/m/\w+/receipt$"))
    assert site.query("select count(*) from matters_matter where submission = %s", submission) == [(1,)]


def test_on_paper_the_receipt_has_no_controls_and_not_the_digits(desk) -> None:
    desk.goto(f"/c/{JINLI}/apply/{LAMP}")
    desk.locator("[name=summary]").fill("路面破了")
    desk.locator("[name=spot]").fill("北门")
    desk.locator("[name=phone]").fill("13800004321")
    desk.locator("main form[data-once] button:not([type=button])").click()
    expect(desk.get_by_text("4321")).to_be_visible()
    desk.emulate_media(media="print")
    expect(desk.get_by_text("4321")).to_be_hidden()
    assert [button.is_visible() for button in desk.get_by_role("button").all()].count(True) == 0
    expect(desk.locator(".receipt__qr svg")).to_be_visible()


def test_the_device_can_be_made_to_forget(phone, picture) -> None:
    phone.goto(f"/c/{JINLI}/apply/{LAMP}")
    phone.locator("[name=summary]").fill("座椅坏了")
    phone.locator("[name=spot]").fill("花园")
    phone.locator("main form[data-once] button:not([type=button])").click()
    address = phone.url
    phone.goto("/follow")
    picture(phone, "resident-follow-opened")
    phone.get_by_role("button", name="看完了，清除本机记录").click()
    expect(phone.get_by_text("已清除")).to_be_visible()
    phone.goto(address)
    expect(phone).to_have_url(re.compile(r"/follow\?code="))
