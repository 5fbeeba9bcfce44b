"""A visitor rates a visit on the page of the ticket's code, and reads there what became of a bad rating."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import actor_of_request
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import serves, ticket_of
from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.rated import RatingSection, rating_section
from juzhan.apps.hall.rating_forms import VisitRateForm
from juzhan.apps.hall.services.rating import STAFF, rate_visit
from juzhan.apps.hall.views.codes import slowed
from juzhan.apps.matters.law import day_of, rules
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def ticket_rate(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the rating; once it is given, thank for it and tell what happens next. Staff of the hall get 403."""
    ticket, by = ticket_of(code), _signed_in(request)
    if by is not None and serves(by, ticket.hall):
        raise PermissionDenied(STAFF())
    if request.method != "POST":
        return _show(request, ticket)
    form = VisitRateForm(request.POST)
    if not form.is_valid():
        return _ask(request, ticket, form, 422)
    result = rate_visit(ticket, form.said, at=timezone.now(), by=by)
    if isinstance(result, Refusal):
        return render_refusal(request, result, 409, back=reverse("ticket_rate", args=[ticket.code]))
    return HttpResponseRedirect(reverse("ticket_rate", args=[ticket.code]))


def rating_for(request: HttpRequest, ticket: Ticket) -> RatingSection | None:
    """The rating on the page of its ticket: for the visitor, once served; never for those who work in the hall."""
    by = _signed_in(request)
    if ticket.stands is not TicketState.SERVED or (by is not None and serves(by, ticket.hall)):
        return None
    return rating_section(ticket, timezone.now())


def _signed_in(request: HttpRequest) -> Actor | None:
    return actor_of_request(request) if request.user.is_authenticated else None


def _show(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    section = rating_section(ticket, timezone.now())
    if section.row is not None:
        days = rules(day_of(section.row.rated_at)).settings.bad_rating_follow_up_days
        context = {"ticket": ticket, "hall": ticket.hall, "rating_section": section, "limit": days}
        return render_page(request, "hall/rated.html", context)
    if section.refusal is not None:
        return render_refusal(request, section.refusal, 409, back=reverse("ticket", args=[ticket.code]))
    return _ask(request, ticket, VisitRateForm())


def _ask(request: HttpRequest, ticket: Ticket, form: VisitRateForm, status: int = 200) -> HttpResponse:
    return render_page(request, "hall/rate.html", {"ticket": ticket, "hall": ticket.hall, "form": form}, status)
