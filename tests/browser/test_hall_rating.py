"""A visitor rates badly on a phone; the head follows it up; the visitor reads the result; a struck rating stands in public."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from attrs import frozen
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.desks import become, do
from tests.browser.serving import Site, environment
from tests.browser.watching import Watcher
from tests.environment import VAR

Open = Callable[[str], BrowserContext]
Check = Callable[[Page], None]
Picture = Callable[[Page, str], None]


@frozen
class Words:
    """What stands on buttons and labels in one language."""

    grade: str
    more: str
    reason: str
    send: str
    thanks: str
    later: str
    working: str
    settled: str
    closed: str


WORDS = {
    "zh": Words(
        "非常不满意", "再说详细一点", "态度不好", "提交评价", "谢谢您的评价", "零点以后", "正在核实", "已解决", "已经办结"
    ),
    "en": Words(
        "Very dissatisfied", "Say a little more", "I was treated badly", "Send the rating", "Thank you for rating",
        "After midnight", "its head is looking into it", "Settled", "It is closed",
    ),
}  # fmt: skip
SERVED = """
select ticket.code from hall_ticket as ticket join hall_hall as hall on hall.id = ticket.hall_id
join bodies_body as body on body.place_id = hall.place_id and body.key = 'workstation'
join bodies_post as post on post.body_id = body.id join bodies_holding as holding on holding.post_id = post.id
join accounts_person as person on person.id = holding.person_id and person.username = 'demo-head'
left join hall_visitrating as rating on rating.ticket_id = ticket.id
where ticket.state = 'served' and rating.ticket_id is null and ticket.ended_at > now() - interval '25 days'
order by ticket.id desc limit 1
"""
FOLLOW_UP = """
select matter.code, hall.place_id, rating.reference
from hall_visitrating as rating join hall_ticket as ticket on ticket.id = rating.ticket_id
join hall_hall as hall on hall.id = ticket.hall_id join matters_matter as matter on matter.id = rating.follow_up_id
where ticket.code = %s
"""


def a_served_ticket(site: Site) -> str:
    """The code of a visit of the demonstration that nobody has rated."""
    return str(site.query(SERVED)[0][0])


def rate_badly(page: Page, code: str, words: Words, look: Check) -> None:
    """Choose the last face, a reason, write a word, send."""
    page.goto(f"/ticket/{code}/rate")
    look(page)
    expect(page.locator("[name=phone]")).to_be_hidden()
    page.get_by_label(words.grade, exact=True).check()
    expect(page.locator("[name=phone]")).to_be_visible()
    page.get_by_text(words.more).click()
    page.get_by_text(words.reason, exact=True).click()
    page.locator("[name=comment]").fill("说话很大声，问了三次才回答")
    look(page)
    page.get_by_role("button", name=words.send).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.thanks)
    expect(page.locator("main")).to_contain_text(words.later)
    look(page)


def after_midnight(site: Site, code: str) -> None:
    """The rating is of yesterday, and the job of the night has run."""
    site.query("update hall_visitrating set rated_at = rated_at - interval '1 day' where ticket_id = "
               "(select id from hall_ticket where code = %s)", code)  # fmt: skip
    run = "import django; django.setup(); from juzhan.apps.hall.tasks import follow_up; follow_up(0)"
    given = environment(site.database, VAR / "site") | {"DJANGO_SETTINGS_MODULE": "juzhan.config.settings"}
    subprocess.run([sys.executable, "-c", run], env=given, check=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_from_a_bad_rating_to_a_closed_follow_up_that_the_visitor_reads(
    language: str, open_context: Open, site: Site, look: Check, picture: Picture
) -> None:
    words, code = WORDS[language], a_served_ticket(site)
    visitor, head = open_context("phone").new_page(), become(open_context("desk").new_page(), "demo-head")

    visitor.goto(f"/ticket/{code}/rate")
    picture(visitor, "hall-rate")
    rate_badly(visitor, code, words, look)
    picture(visitor, "hall-rated")
    after_midnight(site, code)
    visitor.reload()
    expect(visitor.locator("main")).to_contain_text(words.working)
    matter, place, reference = site.query(FOLLOW_UP, code)[0]
    head.goto(f"/desk/hall/{place}/ratings/{reference}")
    expect(head.locator("main")).to_contain_text("问了三次才回答")
    look(head)
    picture(head, "hall-rating")
    head.goto(f"/desk/hall/{place}/ratings")
    look(head)
    picture(head, "hall-ratings")
    do(head, matter, "note", note="已看监控，约谈窗口人员")
    head.goto(f"/desk/matters/{matter}/decide")
    head.locator(".act-form input[type=radio][value=settled]").check()
    head.locator("[name=reason]").fill("情况属实，已道歉并重新培训")
    head.locator(".act-form button[type=submit]").click()
    do(head, matter, "close")
    stranger = open_context("phone").new_page()
    stranger.goto(f"/ticket/{code}/rate")
    expect(stranger.locator("main")).not_to_contain_text(words.grade)
    look(stranger)
    visitor.goto(f"/ticket/{code}")
    for said in (words.closed, words.settled, "情况属实，已道歉并重新培训", "已看监控，约谈窗口人员"):
        expect(visitor.locator("main")).to_contain_text(said)
    look(visitor)
    picture(visitor, "hall-rating-result")


def test_without_javascript_and_in_large_type(
    open_context: Open, without_javascript: None, site: Site, picture: Picture
) -> None:
    code, page = a_served_ticket(site), open_context("phone").new_page()
    page.context.add_cookies([{"name": "display", "value": "elder", "url": site.url}])
    page.goto(f"/ticket/{code}/rate")
    assert page.locator("html").get_attribute("data-display") == "elder"
    expect(page.locator("[name=phone]")).to_be_visible()
    page.get_by_label("满意", exact=True).check()
    picture(page, "hall-rate-elder")
    page.get_by_role("button", name="提交评价").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("谢谢您的评价")


def test_a_clerk_is_told_why_they_cannot_rate(open_context: Open, site: Site, watcher: Watcher) -> None:
    watcher.allow("403")
    page = become(open_context("desk").new_page(), "demo-clerk")
    page.goto(f"/ticket/{a_served_ticket(site)}/rate")
    expect(page.locator("main")).to_contain_text("评价只能由来办事的人自己做")


def test_an_appeal_is_answered_by_those_who_supervise_and_the_strike_stands_in_public(
    open_context: Open, site: Site, assert_accessible: Check, picture: Picture
) -> None:
    code, visitor = a_served_ticket(site), open_context("phone").new_page()
    head, council = (become(open_context("desk").new_page(), who) for who in ("demo-head", "demo-council"))
    rate_badly(visitor, code, WORDS["zh"], lambda _: None)
    after_midnight(site, code)
    _, place, reference = site.query(FOLLOW_UP, code)[0]
    page = f"/desk/hall/{place}/ratings/{reference}"
    head.goto(page)
    head.locator("[name=reason]").fill("当天监控中没有这样的事，评的是隔壁药店")
    head.get_by_role("button", name="提交申诉").click()
    council.goto(page)
    assert_accessible(council)
    council.get_by_label("申诉成立").check()
    council.locator("[name=reason]").fill("看过监控，确属误评")
    council.get_by_role("button", name="提交答复").click()
    visitor.goto(f"/hall/{place}")
    visitor.get_by_text("申诉成立、不计入的评价").click()
    expect(visitor.locator("main")).to_contain_text("看过监控，确属误评")
    picture(visitor, "hall-figures")
    assert_accessible(visitor)
