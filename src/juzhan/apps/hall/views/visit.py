"""Calling opens the matter: the form of registration with item and community of the ticket already there."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import item_on, search_items
from juzhan.apps.hall.access import hall_for_desk, ticket_in
from juzhan.apps.hall.models import BookingContact, Hall, Shift, Ticket
from juzhan.apps.hall.offers import items_of
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services import serving
from juzhan.apps.hall.services.calling import NOT_AT_A_COUNTER
from juzhan.apps.hall.services.reaching import knows_contact, show_contact
from juzhan.apps.hall.services.sitting import shift_of
from juzhan.apps.hall.visit_forms import VisitRegisterForm
from juzhan.apps.matters.desk.register_forms import RegisterForm
from juzhan.apps.matters.desk.registering import NO_DESK, served_by, submitted, whose_it_is
from juzhan.apps.matters.desk.worklist import searched
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.selectors import acts_open_to
from juzhan.apps.places.models import Place
from juzhan.domain.matters import MatterAct
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

NOT_YOUR_COMMUNITY = RefusalKind(
    "visit.not_your_community",
    Text(
        "您的机构不办{community}的事项。请转给工作站的窗口。",
        "Your body does not take in matters of {community}. Transfer the visitor to a counter of the station.",
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_visit_register(request: HttpRequest, actor: Actor, place: str, ticket: str) -> HttpResponse:
    """Register the matter of the visitor at the counter; ``?item=`` names another item than the ticket's.

    POST with ``fill`` shows the form with name and phone of the booking in it, and records that they were shown.
    """
    hall = hall_for_desk(actor, place)
    visit, shift = ticket_in(hall, ticket), shift_of(actor)
    communities = _communities(actor, visit)
    item = _item(request, actor, visit)
    if item is None or item.is_historical:
        return _search(request, actor, hall, visit)
    if request.method != "POST" or "fill" in request.POST:
        contact = _contact(visit, actor) if request.method == "POST" else None
        form = VisitRegisterForm(item=item, communities=communities, visit=visit, contact=contact)
        return _ask(request, actor, visit, item, form, communities)
    form = VisitRegisterForm(request.POST, request.FILES, item=item, communities=communities, visit=visit)
    if not form.is_valid():
        return _ask(request, actor, visit, item, form, communities, 422)
    matter = _registered(shift, visit, form, item, actor)
    if isinstance(matter, Refusal):
        form.refuse(matter)
        return _ask(request, actor, visit, item, form, communities, 422)
    messages.success(request, t("已登记，事项跟着这个号。", "Registered; the matter goes with this number."))
    return HttpResponseRedirect(_onward(matter, form, actor) or reverse("desk_counter", args=[hall.place_id]))


def _contact(visit: Ticket, actor: Actor) -> BookingContact | None:
    """Name and phone of the booking, if there was one; that they were shown is recorded."""
    if visit.booking is None:
        return None
    shown = show_contact(visit.booking, by=actor, at=timezone.now())
    return shown if isinstance(shown, BookingContact) else None


def _communities(actor: Actor, visit: Ticket) -> list[Place]:
    """The visitor's community, for which the person must have a desk; where it is not known, all of the person's."""
    served = served_by(actor)
    if visit.community.kind == Place.Kind.COMMUNITY:
        if visit.community not in served:
            raise PermissionDenied(NOT_YOUR_COMMUNITY(community=visit.community.text))
        return [visit.community]
    if not served:
        raise PermissionDenied(NO_DESK())
    return served


def _registered(
    shift: Shift | None, visit: Ticket, form: VisitRegisterForm, item: ItemVersion, actor: Actor
) -> Matter | Refusal:
    at = timezone.now()
    if shift is None:
        return NOT_AT_A_COUNTER()
    return serving.register_matter(
        shift, visit, lambda: submitted(form, item, actor, at), by=actor, at=at, seen=form.seen
    )


def _onward(matter: Matter, form: VisitRegisterForm, actor: Actor) -> str:
    """To telling what is missing, with the papers ticked already that the clerk did not see or the visitor said they lack."""
    missing = [paper.material.code for paper in form.lacking]
    if not missing or MatterAct.REQUEST_PAPERS not in acts_open_to(actor, matter):
        return ""
    address = reverse("desk_act", args=[matter.code, MatterAct.REQUEST_PAPERS.value])
    return f"{address}?{urlencode({'missing': missing}, doseq=True)}"


def _item(request: HttpRequest, actor: Actor, visit: Ticket) -> ItemVersion | None:
    code = request.GET.get("item", "")
    if code:
        return item_on(code if code.isprintable() else "", actor.on)
    if visit.item is None or "q" in request.GET:
        return None
    return item_on(visit.item.item.code, actor.on)


def _search(request: HttpRequest, actor: Actor, hall: Hall, visit: Ticket) -> HttpResponse:
    words = searched(request)
    found = [item for item in search_items(words, actor.on) if not item.is_historical] if words else []
    offered = [] if words else items_of(visit.group, groups_of(hall), actor.on)
    context = desk_context(request, actor, hall=hall, visit=visit, words=words, found=found, offered=offered)
    return render_page(request, "hall/desk/visit_item.html", context)


def _ask(
    request: HttpRequest,
    actor: Actor,
    visit: Ticket,
    item: ItemVersion,
    form: RegisterForm,
    communities: Sequence[Place],
    status: int = 200,
) -> HttpResponse:
    context = desk_context(
        request,
        actor,
        hall=visit.hall,
        visit=visit,
        item=item,
        form=form,
        **whose_it_is(actor, item, communities),
        can_fill=not form.is_bound and not form.initial and knows_contact(visit),
    )
    return render_page(request, "hall/desk/visit_register.html", context, status)
