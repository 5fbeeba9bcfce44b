"""The bookings of a hall day by day, for those who work there: check in, cancel, reach somebody when something changes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attrs import frozen
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import booking_in, hall_for_desk, heads
from juzhan.apps.hall.booked import booked_on, days_booked
from juzhan.apps.hall.models import Booking, BookingContact, Hall
from juzhan.apps.hall.services.booking import arrive, cancel_booking, change_booking
from juzhan.apps.hall.services.reaching import show_contact
from juzhan.apps.hall.slots import Day, begins_of, day_shown, days_of
from juzhan.apps.matters.law import day_of
from juzhan.domain.queueing.booking import NO_SUCH_SLOT
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


@frozen
class Moving:
    """A booking for which another time is chosen, with the times that are free."""

    booking: Booking
    days: list[Day]
    shown: Day | None

    @property
    def to(self) -> str:
        """The address of its days."""
        return f"?move={self.booking.pk}&"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff
def desk_bookings(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show a day's bookings; POST with ``act`` and ``booking`` checks in, moves, cancels, or shows whom to call.

    ``?move=`` and a booking shows the times to which it can be moved.
    """
    hall, at = hall_for_desk(actor, place), timezone.now()
    if request.method == "POST":
        return _act(request, actor, hall, at)
    if number := request.GET.get("move", ""):
        booking = booking_in(hall, number)
        return _page(request, actor, hall, day_of(booking.begins), at, moving=_moving(request, booking, at))
    return _page(request, actor, hall, _day(request.GET.get("day", ""), actor.on), at)


def _moving(request: HttpRequest, booking: Booking, at: datetime) -> Moving:
    days = days_of(booking.hall, at)
    return Moving(booking, days, day_shown(days, request.GET.get("day", "") or request.POST.get("slot", "")[:10]))


def _day(typed: str, today: date) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return today


def _act(request: HttpRequest, actor: Actor, hall: Hall, at: datetime) -> HttpResponse:
    booking, act = booking_in(hall, request.POST.get("booking", "")), request.POST.get("act", "")
    day = day_of(booking.begins)
    if act == "show":
        contact = show_contact(booking, by=actor, at=at)
        if isinstance(contact, BookingContact):
            return _page(request, actor, hall, day, at, contact=contact)
        return _page(request, actor, hall, day, at, 409, refusal=contact)
    refusal = _done(request, booking, act, actor, at)
    if refusal is not None:
        moving = _moving(request, booking, at) if act == "move" else None
        return _page(request, actor, hall, day, at, 409, refusal=refusal, moving=moving)
    return HttpResponseRedirect(f"{reverse('desk_bookings', args=[hall.place_id])}?day={day.isoformat()}")


def _done(request: HttpRequest, booking: Booking, act: str, actor: Actor, at: datetime) -> Refusal | None:
    if act == "cancel":
        cancelled = cancel_booking(booking, at=at, by=actor)
        return cancelled if isinstance(cancelled, Refusal) else None
    if act == "move":
        return _moved(request, booking, actor, at)
    ticket = arrive(booking, at=at, by=actor, green=act == "green")
    if isinstance(ticket, Refusal):
        return ticket
    messages.success(
        request, t("已签到，号码是 {number}。", "Checked in; the number is {number}.", number=ticket.number)
    )
    return None


def _moved(request: HttpRequest, booking: Booking, actor: Actor, at: datetime) -> Refusal | None:
    begins = begins_of(request.POST.get("slot", ""))
    moved = change_booking(booking, begins, at=at, by=actor) if begins else NO_SUCH_SLOT()
    if isinstance(moved, Refusal):
        return moved
    messages.success(request, t("已改到 {slot}。", "Moved to {slot}.", slot=moved.slot.text))
    return None


def _page(
    request: HttpRequest, actor: Actor, hall: Hall, day: date, at: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    booked = booked_on(hall, day, at)
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="bookings",
        is_head=heads(actor, hall),
        shown=day,
        days=days_booked(hall, actor.on),
        to_call=booked.to_call,
        lines=booked.lines,
        **more,
    )
    return render_page(request, "hall/desk/bookings.html", context, status)
