"""Somebody asks after a number: the staff find it, see where it stands, and do what can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_desk, heads
from juzhan.apps.hall.numbers import LONGEST, find_numbers
from juzhan.apps.hall.selectors import groups_of, visitors_at
from juzhan.apps.hall.services.sitting import shift_in
from juzhan.ui.pages import render_page


@require_safe
@staff
def desk_number(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the numbers that ``?n=`` means: today's, and those kept from days before."""
    hall, typed = hall_for_desk(actor, place), request.GET.get("n", "")[:LONGEST]
    shift = shift_in(hall, actor)
    context = desk_context(
        request,
        actor,
        hall=hall,
        is_head=heads(actor, hall),
        number=typed,
        found=find_numbers(hall, typed, actor.on, timezone.now()),
        groups=groups_of(hall),
        shift=shift,
        here=visitors_at(shift.counter_id).first() if shift else None,
    )
    return render_page(request, "hall/desk/number.html", context)
