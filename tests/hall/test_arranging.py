"""The head arranges the hall; others do not; each change is in the record and holds at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import pytest
from django.test import Client

from juzhan.apps.hall.models import Counter, Group, Hall, ItemCap
from juzhan.apps.record.models import Entry
from juzhan.domain.queueing.hours import Span
from tests.hall.at_counter import HEAD
from tests.hall.visiting import Visiting
from tests.world import JINLI, XIMIANQIAO

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]

ARRANGE = f"/desk/hall/{JINLI}/arrange"
PARTS = ("hours", "promise", "queues", "counters", "caps")
SignedIn = Callable[..., Client]
PROMISE = {
    "name": "锦里大厅", "name_en": "Jinli hall", "address": "", "promise_minutes": "20", "calls_before_missed": "2",
    "service_minutes": "8", "midnight": "keep", "green_for": "老人", "green_for_en": "old people",
    "green_head_start": "90", "booked_head_start": "10", "slot_minutes": "15", "slot_capacity": "4",
    "booking_days": "14", "notice": "周五下午学习，请提前来", "notice_en": "Come before Friday noon",
}  # fmt: skip


def save(client: Client, part: str, form: str, **given: object) -> tuple[int, str]:
    """Save one form of the page; gives the status and what is then shown."""
    answer = client.post(f"{ARRANGE}?part={part}", {"form": form, **given}, follow=True)
    return answer.status_code, answer.content.decode()


def queue(letter: str, **given: object) -> dict[str, object]:
    """The form of a queue as it stands, with what is different."""
    group = Group.objects.get(letter=letter)
    cap = "" if group.daily_cap is None else group.daily_cap
    now = {"name": group.name, "name_en": group.name_en, "daily_cap": cap, "domains": group.fields, "is_open": "on"}
    return {f"{letter}-{name}": value for name, value in {**now, **given}.items() if value is not None}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_head_sees_every_part_in_both_languages(
    part: str, language: str, signed_in: SignedIn, visiting: Visiting
) -> None:
    assert signed_in("secretary", language).get(f"{ARRANGE}?part={part}").status_code == 200


@pytest.mark.parametrize(
    "who", ["clerk", "colleague", "chair", "neighbor_secretary", "street_director", "representative"]
)
def test_nobody_but_the_head_arranges(who: str, signed_in: SignedIn, visiting: Visiting) -> None:
    client = signed_in(who)
    assert [client.get(ARRANGE).status_code, client.get(HEAD).status_code] == [403, 403]
    assert save(client, "promise", "promise", **PROMISE)[0] == 403
    assert Hall.objects.get().promise_minutes == 30


def test_promise_green_channel_slots_midnight_and_notice(head: Client, visiting: Visiting) -> None:
    status, page = save(head, "promise", "promise", **PROMISE)
    assert (status, "已保存" in page) == (200, True)
    hall = Hall.objects.get()
    assert (hall.promise_minutes, hall.green_head_start, hall.slot_minutes, hall.slot_capacity) == (20, 90, 15, 4)
    assert (hall.midnight, hall.green_for_en, hall.notice) == ("keep", "old people", "周五下午学习，请提前来")
    entry = Entry.objects.get(act="hall.arranged")
    assert entry.subject == f"hall:{visiting.hall.pk}"


def test_saving_what_stands_changes_and_records_nothing(head: Client, visiting: Visiting) -> None:
    save(head, "promise", "promise", **PROMISE)
    save(head, "promise", "promise", **PROMISE)
    assert Entry.objects.filter(act="hall.arranged").count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [("promise_minutes", "0"), ("slot_minutes", "4"), ("midnight", "never"), ("calls_before_missed", "x"), ("name", ""),
     ("green_head_start", "-1"), ("notice", "长" * 201), ("booking_days", "99999999999999999999")],
)  # fmt: skip
def test_what_does_not_fit_is_kept_and_said(name: str, value: str, head: Client, visiting: Visiting) -> None:
    status, page = save(head, "promise", "promise", **{**PROMISE, name: value})
    assert status == 422
    assert "errors-summary" in page
    assert "Come before Friday noon" in page
    assert Hall.objects.get().promise_minutes == 30


def test_the_hours_of_working_days_and_of_a_weekday(head: Client, visiting: Visiting) -> None:
    status, _ = save(head, "hours", "hours", spans="8:30-12:00、13:30至18:00", day4="9:00-12:00", day2="休")
    hours = Hall.objects.get().opening
    assert status == 200
    assert hours.spans == (Span(time(8, 30), time(12)), Span(time(13, 30), time(18)))
    assert (hours.weekdays[4], hours.weekdays[2], hours.open_on_days_off) == ((Span(time(9), time(12)),), (), False)
    page = head.get(f"{ARRANGE}?part=hours").content.decode()
    assert 'value="08:30-12:00 13:30-18:00"' in page


@pytest.mark.parametrize(
    "typed", ["", "morning", "12:00-09:00", "09:00-12:00 11:00-13:00", "25:00-26:00", "09:00-12:00 x"]
)
def test_hours_that_cannot_be_read_are_kept_and_said(typed: str, head: Client, visiting: Visiting) -> None:
    status, page = save(head, "hours", "hours", spans=typed, day0="08:00-09:00")
    assert status == 422
    assert 'value="08:00-09:00"' in page
    assert Hall.objects.get().hours == {}


def test_a_queue_is_shut_and_capped(head: Client, visiting: Visiting) -> None:
    assert save(head, "queues", "A", **queue("A", is_open=None, daily_cap="40"))[0] == 200
    group = visiting.group()
    assert (group.is_open, group.daily_cap) == (False, 40)
    assert Entry.objects.filter(act="hall.queue_changed").count() == 1


def test_a_field_belongs_to_one_queue(head: Client, visiting: Visiting) -> None:
    status, page = save(head, "queues", "B", **queue("B", domains=["civil_affairs"]))
    assert status == 422
    assert "已经归队列 A" in page


def test_one_queue_is_left_for_everything_else(head: Client, visiting: Visiting) -> None:
    status, page = save(head, "queues", "C", **queue("C", domains=["public_security"]))
    assert status == 422
    assert "要留一个队列" in page


def test_a_new_queue_gets_the_next_letter(head: Client, visiting: Visiting) -> None:
    given = {"new-name": "计生卫生", "new-name_en": "Health", "new-is_open": "on", "new-domains": ["health_family"]}
    assert save(head, "queues", "new", **given)[0] == 200
    assert Group.objects.get(letter="D").fields == ["health_family"]


def test_a_counter_gets_its_queues_and_goes_out_of_use(head: Client, visiting: Visiting) -> None:
    assert save(head, "counters", "3", **{"c3-is_in_use": "on", "c3-groups": ["B"]})[0] == 200
    assert [group.letter for group in visiting.counter(3).groups.all()] == ["B"]
    assert save(head, "counters", "3", **{"c3-groups": ["B"]})[0] == 200
    assert not visiting.counter(3).is_in_use
    assert "3 号窗口" not in head.get("/desk/hall?all=1").content.decode()


def test_a_counter_at_which_somebody_sits_stays_in_use(head: Client, visiting: Visiting) -> None:
    visiting.opens("clerk", 2)
    status, page = save(head, "counters", "2")
    assert status == 422
    assert "现在有人" in page
    assert visiting.counter(2).is_in_use


def test_one_more_counter(head: Client, visiting: Visiting) -> None:
    assert save(head, "counters", "new")[0] == 200
    assert Counter.objects.filter(number=4).exists()


def test_an_item_is_limited_and_freed_again(head: Client, visiting: Visiting) -> None:
    assert "测试低保申请" in save(head, "caps", "cap", item="测试低保申请", daily_cap="5")[1]
    assert ItemCap.objects.get().daily_cap == 5
    save(head, "caps", "cap", item="测试低保申请", daily_cap="")
    assert not ItemCap.objects.exists()
    assert save(head, "caps", "cap", item="没有的事", daily_cap="5")[0] == 422


@pytest.mark.parametrize("query", ["?part=nothing", "?part=%00"])
def test_a_part_that_is_none_is_not_there(query: str, head: Client, visiting: Visiting) -> None:
    assert head.get(ARRANGE + query).status_code == 404
    assert save(head, "queues", "Z")[0] == 404


def test_the_head_of_a_station_without_a_hall_sets_one_up_once(signed_in: SignedIn, visiting: Visiting) -> None:
    client = signed_in("neighbor_secretary")
    assert "建立大厅" in client.get("/desk/hall").content.decode()
    for _ in range(2):
        assert (
            client.post("/desk/hall", {"place": XIMIANQIAO}).headers["Location"] == f"/desk/hall/{XIMIANQIAO}/arrange"
        )
    assert Hall.objects.filter(place=XIMIANQIAO).count() == 1
    assert Entry.objects.filter(act="hall.begun").count() == 1


@pytest.mark.parametrize("who", ["neighbor_clerk", "clerk", "representative"])
def test_nobody_else_sets_a_hall_up(who: str, signed_in: SignedIn, visiting: Visiting) -> None:
    assert "建立大厅" not in signed_in(who).get("/desk/hall").content.decode()
    assert signed_in(who).post("/desk/hall", {"place": XIMIANQIAO}).status_code == 403
    assert signed_in(who).post("/desk/hall", {"place": "x"}).status_code == 404
