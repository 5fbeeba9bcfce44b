"""The kiosk at its real size and the number on a phone: they fit, keep nobody out, tell the truth live, and forget."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.halls import IN_TIME
from tests.browser.kiosks import DIBAO, HALL, JINLI, KIOSK, Check, Open, Picture, elder, take
from tests.browser.serving import Site
from tests.browser.watching import Watcher, overflow

AT_THE_KIOSK = [
    KIOSK,
    f"{KIOSK}/take",
    f"{KIOSK}/take?q=低保",
    f"{KIOSK}/take?q=火星移民",
    f"{KIOSK}/take?item={DIBAO}",
    f"{KIOSK}/take?group=A",
    f"{KIOSK}/take?group=A&unsure=1",
    f"{KIOSK}/guides",
    f"{KIOSK}/guides?q=低保",
    f"{KIOSK}/guides?field=civil_affairs",
    f"{KIOSK}/guides/{DIBAO}",
    f"{KIOSK}/progress",
    f"{KIOSK}/check-in",
    f"{KIOSK}/community",
]
ON_THE_PHONE = [
    "/halls",
    HALL,
    f"{HALL}/take",
    f"{HALL}/take?q=低保",
    f"{HALL}/take?item={DIBAO}",
    f"{HALL}/take?group=A",
    f"{HALL}/take?group=A&unsure=1",
]


@pytest.fixture
def empty_hall(site: Site) -> None:
    """Nobody waits and no counter is open; the hall of the demonstration is open day and night."""
    site.query(
        "update hall_ticket set state = 'left', ended_at = now() where state not in ('served', 'left', 'ended')"
        " and hall_id = (select id from hall_hall where place_id = %s)",
        JINLI,
    )
    site.query("update hall_shift set closed_at = now() where closed_at is null")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("display", ["standard", "elder"])
def test_every_page_of_the_kiosk_fits_and_is_accessible(
    display: str, language: str, open_context: Open, site: Site, assert_accessible: Check, picture: Picture
) -> None:
    context = open_context("kiosk")
    page = (elder(context, site) if display == "elder" else context).new_page()
    for path in AT_THE_KIOSK:
        page.goto(path)
        assert overflow(page) == 0, f"{path} is wider than the screen"
        assert_accessible(page)
    page.goto(KIOSK)
    picture(page, "kiosk-elder" if display == "elder" else "kiosk")
    page.goto(f"{KIOSK}/take?item={DIBAO}")
    picture(page, f"kiosk-bring{'-elder' if display == 'elder' else ''}")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("display", ["standard", "elder"])
def test_the_hall_and_a_number_fit_a_phone_and_are_accessible(
    display: str, language: str, open_context: Open, site: Site, assert_accessible: Check, picture: Picture
) -> None:
    context = open_context("phone")
    page = (elder(context, site) if display == "elder" else context).new_page()
    for path in ON_THE_PHONE:
        page.goto(path)
        assert overflow(page) == 0, f"{path} is wider than the phone"
        assert_accessible(page)
    code = take(page, HALL, language == "zh")
    picture(page, "ticket-elder" if display == "elder" else "ticket")
    for path in (f"/ticket/{code}", f"/ticket/{code}/slip", f"/ticket/{code}/slip?paper=a4"):
        page.goto(path)
        assert overflow(page) == 0, f"{path} is wider than the phone"
        assert_accessible(page)


def test_what_is_pressed_at_the_kiosk_is_large_enough_for_any_finger(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    for path in (KIOSK, f"{KIOSK}/take?item={DIBAO}", f"{KIOSK}/progress"):
        page.goto(path)
        expect(page.locator(".kiosk-foot__idle")).to_be_visible()
        heights = page.locator("button:visible, .tile:visible, .queue[href], .choice:visible").evaluate_all(
            "all => all.map(each => each.getBoundingClientRect().height)"
        )
        assert min(heights) >= 59, f"{path}: {sorted(heights)[:3]}"


def test_a_number_from_the_kiosk_is_followed_on_the_phone_to_the_counter(
    open_context: Open, empty_hall: None, picture: Picture
) -> None:
    kiosk, phone, desk = (open_context(kind).new_page() for kind in ("kiosk", "phone", "desk"))
    kiosk.goto(KIOSK)
    kiosk.get_by_role("link", name="取号办事").click()
    kiosk.get_by_role("searchbox").fill("低保")
    kiosk.get_by_role("button", name="查找").click()
    kiosk.get_by_role("link", name="最低生活保障（低保）申请").click()
    expect(kiosk.get_by_role("heading", name="您要带的")).to_be_visible()
    expect(kiosk.locator(".bring")).to_contain_text("户口簿")
    before = [take(open_context("phone").new_page(), HALL) for _ in range(4)]
    kiosk.get_by_role("button", name="都带了，取号").click()
    kiosk.wait_for_url(re.compile(r"/ticket/\w{10}$"))
    number = kiosk.locator(".ticket__number [translate=no]").inner_text()
    picture(kiosk, "kiosk-number")

    phone.goto(f"/ticket/{kiosk.url.rsplit('/', 1)[-1]}")
    expect(phone.locator(".ticket__number")).to_contain_text(number)
    expect(phone.locator("[data-ahead]")).to_have_text("4")
    expect(phone.locator("[data-part=sentence]")).to_contain_text("请等一等")

    desk.goto("/demo")
    desk.locator("form", has=desk.locator("input[value='/desk/hall']")).get_by_role("button").click()
    desk.get_by_role("button", name="开1 号窗口").first.click()
    desk.locator("#act-next").click()
    expect(phone.locator("[data-ahead]")).to_have_text("3", timeout=IN_TIME)
    expect(phone.locator("[data-part=sentence]")).to_contain_text("快到了", timeout=IN_TIME)
    for code in before[1:]:
        giving_up = open_context("phone").new_page()
        giving_up.goto(f"/ticket/{code}")
        giving_up.get_by_text("不办了，取消这个号").click()
        giving_up.get_by_role("button", name="取消这个号").click()
        expect(giving_up.locator("[data-part=sentence]")).to_contain_text("已经取消")
    expect(phone.locator("[data-part=sentence]")).to_contain_text("下一个就是您", timeout=IN_TIME)

    desk.locator("#act-begin").click()
    desk.locator("#act-finish").first.click()
    desk.locator("#act-next").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("请到 1 号窗口", timeout=IN_TIME)
    expect(phone).to_have_title(re.compile(f"{number} · 请到 1 号窗口"))
    picture(phone, "ticket-called")
    desk.locator("#act-begin").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("正在 1 号窗口（低位）办理", timeout=IN_TIME)
    desk.locator("#act-finish").first.click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("办完了", timeout=IN_TIME)
    expect(phone.get_by_role("link", name="评价这次办事")).to_be_visible()


def test_the_phone_rings_only_when_asked_to(phone: Page, empty_hall: None) -> None:
    take(phone, HALL)
    button = phone.locator("[data-alert]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_contain_text("请让这一页开着")


def test_after_a_minute_without_a_touch_the_kiosk_forgets_everything(
    open_context: Open, site: Site, picture: Picture
) -> None:
    context = elder(open_context("kiosk"), site)
    page = context.new_page()
    page.clock.install()
    page.goto(KIOSK)
    page.get_by_role("link", name="我的事办到哪了").click()
    page.get_by_role("textbox", name="查询码").fill("7KQ4M2XH9T")
    page.evaluate("sessionStorage.setItem('draft', 'mine')")
    page.clock.fast_forward(30_000)
    expect(page.locator("[data-idle-line]")).to_contain_text("秒后清除")
    ask = page.locator("[data-still-there]")
    expect(ask).to_be_hidden()
    page.clock.fast_forward(12_000)
    expect(ask).to_be_visible()
    picture(page, "kiosk-still-there")
    ask.get_by_role("button", name="我还在，接着用").click()
    expect(ask).to_be_hidden()
    expect(page.get_by_role("textbox", name="查询码")).to_have_value("7KQ4M2XH9T")
    page.clock.fast_forward(61_000)
    expect(page.get_by_role("heading", name="您好，您要做什么？")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-display", "standard")
    assert page.evaluate("sessionStorage.getItem('draft')") is None
    assert "display" not in {cookie["name"] for cookie in context.cookies()}
    page.goto(f"{KIOSK}/progress")
    expect(page.get_by_role("textbox", name="查询码")).to_have_value("")


def test_a_page_of_the_visitor_before_does_not_come_back(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.goto(f"{KIOSK}/progress")
    page.goto(f"{KIOSK}/guides?q=低保")
    page.get_by_role("button", name="清除，回到开头").click()
    expect(page.get_by_role("heading", name="您好，您要做什么？")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(re.compile(f"{KIOSK}$"))


def test_steps_at_the_kiosk_leave_no_history(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.goto(KIOSK)
    before = page.evaluate("history.length")
    page.get_by_role("link", name="查指南和政策").click()
    page.get_by_role("searchbox").fill("低保")
    page.get_by_role("button", name="查找").click()
    page.get_by_role("link", name="最低生活保障（低保）申请").click()
    expect(page.get_by_role("button", name="打印这份指南")).to_be_visible()
    assert page.evaluate("history.length") == before


def test_when_the_network_drops_the_kiosk_sends_people_to_the_staff_and_comes_back(
    open_context: Open, watcher: Watcher, picture: Picture
) -> None:
    watcher.allow("ERR_INTERNET_DISCONNECTED")
    watcher.allow("ERR_NETWORK")
    context = open_context("kiosk")
    page = context.new_page()
    page.goto(f"{KIOSK}/take")
    expect(page.locator("[data-idle-line]")).to_be_visible()
    context.set_offline(True)
    expect(page.locator("[data-network]")).to_contain_text("纸质号")
    expect(page.locator("[data-network]")).to_be_visible()
    picture(page, "kiosk-network")
    context.set_offline(False)
    expect(page.get_by_role("heading", name="您好，您要做什么？")).to_be_visible()
    expect(page.locator("[data-network]")).to_be_hidden()


def test_a_code_is_typed_with_keys_on_the_screen(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.goto(f"{KIOSK}/progress")
    code, four = page.locator("[data-keypad=id_code]"), page.locator("[data-keypad=id_last_four]")
    for sign in "7KQ4M2XH9TZ":
        code.get_by_role("button", name=sign, exact=True).tap()
    code.get_by_role("button", name="删一个").tap()
    for sign in "0001":
        four.get_by_role("button", name=sign, exact=True).tap()
    expect(page.get_by_role("textbox", name="查询码")).to_have_value("7KQ4M2XH9T")
    expect(page.get_by_role("textbox", name="手机号后四位")).to_have_value("0001")


def test_how_far_a_matter_is_stands_at_the_kiosk_and_is_not_remembered(open_context: Open, site: Site) -> None:
    code, phone = site.query(
        "select m.code, right(a.phone, 4) from matters_matter m join matters_applicant a on a.matter_id = m.id"
        " where m.community_id = %s and a.phone <> '' limit 1",
        JINLI,
    )[0]
    context = open_context("kiosk")
    page = context.new_page()
    page.goto(f"{KIOSK}/progress")
    page.get_by_role("textbox", name="查询码").fill(code)
    page.get_by_role("textbox", name="手机号后四位").fill(phone)
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="经过")).to_be_visible()
    assert "sessionid" not in {cookie["name"] for cookie in context.cookies()}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_is_read_aloud_in_its_language_only_when_asked(language: str, open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.add_init_script(
        "window.said = []; Object.defineProperty(window, 'speechSynthesis', {value:"
        " {speaking: false, speak: part => window.said.push([part.lang, part.text]), cancel: () => {},"
        " getVoices: () => [{lang: 'zh-CN'}, {lang: 'en-GB'}], addEventListener: () => {}}});"
        " window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };"
    )
    page.goto(f"{KIOSK}/guides/{DIBAO}")
    assert page.evaluate("window.said") == []
    page.get_by_role("button", name="念给我听" if language == "zh" else "Read aloud").click()
    said = page.evaluate("window.said")
    assert {part[0] for part in said} == {"zh-CN" if language == "zh" else "en-GB"}
    assert ("最低生活保障（低保）申请" if language == "zh" else "Minimum living allowance") in said[0][1]
    assert ("取号" if language == "zh" else "Take a number") in said[-1][1], "at last the button that leads on"
    page.goto(f"{KIOSK}/take?item={DIBAO}")
    page.locator("#take summary").click()
    page.get_by_role("button", name="念给我听" if language == "zh" else "Read aloud").click()
    told = " ".join(text for _, text in page.evaluate("window.said"))
    for words in (
        ("我替别人办", "户口簿", "都带了，取号") if language == "zh" else ("I act for someone", "I have it all")
    ):
        assert words in told
    assert ("还差这样" if language == "zh" else "all the same") not in told, "what is not shown is not read"


def test_a_kiosk_without_a_chinese_voice_says_so(open_context: Open) -> None:
    page = open_context("kiosk").new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'speechSynthesis', {value: {speaking: false, speak: () => {}, cancel: () => {},"
        " getVoices: () => [{lang: 'en-GB'}], addEventListener: () => {}}});"
    )
    page.goto(KIOSK)
    page.locator("[data-speak]").click()
    expect(page.locator("[data-speak]")).to_contain_text("没有中文语音")


def test_without_scripts_a_number_is_taken_and_its_page_asks_again(
    phone: Page, without_javascript: None, empty_hall: None
) -> None:
    take(phone, HALL)
    assert phone.locator("noscript meta[http-equiv=refresh]").count() or "http-equiv" in phone.content()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("下一个就是您")
    phone.get_by_text("不办了，取消这个号").click()
    phone.get_by_role("button", name="取消这个号").click()
    expect(phone.locator("[data-part=sentence]")).to_contain_text("已经取消")


def test_the_five_screens_open_from_the_demonstrations_page(desk: Page) -> None:
    desk.goto("/demo")
    section = desk.locator("section", has=desk.locator("#hall-screens"))
    for path in (KIOSK, HALL, f"{HALL}/board"):
        expect(section.locator(f"a[href='{path}']")).to_be_visible()
    section.locator("form", has=desk.locator(f"input[value='/desk{HALL}/head']")).get_by_role("button").click()
    expect(desk).to_have_url(re.compile(f"/desk{HALL}/head$"))
