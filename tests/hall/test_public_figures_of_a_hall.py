"""What a hall's ratings and visits say in public: never on fewer cases than the setting asks for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.models import Ticket, VisitRating
from juzhan.apps.hall.rated import PERIOD, satisfaction
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import Rating
from tests.hall.visiting import TEN, Visiting, later
from tests.world import JINLI

pytestmark = pytest.mark.django_db

MONDAY = TEN.date()
QUERIES = 11
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
            VisitRating.objects.create(ticket=ticket, grade=grade.value, rated_at=later(20))


def settled(visiting: Visiting, trips: int, closed_on: date = MONDAY) -> None:
    """A settled matter for which somebody came so many times."""
    matter = visiting.world.matter()
    Matter.objects.filter(pk=matter.pk).update(state="closed", closed_on=closed_on)
    visits(visiting, *[None] * trips, matter=matter)


GOOD, FAIR, BAD = Rating.SATISFIED, Rating.FAIRLY_SATISFIED, Rating.DISSATISFIED


def test_the_share_of_satisfied_is_hidden_under_the_minimum(visiting: Visiting) -> None:
    visits(visiting, *[GOOD] * 9)
    few = satisfaction(visiting.hall, MONDAY)
    assert (few.rated, few.satisfied_share, few.minimum) == (9, None, 10)
    visits(visiting, BAD)
    assert satisfaction(visiting.hall, MONDAY).satisfied_share == 90


def test_fairly_satisfied_counts_as_satisfied(visiting: Visiting) -> None:
    visits(visiting, *[FAIR] * 10)
    assert satisfaction(visiting.hall, MONDAY).satisfied_share == 100


def test_ratings_of_visits_more_than_a_year_ago_are_in_no_figure(visiting: Visiting) -> None:
    visits(visiting, *[BAD] * 10, day=MONDAY - PERIOD)
    visits(visiting, *[GOOD] * 10, day=MONDAY - PERIOD + timedelta(days=1))
    found = satisfaction(visiting.hall, MONDAY)
    assert (found.rated, found.satisfied_share) == (10, 100)


def test_how_many_trips_a_settled_matter_took(visiting: Visiting) -> None:
    for trips in (1, 1, 1, 1, 1, 1, 2, 2, 3, 5):
        settled(visiting, trips)
    found = satisfaction(visiting.hall, MONDAY)
    assert (found.settled, found.trips, found.one_trip_share) == (10, 1.0, 60)


def test_trips_are_hidden_under_the_minimum_and_open_matters_are_not_counted(visiting: Visiting) -> None:
    for _ in range(9):
        settled(visiting, 2)
    visits(visiting, None, matter=visiting.world.matter())
    found = satisfaction(visiting.hall, MONDAY)
    assert (found.settled, found.trips, found.one_trip_share) == (9, None, None)


@pytest.mark.parametrize(("count", "shown"), [(9, False), (10, True)])
def test_the_public_page_shows_the_share_only_from_the_minimum(
    count: int, shown: bool, visiting: Visiting, client: Client, clock: object
) -> None:
    visits(visiting, *[GOOD] * count)
    page = client.get(reverse("hall", args=[JINLI])).content.decode()
    assert ("100%" in page) is shown
    assert f"近一年评价 {count} 次" in page


def test_the_interface_tells_the_same(visiting: Visiting, client: Client, clock: object) -> None:
    visits(visiting, *[GOOD] * 10)
    told = client.get(f"/api/v1/halls/{JINLI}/figures").json()
    assert (told["rated"], told["satisfied_share"], told["trips"], told["struck"]) == (10, 100, None, [])


@pytest.mark.parametrize("count", [1, 25])
def test_the_heads_page_asks_the_same_number_of_questions_whatever_it_lists(
    count: int, visiting: Visiting, signed_in: Callable[[str], Client], clock: object, django_assert_num_queries: object
) -> None:
    visits(visiting, *[BAD] * count)
    client, page = signed_in("secretary"), reverse("hall_ratings", args=[JINLI])
    client.get(page)
    with django_assert_num_queries(QUERIES):  # type: ignore[operator]
        assert client.get(page).content.decode().count("不满意</") == count
