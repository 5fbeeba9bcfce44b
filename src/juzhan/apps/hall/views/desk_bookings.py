"""The bookings of a hall day by day, for those who work there: check in, cancel, reach somebody when something changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncDate
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import hall_for_desk, heads
from juzhan.apps.hall.models import Booking, BookingContact, Hall
from juzhan.apps.hall.services.booking import arrive, cancel_booking
from juzhan.apps.hall.services.reaching import show_contact
from juzhan.apps.hall.views.bookings import step_of
from juzhan.apps.matters.law import day_of
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


@frozen
class Line:
    """A booking in the list."""

    booking: Booking
    step: str


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff
def desk_bookings(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show a day's bookings; POST with ``act`` and ``booking`` checks in, cancels, or shows whom to call."""
    hall, at = hall_for_desk(actor, place), timezone.now()
    if request.method == "POST":
        return _act(request, actor, hall, at)
    return _page(request, actor, hall, _day(request.GET.get("day", ""), actor.on), at)


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today


def _act(request: HttpRequest, actor: Actor, hall: Hall, at: datetime) -> HttpResponse:
    number, act = request.POST.get("booking", ""), request.POST.get("act", "")
    pk = int(number) if number.isascii() and number.isdecimal() and len(number) < 18 else 0
    booking = get_object_or_404(Booking.objects.select_related("hall"), pk=pk, hall=hall)
    day = day_of(booking.begins)
    if act == "show":
        contact = show_contact(booking, by=actor, at=at)
        if isinstance(contact, BookingContact):
            return _page(request, actor, hall, day, at, contact=contact)
        return _page(request, actor, hall, day, at, 409, refusal=contact)
    refusal = _done(request, booking, act, actor, at)
    if refusal is not None:
        return _page(request, actor, hall, day, at, 409, refusal=refusal)
    return HttpResponseRedirect(f"{reverse('desk_bookings', args=[hall.place_id])}?day={day.isoformat()}")


def _done(request: HttpRequest, booking: Booking, act: str, actor: Actor, at: datetime) -> Refusal | None:
    if act == "cancel":
        cancelled = cancel_booking(booking, at=at, by=actor)
        return cancelled if isinstance(cancelled, Refusal) else None
    ticket = arrive(booking, at=at, by=actor, green=act == "green")
    if isinstance(ticket, Refusal):
        return ticket
    messages.success(
        request, t("已签到，号码是 {number}。", "Checked in; the number is {number}.", number=ticket.number)
    )
    return None


def _page(
    request: HttpRequest, actor: Actor, hall: Hall, day: date, at: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    rows = _open(hall).filter(begins__date=day).select_related("item", "community", "ticket", "group")
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="bookings",
        is_head=heads(actor, hall),
        shown=day,
        days=_days(hall, actor.on),
        lines=[Line(row, step_of(row, at)) for row in rows.order_by("begins", "pk")],
        **more,
    )
    return render_page(request, "hall/desk/bookings.html", context, status)


def _open(hall: Hall) -> QuerySet[Booking]:
    return Booking.objects.filter(hall=hall, cancelled_at=None)


def _days(hall: Hall, today: date) -> list[tuple[date, int]]:
    """Today and the days to come on which somebody has booked, with how many."""
    counts = _open(hall).filter(begins__date__gte=today).annotate(day=TruncDate("begins")).values("day")
    found = {row["day"]: row["many"] for row in counts.annotate(many=Count("pk"))}
    return sorted(({today: 0} | found).items())
