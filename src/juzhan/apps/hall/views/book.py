"""Somebody books a time: what for, when, and how to reach them; each step is an address, so that "back" works."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.hall import offers
from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.booking_forms import BookForm
from juzhan.apps.hall.models import Booking
from juzhan.apps.hall.offers import Chosen
from juzhan.apps.hall.screens import Screen
from juzhan.apps.hall.selectors import group_for, groups_of
from juzhan.apps.hall.services.booking import BOOKED_ALREADY, DAY_FULL, NOT_BOOKED_NOW, Asked, book
from juzhan.apps.hall.slots import begins_of, day_shown, days_of, key_of, place_at, slot_at
from juzhan.apps.hall.views.codes import PHONES, count_miss, guessing, slow_down
from juzhan.apps.hall.views.limits import TOO_MANY, Limit, within
from juzhan.apps.matters.resident.home import EXAMPLES
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.booking import NO_SUCH_SLOT
from juzhan.domain.queueing.hours import Slot
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page

STEPS = 3


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hall_book(request: HttpRequest, place: str) -> HttpResponse:
    """Ask what for, show the free times, take the booking; what was typed survives every "no"."""
    screen, on = Screen(public_hall(place), asked=place), timezone.localdate()
    given = request.POST if request.method == "POST" else request.GET
    chosen = offers.chosen(screen.hall, on, item=given.get("item", ""))
    if chosen is None or chosen.item is None or chosen.item.is_historical:
        return _choose_item(request, screen)
    if request.method == "POST":
        return _book(request, screen, chosen)
    begins = begins_of(given.get("slot", ""))
    return _choose_slot(request, screen, chosen) if begins is None else _ask(request, screen, chosen, begins)


def _choose_item(request: HttpRequest, screen: Screen) -> HttpResponse:
    query, on = offers.cleaned_query(request.GET.get("q", "")), timezone.localdate()
    groups = groups_of(screen.hall)
    found = [item for item in offers.found_items(query, on) if not item.is_historical] if query else []
    context = {
        "hall": screen.hall,
        "screen": screen,
        "steps": STEPS,
        "q": query,
        "found": [(item, group) for item in found if (group := group_for(groups, item))],
        "groups": [(group, list(offers.items_of(group, groups, on))) for group in groups if group.is_open],
        "examples": EXAMPLES,
    }
    return render_page(request, "hall/book.html", context)


def _choose_slot(request: HttpRequest, screen: Screen, chosen: Chosen) -> HttpResponse:
    days = days_of(screen.hall, timezone.now())
    context = {
        "hall": screen.hall,
        "screen": screen,
        "steps": STEPS,
        "chosen": chosen,
        "refusal": None if chosen.group.is_open else NOT_BOOKED_NOW(group=chosen.group.text),
        "days": days,
        "shown": day_shown(days, request.GET.get("day", "")),
    }
    return render_page(request, "hall/book_slot.html", context)


def _ask(request: HttpRequest, screen: Screen, chosen: Chosen, begins: datetime) -> HttpResponse:
    form, at = _form(screen, initial=_initial(screen, chosen, begins)), timezone.now()
    days = days_of(screen.hall, at)
    place = place_at(screen.hall, days, begins, at)
    if not isinstance(place, Refusal):
        return _show(request, screen, chosen, form, picked=place.slot)
    form.offer(days, begins)
    return _show(request, screen, chosen, form, refusal=place)


def _form(screen: Screen, *args: Any, **kwargs: Any) -> BookForm:
    return BookForm(*args, communities=offers.communities_of(screen.hall, timezone.localdate()), **kwargs)


def _initial(screen: Screen, chosen: Chosen, begins: datetime) -> dict[str, Any]:
    assert chosen.item is not None
    code = chosen.item.item.code
    return {"submission": uuid4(), "item": code, "slot": key_of(begins), "community": screen.community}


def _book(request: HttpRequest, screen: Screen, chosen: Chosen) -> HttpResponse:
    if refusal := guessing(request, PHONES):
        return slow_down(request, refusal)
    form, at = _form(screen, request.POST), timezone.now()
    if not form.is_valid():
        return _show(request, screen, chosen, form, picked=_slot(screen, request.POST.get("slot", "")), status=422)
    given = form.cleaned_data
    begins = begins_of(given["slot"])
    result = _booked(request, screen, chosen, given, begins, at) if begins else NO_SUCH_SLOT()
    if isinstance(result, Booking):
        return HttpResponseRedirect(reverse("booking", args=[result.code]))
    if result.code == BOOKED_ALREADY.code:
        count_miss(request, PHONES)
    form = _refused(screen, form, result, at)
    picked = None if result.about == "slot" else _slot(screen, given["slot"])
    return _show(request, screen, chosen, form, picked=picked, status=429 if result.code == TOO_MANY.code else 422)


def _refused(screen: Screen, form: BookForm, refusal: Refusal, at: datetime) -> BookForm:
    """The form with what was typed, and where the slot was refused with the others to choose from."""
    if refusal.about == "slot":
        begins, form = begins_of(form.data.get("slot", "")), _form(screen, form.data)
        days = days_of(screen.hall, at)
        if begins and refusal.code == DAY_FULL.code:
            days = [day for day in days if day.date != begins.date()]
        form.offer(days, begins)
        form.errors.pop("slot", None)
    form.refuse(refusal)
    return form


def _booked(
    request: HttpRequest, screen: Screen, chosen: Chosen, given: Mapping[str, Any], begins: datetime, at: datetime
) -> Booking | Refusal:
    assert chosen.item is not None
    community = Place.objects.get(pk=given["community"]) if given.get("community") else screen.hall.place
    asked, submission = Asked(chosen.item, community, given["phone"], given["name"]), given["submission"]
    return within(
        request,
        Limit.BOOKINGS,
        lambda: book(screen.hall, asked, begins, submission=submission, at=at),
        Booking.objects.filter(submission=submission).exists,
        at=at,
    )


def _slot(screen: Screen, key: str) -> Slot | None:
    begins = begins_of(key)
    slot = slot_at(screen.hall, begins, timezone.now()) if begins else None
    return None if isinstance(slot, Refusal) else slot


def _show(
    request: HttpRequest,
    screen: Screen,
    chosen: Chosen,
    form: BookForm,
    *,
    picked: Slot | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "hall": screen.hall,
        "screen": screen,
        "steps": STEPS,
        "chosen": chosen,
        "item": chosen.item.value if chosen.item else None,
        "form": form,
        "picked": picked,
        "refusal": refusal,
    }
    return render_page(request, "hall/book_ask.html", context, status)
