"""A resident alone with a browser: she finds, reads, applies, keeps the receipt, follows, adds papers, rates, asks again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import frozen
from playwright.sync_api import Page, expect

from tests.browser.office import act
from tests.browser.serving import Site
from tests.browser.watching import overflow

ITEM = "civil_affairs.senior_card"
PHOTO = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x01" * 500

Check = Callable[[Page], None]
Photo = Callable[[str], Path]
Look = Callable[[str], None]
Picture = Callable[[Page, str], None]


@frozen
class Words:
    """What stands on buttons and labels in one language."""

    wanted: str
    search: str
    item: re.Pattern[str]
    begin: str
    community: str
    place: re.Pattern[str]
    name: str
    phone: str
    submit: str
    received: str
    see: str
    code: str
    digits: re.Pattern[str]
    look: str
    missing: str
    add: str
    hand_in: str
    agree: re.Pattern[str]
    rate: re.Pattern[str]
    satisfied: str
    send_rating: str
    reopen: re.Pattern[str]
    why: str
    send: str
    waiting: str


WORDS = {
    "zh": Words(
        wanted="老年证", search="查找", item=re.compile("老年证"), begin="选好社区，开始办", community="锦里",
        place=re.compile("锦里社区"), name="姓名", phone="电话", submit="提交", received="收到了",
        see="看办到哪一步了", code="查询码", digits=re.compile("手机号后四位"), look="查看", missing="还缺这些材料",
        add="补交材料", hand_in="交上去", agree=re.compile("我同意"), rate=re.compile("评价这次办事"),
        satisfied="非常满意", send_rating="提交评价", reopen=re.compile("申请重办"), why="哪里还没有办好？",
        send="提交申请", waiting="您申请了重办",
    ),
    "en": Words(
        wanted="senior card", search="Search", item=re.compile("Senior citizen card"),
        begin="Choose your community and begin", community="jinli", place=re.compile("Jinli|锦里社区"), name="Name",
        phone="Phone", submit="Submit", received="We have it", see="See how it goes", code="Code",
        digits=re.compile("Last four digits"), look="Look it up", missing="These papers are missing", add="Add papers",
        hand_in="Hand in", agree=re.compile("I agree"), rate=re.compile("Rate how it went"), satisfied="Very satisfied",
        send_rating="Send the rating", reopen=re.compile("reopened"), why="What is still not right?", send="Send",
        waiting="You asked for it to be reopened",
    ),
}  # fmt: skip


@pytest.fixture
def words(language: str) -> Words:
    """The words of the reader's language."""
    return WORDS[language]


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], Path]:
    """A photograph on the device, by its name."""

    def take(name: str) -> Path:
        path = tmp_path / name
        path.write_bytes(PHOTO + name.encode())
        return path

    return take


def find_the_guide(page: Page, words: Words, look: Look) -> None:
    """From the front page to the guide, in one's own words."""
    page.goto("/")
    look("home")
    page.get_by_role("searchbox").fill(words.wanted)
    page.get_by_role("button", name=words.search).click()
    page.wait_for_url("**/items?q=*")
    look("search")
    page.get_by_role("link", name=words.item).first.click()
    page.wait_for_url(f"**/items/{ITEM}*")
    look("guide")


def choose_the_community(page: Page, words: Words, look: Look) -> None:
    """From the guide to the form, by the community's name."""
    page.get_by_role("link", name=words.begin).click()
    page.wait_for_url("**/community")
    look("choose-community")
    page.get_by_role("searchbox").fill(words.community)
    page.get_by_role("button", name=words.search).click()
    page.get_by_role("link", name=words.place).first.click()
    page.wait_for_url(f"**/apply/{ITEM}")
    look("apply")


def send_the_form(page: Page, words: Words, photo: Photo, look: Look) -> str:
    """Forget the phone once, then send; gives the code of the receipt."""
    page.get_by_label(words.name, exact=True).fill("测试居民")
    page.locator("input[type=file]").first.set_input_files(photo("身份证.jpg"))
    page.get_by_role("button", name=words.submit, exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    look("apply-sent-back")
    expect(page.get_by_text("身份证.jpg").first).to_be_visible()
    page.get_by_label(words.phone, exact=True).fill("１３８ 0000 0001")
    page.get_by_label(words.agree).check()
    page.get_by_role("button", name=words.submit, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.received)
    look("receipt")
    return page.url.split("/m/")[1].split("/")[0]


def follow(page: Page, words: Words, code: str, look: Look) -> None:
    """On another device: from the QR code's address to the page of the matter."""
    page.goto(f"/follow?code={code}")
    look("follow")
    page.get_by_label(words.digits).fill("0001")
    page.get_by_role("button", name=words.look).click()
    expect(page).to_have_url(re.compile(f"/m/{code}$"))


def add_what_is_missing(page: Page, words: Words, photo: Photo, look: Look) -> None:
    """Read what is missing and hand it in."""
    page.reload()
    expect(page.get_by_text(words.missing)).to_be_visible()
    look("papers-missing")
    page.get_by_role("link", name=words.add).click()
    page.wait_for_url("**/papers")
    page.locator("input[type=file]").first.set_input_files(photo("工资单.jpg"))
    page.get_by_label(words.agree).check()
    look("add-papers")
    page.get_by_role("button", name=words.hand_in).click()
    expect(page.get_by_text(words.missing)).to_have_count(0)


def rate_and_ask_again(page: Page, words: Words, look: Look) -> None:
    """Rate the result, then ask for it to be reopened."""
    page.reload()
    look("closed")
    page.get_by_role("link", name=words.rate).click()
    page.wait_for_url("**/rating")
    page.get_by_label(words.satisfied, exact=True).check(force=True)
    look("rate")
    page.get_by_role("button", name=words.send_rating).click()
    page.get_by_role("link", name=words.reopen).click()
    page.wait_for_url("**/reopening")
    page.get_by_label(words.why).fill("证上的名字印错了")
    look("ask-reopening")
    page.get_by_role("button", name=words.send, exact=True).click()
    expect(page.get_by_text(words.waiting).first).to_be_visible()
    look("reopening-asked")


@pytest.fixture
def looker(assert_accessible: Check, picture: Picture) -> Callable[[Page, str], Callable[[str], None]]:
    """On each page of a journey: it fits the window, axe finds nothing serious, and the manual gets its picture."""

    def of(page: Page, prefix: str) -> Callable[[str], None]:
        def look(name: str) -> None:
            page.wait_for_load_state()
            assert overflow(page) == 0, f"{page.url} is wider than the window"
            assert_accessible(page)
            picture(page, f"{prefix}-{name}")

        return look

    return of


def journey(site: Site, page: Page, other: Page, words: Words, photo: Photo, look: Callable[[Page], Look]) -> None:
    """The whole way, on two devices."""
    here, there = look(page), look(other)
    find_the_guide(page, words, here)
    choose_the_community(page, words, here)
    code = send_the_form(page, words, photo, here)
    page.get_by_role("link", name=words.see).click()
    page.wait_for_url(f"**/m/{code}")
    here("submitted")
    follow(other, words, code, there)
    act(site, code, "ask")
    add_what_is_missing(other, words, photo, there)
    act(site, code, "accept", "note")
    other.reload()
    there("accepted")
    act(site, code, "grant", "close")
    rate_and_ask_again(other, words, there)
    assert site.query("select rating, state from matters_matter where code = %s", code) == [("5", "reopening_asked")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["phone", "desk"])
def test_a_resident_manages_alone(kind, language, site, open_context, words, photo, looker) -> None:
    pages = [open_context(kind).new_page() for _ in range(2)]
    journey(site, *pages, words, photo, lambda page: looker(page, "resident" if kind == "phone" else "resident-desk"))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_she_manages_without_javascript(language, without_javascript, site, open_context, words, photo) -> None:
    pages = [open_context("phone").new_page() for _ in range(2)]
    journey(site, *pages, words, photo, lambda page: lambda name: None)
