"""What whoever came about a matter said when taking their number, for the note of what is missing."""

from __future__ import annotations

from django.db.models import Q

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import serves
from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.proxies import Said
from juzhan.domain.queueing.visit import ComesAs


def said_at_the_hall(actor: Actor, matter: Matter) -> Said | None:
    """What the visitor of today said of their papers, told to those who serve in the hall; None where nobody came."""
    of_today = Q(ended_at=None) | Q(ended_at__gte=moments_from(actor.on))
    visits = Ticket.objects.filter(of_today, matter=matter).select_related("hall", "item")
    visit = visits.order_by("-pk").first()
    if visit is None or not serves(actor, visit.hall):
        return None
    return Said(tuple(paper.material.code for paper in visit.lacks), visit.visitor is ComesAs.PROXY)
