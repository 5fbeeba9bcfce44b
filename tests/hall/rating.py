"""Short words for the tests of ratings: a visit that was served, a rating, what it opened."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from juzhan.apps.catalogue.services import publish_items
from juzhan.apps.hall.models import Ticket, VisitRating
from juzhan.apps.hall.services import rating as services
from juzhan.domain.catalogue import load_catalogue
from juzhan.domain.matters import Rating
from juzhan.domain.shared import Refusal
from tests.environment import ROOT
from tests.hall.visiting import Visiting, later

BAD, GOOD = Rating.VERY_DISSATISFIED, Rating.SATISFIED


def publish_follow_up() -> None:
    """Put the follow-up of the shipped catalogue beside the items of the small world."""
    items = [item for item in load_catalogue(ROOT / "data" / "catalogue") if item.code.endswith("bad_rating_follow_up")]
    assert not isinstance(publish_items(items), Refusal)


def visited(visiting: Visiting, number: int = 0) -> Ticket:
    """Somebody has come and been served."""
    visiting.takes(later(number))
    shift = visiting.opens(at=later(number))
    return visiting.serves(shift, later(number + 0.2), later(number + 0.5))


def rates(ticket: Ticket, grade: Rating = BAD, at: datetime | None = None, **said: Any) -> VisitRating:
    """The visitor rates and is not refused."""
    result = services.rate_visit(ticket, services.Said(grade, **said), at=at or later(60))
    assert isinstance(result, VisitRating), result
    return VisitRating.objects.select_related("ticket__hall__place", "follow_up").get(pk=result.pk)


def after_midnight(rating: VisitRating) -> VisitRating:
    """The rating once the job of the night after has run."""
    services.open_missing(later(15 * 60))
    return VisitRating.objects.select_related("ticket__hall__place", "follow_up").get(pk=rating.pk)
