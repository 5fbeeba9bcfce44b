"""A hall in Jinli whose station serves Ximianqiao too, by the charter of Shenzhen (一站多居)."""

from __future__ import annotations

from datetime import date

from juzhan.apps.bodies.models import Post
from juzhan.apps.bodies.services import adopt_together, appoint
from juzhan.apps.hall.models import Ticket
from juzhan.domain.shared import Refusal
from tests.hall.visiting import TEN, Visiting, later
from tests.world import JINLI, OUTSIDER, XIMIANQIAO, World, at

SINCE = date(2026, 3, 1)
NEIGHBOR_MEMBER = OUTSIDER
"""Who holds no post in the small world sits in the committee of Ximianqiao here."""


def share(world: World) -> None:
    """Run both communities by Shenzhen's charter, and give the second one's committee a member."""
    places = [world.place(code) for code in (JINLI, XIMIANQIAO)]
    adopted = adopt_together(places, "shenzhen", SINCE, by=None, at=at(2026, 2, 20))
    assert not isinstance(adopted, Refusal), adopted
    seat = Post.objects.get(body=world.body("residents_committee", XIMIANQIAO), key="member")
    member = appoint(world.person(NEIGHBOR_MEMBER), seat, SINCE, by=None, at=TEN)
    assert not isinstance(member, Refusal), member


def visited_from(visiting: Visiting, community: str, minute: float = 0) -> Ticket:
    """Somebody of a community has come and been served at counter 1."""
    visiting.takes(later(minute), community=visiting.world.place(community))
    shift = visiting.opens(at=later(minute))
    return visiting.serves(shift, later(minute + 0.2), later(minute + 0.5))
