"""The page on which a visitor rates, without scripts, and reads what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.access import rating_token
from juzhan.apps.hall.models import VisitRating
from juzhan.apps.hall.views import second_screen
from juzhan.apps.matters import services
from juzhan.apps.matters.codes import new_code
from juzhan.domain.matters import Outcome
from juzhan.domain.queueing.ratings import Reason
from juzhan.ui.formats import grouped
from tests.hall.rating import GOOD, after_midnight, publish_follow_up, rates, visited
from tests.hall.visiting import Visiting, later
from tests.world import JINLI, at

pytestmark = pytest.mark.django_db

SignedIn = Callable[[str], Client]
NIGHT = at(2026, 3, 3, 1)


@pytest.fixture(autouse=True)
def _afternoon(clock: time_machine.Coordinates) -> None:
    clock.move_to(later(120))


def url_of(ticket: object) -> str:
    """Where a ticket is rated."""
    return reverse("ticket_rate", args=[ticket.code])  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_offers_five_faces_reasons_and_a_word(language: str, visiting: Visiting, client: Client) -> None:
    client.cookies["language"] = language
    page = client.get(url_of(visited(visiting))).content.decode()
    assert page.count('type="radio" name="grade"') == 5
    assert page.count('type="checkbox" name="reasons"') == 11
    assert ("Treated" in page or "treated" in page) == (language == "en")


def test_a_rating_without_a_grade_comes_back_with_what_was_typed(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    answer = client.post(url_of(ticket), {"comment": "等了很久", "reasons": ["waited"]})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "等了很久" in page
    assert 'value="waited"' in page
    assert "checked" in page


@pytest.mark.parametrize("given", [{"grade": "6"}, {"grade": "1", "reasons": ["bribe"]}, {"grade": "1", "phone": "12"}])
def test_what_is_not_in_the_lists_is_refused(given: dict[str, object], visiting: Visiting, client: Client) -> None:
    assert client.post(url_of(visited(visiting)), given).status_code == 422
    assert not VisitRating.objects.exists()


def test_after_a_good_rating_the_page_thanks(visiting: Visiting, client: Client) -> None:
    answer = client.post(url_of(visited(visiting)), {"grade": "5"}, follow=True)
    assert (answer.status_code, VisitRating.objects.get().grade) == (200, "5")
    assert "谢谢您的评价" in answer.content.decode()


def test_a_second_try_is_told_so_kindly(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    rates(ticket, GOOD)
    answer = client.post(url_of(ticket), {"grade": "1"})
    assert answer.status_code == 409
    assert "已经评过了" in answer.content.decode()
    assert client.get(url_of(ticket)).status_code == 200


def test_without_the_code_of_a_ticket_there_is_nothing_to_rate(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    for code in (new_code(), str(ticket.pk), ticket.number, str(ticket.submission)):
        assert client.post(f"/ticket/{code}/rate", {"grade": "5"}).status_code == 404
    assert not VisitRating.objects.exists()


def test_who_has_the_tickets_code_reads_that_it_was_rated_and_not_how(visiting: Visiting, client: Client) -> None:
    publish_follow_up()
    ticket = visited(visiting)
    rating = after_midnight(rates(ticket, comment="等了很久", reasons=[Reason.MANNER]))
    assert rating.follow_up is not None
    for url in (
        url_of(ticket),
        reverse("ticket", args=[ticket.code]),
        reverse("visit_rate", args=[rating_token(ticket)]),
    ):
        page = client.get(url).content.decode()
        assert "已经评过了" in page
        for told in ("不满意", "等了很久", "态度不好", "差评", rating.code, rating.reference):
            assert told not in page
    again = client.post(url_of(ticket), {"grade": "5"}).content.decode()
    assert "不满意" not in again


def test_the_one_who_rated_reads_it_by_a_code_of_its_own_from_any_browser(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    answer = client.post(url_of(ticket), {"grade": "1", "comment": "等了很久"})
    rating = VisitRating.objects.get()
    assert answer.headers["Location"] == reverse("rating_read", args=[rating.code])
    page = Client(headers={"accept-language": "zh-hans"}).get(answer.headers["Location"]).content.decode()
    for told in ("等了很久", "非常不满意", grouped(rating.code), "2026年3月23日"):
        assert told in page


def test_the_browser_that_rated_is_led_to_the_rating(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    answer = client.post(url_of(ticket), {"grade": "5"})
    assert client.get(url_of(ticket)).headers["Location"] == answer.headers["Location"]
    assert answer.headers["Location"] in client.get(reverse("ticket", args=[ticket.code])).content.decode()


def test_a_cookie_that_was_touched_opens_nothing(visiting: Visiting, client: Client) -> None:
    ticket = visited(visiting)
    rating = rates(ticket, comment="等了很久")
    client.cookies["rated"] = rating.code
    assert "等了很久" not in client.get(reverse("ticket", args=[ticket.code])).content.decode()


def test_a_form_that_is_sent_twice_leads_to_the_same_rating(visiting: Visiting, client: Client) -> None:
    ticket, given = visited(visiting), {"grade": "5", "submission": str(uuid4())}
    first, again = client.post(url_of(ticket), given), client.post(url_of(ticket), given)
    assert (first.status_code, again.headers["Location"]) == (302, first.headers["Location"])


def test_the_second_screens_address_rates_the_visit_once_and_opens_nothing_else(
    visiting: Visiting, client: Client
) -> None:
    ticket = visited(visiting)
    url = reverse("visit_rate", args=[rating_token(ticket)])
    assert ticket.code not in client.get(url).content.decode()
    assert client.post(url, {"grade": "4"}).status_code == 302
    assert Client().post(url, {"grade": "1"}).status_code == 409
    assert VisitRating.objects.get().grade == "4"
    assert client.get(reverse("ticket", args=[rating_token(ticket)])).status_code == 404


@pytest.mark.parametrize("change", [lambda word: word[:-1], lambda word: "9" + word, lambda _: "1", lambda _: "x.y"])
def test_a_made_up_word_rates_nothing(change: Callable[[str], str], visiting: Visiting, client: Client) -> None:
    word = change(rating_token(visited(visiting)))
    assert client.post(f"/rate/{word}", {"grade": "5"}).status_code == 404
    assert not VisitRating.objects.exists()


def test_the_second_screen_does_not_show_the_tickets_code(visiting: Visiting, signed_in: SignedIn) -> None:
    ticket, staff = visited(visiting), signed_in("clerk")
    shown: list[str] = []
    with patch.object(second_screen, "qr_svg", lambda address: shown.append(address) or ""):
        page = staff.get(reverse("counter_screen", args=[JINLI, 1])).content.decode()
    assert shown == [f"http://testserver{reverse('visit_rate', args=[rating_token(ticket)])}"]
    assert ticket.code not in page + shown[0]


def test_staff_of_the_hall_do_not_read_a_rating_by_its_code(visiting: Visiting, signed_in: SignedIn) -> None:
    rating = rates(visited(visiting), comment="等了很久")
    answer = signed_in("clerk").get(reverse("rating_read", args=[rating.code]))
    assert answer.status_code == 403
    assert "等了很久" not in answer.content.decode()


def test_guessing_the_codes_of_ratings_is_slowed(visiting: Visiting, client: Client) -> None:
    answers = [client.get(reverse("rating_read", args=[new_code()])).status_code for _ in range(9)]
    assert answers == [404] * 8 + [429]


def test_before_the_visit_was_served_the_page_says_when(visiting: Visiting, client: Client) -> None:
    answer = client.get(url_of(visiting.takes()))
    assert answer.status_code == 409
    assert "办完以后就可以评价" in answer.content.decode()


@pytest.mark.parametrize("who", ["clerk", "secretary", "chair"])
def test_staff_of_the_hall_are_shown_why_they_cannot_rate(who: str, visiting: Visiting, signed_in: SignedIn) -> None:
    ticket, staff = visited(visiting), signed_in(who)
    for answer in (staff.get(url_of(ticket)), staff.post(url_of(ticket), {"grade": "5"})):
        assert answer.status_code == 403
        assert "评价只能由来办事的人自己做" in answer.content.decode()
    assert not VisitRating.objects.exists()


def test_a_bad_rating_ends_in_a_closed_follow_up_that_the_visitor_reads(visiting: Visiting, client: Client) -> None:
    publish_follow_up()
    ticket = visited(visiting)
    page = client.post(url_of(ticket), {"grade": "1", "reasons": ["manner"]}, follow=True).content.decode()
    assert "2026年3月23日" in page, "it is told at once, though the follow-up is opened after midnight"
    assert "15 个工作日" in page
    matter, head = after_midnight(VisitRating.objects.get()).follow_up, visiting.world.actor("secretary", NIGHT.date())
    assert matter is not None
    for step in (
        services.note_progress(matter, note="已看监控并约谈", by=head, at=NIGHT + timedelta(hours=1)),
        services.decide_matter(
            matter, outcome=Outcome.SETTLED, reason="窗口人员已道歉", by=head, at=NIGHT + timedelta(hours=2)
        ),
        services.close_matter(matter, by=head, at=NIGHT + timedelta(hours=3)),
    ):
        assert not hasattr(step, "kind"), step
    page = client.get(url_of(ticket), follow=True).content.decode()
    for words in ("已看监控并约谈", "已解决", "窗口人员已道歉", "已经办结"):
        assert words in page


def test_the_page_of_the_ticket_shows_the_rating_to_the_visitor_and_not_to_staff_of_the_hall(
    visiting: Visiting, client: Client, signed_in: SignedIn
) -> None:
    ticket = visited(visiting)
    page = reverse("ticket", args=[ticket.code])
    assert url_of(ticket) in client.get(page).content.decode()
    client.post(url_of(ticket), {"grade": "2", "comment": "等了很久"})
    assert "等了很久" in client.get(page).content.decode()
    staff = signed_in("clerk")
    staff.cookies["rated"] = client.cookies["rated"].value
    assert "等了很久" not in staff.get(page).content.decode()


@pytest.mark.parametrize("who", ["clerk", "colleague"])
def test_a_clerk_does_not_work_on_the_follow_up(who: str, visiting: Visiting) -> None:
    publish_follow_up()
    matter = after_midnight(rates(visited(visiting), phone="13800000009")).follow_up
    by = visiting.world.actor(who)
    assert matter is not None
    result = services.decide_matter(matter, outcome=Outcome.SETTLED, reason="没事", by=by, at=later(130))
    assert "负责人本人" in str(result.text.zh)  # type: ignore[union-attr]
    shown = services.reveal_person(matter, by=by, at=later(131))
    assert not hasattr(shown, "phone"), "the phone for the call back is the head's alone"


def test_the_head_sees_the_phone_for_the_call_back(visiting: Visiting) -> None:
    from juzhan.apps.matters.access import sees_person

    publish_follow_up()
    matter = after_midnight(rates(visited(visiting), phone="13800000009", at=at(2026, 3, 2, 12))).follow_up
    assert matter is not None
    assert sees_person(visiting.world.actor("secretary"), matter)
    assert not sees_person(visiting.world.actor("clerk"), matter)
