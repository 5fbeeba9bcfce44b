"""The page of a number: where it stands in the queue, when it is called and to which counter; its slip of paper."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from juzhan.apps.hall.access import public_hall, ticket_of
from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.own_standing import standing_of
from juzhan.apps.hall.screens import Screen, screen_of
from juzhan.apps.hall.services import calling
from juzhan.apps.hall.services.following import note_followed
from juzhan.apps.hall.views.codes import slowed
from juzhan.apps.hall.views.rating import rating_for
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.queueing.visit import NEAR
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.qr import qr_svg


@slowed
@never_cache
@require_safe
def ticket(request: HttpRequest, code: str, place: str = "", *, kiosk: bool = False) -> HttpResponse:
    """Show a number to whoever has its code."""
    found = ticket_of(code)
    if kiosk and public_hall(place) != found.hall:
        raise Http404("ticket")
    screen = screen_of(request, found.hall, kiosk=kiosk, asked=place or found.community_id)
    if kiosk:
        return _page(request, "hall/kiosk/ticket.html", found, screen)
    note_followed(found)
    return _page(request, "hall/ticket.html", found, screen)


@slowed
@never_cache
@require_safe
def ticket_slip(request: HttpRequest, code: str) -> HttpResponse:
    """Show the slip for paper: a roll of 80 mm, or A4 with large letters by ``?paper=a4``."""
    found = ticket_of(code)
    return _page(
        request,
        "hall/slip.html",
        found,
        Screen(found.hall, asked=found.community_id),
        sheet="a4" if request.GET.get("paper") == "a4" else "receipt",
    )


@slowed
@require_POST
def ticket_leave(request: HttpRequest, code: str) -> HttpResponse:
    """Give a number up."""
    found = ticket_of(code)
    result = calling.leave(found, at=timezone.now())
    if isinstance(result, Refusal) and found.stands is not TicketState.LEFT:
        return render_refusal(request, result, 409)
    return HttpResponseRedirect(reverse("ticket", args=[found.code]))


def _page(request: HttpRequest, template: str, found: Ticket, screen: Screen, **more: Any) -> HttpResponse:
    address = request.build_absolute_uri(reverse("ticket", args=[found.code]))
    context = {
        "hall": found.hall,
        "screen": screen,
        "ticket": found,
        "standing": standing_of(found),
        "near": NEAR,
        "lane": Lane(found.lane),
        "item": found.item.value if found.item else None,
        "papers": found.papers,
        "anew": f"{screen.take}?item={found.item.item.code}" if found.item else screen.take,
        "address": address,
        "qr": qr_svg(address),
        "rating_section": rating_for(request, found),
        "follow_url": f"{reverse('follow')}?code={found.matter.code}" if found.matter else "",
        **more,
    }
    return render_page(request, template, context)
