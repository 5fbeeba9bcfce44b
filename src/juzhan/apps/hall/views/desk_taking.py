"""A clerk takes a number for someone at the desk, or enters those that were given out on paper, one after the other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.hall.access import hall_for_desk, heads
from juzhan.apps.hall.desk_forms import DeskTakeForm
from juzhan.apps.hall.models import Hall, TicketStep
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services.taking import take_ticket
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

LAST = 8
"""So many of the numbers one took last are shown, so that no paper is entered twice."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_take(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Take a number; the same form sent twice gives one. Afterwards the form is there for the next."""
    hall = hall_for_desk(actor, place)
    form = _form(request, actor, hall)
    if request.method != "POST":
        return _page(request, actor, hall, form)
    if not form.is_valid():
        return _page(request, actor, hall, form, 422)
    given = form.cleaned_data
    ticket = take_ticket(
        hall, form.wish, submission=given["submission"], at=timezone.now(), came=given["came"], lane=form.lane, by=actor
    )  # fmt: skip
    if isinstance(ticket, Refusal):
        form.refuse(ticket)
        return _page(request, actor, hall, form, 422)
    messages.success(request, t("取号 {number}。", "The number is {number}.", number=ticket.number))
    return HttpResponseRedirect(f"{reverse('desk_take', args=[hall.place_id])}?community={ticket.community_id}")


def _form(request: HttpRequest, actor: Actor, hall: Hall) -> DeskTakeForm:
    communities = communities_of(hall, actor.on)
    before = {"community": request.GET.get("community", hall.place_id)}
    return DeskTakeForm(
        request.POST if request.method == "POST" else None,
        initial=before,
        hall=hall,
        groups=groups_of(hall),
        items=items_on(actor.on),
        communities=communities,
        now=timezone.localtime(),
    )


def _page(request: HttpRequest, actor: Actor, hall: Hall, form: DeskTakeForm, status: int = 200) -> HttpResponse:
    steps = TicketStep.objects.filter(act="take", person=actor.person_id, ticket__hall=hall, ticket__day=actor.on)
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="take",
        is_head=heads(actor, hall),
        form=form,
        taken=[step.ticket for step in steps.select_related("ticket__group").order_by("-pk")[:LAST]],
    )
    return render_page(request, "hall/desk/take.html", context, status)
