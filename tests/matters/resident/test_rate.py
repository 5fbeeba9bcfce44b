"""A resident rates the result once, in five grades."""

from __future__ import annotations

import pytest

from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import Rating
from tests.matters.resident.asking import Resident, text_of
from tests.matters.resident.closing import Close


def test_five_grades_are_offered_best_first(closed: Close, resident: Resident) -> None:
    page = resident.read(f"/m/{closed().code}/rating")
    places = [page.index(f">{rating.text.zh}<") for rating in Rating]
    assert places == sorted(places)
    assert len(places) == 5


@pytest.mark.parametrize("rating", list(Rating))
def test_a_grade_is_kept_and_shown(rating: Rating, closed: Close, resident: Resident) -> None:
    matter = closed()
    resident.post(f"/m/{matter.code}/rating", rating=rating.value, note="谢谢")
    assert Matter.objects.get(pk=matter.pk).rating == rating.value
    page = resident.read(f"/m/{matter.code}")
    assert f"您的评价：{rating.text.zh}。" in page
    assert f"/m/{matter.code}/rating" not in page


def test_it_can_be_given_once(closed: Close, resident: Resident) -> None:
    matter = closed()
    resident.post(f"/m/{matter.code}/rating", rating="5")
    again = resident.post(f"/m/{matter.code}/rating", rating="1")
    assert again.status_code == 422
    assert "已经评价过" in text_of(again)
    assert Matter.objects.get(pk=matter.pk).rating == "5"


@pytest.mark.parametrize("rating", ["", "0", "6", "x", "５"])
def test_only_the_five_grades_are_taken(rating: str, closed: Close, resident: Resident) -> None:
    matter = closed()
    assert resident.post(f"/m/{matter.code}/rating", rating=rating).status_code == 422
    assert Matter.objects.get(pk=matter.pk).rating is None


def test_before_a_decision_there_is_nothing_to_rate(opened, resident: Resident) -> None:
    matter = opened()
    assert resident.get(f"/m/{matter.code}/rating").status_code == 409
    assert resident.post(f"/m/{matter.code}/rating", rating="5").status_code == 409
