"""Slips for the printers of a hall: asked for with the number, handed to one printer, and never handed twice."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import NOT_OF_THIS_HALL, serves
from juzhan.apps.hall.models import Hall, Slip, Ticket
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal

FRESH = timedelta(minutes=15)
"""A slip older than this is left: its visitor has the number on the screen, and no printer empties a morning at noon."""
_AWAITED = [TicketState.WAITING.value, TicketState.CALLED.value]


def want_slip(ticket: Ticket, *, at: datetime) -> Slip:
    """Ask for the slip of a number, in the transaction that gives the number; asking again changes nothing."""
    return Slip.objects.get_or_create(ticket=ticket, defaults={"hall_id": ticket.hall_id, "asked_at": at})[0]


def waiting_slips(hall: Hall, at: datetime) -> QuerySet[Slip]:
    """The slips that a printer of the hall should print now, the oldest first."""
    found = Slip.objects.filter(hall=hall, handed_at=None, asked_at__gt=at - FRESH, ticket__state__in=_AWAITED)
    return found.order_by("asked_at", "pk")


def hand_slip(hall: Hall, *, by: Actor, at: datetime) -> Slip | Refusal | None:
    """Hand the oldest slip to a printer; of several printers that ask at once each gets another one. None: none waits."""
    if not serves(by, hall):
        return NOT_OF_THIS_HALL()
    with transaction.atomic():
        slip = waiting_slips(hall, at).select_for_update(skip_locked=True, of=("self",)).first()
        if slip is not None:
            slip.handed_at = at
            slip.save(update_fields=["handed_at"])
        return slip
