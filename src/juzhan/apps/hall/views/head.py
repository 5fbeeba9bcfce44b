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

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import counter_in, hall_for_head, open_shift_in
from juzhan.apps.hall.counters import SHOWN, Seat, seats, waiting_lines
from juzhan.apps.hall.figures import day_figures, drawn, warnings
from juzhan.apps.hall.models import Hall, Roster
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.hall.rostering import Plan, rostered, stretched_on
from juzhan.apps.hall.seating import Candidate, Staff, queues_ticked, staff_of
from juzhan.apps.hall.selectors import standing
from juzhan.apps.hall.services.sitting import NOT_SERVING, close_counter, open_for
from juzhan.apps.matters.law import day_of
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.typed import whole_number
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.words import t

NOBODY_CHOSEN = RefusalKind(
    "counter.nobody_chosen",
    Text("请选择谁来坐 {counter}。", "Choose who sits at {counter}."),
    about="person",
)
TO_CHOOSE_ANEW = frozenset({NOBODY_CHOSEN.code, NOT_SERVING.code})
"""Refusals that say something of what was chosen; the others say that the hall stands otherwise than the page showed."""


@frozen
class Asked:
    """What the head asked for and did not get: the counter, who should sit there, for which queues, and why not."""

    number: int
    person: str
    letters: tuple[str, ...]
    refusal: Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hall_head(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the hall as it stands; POST with ``open`` seats somebody at a counter, with ``close`` closes one left open."""
    hall, at = hall_for_head(actor, place), timezone.now()
    if request.method == "POST":
        return _open(request, actor, hall, at) if "open" in request.POST else _close(request, actor, hall, at)
    template = "hall/desk/_head.html" if request.GET.get("part") == "live" else "hall/desk/head.html"
    return _page(request, actor, hall, at, template=template)


def _open(request: HttpRequest, actor: Actor, hall: Hall, at: datetime) -> HttpResponse:
    counter = counter_in(hall, request.POST.get("open", ""))
    chosen, letters = request.POST.get("person", ""), request.POST.getlist("groups")
    person = Person.objects.filter(pk=whole_number(chosen, 9) or 0).first()
    shift = (
        open_for(counter, person, by=actor, at=at, groups=queues_ticked(hall, letters))
        if person
        else NOBODY_CHOSEN(counter=counter.text)
    )
    if isinstance(shift, Refusal):
        asked = Asked(counter.number, chosen, tuple(letters), shift)
        return _page(request, actor, hall, at, asked=asked)
    told = t(
        "{counter}开了，由{name}叫号。",
        "{counter} is open; {name} calls from it.",
        counter=counter.text,
        name=shift.person.text,
    )
    messages.success(request, told)
    return _back(hall)


def _close(request: HttpRequest, actor: Actor, hall: Hall, at: datetime) -> HttpResponse:
    shift = open_shift_in(hall, request.POST.get("close", ""))
    closed = close_counter(shift, by=actor, at=at)
    if isinstance(closed, Refusal):
        return render_refusal(request, closed, 409)
    messages.success(request, t("{counter}已经关闭。", "{counter} is closed.", counter=shift.counter.text))
    return _back(hall)


def _back(hall: Hall) -> HttpResponse:
    return HttpResponseRedirect(reverse("hall_head", args=[hall.place_id]))


def _page(
    request: HttpRequest,
    actor: Actor,
    hall: Hall,
    at: datetime,
    *,
    template: str = "hall/desk/head.html",
    asked: Asked | None = None,
) -> HttpResponse:
    shown = _seen(hall, at, every="all" in request.GET, community=request.GET.get("community", ""), asked=asked)
    status = (422 if asked.refusal.code in TO_CHOOSE_ANEW else 409) if asked else 200
    return render_page(request, template, desk_context(request, actor, **shown), status)


@frozen
class Sitting:
    """A counter as it stands, beside who should sit there today and, while it is shut, whom the head can seat there."""

    seat: Seat
    plan: Plan | None
    candidates: Sequence[Candidate]
    asked: Asked | None

    @property
    def can_be_opened(self) -> bool:
        """Whether somebody is free to sit there."""
        return any(each.is_free for each in self.candidates)

    @property
    def chosen(self) -> int:
        """Who is chosen already: as it was sent, else whom the roster wants and who is free; 0: nobody."""
        if self.asked:
            return whole_number(self.asked.person, 9) or 0
        wanted = self.plan.free if self.plan else []
        able = {each.person.pk for each in self.candidates if each.is_free}
        return next((person.pk for person in wanted if person.pk in able), 0)

    @property
    def letters(self) -> Sequence[str]:
        """The queues that are ticked: as it was sent, else as the counter is arranged."""
        return self.asked.letters if self.asked else [group.letter for group in self.seat.served]


def _sitting(found: Sequence[Seat], plans: Mapping[int, Roster], serving: Staff, asked: Asked | None) -> list[Sitting]:
    busy = {seat.shift.person_id for seat in found if seat.shift}
    return [
        Sitting(
            seat,
            Plan(row, seat.shift.person_id if seat.shift else None, busy) if row else None,
            serving.for_counter(seat.counter, plans) if seat.shift is None else (),
            asked if asked and asked.number == seat.counter.number else None,
        )
        for seat in found
        for row in [plans.get(seat.counter.pk)]
    ]


def _seen(hall: Hall, at: datetime, *, every: bool, community: str, asked: Asked | None) -> dict[str, Any]:
    on = day_of(at)
    served = communities_of(hall, on)
    community = community if community in {place.pk for place in served} else ""
    stands, figures, plans = standing(hall, at), day_figures(hall, on, community), rostered([hall], on)
    sitting = _sitting(seats(stands), plans, staff_of(hall, on), asked)
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
        "asked": asked,
        "shut_counters": [each for each in sitting if each.seat.shift is None],
        "absent": [each for each in sitting if each.plan and not each.plan.is_kept] if stands.is_open else [],
        "stretched": stretched_on(stands, plans, on),
        "figures": figures,
        "drawing": drawn(figures.hours, hall.promise_minutes),
    }
