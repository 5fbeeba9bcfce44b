"""The manual's tasks of staff, members, anyone and the district, done as it says; each page gets its picture there.

Residents' tasks are in ``test_resident_journey.py``. Pictures are written with JUZHAN_PICTURES=1.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from tests.browser.desks import CARD, REPAIR, become, register
from tests.browser.watching import overflow

JINLI = "510107001006"
RUBBISH = "self_governance.environment"
WINDOW: ViewportSize = {"width": 1120, "height": 780}
"""Small enough for a page of the manual."""

Picture = Callable[[Page, str], None]
Enter = Callable[[str], Page]

LANGUAGES = ["zh", "en"] if os.environ.get("JUZHAN_PICTURES") == "1" else ["zh"]
"""The steps are the same in both; other tests walk the pages in both, and pictures are taken in both."""
pytestmark = pytest.mark.parametrize("language", LANGUAGES)


class Look(Protocol):
    """Looks at a page as it stands; with a name the manual gets its picture."""

    def __call__(self, page: Page, name: str = "") -> None: ...


@pytest.fixture
def look(assert_accessible: Callable[[Page], None], picture: Picture) -> Look:
    """A page fits its window, axe finds nothing serious in it, and the manual gets its picture if it has a name there."""

    def at(page: Page, name: str = "") -> None:
        assert overflow(page) == 0, f"{page.url} is wider than the window"
        if name:
            picture(page, name)
        assert_accessible(page)

    return at


@pytest.fixture
def enter(open_context: Callable[[str], BrowserContext]) -> Enter:
    """Become one of the demonstration's cast, on a desk of their own."""

    def as_one(username: str) -> Page:
        page = open_context("desk").new_page()
        page.set_viewport_size(WINDOW)
        return become(page, username)

    return as_one


def begin(page: Page, code: str, act: str) -> None:
    """Open the page of an act."""
    page.goto(f"/desk/matters/{code}/{act}")
    expect(page.locator(".act-form")).to_be_visible()


def do(page: Page, code: str, act: str, words: str = "") -> None:
    """Do an act: choose the first of what is to be chosen, write the words, press."""
    begin(page, code, act)
    finish(page, words)


def finish(page: Page, words: str = "") -> None:
    """Fill an open act and press its button."""
    for choice in page.locator(".act-form fieldset").all():
        choice.locator("input[type=radio], input[type=checkbox]").first.check(force=True)
    if words:
        page.locator(".act-form textarea").first.fill(words)
    press(page, ".act-form button[type=submit]")


def press(page: Page, button: str) -> None:
    """Press and wait until the next page has come without an error in the form."""
    with page.expect_navigation():
        page.locator(button).last.click()
    expect(page.locator(".errors-summary")).to_have_count(0)


def test_a_clerk_takes_a_matter_from_the_counter_to_its_result(enter: Enter, look: Look) -> None:
    page = enter("demo-clerk")
    look(page, "clerk-worklist")
    page.goto(f"/desk/register?item={CARD}")
    look(page, "clerk-register")
    code = register(page, CARD, "想办一张老年证")
    look(page, "clerk-receipt")
    page.goto(f"/desk/matters/{code}")
    look(page, "clerk-matter")
    begin(page, code, "request_papers")
    look(page, "clerk-papers")
    finish(page, "近期免冠照片一张，到窗口交也行。")
    page.goto(f"/desk/matters/{code}/notice")
    look(page, "clerk-notice")
    do(page, code, "add_papers", "照片已在窗口收下。")
    do(page, code, "accept")
    begin(page, code, "decide")
    look(page, "clerk-decide")
    finish(page, "符合条件，请到窗口领证。")
    do(page, code, "close")
    look(page)


def test_nobody_can_pass_the_buck(enter: Enter, look: Look) -> None:
    member, clerk, head = enter("demo-committee"), enter("demo-clerk"), enter("demo-head")
    code = register(member, REPAIR, "三楼楼道灯坏了两天")
    begin(member, code, "contest")
    look(member, "committee-contest")
    finish(member, "这盏灯属于路灯管护，应由工作站联系。")
    begin(clerk, code, "answer_contest")
    look(clerk)
    clerk.locator(".act-form input[type=radio]").last.check(force=True)
    clerk.locator(".act-form textarea").fill("楼道灯由居民共用，是自治事务。")
    press(clerk, ".act-form button[type=submit]")
    head.goto("/desk/rulings")
    look(head)
    begin(head, code, "rule")
    look(head, "head-rule")
    finish(head, "楼道灯是居民共用的，由居委会组织维修。")
    head.goto(f"/desk/matters/{code}")
    look(head)


def test_a_head_sees_what_will_be_late(enter: Enter, look: Look) -> None:
    page = enter("demo-head")
    page.goto("/desk/team")
    look(page, "head-team")


def test_a_street_officer_directs_the_station_and_asks_the_committee(enter: Enter, look: Look) -> None:
    member, officer = enter("demo-committee"), enter("demo-street")
    code = register(member, RUBBISH, "后巷堆了一个星期的建筑垃圾")
    do(member, code, "accept")
    begin(member, code, "hand_up")
    member.locator(".act-form textarea").fill("清运要由街道协调环卫。")
    member.get_by_label(re.compile("街道办事处|street office", re.IGNORECASE)).check(force=True)
    look(member)
    press(member, ".act-form button[type=submit]")
    officer.goto("/desk/area")
    look(officer, "street-area")
    officer.goto(f"/desk/matters/{code}")
    look(officer, "street-matter")
    officer.goto(f"/desk/matters/{code}/direct")
    look(officer)
    do(officer, code, "return_down", "环卫明天上午清运，费用由街道承担。")


def test_a_representative_inquires_and_the_answer_is_public(enter: Enter, look: Look, phone: Page) -> None:
    representative, head = enter("demo-assembly"), enter("demo-head")
    question = "上个月窗口中午没有人值班，打算怎样安排？"
    representative.goto("/desk/inquiries/new")
    representative.locator("[name=question]").fill(question)
    station = representative.locator("[name=body] option", has_text="工作站").or_(
        representative.locator("[name=body] option", has_text="orkstation")
    )
    representative.locator("[name=body]").select_option(value=station.first.get_attribute("value"))
    look(representative, "member-inquiry")
    press(representative, "main form button[type=submit]")
    head.goto("/desk/inquiries")
    look(head)
    head.locator("a[href$='/answer']").last.click()
    head.locator("[name=answer]").fill("从下周一起两人轮流值班，中午不关窗口。")
    look(head, "head-answers")
    press(head, "main form button[type=submit]")
    phone.goto(f"/c/{JINLI}/inquiries")
    expect(phone.get_by_text(question).first).to_be_visible()
    look(phone, "anyone-inquiries")


def test_anyone_looks_and_checks(desk: Page, look: Look) -> None:
    desk.set_viewport_size(WINDOW)
    desk.goto("/demo")
    look(desk, "demo")
    desk.goto(f"/c/{JINLI}")
    look(desk, "anyone-community")
    desk.locator("svg.charter-figure").first.evaluate("drawing => drawing.scrollIntoView()")
    look(desk, "anyone-figure")
    desk.goto("/charters/wuhou")
    look(desk)
    desk.goto("/charters/compare?a=wuhou&b=shenzhen")
    look(desk, "anyone-compare")
    bundle = desk.request.get(f"/c/{JINLI}/record/bundle").body()
    desk.goto("/verify")
    desk.locator("input[type=file]").set_input_files(
        {"name": "record.jsonl", "mimeType": "text/plain", "buffer": bundle}
    )
    desk.locator("main form button[type=submit]").click()
    look(desk, "anyone-verify")


def test_a_district_administrator_loads_and_switches(enter: Enter, look: Look, tmp_path: Path) -> None:
    page = enter("demo-district")
    page.goto("/desk/district")
    look(page, "district")
    table = tmp_path / "places.csv"
    table.write_text("street_code,street,village_code,village\n510104017,锦官驿街道,51010401,水井坊社区居委会\n")
    page.goto("/desk/district/import/places")
    page.locator("input[type=file]").set_input_files(table)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_load_state()
    look(page, "district-faults")
    table.write_text("street_code,street,village_code,village\n510104017,锦官驿街道,510104017001,水井坊社区居委会\n")
    page.locator("input[type=file]").set_input_files(table)
    page.locator("[name=name_zh]").fill("锦江区")
    page.locator("[name=name_en]").fill("Jinjiang District")
    press(page, "main form button[type=submit]")
    look(page, "district-checked")
    page.goto("/desk/district/communities?q=浆洗街")
    look(page, "district-communities")
    page.goto(f"/desk/district/switch?c={JINLI}&charter=separate&valid_from=2027-01-01")
    look(page, "district-switch")
    page.goto(f"/desk/district/places/{JINLI}")
    page.locator("a[href*='/posts/']").first.click()
    look(page, "district-appoint")
