"""The head pages through all ratings, of visits and of matters, also of those that were given at the same moment."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from juzhan.apps.hall.models import VisitRating
from juzhan.apps.matters.models import Matter, RatingFollowUp
from tests.hall.test_public_figures_of_a_hall import BAD, MONDAY, visits
from tests.hall.visiting import Visiting, later
from tests.world import JINLI

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("same_moment", [True, False])
def test_the_head_pages_through_all_ratings_of_visits_and_of_matters(
    same_moment: bool, visiting: Visiting, signed_in: Callable[[str], Client], clock: object
) -> None:
    visits(visiting, *[BAD] * 65)
    for number in range(65):
        matter = visiting.world.matter()
        Matter.objects.filter(pk=matter.pk).update(rating="1", state="closed", closed_on=MONDAY)
        RatingFollowUp.objects.create(matter=matter, rated_at=later(0 if same_moment else number))
    if not same_moment:
        for number, rating in enumerate(VisitRating.objects.all()):
            VisitRating.objects.filter(pk=rating.pk).update(rated_at=later(number))
    client, page = signed_in("secretary"), reverse("hall_ratings", args=[JINLI])
    links = re.compile(rf'href="{page}/([0-9A-Z]+)"')
    next_ones = re.compile(r'href="(\?[^"]*(before|matter)=[^"]+)"')
    shown, todo = [], [""]
    while todo:
        html = client.get(page + todo.pop().replace("&amp;", "&")).content.decode()
        shown += links.findall(html)
        todo += [found for found, _ in next_ones.findall(html)]
    assert len(shown) == len(set(shown)) == 130
