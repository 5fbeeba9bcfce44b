"""Bodies pass a matter to and fro in the open: "not ours" and a ruling, up to the street and back again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import CARD, REPAIR, become, do, press, register
from tests.browser.serving import Site

Open = Callable[[str], BrowserContext]
Check = Callable[[Page], None]


def disputed(member: Page, clerk: Page, head: Page, look: Check) -> str:
    """The committee says "not ours", the station says the same, the secretary rules."""
    code = register(member, REPAIR, "三楼楼道灯坏了")
    member.goto(f"/desk/matters/{code}/contest")
    member.locator(".act-form input[type=radio]").first.check()
    member.locator("[name=reason]").fill("应由工作站联系维修")
    look(member)
    press(member)
    clerk.goto(f"/desk/matters/{code}/answer_contest")
    clerk.locator(".act-form input[type=radio]").last.check()
    clerk.locator("[name=reason]").fill("楼道灯是自治事务")
    look(clerk)
    press(clerk)
    head.goto("/desk")
    expect(head.locator(".concerns")).to_contain_text("ruling" if head.locator("html[lang=en]").count() else "裁定")
    head.goto("/desk/rulings")
    look(head)
    head.locator(f"a[href='/desk/matters/{code}/rule']").click()
    head.locator(".act-form input[type=radio]").first.check()
    head.locator("[name=reason]").fill("由居委会组织维修")
    look(head)
    press(head)
    expect(head.locator(".status").first).to_have_class("status status--info")
    return code


@pytest.mark.parametrize(("kind", "language"), [("desk", "en"), ("phone", "zh")])
def test_not_ours_answer_ruling(kind: str, language: str, open_context: Open, look: Check, site: Site) -> None:
    people = (become(open_context(kind).new_page(), who) for who in ("demo-committee", "demo-clerk", "demo-head"))

    code = disputed(*people, look)
    assert site.query("select ruled, state from matters_matter where code = %s", code) == [(True, "submitted")]


def test_not_ours_without_javascript(open_context: Open, without_javascript: None, site: Site) -> None:
    people = (become(open_context("phone").new_page(), who) for who in ("demo-committee", "demo-clerk", "demo-head"))
    code = disputed(*people, lambda _: None)
    assert site.query("select ruled from matters_matter where code = %s", code) == [(True,)]


def handed_up(clerk: Page, officer: Page, look: Check) -> str:
    """The station hands a matter up to the street section and gets it back with an answer."""
    code = register(clerk, CARD, "收入情况需要街道核对")
    clerk.goto(f"/desk/matters/{code}")
    clerk.locator(".acts form button").click()
    clerk.goto(f"/desk/matters/{code}/hand_up")
    clerk.locator(".act-form .choice", has_text="科室").or_(
        clerk.locator(".act-form .choice", has_text="section")
    ).first.locator("input").check()
    clerk.locator("[name=reason]").fill("请核对家庭收入")
    look(clerk)
    press(clerk)
    officer.goto("/desk?view=handed_up")
    expect(officer.locator(f"a[href='/desk/matters/{code}']")).to_be_visible()
    look(officer)
    officer.goto(f"/desk/matters/{code}")
    look(officer)
    do(officer, code, "return_down", answer="核对无误")
    clerk.goto(f"/desk/matters/{code}")
    expect(clerk.locator("main")).to_contain_text("核对无误")
    return code


@pytest.mark.parametrize(("kind", "language"), [("desk", "zh"), ("phone", "en")])
def test_up_to_the_street_and_back(kind: str, language: str, open_context: Open, look: Check) -> None:
    clerk, officer = (become(open_context(kind).new_page(), who) for who in ("demo-clerk", "demo-section"))

    handed_up(clerk, officer, look)


def test_up_and_back_without_javascript(open_context: Open, without_javascript: None) -> None:
    clerk, officer = (become(open_context("desk").new_page(), who) for who in ("demo-clerk", "demo-section"))
    handed_up(clerk, officer, lambda _: None)


def test_a_matter_of_the_committee_is_registered_at_the_station_all_the_same(open_context: Open, site: Site) -> None:
    page = become(open_context("phone").new_page(), "demo-clerk")
    page.goto(f"/desk/register?item={REPAIR}")
    expect(page.locator("main")).to_contain_text("首问负责")
    code = register(page, REPAIR, "一楼门禁坏了")
    expect(page.locator("main")).to_contain_text("受理之前，由锦里社区工作站对您负责")
    page.goto("/desk?view=first_asked")
    expect(page.locator(f"a[href='/desk/matters/{code}']")).to_be_visible()


def test_the_head_gives_several_out_at_once(open_context: Open, without_javascript: None, site: Site) -> None:
    clerk, head = (become(open_context("desk").new_page(), who) for who in ("demo-clerk", "demo-head"))
    codes = [register(clerk, CARD, "家里困难") for _ in range(2)]
    head.goto("/desk/team")
    for code in codes:
        head.locator(f"input[value='{code}']").check()
    head.locator("#handler").select_option(index=1)
    head.locator(".give-out button").click()
    expect(head.locator(".messages")).to_contain_text("已把 2 件事项交给")
    given = site.query("select count(*) from matters_matter where code = any(%s) and handler_id is not null", codes)
    assert given == [(2,)]
