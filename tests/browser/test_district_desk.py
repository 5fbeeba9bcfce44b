"""An administrator takes a district in, puts communities under another charter, fills a post and empties it again.

Each test makes a district of its own, with a code and names that no place has; nothing of Wuhou is changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.browser.desks import become
from tests.browser.serving import Site

ADMINISTRATOR = "demo-district"
OUTSIDER = "demo-outsider"
TABLE = """\
street_code,street,village_code,village
{district}001,测试东街道,{district}001001,测试东一社区居委会
{district}001,测试东街道,{district}001002,测试东二社区居委会
{district}002,测试西街道,{district}002001,测试西社区居委会
"""
NAMES = {"name_zh": "测试区", "name_en": "Test District"}
WORKED = 60_000
"""Milliseconds within which the worker has taken a small table in, on a busy machine."""
MOST_RELOADS = 600

Open = Callable[[str], BrowserContext]
Look = Callable[[Page], None]


def upload(page: Page, text: str, **given: str) -> None:
    """Upload a table of places, with what is chosen beside it, and let it be checked."""
    page.goto("/desk/district/import/places")
    file: FilePayload = {"name": "places.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.locator("[name=file]").set_input_files(file)
    charter = given.pop("charter", "")
    page.locator("[name=charter]").select_option(charter)
    for field, value in given.items():
        page.locator(f"[name={field}]").fill(value)
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


def take_in(page: Page, district: str, charter: str = "wuhou") -> None:
    """Take a district in and wait for the worker."""
    upload(page, TABLE.format(district=district), **NAMES, charter=charter, valid_from="2026-01-05")
    page.get_by_role("button", name=re.compile("确认导入|Take it in")).click()
    expect(page.locator(".notice--ok[role=status]")).to_be_visible(timeout=WORKED)


def codes(site: Site, district: str) -> int:
    """How many places of a district there are, itself included."""
    ((count,),) = site.query("select count(*) from places_place where code like %s", f"{district}%")
    return int(count)


@pytest.mark.parametrize(("kind", "language", "district"), [("desk", "zh", "510191"), ("phone", "en", "510192")])
def test_a_damaged_table_changes_nothing_and_a_sound_one_makes_a_district(
    kind: str, district: str, open_context: Open, look: Look, site: Site
) -> None:
    page = become(open_context(kind).new_page(), ADMINISTRATOR)
    page.goto("/desk/district")
    look(page)
    damaged = TABLE.format(district=district).replace(f"{district}002001", f"{district}00200X")
    upload(page, damaged, **NAMES)
    expect(page.get_by_role("alert")).to_contain_text("places.csv")
    fault = page.locator("tbody tr")
    expect(fault).to_have_count(1)
    expect(fault).to_contain_text(re.compile("第 4 行|Line 4"))
    expect(fault).to_contain_text("village_code")
    look(page)
    assert codes(site, district) == 0
    upload(page, TABLE.format(district=district), **NAMES, charter="wuhou", valid_from="2026-01-05")
    expect(page.locator(".stat__value")).to_have_text(["6", "0", "0", "3"])
    look(page)
    assert codes(site, district) == 0, "what is only shown is not taken in"
    page.get_by_role("button", name=re.compile("确认导入|Take it in")).click()
    expect(page.locator(".notice--ok[role=status]")).to_be_visible(timeout=WORKED)
    look(page)
    assert codes(site, district) == 6
    page.goto(f"/c/{district}001001")
    expect(page.get_by_role("heading", level=1)).to_have_text("测试东一社区")


def test_the_same_table_again_without_javascript_changes_nothing(
    open_context: Open, without_javascript: None, site: Site
) -> None:
    page, district = become(open_context("desk").new_page(), ADMINISTRATOR), "510193"
    for figures in (["6", "0", "0", "0"], ["0", "0", "6", "0"]):
        upload(page, TABLE.format(district=district), **NAMES)
        expect(page.locator(".stat__value")).to_have_text(figures)
        page.get_by_role("button", name="确认导入").click()
        reload_until_done(page)
        assert codes(site, district) == 6


def reload_until_done(page: Page) -> None:
    """Press the page's own link until the worker is done, as somebody without scripts does."""
    link = page.get_by_role("link", name="刷新")
    done = page.locator(".notice--ok[role=status]")
    for _ in range(MOST_RELOADS):
        expect(link.or_(done).first).to_be_visible()
        if done.is_visible():
            return
        with page.expect_navigation():
            link.click()
    pytest.fail("the worker has not taken the table in")


@pytest.mark.parametrize(("kind", "language", "district"), [("desk", "zh", "510194"), ("phone", "en", "510195")])
def test_communities_switch_together_after_a_preview(
    kind: str, district: str, open_context: Open, look: Look, site: Site
) -> None:
    page = become(open_context(kind).new_page(), ADMINISTRATOR)
    take_in(page, district)
    page.goto("/desk/district/communities?q=测试东街道&charter=wuhou")
    look(page)
    for number in ("001001", "001002"):
        page.locator(f"input[name=c][value='{district}{number}']").check()
    page.get_by_role("button", name=re.compile("给选中的社区改换章程|Switch the charter")).first.click()
    page.locator("[name=charter]").select_option("shenzhen")
    page.locator("input[name=valid_from]").first.fill("2026-02-02")
    look(page)
    page.get_by_role("button", name=re.compile("先看会怎样|See what it would do")).click()
    expect(page.locator(".charter-figure")).to_be_visible()
    expect(page.locator("tbody tr", has_text="测试东二社区").first).to_contain_text(re.compile("工作站|Workstation"))
    look(page)
    assert charters(site, district) == [("wuhou", 3)], "a preview changes nothing"
    page.get_by_role("button", name=re.compile("^(确认改换|Switch)$")).click()
    expect(page.locator(".notice--ok")).to_be_visible()
    look(page)
    assert charters(site, district) == [("shenzhen", 2), ("wuhou", 1)]


def charters(site: Site, district: str) -> list[tuple[str, int]]:
    """How many communities of a district run under each charter from now on."""
    return sorted(
        site.query(
            "select charter, count(*) from bodies_charterterm where community_id like %s and valid_until is null group by 1",
            f"{district}%",
        )
    )


def test_a_post_gives_a_desk_from_its_first_day_and_takes_it_on_its_last(
    open_context: Open, look: Look, language: str
) -> None:
    page, district = become(open_context("desk").new_page(), ADMINISTRATOR), "510196"
    take_in(page, district)
    place = f"/desk/district/places/{district}001001"
    page.goto(place)
    look(page)
    row = page.locator("tr", has=page.get_by_role("rowheader", name="工作站工作人员"))
    row.get_by_role("link", name="任命").click()
    page.locator("[name=username]").fill(OUTSIDER)
    page.locator("[name=valid_from]").fill("2026-01-05")
    look(page)
    page.get_by_role("button", name="任命").click()
    expect(page.locator(".notice--ok")).to_contain_text("钱无位已任")
    outsider = become(open_context("desk").new_page(), OUTSIDER)
    outsider.goto("/desk/register")
    expect(outsider.locator("main")).to_contain_text("登记")
    row.get_by_role("link", name="卸任").click()
    look(page)
    page.locator("[name=valid_until]").fill("2026-01-05")
    page.get_by_role("button", name="登记卸任").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.locator("[name=valid_until]").fill("2026-01-06")
    page.get_by_role("button", name="登记卸任").click()
    expect(page.locator(".notice--ok")).to_contain_text("已登记卸任")
    expect(row).not_to_contain_text("钱无位")
    answer = outsider.goto("/desk/register")
    assert answer is not None
    assert answer.status == 403
