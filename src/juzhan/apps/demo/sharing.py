"""Three communities of the demonstration share one station and its hall, by the charter of Shenzhen (一站多居)."""

from __future__ import annotations

from datetime import date, datetime, time

from juzhan.apps.bodies.models import Holding
from juzhan.apps.bodies.services import adopt_together
from juzhan.apps.demo.stories import CITY
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal

SHARED = ("510107004004", "510107004003", "510107004005")
"""郭家桥社区, whose station serves 棕东社区 and 新生路社区 too; none of them has a part in another story."""
SINCE = date(2025, 3, 1)
CHARTER = "shenzhen"


def share_station() -> None:
    """Run the three communities by one charter before anybody is appointed there; afterwards nothing is changed."""
    places = Place.objects.in_bulk(SHARED)
    filled = Holding.objects.filter(post__body__place__in=SHARED).exists()
    if filled or len(places) < len(SHARED):
        return
    adopted = adopt_together(
        [places[code] for code in SHARED], CHARTER, SINCE, by=None, at=datetime.combine(SINCE, time(9), CITY)
    )
    assert not isinstance(adopted, Refusal), adopted
