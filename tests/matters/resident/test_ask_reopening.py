"""A resident asks once, with a reason and in time, for a closed matter to be taken up again."""

from __future__ import annotations

from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import State
from tests.matters.resident.asking import Resident, text_of
from tests.matters.resident.closing import Close
from tests.world import at


def test_a_closed_matter_is_asked_to_be_reopened_with_a_reason(closed: Close, resident: Resident) -> None:
    matter = closed()
    answer = resident.post(f"/m/{matter.code}/reopening", reason="灯又坏了")
    assert answer["Location"] == f"/m/{matter.code}"
    assert Matter.objects.get(pk=matter.pk).stands is State.REOPENING_ASKED
    page = resident.read(f"/m/{matter.code}")
    assert "您申请了重办" in page
    assert "灯又坏了" in page


def test_a_reason_is_needed(closed: Close, resident: Resident) -> None:
    matter = closed()
    assert resident.post(f"/m/{matter.code}/reopening", reason="  ").status_code == 422
    assert Matter.objects.get(pk=matter.pk).stands is State.CLOSED


def test_after_thirty_days_it_is_too_late_and_the_page_says_what_to_do(
    closed: Close, clock, resident: Resident
) -> None:
    matter = closed()
    clock.move_to(at(2026, 4, 2))
    resident.follow(matter.code, "0001")
    assert f"/m/{matter.code}/reopening" not in resident.read(f"/m/{matter.code}")
    answer = resident.post(f"/m/{matter.code}/reopening", reason="灯又坏了")
    assert answer.status_code == 422
    assert "可以就同一事情重新提交" in text_of(answer)


def test_on_the_last_day_it_is_in_time(closed: Close, clock, resident: Resident) -> None:
    matter = closed()
    clock.move_to(at(2026, 4, 1, 23))
    resident.follow(matter.code, "0001")
    assert resident.post(f"/m/{matter.code}/reopening", reason="灯又坏了").status_code == 302


def test_a_year_without_holiday_data_keeps_nobody_from_asking(closed: Close, clock, resident: Resident) -> None:
    matter = closed(on=at(2026, 12, 31))
    resident.follow(matter.code, "0001")
    assert f"/m/{matter.code}/reopening" in resident.read(f"/m/{matter.code}")
    assert resident.post(f"/m/{matter.code}/reopening", reason="灯又坏了").status_code == 302


def test_an_open_matter_cannot_be_reopened(opened, resident: Resident) -> None:
    matter = opened()
    assert "待受理" in resident.read(f"/m/{matter.code}/reopening", status=409)
