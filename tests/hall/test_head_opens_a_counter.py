"""The head of the hall opens a counter for somebody who serves there today; they find it open, and read by whom and when."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from juzhan.apps.bodies.services import leave_post
from juzhan.apps.hall.access import serves
from juzhan.apps.hall.models import Hall, Shift
from juzhan.apps.hall.seating import who_serve
from juzhan.apps.hall.services import sitting
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.record.selectors import entries_about
from juzhan.domain.shared import Refusal
from tests.hall.sharing import NEIGHBOR_MEMBER, share
from tests.hall.test_counter_page import COUNTER, HALL, act
from tests.hall.test_head_page import HEAD
from tests.hall.test_rostered_today import plan
from tests.hall.visiting import TEN, Visiting, later
from tests.matters.doing import refused
from tests.world import JINLI, XIMIANQIAO, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

SignedIn = Callable[..., Client]
TODAY = TEN.date()


@pytest.fixture
def head(signed_in: SignedIn, visiting: Visiting) -> Client:
    """The head before the page of the hall."""
    return signed_in("secretary")


def opens_for(head: Client, visiting: Visiting, who: str, number: int = 2, *queues: str) -> tuple[int, str]:
    """The head seats somebody at a counter; gives the status and the page."""
    sent = {"open": str(number), "person": str(visiting.world.person(who).pk), "groups": list(queues)}
    answer = head.post(HEAD, sent, follow=True)
    return answer.status_code, answer.content.decode()


def offered(page: str, number: int) -> list[str]:
    """Whom the page offers for a counter, in their order; who cannot be chosen has a star, who is chosen already a plus."""
    select = page.split(f'id="open-{number}-person"')[1].split("</select>", maxsplit=1)[0]
    found = re.findall(r'<option value="\d+"( disabled| selected|)>(.*?)</option>', select)
    return [{"": "", " disabled": "*", " selected": "+"}[mark] + name for mark, name in found]


# ── who can be chosen ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_those_who_serve_in_the_hall_can_be_chosen_and_nobody_else(head: Client, visiting: Visiting) -> None:
    world = visiting.world
    able = {who for who in world.people if serves(world.actor(who, TODAY), visiting.hall)}
    assert able == {"secretary", "clerk", "colleague", "chair", "committee_member"}
    assert who_serve(visiting.hall, TODAY) == sorted((world.person(who) for who in able), key=lambda each: each.name)
    assert sorted(offered(head.get(HEAD).content.decode(), 1)) == sorted(world.person(who).name for who in able)


def test_whom_the_roster_wants_comes_first_and_is_chosen_already_then_the_stand_in(
    head: Client, visiting: Visiting
) -> None:
    plan(visiting, 2, "colleague", "chair")
    plan(visiting, 3, "clerk")
    page = head.get(HEAD).content.decode()
    assert offered(page, 2)[:2] == ["+站员乙（今天排这里）", "居主任（B 岗）"]
    assert offered(page, 2)[-1] == "站员甲（今天排 3 号窗口）"
    assert offered(page, 3)[0] == "+站员甲（今天排这里）"
    assert not [name for name in offered(page, 1) if name.startswith("+")]


def test_who_sits_elsewhere_is_shown_as_such_and_cannot_be_chosen(head: Client, visiting: Visiting) -> None:
    plan(visiting, 2, "colleague", "chair")
    visiting.opens("colleague", 1)
    visiting.opens("clerk", 3)
    assert offered(head.get(HEAD).content.decode(), 2) == [
        "*站员乙（现在坐 1 号窗口）", "+居主任（B 岗）", "书记", "居委员", "*站员甲（现在坐 3 号窗口）",
    ]  # fmt: skip


def test_one_who_sits_in_another_hall_is_shown_with_it(head: Client, visiting: Visiting, world: World) -> None:
    other = Visiting(world, set_up_hall(world.place(XIMIANQIAO)))
    Shift.objects.create(counter=other.counter(1), person=world.person("clerk"), opened_at=TEN)
    assert "*站员甲（现在坐 洗面桥社区便民服务大厅 1 号窗口）" in offered(head.get(HEAD).content.decode(), 2)
    status, page = opens_for(head, visiting, "clerk")
    assert status == 409
    assert "站员甲现在坐 洗面桥社区便民服务大厅 1 号窗口" in page


def test_whose_post_has_ended_or_whose_account_is_closed_cannot_be_chosen(head: Client, visiting: Visiting) -> None:
    clerk, colleague = (visiting.world.person(who) for who in ("clerk", "colleague"))
    ended = leave_post(clerk.holdings.get(), TODAY, by=None, at=later(-60))
    assert not isinstance(ended, Refusal), ended
    colleague.is_active = False
    colleague.save()
    assert not [name for name in offered(head.get(HEAD).content.decode(), 2) if "站员" in name]
    assert [opens_for(head, visiting, who)[0] for who in ("clerk", "colleague")] == [422, 422]
    assert not Shift.objects.exists()


def test_where_nobody_is_free_the_page_says_so(head: Client, visiting: Visiting) -> None:
    set_up_hall(visiting.world.place())
    for number, who in enumerate(("clerk", "colleague", "chair", "committee_member", "secretary"), 1):
        visiting.hall.counters.get_or_create(number=number)
        visiting.opens(who, number)
    visiting.hall.counters.create(number=6)
    page = head.get(HEAD).content.decode()
    assert "没有空闲的人" in page
    assert 'name="open"' not in page


def test_the_page_asks_no_more_for_many_counters_and_people(head: Client, visiting: Visiting) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert head.get(HEAD).status_code == 200
        return len(queries)

    plan(visiting, 2, "clerk")
    visiting.opens("secretary", 1)
    few = asked()
    for number in range(4, 9):
        visiting.hall.counters.create(number=number)
    visiting.opens("colleague", 4)
    plan(visiting, 5, "chair", "committee_member")
    plan(visiting, 6, "committee_member", "colleague")
    assert asked() == few


# ── opening ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_head_opens_a_counter_and_it_calls_the_queues_that_were_ticked(head: Client, visiting: Visiting) -> None:
    status, page = opens_for(head, visiting, "clerk", 2, "B", "C")
    assert status == 200
    assert "2 号窗口开了，由站员甲叫号" in page
    assert "10:00 书记开" in page
    shift = Shift.objects.get()
    assert (shift.counter, shift.person, shift.opened_by) == (
        visiting.counter(2), visiting.world.person("clerk"), visiting.world.person("secretary"),
    )  # fmt: skip
    assert [group.letter for group in shift.served] == ["B", "C"]


def test_none_ticked_means_every_queue(head: Client, visiting: Visiting) -> None:
    visiting.counter(2).groups.set([visiting.group("B")])
    opens_for(head, visiting, "clerk")
    assert [group.letter for group in Shift.objects.get().served] == ["A", "B", "C"]


def test_the_record_says_who_opened_it_for_whom(head: Client, visiting: Visiting) -> None:
    opens_for(head, visiting, "clerk", 2, "B")
    entry = entries_about(f"counter:{visiting.counter(2).pk}").get(act="counter.opened")
    told = json.loads(bytes(entry.canonical))
    assert told["actor"]["person"] == f"person:{visiting.world.person('secretary').pk}"
    assert told["facts"] == {"number": 2, "person": visiting.world.person("clerk").pk, "queues": "B"}
    assert entry.log.place == JINLI


def test_who_opens_a_counter_for_themselves_reads_nothing_of_a_head(head: Client, visiting: Visiting) -> None:
    opens_for(head, visiting, "secretary")
    assert Shift.objects.get().opened_by is None
    assert "为您开了" not in head.get(COUNTER).content.decode()
    entry = entries_about(f"counter:{visiting.counter(2).pk}").get(act="counter.opened")
    assert json.loads(bytes(entry.canonical))["facts"] == {"number": 2, "queues": ""}


def test_opening_for_somebody_who_sits_there_changes_nothing(head: Client, visiting: Visiting) -> None:
    shift = visiting.opens("clerk", 2)
    assert opens_for(head, visiting, "clerk", 2, "B")[0] == 200
    assert Shift.objects.get() == shift
    assert len(shift.served) == 0
    assert entries_about(f"counter:{visiting.counter(2).pk}").count() == 1


@pytest.mark.parametrize("who", ["clerk", "chair", "neighbor_secretary", "representative", "street_director"])
def test_nobody_but_the_head_opens_a_counter_for_another(who: str, visiting: Visiting, signed_in: SignedIn) -> None:
    assert opens_for(signed_in(who), visiting, "colleague")[0] == 403
    result = sitting.open_for(
        visiting.counter(2), visiting.world.person("colleague"), by=visiting.world.actor(who), at=TEN
    )
    assert refused(result) == "hall.not_head"
    assert not Shift.objects.exists()


@pytest.mark.parametrize("who", ["neighbor_clerk", "representative", "street_officer", "outsider"])
def test_who_does_not_serve_in_the_hall_is_not_seated_there(who: str, head: Client, visiting: Visiting) -> None:
    status, page = opens_for(head, visiting, who)
    assert status == 422
    assert "今天不在这个大厅任职" in page
    assert visiting.world.person(who).name not in page
    assert not Shift.objects.exists()


@pytest.mark.parametrize("person", ["", "0", "x", "-1", "999999999", "9" * 400, "一"])
def test_without_a_person_the_page_asks_for_one_and_keeps_the_queues(
    person: str, head: Client, visiting: Visiting
) -> None:
    answer = head.post(HEAD, {"open": "2", "person": person, "groups": ["C"]})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请选择谁来坐 2 号窗口" in page
    assert 'aria-describedby="open-2-error"' in page
    ticked = re.findall(r'id="open-2-(\w)" value="\w" checked', page)
    assert ticked == ["C"]
    assert '<details class="details seat__open" data-name="open-2" open>' in page


@pytest.mark.parametrize("number", ["", "0", "9", "x", "二", "9" * 40])
def test_a_counter_that_the_hall_has_not_is_not_opened(number: str, head: Client, visiting: Visiting) -> None:
    person = str(visiting.world.person("clerk").pk)
    assert head.post(HEAD, {"open": number, "person": person}).status_code == 404


def test_what_has_changed_meanwhile_is_said(head: Client, visiting: Visiting) -> None:
    visiting.opens("colleague", 2)
    taken = opens_for(head, visiting, "clerk", 2)
    elsewhere = opens_for(head, visiting, "colleague", 3, "B")
    assert [taken[0], elsewhere[0]] == [409, 409]
    assert "2 号窗口现在由站员乙使用" in taken[1]
    assert "站员乙现在坐 2 号窗口。请另选一位" in elsewhere[1]
    assert re.findall(r'id="open-3-(\w)" value="\w" checked', elsewhere[1]) == ["B"]


def test_a_counter_out_of_use_is_not_opened(head: Client, visiting: Visiting) -> None:
    counter = visiting.counter(2)
    counter.is_in_use = False
    counter.save()
    status, page = opens_for(head, visiting, "clerk")
    assert status == 409
    assert "2 号窗口没有启用" in page


# ── what the clerk finds ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh-hans", "书记在 10:00 为您开了 2 号窗口。"), ("en", "Shu Secretary opened Counter 2 for you at 10:00.")],
)
def test_the_clerk_finds_the_counter_open_and_reads_by_whom_and_when(
    language: str, said: str, head: Client, visiting: Visiting, signed_in: SignedIn
) -> None:
    clerk = signed_in("clerk", language)
    assert clerk.get(HALL).status_code == 200
    opens_for(head, visiting, "clerk")
    assert clerk.get(HALL).headers["Location"] == COUNTER
    assert said in clerk.get(COUNTER).content.decode()


def test_the_page_of_all_counters_leads_to_the_counter_by_itself(
    head: Client, visiting: Visiting, signed_in: SignedIn
) -> None:
    clerk = signed_in("clerk")
    page = clerk.get(HALL).content.decode()
    address = re.search(r'data-parts="([^"]+)"', page)
    assert address is not None
    part = clerk.get(address[1])
    assert (part.status_code, "<html" in part.content.decode()) == (200, False)
    opens_for(head, visiting, "clerk")
    assert clerk.get(address[1]).headers["Location"] == COUNTER


def test_a_page_of_the_counter_where_one_sat_before_leads_to_the_new_one(
    head: Client, visiting: Visiting, signed_in: SignedIn
) -> None:
    visiting.opens("clerk", 1)
    clerk = signed_in("clerk")
    address = re.search(r'data-parts="([^"]+)"', clerk.get(COUNTER).content.decode())
    assert address is not None
    shown = address[1].replace("&amp;", "&")
    assert clerk.get(shown).status_code == 200
    head.post(HEAD, {"close": "1"})
    opens_for(head, visiting, "clerk", 2)
    assert clerk.get(shown).headers["Location"] == COUNTER
    assert "2 号窗口" in clerk.get(COUNTER).content.decode()


def test_after_the_first_visit_nothing_is_said_of_the_opening(
    head: Client, visiting: Visiting, signed_in: SignedIn, clock: time_machine.Coordinates
) -> None:
    visiting.takes(later(-20))
    shift = visiting.opens("clerk", 2, later(-15))
    visiting.serves(shift, later(-14), later(-10))
    sitting.close_counter(shift, by=visiting.world.actor("clerk"), at=later(-5))
    opens_for(head, visiting, "clerk")
    clerk = signed_in("clerk")
    assert "为您开了" in clerk.get(COUNTER).content.decode(), "the visit before the opening does not count"
    ticket = visiting.takes()
    act(clerk, "next")
    assert "为您开了" not in clerk.get(COUNTER).content.decode()
    act(clerk, "begin", ticket)
    clock.move_to(later(5))
    act(clerk, "finish", ticket)
    assert "为您开了" not in clerk.get(COUNTER).content.decode()


def test_whoever_wants_another_counter_reads_where_the_head_has_seated_them(
    head: Client, visiting: Visiting, signed_in: SignedIn
) -> None:
    opens_for(head, visiting, "clerk")
    status, page = act(signed_in("clerk"), "open", counter="3")
    assert status == 409
    assert "您已经开了2 号窗口，先关掉它" in page
    assert "书记在 10:00 为您开了锦里社区便民服务大厅的 2 号窗口" in page


def test_whoever_does_not_want_the_counter_closes_it(head: Client, visiting: Visiting, signed_in: SignedIn) -> None:
    opens_for(head, visiting, "clerk")
    status, page = act(signed_in("clerk"), "close")
    assert (status, "您坐哪个窗口" in page) == (200, True)
    assert Shift.objects.get().closed_by is None


# ── a hall for several communities ─────────────────────────────────────────────────────────────────────────────────────


def test_in_a_shared_hall_the_people_of_each_body_can_be_seated(
    head: Client, visiting: Visiting, world: World, hall: Hall, signed_in: SignedIn
) -> None:
    share(world)
    able = {who for who in world.people if serves(world.actor(who, TODAY), hall)}
    assert NEIGHBOR_MEMBER in able
    assert {person.pk for person in who_serve(hall, TODAY)} == {world.person(who).pk for who in able}
    assert opens_for(head, visiting, NEIGHBOR_MEMBER)[0] == 200
    page = signed_in(NEIGHBOR_MEMBER).get(COUNTER).content.decode()
    assert "书记在 10:00 为您开了 2 号窗口" in page
    assert opens_for(head, visiting, "neighbor_clerk", 3)[0] == 422


def test_only_the_head_of_the_station_seats_people_in_a_shared_hall(visiting: Visiting, world: World) -> None:
    share(world)
    result = sitting.open_for(
        visiting.counter(),
        world.person(NEIGHBOR_MEMBER),
        by=world.actor("neighbor_secretary", date(2026, 3, 2)),
        at=TEN,
    )
    assert refused(result) == "hall.not_head"
