"""The page of a booking: its code, when and where, what to bring; there it is moved, given up, and checked in on the day."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juzhan.apps.hall.access import booking_of
from juzhan.apps.hall.booked import needs_another_time, step_of
from juzhan.apps.hall.booking_forms import CodeForm
from juzhan.apps.hall.models import Booking
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.services.booking import arrive, cancel_booking, change_booking
from juzhan.apps.hall.slots import begins_of, day_shown, days_of
from juzhan.apps.hall.views.codes import count_miss, slowed
from juzhan.domain.queueing.booking import NO_SUCH_SLOT
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.qr import qr_svg
from juzhan.ui.words import say, t

NO_SUCH_CODE = RefusalKind(
    "booking.not_found",
    Text("没有这个预约，请核对查询码。", "There is no such booking; check the code."),
    about="code",
)


@slowed
@never_cache
@require_safe
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """Show a booking to whoever has its code."""
    found, at = booking_of(code), timezone.now()
    address = request.build_absolute_uri(reverse("booking", args=[found.code]))
    context = _context(found, at)
    context |= {
        "item": found.item.value,
        "today": today_of(found.hall, at),
        "is_late": found.ends <= at,
        "is_shut_for": needs_another_time(found, at),
        "address": address,
        "qr": qr_svg(address),
    }
    return render_page(request, "hall/booking.html", context)


def _context(found: Booking, at: datetime) -> dict[str, Any]:
    return {"hall": found.hall, "booking": found, "step": step_of(found, at), "green_for": found.hall.green_text}


@slowed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_change(request: HttpRequest, code: str) -> HttpResponse:
    """Show the free times, or move the booking to the one that was pressed."""
    found, at = booking_of(code), timezone.now()
    if request.method != "POST":
        return _show_times(request, found, at)
    begins = begins_of(request.POST.get("slot", ""))
    result = change_booking(found, begins, at=at) if begins else NO_SUCH_SLOT()
    if isinstance(result, Refusal):
        return _show_times(request, booking_of(code), at, result)
    messages.success(request, t("时间已经改好。", "The time has been changed."))
    return _to(result)


def _show_times(request: HttpRequest, found: Booking, at: datetime, refusal: Refusal | None = None) -> HttpResponse:
    days = days_of(found.hall, at)
    wanted = request.GET.get("day", "") or request.POST.get("slot", "")[:10]
    context = _context(found, at) | {"refusal": refusal, "days": days, "shown": day_shown(days, wanted)}
    return render_page(request, "hall/booking_change.html", context, 422 if refusal else 200)


@slowed
@require_POST
def booking_cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give the booking up."""
    found = booking_of(code)
    result = cancel_booking(found, at=timezone.now())
    if isinstance(result, Refusal):
        return render_refusal(request, result, 409, back=reverse("booking", args=[found.code]))
    messages.success(
        request, t("预约已经取消，电话和称呼已经删除。", "The booking is cancelled; name and phone are deleted.")
    )
    return _to(result)


@slowed
@require_POST
def booking_check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Say that one is there, and get the number."""
    found = booking_of(code)
    result = arrive(found, at=timezone.now(), green=request.POST.get("green") == "on")
    if isinstance(result, Refusal):
        return render_refusal(request, result, 409, back=reverse("booking", args=[found.code]))
    return HttpResponseRedirect(reverse("ticket", args=[result.code]))


@slowed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def booking_find(request: HttpRequest) -> HttpResponse:
    """Find a booking by the code that is typed in; guessing is slowed as on its page."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _to(booking_of(form.cleaned_data["code"]))
        except Http404:
            count_miss(request)
            form.refuse(NO_SUCH_CODE())
    return render_page(request, "hall/booking_find.html", {"form": form}, 422 if form.is_bound else 200)


@slowed
@never_cache
@require_safe
def booking_calendar(request: HttpRequest, code: str) -> HttpResponse:
    """The booking for the reader's own calendar (RFC 5545), with a reminder an hour before: nobody is sent messages."""
    found = booking_of(code)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Juzhan//Hall//EN",
        "BEGIN:VEVENT",
        f"UID:{found.code}@juzhan",
        f"DTSTAMP:{_utc(found.booked_at)}",
        f"DTSTART:{_utc(found.begins)}",
        f"DTEND:{_utc(found.ends)}",
        f"SUMMARY:{_plain(say(found.item.text))}",
        f"LOCATION:{_plain(f'{say(found.hall.text)} {found.hall.address}'.strip())}",
        f"URL:{request.build_absolute_uri(reverse('booking', args=[found.code]))}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-PT1H",
        f"DESCRIPTION:{_plain(say(found.item.text))}",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    answer = HttpResponse("\r\n".join(lines) + "\r\n", content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.code}.ics"'
    return answer


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", " ")


def _to(found: Booking) -> HttpResponse:
    return HttpResponseRedirect(reverse("booking", args=[found.code]))
