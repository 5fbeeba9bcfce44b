"""Two clerks at two counters see the same truth within two seconds, and take visitors from the call to the rating."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import CARD, become, press
from tests.browser.halls import COUNTER, HALL, IN_TIME, empty, here, take
from tests.browser.serving import Site
from tests.browser.watching import Watcher, overflow

Open = Callable[[str], BrowserContext]


def waiting(page: Page) -> list[str]:
    """The numbers that wait for the counter, in the order in which they are called."""
    return [
        row.get_attribute("data-number") or "" for row in page.locator("[data-part=queue] .card tr[data-number]").all()
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_two_counters_see_the_same_truth(
    two_counters: tuple[Page, Page],
    open_context: Open,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    first, second = two_counters
    desk = become(open_context("desk").new_page(), "demo-clerk")
    walk_in = take(desk, queue="A")
    green = take(desk, queue="A", green=True)
    for page in two_counters:
        expect(page.locator(f"[data-number={green}]")).to_be_visible(timeout=IN_TIME)
        expect(page.locator(f"[data-number={walk_in}]")).to_be_visible(timeout=IN_TIME)
        assert waiting(page) == [green, walk_in]
        assert overflow(page) == 0
        assert_accessible(page)
    first.locator("#act-next").click()
    expect(second.locator("[data-seat='1']")).to_contain_text(green, timeout=IN_TIME)
    expect(second.locator(f"[data-number={green}]")).to_have_count(0, timeout=IN_TIME)
    assert here(first) == green
    picture(first, "hall-counter-called")
    assert_accessible(first)
    second.keyboard.press("Alt+n")
    expect(second.locator(".here__number")).to_have_text(walk_in)
    expect(first.locator("[data-seat='2']")).to_contain_text(walk_in, timeout=IN_TIME)
    first.keyboard.press("Alt+b")
    expect(first.locator("#act-finish")).to_be_visible()
    assert_accessible(first)
    first.locator("#act-hold").click()
    expect(second.locator("#act-next")).to_have_count(0)
    expect(second.locator("[data-part=queue]")).to_contain_text(green, timeout=IN_TIME)
    picture(second, "hall-counter-two")


def test_of_two_clerks_who_press_at_once_each_gets_another_visitor(
    two_counters: tuple[Page, Page], open_context: Open
) -> None:
    desk = become(open_context("desk").new_page(), "demo-clerk")
    numbers = {take(desk, queue="B") for _ in range(2)}
    for page in two_counters:
        expect(page.locator("[data-part=queue] .card tr[data-number]")).to_have_count(2, timeout=IN_TIME)
    for page in two_counters:
        page.locator("#act-next").click(no_wait_after=True)
    for page in two_counters:
        expect(page.locator(".here__number")).to_be_visible()
    assert {here(page) for page in two_counters} == numbers


def test_an_old_page_is_told_what_stands(two_counters: tuple[Page, Page], open_context: Open, watcher: Watcher) -> None:
    watcher.allow("409")
    first, second = two_counters
    desk = become(open_context("desk").new_page(), "demo-clerk")
    number = take(desk, queue="A")
    first.locator("#act-next").click()
    expect(first.locator("#act-begin")).to_be_visible()
    ticket = first.locator("form:has(#act-begin) [name=ticket]").input_value()
    answer = second.request.post(
        f"/desk/hall/{HALL}/act/begin",
        form={
            "ticket": ticket,
            "csrfmiddlewaretoken": second.locator("[name=csrfmiddlewaretoken]").first.input_value(),
        },
        headers={"Referer": second.url},
    )
    assert answer.status == 409
    assert f"{number} 号在别的窗口" in answer.text()


def whole_thread(page: Page, desk: Page, site: Site, look: Callable[[Page], None]) -> None:
    """From the number through the matter to the end of the visit, and the code by which it is rated."""
    number = take(desk, item="civil_affairs.senior_card")
    page.goto(COUNTER)
    page.locator("#act-next").click()
    page.locator("#act-begin").click()
    look(page)
    page.locator("#act-register").click()
    look(page)
    assert page.locator("h1").inner_text()
    page.locator("[name=name]").fill("测试居民")
    page.locator("[name=phone]").fill("13800000003")
    page.locator("[name=summary]").fill("想办一张老年证")
    press(page)
    page.wait_for_url(f"**{COUNTER}")
    look(page)
    matter = page.locator("a[href^='/desk/matters/']").first.get_attribute("href") or ""
    page.goto(matter)
    page.locator(".acts form button").click()
    page.goto(f"{matter}/decide")
    page.locator(".act-form input[type=radio]").first.check()
    page.locator("[name=reason]").fill("符合条件")
    press(page)
    page.goto(COUNTER)
    look(page)
    page.locator("#act-finish-close").click()
    expect(page.locator("#act-next")).to_be_visible()
    look(page)
    rows = site.query(
        "select t.state, m.state, i.code from hall_ticket t join matters_matter m on m.id = t.matter_id"
        " join catalogue_itemversion v on v.id = m.item_id join catalogue_item i on i.id = v.item_id"
        " where t.number = %s and t.day = current_date order by t.id desc limit 1",
        number,
    )
    assert rows == [("served", "closed", CARD)]
    page.goto(f"/hall/{HALL}/counter/1/screen")
    expect(page.locator(".second__number")).to_have_text(number)
    look(page)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_the_number_to_the_rating(
    two_counters: tuple[Page, Page], open_context: Open, site: Site, look: Callable[[Page], None]
) -> None:
    whole_thread(two_counters[0], become(open_context("desk").new_page(), "demo-clerk"), site, look)


def test_the_same_without_javascript(
    without_javascript: None, two_counters: tuple[Page, Page], open_context: Open, site: Site
) -> None:
    whole_thread(two_counters[0], become(open_context("desk").new_page(), "demo-clerk"), site, lambda _: None)


def test_what_is_being_typed_is_not_swept_away(two_counters: tuple[Page, Page], open_context: Open) -> None:
    first, _ = two_counters
    desk = become(open_context("desk").new_page(), "demo-clerk")
    take(desk, queue="A")
    first.locator("#act-next").click()
    first.locator("#act-begin").click()
    first.locator("[data-name=link] summary").click()
    first.locator("#matter-code").fill("7KQ4-M2")
    number = take(desk, queue="B")
    expect(first.locator(f"[data-number={number}]")).to_be_visible(timeout=IN_TIME)
    expect(first.locator("#matter-code")).to_have_value("7KQ4-M2")
    first.locator("[data-name=link] button").click()
    expect(first.locator("#matter-code-error")).to_be_visible()
    last = take(desk, queue="C")
    expect(first.locator(f"[data-number={last}]")).to_be_visible(timeout=IN_TIME)
    expect(first.locator("#matter-code")).to_have_value("7KQ4-M2")
    expect(first.locator("#matter-code-error")).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["desk", "phone"])
def test_every_page_of_the_hall_for_its_head(
    kind: str,
    open_context: Open,
    site: Site,
    assert_accessible: Callable[[Page], None],
    picture: Callable[[Page, str], None],
) -> None:
    empty(site)
    page = become(open_context(kind).new_page(), "demo-head")
    pages = {
        "halls": "/desk/hall",
        "take": f"/desk/hall/{HALL}/take",
        "head": f"/desk/hall/{HALL}/head",
        **{
            part: f"/desk/hall/{HALL}/arrange?part={part}"
            for part in ("hours", "promise", "queues", "counters", "caps")
        },
    }
    for name, address in pages.items():
        page.goto(address)
        expect(page.locator("h1")).to_have_count(1)
        assert overflow(page) == 0, f"{address} is wider than the window"
        assert_accessible(page)
        if kind == "desk":
            picture(page, f"hall-{name}")


def test_the_head_sees_a_new_number_and_closes_a_counter_left_open(
    two_counters: tuple[Page, Page], open_context: Open, site: Site
) -> None:
    _, head = two_counters
    head.goto(f"/desk/hall/{HALL}/head")
    number = take(become(open_context("desk").new_page(), "demo-clerk"), queue="C")
    expect(head.locator(f"[data-number={number}]")).to_be_visible(timeout=IN_TIME)
    head.locator("[data-name=close-1] summary").click()
    head.locator("[data-name=close-1] button").click()
    expect(two_counters[0]).to_have_url(re.compile(r"/desk/hall$"))


def test_the_keyboard_stays_where_it_was_when_the_page_changes_by_itself(
    two_counters: tuple[Page, Page], open_context: Open
) -> None:
    first, head = two_counters
    desk = become(open_context("desk").new_page(), "demo-clerk")
    take(desk, queue="A")
    first.locator("#act-next").click()
    first.locator("#act-begin").click()
    first.locator("[data-name=transfer] summary").focus()
    head.goto(f"/desk/hall/{HALL}/head")
    head.locator("[data-name=close-1] summary").click()
    head.locator("[data-name=close-1] button").focus()
    number = take(desk, queue="B")
    for page in (first, head):
        expect(page.locator(f"[data-number={number}]")).to_be_visible(timeout=IN_TIME)
    expect(first.locator("[data-name=transfer] summary")).to_be_focused()
    expect(head.locator("[data-name=close-1] button")).to_be_focused()
    first.locator("#act-hold").click()
    expect(first.locator("[id^=held-][id$=-summary]")).to_be_visible()
    first.locator("[id^=held-][id$=-summary]").focus()
    number = take(desk, queue="C")
    expect(first.locator(f"[data-number={number}]")).to_be_visible(timeout=IN_TIME)
    expect(first.locator("[id^=held-][id$=-summary]")).to_be_focused()


def test_whose_counter_the_head_closes_is_told_by_whom(two_counters: tuple[Page, Page]) -> None:
    clerk, head = two_counters
    head.goto(f"/desk/hall/{HALL}/head")
    head.locator("[data-name=close-1] summary").click()
    head.locator("[data-name=close-1] button").click()
    expect(clerk).to_have_url(re.compile(r"/desk/hall$"))
    expect(clerk.locator("main .notice").first).to_contain_text("关了您的 1 号窗口")
