"""Where a matter's pages lead in the hall: back to the counter at which a visitor stands, to the words of a bad rating."""

from __future__ import annotations

from django.urls import reverse

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import heads
from juzhan.apps.hall.models import Hall, Ticket, VisitRating
from juzhan.apps.matters.desk.ways import Way
from juzhan.apps.matters.models import Matter, RatingFollowUp
from juzhan.domain.queueing.states import AT_A_COUNTER
from juzhan.domain.shared import Text


def to_the_counter(actor: Actor) -> Way | None:
    """Back to the counter of the person, while somebody is there."""
    here = Ticket.objects.filter(
        counter__shifts__person=actor.person_id, counter__shifts__closed_at=None, state__in=sorted(AT_A_COUNTER)
    )
    visit = here.select_related("counter", "hall").first()
    if visit is None or visit.counter is None:
        return None
    counter = visit.counter.text
    label = Text(f"回到 {counter.zh} · {visit.number}", f"Back to {counter.en.lower()} · {visit.number}")
    return Way(label, reverse("desk_counter", args=[visit.hall.place_id]))


def to_the_rating(actor: Actor, matter: Matter) -> Way | None:
    """From the follow-up of a visit's bad rating to what was written, for the head of its hall."""
    if not matter.for_head:
        return None
    rating = VisitRating.objects.filter(follow_up=matter).select_related("ticket__hall").first()
    if rating is not None:
        return _words(actor, rating.ticket.hall, rating.reference)
    row = RatingFollowUp.objects.filter(follow_up=matter).select_related("matter").first()
    hall = Hall.objects.filter(place=matter.owner.place_id).first()
    return _words(actor, hall, row.matter.code) if row and hall else None


def _words(actor: Actor, hall: Hall, reference: str) -> Way | None:
    if not heads(actor, hall):
        return None
    return Way(
        Text("看评价的原话", "Read the words of the rating"), reverse("hall_rating", args=[hall.place_id, reference])
    )
