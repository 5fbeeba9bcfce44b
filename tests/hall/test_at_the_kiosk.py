"""The kiosk shows guides, progress and the community, and keeps nothing of anyone."""

from __future__ import annotations

import tomllib
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.matters.codes import new_code
from tests.hall.booking import TODAY_TWO, Bookings
from tests.hall.screens import KIOSK, AtScreen
from tests.hall.visiting import Visiting
from tests.world import ALLOWANCE, CERTIFICATE, JINLI, LAMP, XIMIANQIAO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def kiosk() -> AtScreen:
    """Somebody before the touch screen."""
    return AtScreen(Client(headers={"accept-language": "zh-hans"}), KIOSK)


def test_it_begins_with_a_few_large_ways(visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read()
    for way in ("take", "check-in", "guides", "progress", "community"):
        assert f'href="{KIOSK}/{way}"' in page


def test_guides_are_found_by_words_and_by_picture(visiting: Visiting, kiosk: AtScreen) -> None:
    for page in (kiosk.read("guides", q="低保"), kiosk.read("guides", field="civil_affairs")):
        assert f'href="{KIOSK}/guides/{ALLOWANCE}"' in page
    assert "没有找到" in kiosk.read("guides", q="火星移民")
    assert "按图找" in kiosk.read("guides", field="nothing")


@pytest.mark.parametrize("path", ["take", "guides"])
def test_who_cannot_type_presses_a_word(path: str, visiting: Visiting, kiosk: AtScreen) -> None:
    assert f'href="{KIOSK}/{path}?q=%E4%BD%8E%E4%BF%9D">低保</a>' in kiosk.read(path).partition("words")[2]
    kiosk.client.cookies["language"] = "en"
    assert "低保</a>" not in kiosk.read(path).partition('class="words"')[2]


def test_no_word_to_press_tells_bystanders_what_befell_somebody(visiting: Visiting, kiosk: AtScreen) -> None:
    version = visiting.world.item(LAMP)
    version.content["synonyms"] = ["照料", "精神病", "陪伴"]
    version.save(update_fields=["content"])
    words = kiosk.read("take").partition('class="words"')[2]
    assert "低保</a>" in words
    assert "照料" not in words
    assert "精神病" not in words


def test_each_word_that_is_kept_back_has_its_reason() -> None:
    read = tomllib.loads((site_settings.DATA / "hall" / "discreet.toml").read_text("utf-8"))
    assert all(entry["holds"] and entry["reason"]["zh"] and entry["reason"]["en"] for entry in read["word"])


def test_words_stand_under_their_pictures(visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read("take")
    assert page.index("困难、养老、优抚") < page.index(">低保</a></li>") < page.index("小区里的事</h3>")


def test_a_kiosk_with_a_printer_keeps_its_address_to_the_number(visiting: Visiting, kiosk: AtScreen) -> None:
    filled = {"submission": str(uuid4()), "item": ALLOWANCE, "who": "self"}
    for query, prints in (("?print=auto", True), ("?print=never", False), ("", False)):
        answer = kiosk.client.post(f"{KIOSK}/take{query}", {**filled, "submission": str(uuid4())})
        assert answer["Location"].endswith("?print=auto") == prints
        assert (
            "data-prints" in kiosk.read(answer["Location"].partition("?")[0], print="auto" if prints else "")
        ) == prints
    booking = Bookings(visiting).books(TODAY_TWO)
    answer = kiosk.client.post(f"{KIOSK}/check-in?print=auto", {"code": booking.code})
    assert answer["Location"].endswith("?print=auto")


def test_a_guide_is_read_printed_or_taken_along(visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read(f"guides/{ALLOWANCE}")
    assert "身份证" in page
    assert "data-print" in page
    assert "<svg" in page.partition("ticket__qr")[2]
    assert f'href="{KIOSK}/take?item={ALLOWANCE}"' in page


def test_the_guide_of_what_has_ended_offers_no_number(visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read(f"guides/{CERTIFICATE}")
    assert "无需再开" in page
    assert "/take?item=" not in page


@pytest.mark.parametrize("code", ["nothing.here", "%00", "x" * 300])
def test_there_is_no_guide_of_what_does_not_exist(code: str, visiting: Visiting, kiosk: AtScreen) -> None:
    kiosk.read(f"guides/{code}", 404)


def test_progress_is_told_by_code_and_digits_and_remembered_nowhere(visiting: Visiting, kiosk: AtScreen) -> None:
    matter = visiting.world.matter()
    answer = kiosk.client.post(f"{KIOSK}/progress", {"code": matter.code.lower(), "last_four": "0001"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "办到哪一步了" in page
    assert "测试居民" not in page
    assert "no-store" in answer["Cache-Control"]
    assert not Session.objects.exists()
    assert "sessionid" not in kiosk.client.cookies
    assert kiosk.client.get(f"/m/{matter.code}").status_code == 302


def test_a_wrong_code_is_answered_beside_the_field_and_guessing_is_slowed(visiting: Visiting, kiosk: AtScreen) -> None:
    asked = {"code": "7KQ4M2XH9T", "last_four": "0001"}
    answers = [kiosk.client.post(f"{KIOSK}/progress", asked) for _ in range(30)]
    assert answers[0].status_code == 422
    assert "没有找到" in answers[0].content.decode()
    assert answers[-1].status_code == 429
    assert answers[-1]["Retry-After"].isdigit()


def test_who_has_booked_checks_in_by_code_and_gets_the_number(visiting: Visiting, kiosk: AtScreen) -> None:
    booking = Bookings(visiting).books(TODAY_TWO)
    for code in (booking.code.lower(), f"https://hall.example/booking/{booking.code}"):
        answer = kiosk.client.post(f"{KIOSK}/check-in", {"code": code, "green": "on"})
        assert answer.status_code == 302
        assert answer["Location"].startswith(f"{KIOSK}/ticket/")
    ticket = Ticket.objects.get(booking=booking)
    assert (ticket.number, ticket.lane) == ("A001", "green")


def test_a_booking_of_another_day_or_hall_is_told_so(visiting: Visiting, kiosk: AtScreen) -> None:
    tomorrow = Bookings(visiting).books()
    answer = kiosk.client.post(f"{KIOSK}/check-in", {"code": tomorrow.code})
    assert answer.status_code == 422
    assert "2026年3月3日 星期二" in answer.content.decode()
    set_up_hall(visiting.world.place(XIMIANQIAO))
    elsewhere = kiosk.client.post(KIOSK.replace(JINLI, XIMIANQIAO) + "/check-in", {"code": tomorrow.code})
    assert "请到那里签到" in elsewhere.content.decode()
    assert not Ticket.objects.exists()


def test_guessing_codes_of_bookings_and_numbers_is_slowed(visiting: Visiting, kiosk: AtScreen) -> None:
    wrong = [kiosk.client.post(f"{KIOSK}/check-in", {"code": new_code()}).status_code for _ in range(30)]
    assert (wrong[0], wrong[-1]) == (422, 429)
    assert kiosk.client.get(f"/ticket/{new_code()}").status_code == 429


def test_the_communitys_page_stands_at_the_kiosk_with_a_way_to_the_whole(visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read("community", of="nonsense")
    assert "锦里社区" in page
    assert f'href="/c/{JINLI}"' not in page, "nobody is led out of the kiosk"
    assert "<svg" in page


def test_when_it_forgets_language_size_and_session_are_gone(visiting: Visiting, kiosk: AtScreen) -> None:
    kiosk.client.post("/display", {"display": "elder", "next": KIOSK})
    kiosk.client.post("/language", {"language": "en", "next": KIOSK})
    session = kiosk.client.session
    session["matters"] = ["7KQ4M2XH9T"]
    session.save()
    assert 'data-display="elder"' in kiosk.read()
    assert "Take a number" in kiosk.read()
    answer = kiosk.client.post(f"{KIOSK}/forget")
    assert (answer.status_code, answer["Location"]) == (302, KIOSK)
    assert 'data-display="standard"' in kiosk.read()
    assert "取号办事" in kiosk.read()
    assert not Session.objects.exists()


@pytest.mark.parametrize(("is_demo", "answer"), [(True, 200), (False, 302)])
def test_who_signed_in_at_a_real_kiosk_is_signed_out(
    is_demo: bool, answer: int, visiting: Visiting, kiosk: AtScreen, settings: Settings
) -> None:
    settings.DEMO = is_demo
    kiosk.client.force_login(visiting.world.person("clerk"))
    kiosk.client.post(f"{KIOSK}/forget")
    assert kiosk.client.get("/desk").status_code == answer


def test_forgetting_needs_a_post_with_its_token(visiting: Visiting, kiosk: AtScreen) -> None:
    assert kiosk.client.get(f"{KIOSK}/forget").status_code == 405
    assert Client(enforce_csrf_checks=True).post(f"{KIOSK}/forget").status_code == 403


@pytest.mark.parametrize("path", ["", "take", "guides", "progress", "check-in", "community", f"guides/{ALLOWANCE}"])
def test_no_link_leads_out_of_the_kiosk(path: str, visiting: Visiting, kiosk: AtScreen) -> None:
    page = kiosk.read(path)
    links = [part.partition('"')[0] for part in page.split("<a ")[1:] for part in [part.partition('href="')[2]]]
    out = [link for link in links if not link.startswith((KIOSK, "#", "?", "/demo"))]
    assert out == []
