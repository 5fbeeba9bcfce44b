"""The head is warned on every page of the desk: how many wait beyond the promise in the halls that they head."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import may_begin
from juzhan.apps.hall.models import Ticket
from juzhan.domain.queueing.states import TicketState


def waiting_too_long(actor: Actor) -> dict[str, int]:
    """The number beside the door to the hall; one query for a head, none for others."""
    places = [place for place in {post.place for post in actor.posts} if may_begin(actor, place)]
    if not places:
        return {}
    waiting = Ticket.objects.filter(hall__place__in=places, state=TicketState.WAITING.value)
    since = timezone.now() - F("hall__promise_minutes") * timedelta(minutes=1)
    return {"desk_hall": waiting.filter(joined_at__lt=since).count()}
