"""What a hall's ratings and visits say in public: never on fewer cases than the setting asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.models import Ticket, VisitRating
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.hall.services.arranging import set_up_hall
from juzhan.apps.hall.services.public_figures import PERIOD, count_figures
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import Rating
from tests.hall.visiting import TEN, Visiting, later
from tests.world import JINLI, LAOMALU, at

pytestmark = pytest.mark.django_db

MONDAY = TEN.date()
TUESDAY = MONDAY + timedelta(days=1)
QUERIES = 11
SAVEPOINT = 2
"""Of the ratings page: who asks, the hall, the figures, two lists."""


def visits(visiting: Visiting, *grades: Rating | None, matter: Matter | None = None, day: date = MONDAY) -> None:
    """So many visits that were served on a day, rated with these grades (None: not rated)."""
    given = Ticket.objects.count()
    for count, grade in enumerate(grades, given + 1):
        ticket = Ticket.objects.create(
            hall=visiting.hall, group=visiting.group(), community=visiting.world.place(), day=day, count=count,
            number=f"A{count:03}", code=new_code(), submission=uuid4(), lane="walk_in", state="served", matter=matter,
            joined_at=TEN, turn_at=TEN, changed_at=later(10), ended_at=later(10),
        )  # fmt: skip
        if grade:
            rated_at = later(20) + (day - MONDAY)
            VisitRating.objects.create(ticket=ticket, grade=grade.value, rated_at=rated_at)


def settled(visiting: Visiting, trips: int, closed_on: date = MONDAY) -> None:
    """A settled matter for which somebody came so many times."""
    matter = visiting.world.matter()
    Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=closed_on)
    visits(visiting, *[None] * trips, matter=matter)


GOOD, FAIR, BAD = Rating.SATISFIED, Rating.FAIRLY_SATISFIED, Rating.DISSATISFIED


def test_the_share_of_satisfied_is_hidden_under_the_minimum(visiting: Visiting) -> None:
    visits(visiting, *[GOOD] * 9)
    few = satisfaction(visiting.hall, TUESDAY)
    assert (few.rated, few.satisfied_share, few.minimum) == (9, None, 10)
    visits(visiting, BAD)
    assert satisfaction(visiting.hall, TUESDAY).satisfied_share == 90


def test_fairly_satisfied_counts_as_satisfied(visiting: Visiting) -> None:
    visits(visiting, *[FAIR] * 10)
    assert satisfaction(visiting.hall, TUESDAY).satisfied_share == 100


def test_ratings_of_visits_more_than_a_year_ago_are_in_no_figure(visiting: Visiting) -> None:
    visits(visiting, *[BAD] * 10, day=TUESDAY - PERIOD - timedelta(days=1))
    visits(visiting, *[GOOD] * 10, day=TUESDAY - PERIOD)
    found = satisfaction(visiting.hall, TUESDAY)
    assert (found.rated, found.satisfied_share) == (10, 100)


def test_how_many_trips_a_settled_matter_took(visiting: Visiting) -> None:
    for trips in (1, 1, 1, 1, 1, 1, 2, 2, 3, 5):
        settled(visiting, trips)
    found = satisfaction(visiting.hall, TUESDAY)
    assert (found.settled, found.trips, found.one_trip_share) == (10, 1.0, 60)


def test_trips_are_hidden_under_the_minimum_and_open_matters_are_not_counted(visiting: Visiting) -> None:
    for _ in range(9):
        settled(visiting, 2)
    visits(visiting, None, matter=visiting.world.matter())
    found = satisfaction(visiting.hall, TUESDAY)
    assert (found.settled, found.trips, found.one_trip_share) == (9, None, None)


@pytest.mark.parametrize(("count", "shown"), [(9, False), (10, True)])
def test_the_public_page_shows_the_share_only_from_the_minimum(
    count: int, shown: bool, visiting: Visiting, client: Client, clock: time_machine.Coordinates
) -> None:
    clock.move_to(at(2026, 3, 3))
    visits(visiting, *[GOOD] * count)
    page = client.get(reverse("hall", args=[JINLI])).content.decode()
    assert ("100%" in page) is shown
    assert f"近一年评价 {count} 次" in page


def test_the_interface_tells_the_same(visiting: Visiting, client: Client, clock: time_machine.Coordinates) -> None:
    clock.move_to(at(2026, 3, 3))
    visits(visiting, *[GOOD] * 10)
    told = client.get(f"/api/v1/halls/{JINLI}/figures").json()
    assert (told["rated"], told["satisfied_share"], told["trips"], told["struck"]) == (10, 100, None, [])
    assert told["until"] == "2026-03-02"


def test_a_rating_of_today_is_in_no_figure_yet_so_that_it_does_not_tell_its_grade(visiting: Visiting) -> None:
    visits(visiting, *[GOOD] * 10, day=MONDAY - timedelta(days=1))
    visits(visiting, BAD)
    assert (satisfaction(visiting.hall, MONDAY).rated, satisfaction(visiting.hall, MONDAY).satisfied_share) == (10, 100)
    assert satisfaction(visiting.hall, TUESDAY).satisfied_share == 90


def test_the_figures_are_counted_once_a_day_for_all_halls_at_once(
    visiting: Visiting, django_assert_num_queries: Any
) -> None:
    visits(visiting, *[GOOD] * 10)
    other = set_up_hall(visiting.world.place(LAOMALU))
    with django_assert_num_queries(5 + SAVEPOINT):
        assert count_figures(at(2026, 3, 3, 0, 2)) == 2
    assert count_figures(at(2026, 3, 3, 1, 2)) == 0
    visits(visiting, *[BAD] * 10)
    assert [satisfaction(hall, TUESDAY).rated for hall in (visiting.hall, other)] == [10, 0]
    assert count_figures(at(2026, 3, 4, 0, 2)) == 2
    assert satisfaction(visiting.hall, TUESDAY + timedelta(days=1)).satisfied_share == 50


def test_a_reader_costs_four_cheap_queries_whatever_the_hall_has_seen(
    visiting: Visiting, django_assert_num_queries: Any
) -> None:
    visits(visiting, *[GOOD] * 10)
    count_figures(at(2026, 3, 3, 0, 2))
    satisfaction(visiting.hall, TUESDAY)
    with django_assert_num_queries(4) as asked:
        assert satisfaction(visiting.hall, TUESDAY).rated == 10
    assert not [query for query in asked.captured_queries if "count(" in query["sql"].lower()]


@pytest.mark.parametrize("count", [1, 25])
def test_the_heads_page_asks_the_same_number_of_questions_whatever_it_lists(
    count: int, visiting: Visiting, signed_in: Callable[[str], Client], clock: object, django_assert_num_queries: object
) -> None:
    visits(visiting, *[BAD] * count)
    client, page = signed_in("secretary"), reverse("hall_ratings", args=[JINLI])
    count_figures(TEN)
    client.get(page)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        assert client.get(page).content.decode().count("不满意</") == count
