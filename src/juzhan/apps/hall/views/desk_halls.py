"""The door to a hall for its staff: at which counter to sit, or back to one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import frozen
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import halls_of, heads, places_to_begin
from juzhan.apps.hall.closed_counters import closed_for
from juzhan.apps.hall.counters import Seat, seats
from juzhan.apps.hall.models import Group, Hall, Roster, Shift
from juzhan.apps.hall.rostering import rostered
from juzhan.apps.hall.selectors import Standing, standing
from juzhan.apps.hall.services.arranging import begin_hall
from juzhan.apps.hall.services.sitting import shift_of
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.words import t


@frozen
class Choosable:
    """A counter as it stands, and who should sit there today."""

    seat: Seat
    plan: Roster | None
    person: int

    @property
    def is_mine(self) -> bool:
        """Whether the person should sit there today."""
        return self.plan is not None and self.plan.person_id == self.person

    @property
    def is_stand_in(self) -> bool:
        """Whether the person stands in there today."""
        return self.plan is not None and self.plan.stand_in_id == self.person


@frozen
class Choice:
    """A hall in which one works, with its counters."""

    hall: Hall
    stands: Standing
    is_headed: bool
    person: int
    plans: Mapping[int, Roster]

    @property
    def seats(self) -> list[Choosable]:
        """Its counters as they stand, those first at which the roster wants the person today."""
        found = [Choosable(seat, self.plans.get(seat.counter.pk), self.person) for seat in seats(self.stands)]
        return sorted(found, key=lambda each: (not each.is_mine, not each.is_stand_in))

    @property
    def mine(self) -> list[Choosable]:
        """Where the roster wants the person today."""
        return [each for each in self.seats if each.is_mine or each.is_stand_in]

    @property
    def groups(self) -> list[Group]:
        """Its queues."""
        return [queue.group for queue in self.stands.queues]

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self.stands.waiting)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_hall(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a hall and a counter, or go to one's open counter; the head of a place without a hall sets one up by POST.

    ``?part=live`` gives only what changes by itself: when the head opens a counter for the person, it leads there.
    """
    if request.method == "POST":
        return _begin(request, actor)
    shift = shift_of(actor)
    if shift is not None and "all" not in request.GET:
        return HttpResponseRedirect(reverse("desk_counter", args=[shift.counter.hall.place_id]))
    return halls_page(request, actor, shift)


def _begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    place = Place.objects.filter(pk=request.POST.get("place", "")[:20]).first()
    if place is None:
        raise Http404("place")
    hall = begin_hall(place, by=actor, at=timezone.now())
    if isinstance(hall, Refusal):
        return render_refusal(request, hall)
    messages.success(
        request, t("大厅已经建好，请看看时间、队列和窗口。", "The hall is set up. Look at hours, queues and counters.")
    )
    return HttpResponseRedirect(reverse("hall_arrange", args=[hall.place_id]))


def halls_page(
    request: HttpRequest, actor: Actor, shift: Shift | None, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """Every hall in which the person works, with its counters; ``refusal`` says why a counter could not be opened."""
    at = timezone.now()
    context = desk_context(
        request,
        actor,
        choices=_choices(actor, at),
        shift=shift,
        refusal=refusal,
        closed=closed_for(actor, at) if shift is None else None,
        to_begin=Place.objects.filter(pk__in=places_to_begin(actor)).order_by("pk"),
    )
    template = "hall/desk/_halls.html" if request.GET.get("part") == "live" else "hall/desk/halls.html"
    return render_page(request, template, context, status)


def _choices(actor: Actor, at: datetime) -> Sequence[Choice]:
    halls = list(Hall.objects.filter(halls_of(actor)).select_related("place").order_by("place"))
    plans = rostered(halls, actor.on)
    return [Choice(hall, standing(hall, at), heads(actor, hall), actor.person_id, plans) for hall in halls]
