"""The halls there are, and one hall on a phone: open or shut, who waits and about how long, what one can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.offers import communities_of, served_by
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.hall.screens import Screen
from juzhan.apps.hall.selectors import standing
from juzhan.apps.matters.law import day_of
from juzhan.apps.places.models import Place
from juzhan.ui.pages import render_page

TOLD = 12
"""The list of halls names at most so many communities of each."""


@require_safe
def halls(request: HttpRequest) -> HttpResponse:
    """List the halls with their hours of today."""
    at = timezone.now()
    found = list(Hall.objects.select_related("place__parent").order_by("place__code"))
    served = served_by(found, day_of(at))
    rows = [(hall, today_of(hall, at), _several(served[hall.place_id])) for hall in found]
    return render_page(request, "hall/halls.html", {"rows": rows})


def _several(served: list[Place]) -> list[Place]:
    """The communities to tell apart; none where a hall serves one, or all those of a street."""
    return served if 1 < len(served) <= TOLD else []


@require_safe
@never_cache
def hall(request: HttpRequest, place: str) -> HttpResponse:
    """Show the hall that serves a place as it stands; where it serves several, with the figures of the place's own."""
    found, at = public_hall(place), timezone.now()
    served = communities_of(found, day_of(at))
    here = next((one for one in served if one.pk == place), None)
    context = {
        "hall": found,
        "screen": Screen(found, asked=place),
        "here": here or found.place,
        "served": _several(served),
        "today": today_of(found, at),
        "queues": standing(found, at).queues,
        "satisfaction": satisfaction(found, day_of(at), place if here and len(served) > 1 else ""),
        "rule": found.head_starts.text,
        "green_for": found.green_text,
        "notice": found.notice_text,
    }
    return render_page(request, "hall/hall.html", context)
