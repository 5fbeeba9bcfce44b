"""A resident takes a matter back until it is decided."""

from __future__ import annotations

from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import State
from tests.matters.resident.asking import Resident
from tests.matters.resident.closing import Close


def test_the_page_says_what_follows_before_it_happens(opened, resident: Resident) -> None:
    matter = opened()
    assert "以后还想办，要重新提交" in resident.read(f"/m/{matter.code}/withdrawal")
    assert Matter.objects.get(pk=matter.pk).stands is State.SUBMITTED


def test_a_matter_can_be_taken_back_with_or_without_a_word(opened, resident: Resident) -> None:
    matter = opened()
    resident.post(f"/m/{matter.code}/withdrawal", note="")
    assert Matter.objects.get(pk=matter.pk).stands is State.WITHDRAWN
    assert "您撤回了，不再办理。" in resident.read(f"/m/{matter.code}")


def test_twice_is_told_as_done_already(opened, resident: Resident) -> None:
    matter = opened()
    resident.post(f"/m/{matter.code}/withdrawal")
    assert "已撤回" in resident.read(f"/m/{matter.code}/withdrawal", status=409)


def test_what_is_closed_cannot_be_taken_back(closed: Close, resident: Resident) -> None:
    matter = closed()
    assert resident.post(f"/m/{matter.code}/withdrawal").status_code == 409
