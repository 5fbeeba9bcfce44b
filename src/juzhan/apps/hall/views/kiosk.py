"""The hall's touch screen: numbers, guides and policy by search and by picture, progress by code, the community's page.

It keeps nothing between visitors: no matter is remembered in a session, and :func:`forget` drops every cookie.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juzhan.apps.accounts.throttle import TOO_MANY, client_key
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.catalogue.views import Found
from juzhan.apps.catalogue.ways import WAYS, Way, way_to
from juzhan.apps.hall import offers
from juzhan.apps.hall.access import booking_of, public_hall
from juzhan.apps.hall.models import Ticket
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.pressing import words_to_press
from juzhan.apps.hall.screens import Screen, screen_of
from juzhan.apps.hall.selectors import group_for, groups_of, standing
from juzhan.apps.hall.services.booking import arrive
from juzhan.apps.hall.services.printing import want_slip
from juzhan.apps.hall.views import rated_here
from juzhan.apps.hall.views.bookings import NO_SUCH_CODE
from juzhan.apps.hall.views.codes import count_miss, slowed
from juzhan.apps.hall.visitor_forms import CheckInForm
from juzhan.apps.matters.access import matter_for_resident
from juzhan.apps.matters.law import rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.resident.following import PURPOSE, progress_context
from juzhan.apps.matters.resident.forms import FollowForm
from juzhan.apps.matters.resident.home import EXAMPLES
from juzhan.apps.matters.resident.remembering import COMMUNITY, forget_matters
from juzhan.apps.openness import community as gathered
from juzhan.apps.openness import selectors as openness
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page
from juzhan.ui.qr import qr_svg
from juzhan.ui.shell import DISPLAY_COOKIE, THEME_COOKIE
from juzhan.ui.words import is_english

ANOTHER_HALL = RefusalKind(
    "booking.another_hall",
    Text("这个预约在{hall}，请到那里签到。", "This booking is for {hall}; check in there."),
    about="code",
)


def _screen(request: HttpRequest, place: str) -> Screen:
    return screen_of(request, public_hall(place), kiosk=True, asked=place)


def _show(request: HttpRequest, template: str, screen: Screen, status: int = 200, **context: Any) -> HttpResponse:
    return render_page(
        request, f"hall/kiosk/{template}.html", {"hall": screen.hall, "screen": screen, **context}, status
    )


@require_safe
@never_cache
def kiosk(request: HttpRequest, place: str) -> HttpResponse:
    """Where every visitor begins."""
    screen, at = _screen(request, place), timezone.now()
    queues = standing(screen.hall, at).queues
    return _show(
        request, "start", screen, today=today_of(screen.hall, at), queues=queues, rule=screen.hall.head_starts.text
    )


@require_POST
def forget(request: HttpRequest, place: str) -> HttpResponse:
    """Forget the last visitor: their language, their size of letters, whatever their session held.

    In the demonstration one browser holds all screens of a hall, so the clerk at the counter stays signed in.
    """
    screen = _screen(request, place)
    if settings.DEMO and request.user.is_authenticated:
        forget_matters(request)
    else:
        request.session.flush()
    response = HttpResponseRedirect(screen.start)
    for name in (DISPLAY_COOKIE, THEME_COOKIE, COMMUNITY, rated_here.COOKIE, settings.LANGUAGE_COOKIE_NAME):
        response.delete_cookie(name)
    return response


@require_safe
@never_cache
def guides(request: HttpRequest, place: str) -> HttpResponse:
    """Look for guides and policy by plain words (``q``) or by picture (``field`` or ``class``)."""
    screen = _screen(request, place)
    query = offers.cleaned_query(request.GET.get("q", ""))
    way = way_to(request.GET.get("field", ""), request.GET.get("class", ""))
    found = Found.of(_sought(query, way))
    context: dict[str, Any] = {"q": query, "way": way, "ways": WAYS, "found": found, "examples": EXAMPLES}
    context["words"] = words_to_press(timezone.localdate(), english=is_english())
    return _show(request, "guides", screen, **context)


def _sought(query: str, way: Way | None) -> list[Any]:
    on = timezone.localdate()
    if query:
        return offers.found_items(query, on)
    if way is None:
        return []
    limit = {"field": way.field.value} if way.field else {"affair_class": way.klass.value if way.klass else ""}
    return list(items_on(on).filter(**limit).order_by("is_historical", "item__code"))


@require_safe
@never_cache
def guide(request: HttpRequest, place: str, code: str) -> HttpResponse:
    """Show the guide of an item to read, to print, or to take along by QR."""
    screen = _screen(request, place)
    version = offers.item_of(code, timezone.localdate())
    if version is None:
        raise Http404("item")
    group = group_for(groups_of(screen.hall), version) if offers.is_offered(version) else None
    address = request.build_absolute_uri(reverse("item", args=[code]))
    return _show(
        request, "guide", screen, version=version, item=version.value, qr=qr_svg(address), group=group, in_force=True
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, place: str) -> HttpResponse:
    """Tell how far a matter is, by its code and four digits; the answer is shown once and remembered nowhere."""
    screen = _screen(request, place)
    if request.method != "POST":
        return _show(request, "progress", screen, form=FollowForm())
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _show(request, "progress", screen, 422, form=form)
    given = form.cleaned_data
    found = matter_for_resident(given["code"], given["last_four"], client_key(request, PURPOSE), timezone.now())
    if isinstance(found, Matter):
        return _show(request, "matter", screen, **progress_context(found))
    form.refuse(found)
    return _refused(request, screen, form, found)


def _refused(request: HttpRequest, screen: Screen, form: FollowForm, refusal: Refusal) -> HttpResponse:
    if refusal.code != TOO_MANY.code:
        return _show(request, "progress", screen, 422, form=form)
    response = _show(request, "progress", screen, 429, form=form)
    response["Retry-After"] = str(refusal.params["minutes"] * 60)
    return response


@slowed
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: HttpRequest, place: str) -> HttpResponse:
    """One who has booked arrives: by the code of the booking, typed or scanned, comes the number."""
    screen = _screen(request, place)
    form = CheckInForm(request.POST or None, hall=screen.hall)
    if request.method == "POST" and form.is_valid():
        result = _arrived(request, screen, form.cleaned_data)
        if not isinstance(result, Refusal):
            return HttpResponseRedirect(screen.ticket(result.code))
        form.refuse(result)
    return _show(request, "check_in", screen, 422 if request.method == "POST" else 200, form=form)


def _arrived(request: HttpRequest, screen: Screen, given: dict[str, Any]) -> Ticket | Refusal:
    try:
        booking = booking_of(given["code"])
    except Http404:
        count_miss(request)
        return NO_SUCH_CODE()
    if booking.hall_id != screen.hall.pk:
        return ANOTHER_HALL(hall=booking.hall.text)
    at = timezone.now()
    with transaction.atomic():
        ticket = arrive(booking, at=at, green=given["green"])
        if isinstance(ticket, Ticket):
            want_slip(ticket, at=at)
    return ticket


@require_safe
@never_cache
def community(request: HttpRequest, place: str) -> HttpResponse:
    """Show who does what in the community, how it goes, and the way to its whole page by QR; ``?of=`` chooses one."""
    screen, on = _screen(request, place), timezone.localdate()
    served = offers.communities_of(screen.hall, on)
    shown = next((one for one in served if one.pk == request.GET.get("of", "")), None) or served[0]
    terms = gathered.terms_of(shown, on)
    context: dict[str, Any] = {
        "community": shown,
        "served": served,
        "terms": terms,
        "bodies": gathered.bodies_with_posts(shown, terms.charter, on),
        "figures": openness.figures(Matter.objects.filter(community=shown), on, rules(on).settings.index_cases_min),
        "qr": qr_svg(request.build_absolute_uri(reverse("community", args=[shown.pk]))),
    }
    return _show(request, "community", screen, **context)
