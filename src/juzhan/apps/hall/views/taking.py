"""A visitor takes a number: says what for, sees what to bring and how long it takes, then takes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juzhan.apps.catalogue.views import Found
from juzhan.apps.hall import offers
from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.caps import used_up
from juzhan.apps.hall.models import Hall, Ticket
from juzhan.apps.hall.offers import Chosen
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.papers import papers_of
from juzhan.apps.hall.pressing import words_to_press
from juzhan.apps.hall.screens import Screen, screen_of
from juzhan.apps.hall.selectors import group_for, groups_of, standing
from juzhan.apps.hall.services.printing import want_slip
from juzhan.apps.hall.services.taking import Wish, take_ticket
from juzhan.apps.hall.views.limits import TOO_MANY, Limit, within
from juzhan.apps.hall.visitor_forms import TakeForm
from juzhan.apps.matters.resident.home import EXAMPLES
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.visit import ComesAs
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import is_english

FIRST_ITEMS = 6
"""So many things of a queue stand on the screen at once, as large buttons; the others are folded."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest, place: str, *, kiosk: bool = False) -> HttpResponse:
    """Ask what for, show what to have at hand, give the number; ``unsure`` takes one for a queue without naming the thing."""
    screen, on = screen_of(request, public_hall(place), kiosk=kiosk, asked=place), timezone.localdate()
    given = request.POST if request.method == "POST" else request.GET
    chosen = offers.chosen(screen.hall, on, item=given.get("item", ""), letter=given.get("group", ""))
    if chosen is None:
        return _choose(request, screen, on)
    if request.method == "POST":
        return _take(request, screen, chosen)
    if chosen.item is None and "unsure" not in given:
        return _narrow(request, screen, chosen, on)
    form = _form(screen.hall, chosen, initial=_initial(chosen, screen))
    return _confirm(request, screen, chosen, form)


def _form(hall: Hall, chosen: Chosen, *args: Any, **kwargs: Any) -> TakeForm:
    communities = offers.communities_of(hall, timezone.localdate())
    return TakeForm(*args, hall=hall, communities=communities, papers=papers_of(chosen.item), **kwargs)


def _initial(chosen: Chosen, screen: Screen) -> dict[str, Any]:
    code = chosen.item.item.code if chosen.item else ""
    return {
        "submission": uuid4(),
        "item": code,
        "group": chosen.group.letter,
        "who": ComesAs.SELF.value,
        "community": screen.community,
    }


def _take(request: HttpRequest, screen: Screen, chosen: Chosen) -> HttpResponse:
    form = _form(screen.hall, chosen, request.POST)
    if not form.is_valid():
        return _confirm(request, screen, chosen, form, 422)
    if chosen.item and chosen.item.is_historical:
        form.refuse(_ended(chosen))
        return _confirm(request, screen, chosen, form, 422)
    result = _taken(request, screen, chosen, form)
    if isinstance(result, Refusal):
        form.refuse(result)
        return _confirm(request, screen, chosen, form, 429 if result.code == TOO_MANY.code else 422)
    return HttpResponseRedirect(screen.ticket(result.code))


def _taken(request: HttpRequest, screen: Screen, chosen: Chosen, form: TakeForm) -> Ticket | Refusal:
    submission = form.cleaned_data["submission"]
    return within(
        request,
        Limit.KIOSK if screen.is_kiosk else Limit.NUMBERS,
        lambda: _given_out(screen, chosen, form),
        Ticket.objects.filter(submission=submission).exists,
        at=timezone.now(),
    )


@transaction.atomic
def _given_out(screen: Screen, chosen: Chosen, form: TakeForm) -> Ticket | Refusal:
    """Take the number; at the kiosk its slip is asked for in the same transaction."""
    given, at = form.cleaned_data, timezone.now()
    wish = Wish(chosen.group, chosen.item, _community(given), form.comes_as, form.lacked())
    result = take_ticket(screen.hall, wish, submission=given["submission"], at=at, lane=form.lane)
    if screen.is_kiosk and isinstance(result, Ticket):
        want_slip(result, at=at)
    return result


def _community(given: Mapping[str, Any]) -> Place | None:
    code = given.get("community", "")
    return Place.objects.filter(pk=code).first() if code else None


def _ended(chosen: Chosen) -> Refusal:
    assert chosen.item is not None
    assert chosen.item.value.ended is not None
    return offers.ITEM_ENDED(item=chosen.item.text, instead=chosen.item.value.ended.instead)


def _confirm(request: HttpRequest, screen: Screen, chosen: Chosen, form: TakeForm, status: int = 200) -> HttpResponse:
    at = timezone.now()
    today, ended = today_of(screen.hall, at), bool(chosen.item and chosen.item.is_historical)
    is_used_up = used_up(screen.hall, at).holds(chosen)
    context = {
        "hall": screen.hall,
        "screen": screen,
        "chosen": chosen,
        "form": form,
        "today": today,
        "is_used_up": is_used_up,
        "may_take": today.is_open and chosen.group.is_open and not is_used_up and not ended,
        "queue": standing(screen.hall, at).queue_of(chosen.group.pk),
        "rule": screen.hall.head_starts.text,
        "item": chosen.item.value if chosen.item else None,
        "ended": _ended(chosen) if ended else None,
        "guide": screen.guide(chosen.item.item.code) if chosen.item else "",
        "papers": form.papers,
        "lacked": set(form["missing"].value() or ()),
    }
    return render_page(request, "hall/take_confirm.html", context, status)


def _narrow(request: HttpRequest, screen: Screen, chosen: Chosen, on: date) -> HttpResponse:
    """Offer the things that a queue is for, those that are asked for most first, so that their papers can be told."""
    items = offers.asked_most(chosen.group, groups_of(screen.hall), on)
    context = {
        "hall": screen.hall,
        "screen": screen,
        "chosen": chosen,
        "today": today_of(screen.hall, timezone.now()),
        "is_used_up": used_up(screen.hall, timezone.now()).holds(chosen),
        "first": items[:FIRST_ITEMS],
        "rest": items[FIRST_ITEMS:],
    }
    return render_page(request, "hall/take_items.html", context)


def _choose(request: HttpRequest, screen: Screen, on: date) -> HttpResponse:
    query, at = offers.cleaned_query(request.GET.get("q", "")), timezone.now()
    groups = groups_of(screen.hall)
    found = Found.of(offers.found_items(query, on)) if query else Found([], [])
    context = {
        "hall": screen.hall,
        "screen": screen,
        "today": today_of(screen.hall, at),
        "queues": standing(screen.hall, at).queues,
        "full": used_up(screen.hall, at),
        "q": query,
        "found": [(item, group) for item in found.living if (group := group_for(groups, item))],
        "ended": [(item, screen.guide(item.item.code)) for item in found.ended],
        "examples": EXAMPLES,
        "words": words_to_press(on, english=is_english()) if screen.is_kiosk else (),
    }
    return render_page(request, "hall/take.html", context)
