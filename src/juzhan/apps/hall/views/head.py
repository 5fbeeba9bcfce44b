"""What the head of a hall sees: who waits and how long, who sits where, and the warning before the promise is broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_head, open_shift_in
from juzhan.apps.hall.counters import SHOWN, Seat, seats, waiting_lines
from juzhan.apps.hall.figures import day_figures, drawn, warnings
from juzhan.apps.hall.models import Hall, Roster
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.hall.rostering import Plan, rostered, stretched_on
from juzhan.apps.hall.selectors import standing
from juzhan.apps.hall.services.sitting import close_counter
from juzhan.apps.matters.law import day_of
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.words import t


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hall_head(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the hall as it stands; POST with ``close`` closes a counter that somebody left open."""
    hall, at = hall_for_head(actor, place), timezone.now()
    if request.method == "POST":
        return _close(request, actor, hall, at)
    template = "hall/desk/_head.html" if request.GET.get("part") == "live" else "hall/desk/head.html"
    shown = _seen(hall, at, every="all" in request.GET, asked=request.GET.get("community", ""))
    return render_page(request, template, desk_context(request, actor, **shown))


def _close(request: HttpRequest, actor: Actor, hall: Hall, at: datetime) -> HttpResponse:
    shift = open_shift_in(hall, request.POST.get("close", ""))
    closed = close_counter(shift, by=actor, at=at)
    if isinstance(closed, Refusal):
        return render_refusal(request, closed, 409)
    messages.success(request, t("{counter}已经关闭。", "{counter} is closed.", counter=shift.counter.text))
    return HttpResponseRedirect(reverse("hall_head", args=[hall.place_id]))


@frozen
class Sitting:
    """A counter as it stands, beside who should sit there today."""

    seat: Seat
    plan: Plan | None


def _sitting(found: Sequence[Seat], plans: Mapping[int, Roster]) -> list[Sitting]:
    busy = {seat.shift.person_id for seat in found if seat.shift}
    return [
        Sitting(seat, Plan(row, seat.shift.person_id if seat.shift else None, busy) if row else None)
        for seat in found
        for row in [plans.get(seat.counter.pk)]
    ]


def _seen(hall: Hall, at: datetime, *, every: bool, asked: str) -> dict[str, Any]:
    on = day_of(at)
    served = communities_of(hall, on)
    community = asked if asked in {place.pk for place in served} else ""
    stands, figures, plans = standing(hall, at), day_figures(hall, on, community), rostered([hall], on)
    sitting = _sitting(seats(stands), plans)
    return {
        "hall": hall,
        "communities": served if len(served) > 1 else (),
        "community": community,
        "page": "head",
        "is_head": True,
        "stands": stands,
        "warnings": warnings(stands),
        "waiting": waiting_lines(stands, every=every),
        "every": every,
        "shown": SHOWN,
        "seats": sitting,
        "shut_counters": [each for each in sitting if each.seat.shift is None],
        "absent": [each for each in sitting if each.plan and not each.plan.is_kept] if stands.is_open else [],
        "stretched": stretched_on(stands, plans, on),
        "figures": figures,
        "drawing": drawn(figures.hours, hall.promise_minutes),
    }
