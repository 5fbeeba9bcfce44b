"""The style guide in a real browser: nothing that keeps people out, nothing cut off, nothing that needs a script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.watching import overflow
from tests.ui.conftest import OpenPage

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LAYOUTS = ("public", "resident", "staff")
READERS = [
    ("phone", "zh-hans", "elder", "light"),
    ("phone", "en", "elder", "dark"),
    ("desk", "zh-hans", "standard", "dark"),
    ("desk", "en", "standard", "light"),
]
TARGETS = """() => [...document.querySelectorAll('button, summary, select, textarea, .choice, .tool, .button, .input')]
  .filter(one => one.checkVisibility() && !one.closest('[popover]'))
  .map(one => [one.className || one.tagName, one.getBoundingClientRect().height])"""


def guide(layout: str) -> str:
    """The style guide in a layout."""
    return f"/styleguide?layout={layout}"


def open_everything(page: Page) -> None:
    """Open what is folded away, so that it is looked at too."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(("size", "language", "display", "theme"), READERS)
def test_axe_finds_nothing(
    open_page: OpenPage, layout: str, size: str, language: str, display: str, theme: str
) -> None:
    page = open_page(guide(layout), size, language, display, theme)
    open_everything(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("path", ["/styleguide/print/receipt", "/styleguide/print/notice", "/no-such-page"])
def test_axe_finds_nothing_on_other_pages(open_page: OpenPage, path: str) -> None:
    found = Axe().run(open_page(path, "phone"))
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("display", ["standard", "elder"])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_wider_than_320_pixels(open_page: OpenPage, layout: str, language: str, display: str) -> None:
    page = open_page(guide(layout), "narrow", language, display)
    assert overflow(page) == 0


@pytest.mark.parametrize(
    ("layout", "display", "least"), [("resident", "standard", 44), ("resident", "elder", 56), ("staff", "standard", 24)]
)
def test_what_is_pressed_is_large_enough(open_page: OpenPage, layout: str, display: str, least: int) -> None:
    page = open_page(guide(layout), "phone", "zh-hans", display)
    small = [(name, height) for name, height in page.evaluate(TARGETS) if height < least]
    assert not small


def test_large_type_is_half_as_large_again_and_goes_by_plain_forms(open_page: OpenPage) -> None:
    page = open_page(guide("resident"), "phone", scripts=False)
    page.get_by_role("button", name="大字版").click()
    expect(page.locator("html")).to_have_attribute("data-display", "elder")
    page.get_by_role("button", name="标准版").click()
    expect(page.locator("html")).to_have_attribute("data-display", "standard")


@pytest.mark.parametrize(("display", "size"), [("standard", 18), ("elder", 23.52)])
def test_residents_read_large_type(open_page: OpenPage, display: str, size: float) -> None:
    page = open_page(guide("resident"), "phone", "zh-hans", display)
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == pytest.approx(size)


def test_the_language_changes_by_a_plain_form(open_page: OpenPage) -> None:
    page = open_page(guide("staff"), scripts=False)
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Style guide")


def test_the_keyboard_can_skip_to_the_content(open_page: OpenPage) -> None:
    page = open_page(guide("public"))
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_the_desk_has_its_navigation_behind_a_button_on_a_phone(open_page: OpenPage) -> None:
    page = open_page(guide("staff"), "phone", scripts=False)
    navigation = page.get_by_role("navigation", name="工作台导航")
    expect(navigation).to_be_hidden()
    page.get_by_role("button", name="菜单").click()
    expect(navigation).to_be_visible()
    page.keyboard.press("Escape")
    expect(navigation).to_be_hidden()


def test_the_desk_has_its_navigation_at_the_side_on_a_wide_screen(open_page: OpenPage) -> None:
    page = open_page(guide("staff"))
    expect(page.get_by_role("navigation", name="工作台导航")).to_be_visible()
    expect(page.get_by_role("button", name="菜单")).to_be_hidden()


def test_the_menu_of_the_person_closes_by_escape(open_page: OpenPage) -> None:
    page = open_page(guide("staff"))
    page.locator(".who > summary").click()
    expect(page.get_by_role("button", name="退出登录")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="退出登录")).to_be_hidden()


def test_a_double_click_submits_once(open_page: OpenPage) -> None:
    page = open_page(guide("resident"))
    sent: list[str] = []

    def answer_nothing(route: Route) -> None:
        if route.request.method == "POST":
            sent.append(route.request.url)
            route.fulfill(status=204)
        else:
            route.continue_()

    page.route("**/styleguide*", answer_nothing)
    form = page.locator("form[data-once][method=post]").first
    form.evaluate("form => { const button = form.querySelector('button'); button.click(); button.click(); }")
    expect(form).to_have_attribute("data-sent", "1")
    form.evaluate("form => form.requestSubmit()")
    page.reload()
    assert len(sent) == 1


def test_a_long_text_survives_until_it_was_sent(open_page: OpenPage) -> None:
    page = open_page(guide("resident"))
    page.locator("#id_story").fill("楼道灯坏了三天")
    page.reload()
    expect(page.locator("#id_story")).to_have_value("楼道灯坏了三天")
    script = page.locator("script[src*='ui/forms']").get_attribute("src")
    done = f'<!doctype html><meta name="draft-done" content="styleguide"><script type="module" src="{script}"></script>'
    page.route("**/done", lambda route: route.fulfill(body=done, content_type="text/html"))
    page.goto("/done")
    page.goto(guide("resident"))
    expect(page.locator("#id_story")).to_have_value("")


def test_helps_that_need_a_script_are_not_shown_without_one(open_page: OpenPage) -> None:
    plain = open_page(guide("public"), scripts=False)
    expect(plain.locator(".code__copy")).to_be_hidden()
    expect(open_page("/styleguide/print/receipt").get_by_role("button", name="打印")).to_be_visible()


def test_a_dangerous_act_is_confirmed_without_a_script(open_page: OpenPage) -> None:
    page = open_page(guide("staff"), scripts=False)
    confirm = page.get_by_role("button", name="确认不予受理")
    expect(confirm).to_be_hidden()
    page.locator(".confirm > summary").click()
    expect(confirm).to_be_visible()
