"""The halls there are, and one hall on a phone: open or shut, who waits and about how long, what one can do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.opening import today_of
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.hall.screens import Screen
from juzhan.apps.hall.selectors import standing
from juzhan.apps.matters.law import day_of
from juzhan.domain.shared import Text
from juzhan.ui.pages import render_page


@require_safe
def halls(request: HttpRequest) -> HttpResponse:
    """List the halls with their hours of today."""
    at = timezone.now()
    found = Hall.objects.select_related("place__parent").order_by("place__code")
    return render_page(request, "hall/halls.html", {"rows": [(hall, today_of(hall, at)) for hall in found]})


@require_safe
@never_cache
def hall(request: HttpRequest, place: str) -> HttpResponse:
    """Show one hall as it stands."""
    found, at = public_hall(place), timezone.now()
    context = {
        "hall": found,
        "screen": Screen(found),
        "today": today_of(found, at),
        "queues": standing(found, at).queues,
        "satisfaction": satisfaction(found, day_of(at)),
        "rule": found.head_starts.text,
        "green_for": Text(found.green_for, found.green_for_en or found.green_for),
        "notice": Text(found.notice, found.notice_en or found.notice) if found.notice else None,
    }
    return render_page(request, "hall/hall.html", context)
