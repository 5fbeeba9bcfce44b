"""A visitor comes again for a matter and has no receipt: the clerk finds it by code, phone or name, and says "this one"."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_desk, ticket_in
from juzhan.apps.hall.models import BookingContact, Ticket
from juzhan.apps.hall.services.reaching import knows_contact, show_contact
from juzhan.apps.hall.visit_forms import VisitFindForm
from juzhan.apps.matters import access, services
from juzhan.apps.matters.desk.worklist import rows_of
from juzhan.apps.matters.models import GUIDES, Matter
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page

Found = list[Matter] | Refusal


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff
def desk_visit_find(request: HttpRequest, actor: Actor, place: str, ticket: str) -> HttpResponse:
    """Ask for code, phone or name; POST shows the matters, with ``booking`` those of the phone that the visit was booked by."""
    visit = ticket_in(hall_for_desk(actor, place), ticket)
    if request.method != "POST":
        return _page(request, actor, visit, VisitFindForm())
    if "booking" in request.POST:
        return _found(request, actor, visit, VisitFindForm(), _of_booking(visit, actor))
    form = VisitFindForm(request.POST)
    if not form.is_valid():
        return _page(request, actor, visit, form, 422)
    return _found(request, actor, visit, form, _asked_for(form, actor))


def _of_booking(visit: Ticket, actor: Actor) -> Found:
    """The matters of the phone (without one, the name) of the booking; both looks are recorded."""
    if visit.booking is None:
        return []
    at = timezone.now()
    contact = show_contact(visit.booking, by=actor, at=at)
    if not isinstance(contact, BookingContact):
        return contact
    name = "" if contact.phone else contact.name
    return services.find_by_person(name=name, phone=contact.phone, by=actor, at=at)


def _asked_for(form: VisitFindForm, actor: Actor) -> Found:
    given = form.cleaned_data
    if given["code"]:
        rows = access.visible_to(actor).filter(code=given["code"]).defer(*GUIDES)
        return list(rows.select_related("item__item", "handler", "owner", "community"))
    return services.find_by_person(name=given["name"].strip(), phone=given["phone"], by=actor, at=timezone.now())


def _found(request: HttpRequest, actor: Actor, visit: Ticket, form: VisitFindForm, found: Found) -> HttpResponse:
    if not isinstance(found, Refusal):
        return _page(request, actor, visit, form, looked=True, rows=rows_of(found, actor))
    if not form.is_bound:
        return _page(request, actor, visit, form, 422, refusal=found)
    form.refuse(found)
    return _page(request, actor, visit, form, 422)


def _page(
    request: HttpRequest, actor: Actor, visit: Ticket, form: VisitFindForm, status: int = 200, **more: Any
) -> HttpResponse:
    context = desk_context(
        request, actor, hall=visit.hall, visit=visit, form=form, is_booked=knows_contact(visit), **more
    )  # fmt: skip
    return render_page(request, "hall/desk/visit_find.html", context, status)
