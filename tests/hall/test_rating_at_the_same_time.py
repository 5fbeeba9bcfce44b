"""A phone that sends a rating eight times at the same instant leaves one."""

from __future__ import annotations

from juzhan.apps.hall.models import VisitRating
from juzhan.apps.hall.services import rating as services
from tests.at_once import at_once
from tests.hall.rating import GOOD, visited
from tests.hall.visiting import Visiting, later
from tests.matters.doing import refused


def test_two_who_press_at_once_leave_one_rating(committed_hall: Visiting) -> None:
    ticket = visited(committed_hall)
    results = at_once(*[lambda: services.rate_visit(ticket, services.Said(GOOD), at=later(60))] * 8)
    assert sum(isinstance(result, VisitRating) for result in results) == 1
    assert {refused(result) for result in results if not isinstance(result, VisitRating)} == {"rating.already_given"}
    assert VisitRating.objects.count() == 1
