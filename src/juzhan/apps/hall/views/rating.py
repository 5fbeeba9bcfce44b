"""A visitor rates a visit by the code of the ticket or by what the second screen shows, and reads it by a code of its own.

Who has the ticket's code, as the hall may, learns that the visit was rated and not how.
"""

from __future__ import annotations

from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from juzhan.apps.bodies.desk import actor_of_request
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import rating_of, serves, ticket_of, visit_of
from juzhan.apps.hall.models import Hall, Ticket
from juzhan.apps.hall.rated import RatingSection, rating_section, read_rating
from juzhan.apps.hall.rating_forms import VisitRateForm
from juzhan.apps.hall.services.rating import STAFF, may_not_rate, rate_visit
from juzhan.apps.hall.views import rated_here
from juzhan.apps.hall.views.codes import slowed
from juzhan.apps.matters.law import day_of, rules
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.qr import qr_svg


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def ticket_rate(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whoever has the ticket's code for the rating. Staff of the hall get 403."""
    ticket = ticket_of(code)
    return _rate(request, ticket, reverse("ticket", args=[ticket.code]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@slowed
def visit_rate(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever has scanned the second screen for the rating; nothing else of the ticket is opened by it."""
    ticket = visit_of(token)
    return _rate(request, ticket, reverse("hall", args=[ticket.hall.place_id]))


@never_cache
@require_safe
@slowed
def rating_read(request: HttpRequest, code: str) -> HttpResponse:
    """Show a rating and what became of it to the one who gave it."""
    row = rating_of(code)
    refuse_staff(request, row.ticket.hall)
    address = request.build_absolute_uri(reverse("rating_read", args=[row.code]))
    days = rules(day_of(row.rated_at)).settings.bad_rating_follow_up_days
    context = {
        "hall": row.ticket.hall,
        "rating": read_rating(row),
        "limit": days,
        "address": address,
        "qr": qr_svg(address),
    }
    return render_page(request, "hall/rated.html", context)


def rating_for(request: HttpRequest, ticket: Ticket) -> RatingSection | None:
    """The rating on the page of its ticket: for the visitor, once served; never for those who work in the hall."""
    by = signed_in(request)
    if ticket.stands is not TicketState.SERVED or (by is not None and serves(by, ticket.hall)):
        return None
    return rating_section(ticket, timezone.now(), rated_here.codes_of(request))


def signed_in(request: HttpRequest) -> Actor | None:
    """Whoever is signed in, as the person they are."""
    return actor_of_request(request) if request.user.is_authenticated else None


def refuse_staff(request: HttpRequest, hall: Hall) -> Actor | None:
    """Answer 403 to those who work in the hall; give whoever else is signed in."""
    by = signed_in(request)
    if by is not None and serves(by, hall):
        raise PermissionDenied(STAFF())
    return by


def _rate(request: HttpRequest, ticket: Ticket, back: str) -> HttpResponse:
    by = refuse_staff(request, ticket.hall)
    if request.method != "POST":
        return _show(request, ticket, back)
    form = VisitRateForm(request.POST)
    if not form.is_valid():
        return _ask(request, ticket, form, back, 422)
    result = rate_visit(ticket, form.said, at=timezone.now(), by=by, submission=form.cleaned_data["submission"])
    if isinstance(result, Refusal):
        return render_refusal(request, result, 409, back=back)
    return rated_here.remember(
        request, HttpResponseRedirect(reverse("rating_read", args=[result.code])), result.code
    )  # fmt: skip


def _show(request: HttpRequest, ticket: Ticket, back: str) -> HttpResponse:
    section = rating_section(ticket, timezone.now(), rated_here.codes_of(request))
    if section.own is not None:
        return HttpResponseRedirect(reverse("rating_read", args=[section.own.row.code]))
    if section.is_rated:
        return render_page(request, "hall/rated.html", {"hall": ticket.hall, "rating": None})
    if refusal := may_not_rate(ticket, timezone.now()):
        return render_refusal(request, refusal, 409, back=back)
    return _ask(request, ticket, VisitRateForm(initial={"submission": uuid4()}), back)


def _ask(request: HttpRequest, ticket: Ticket, form: VisitRateForm, back: str, status: int = 200) -> HttpResponse:
    context = {"ticket": ticket, "hall": ticket.hall, "form": form, "back": back}
    return render_page(request, "hall/rate.html", context, status)
