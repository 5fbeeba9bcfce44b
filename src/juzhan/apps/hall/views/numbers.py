"""Somebody asks after a number: the staff find it, see where it stands, and do what can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_desk, heads
from juzhan.apps.hall.models import Hall, Shift, Ticket
from juzhan.apps.hall.numbers import LONGEST, find_numbers
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services.calling import shift_of
from juzhan.domain.queueing.states import AT_A_COUNTER
from juzhan.ui.pages import render_page


@require_safe
@staff
def desk_number(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the numbers that ``?n=`` means: today's, and those kept from days before."""
    hall, typed = hall_for_desk(actor, place), request.GET.get("n", "")[:LONGEST]
    shift = _shift(actor, hall)
    context = desk_context(
        request,
        actor,
        hall=hall,
        is_head=heads(actor, hall),
        number=typed,
        found=find_numbers(hall, typed, actor.on, timezone.now()),
        groups=groups_of(hall),
        shift=shift,
        here=_here(shift),
    )
    return render_page(request, "hall/desk/number.html", context)


def _shift(actor: Actor, hall: Hall) -> Shift | None:
    shift = shift_of(actor)
    return shift if shift is not None and shift.counter.hall_id == hall.pk else None


def _here(shift: Shift | None) -> Ticket | None:
    """Who is at the person's own counter, before whom nobody else can be called."""
    if shift is None:
        return None
    return Ticket.objects.filter(counter=shift.counter_id, state__in=sorted(AT_A_COUNTER)).first()
