"""A hall as it stands: once for a page without a line, and line by line for a screen."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from juzhan.apps.hall.access import public_hall
from juzhan.apps.hall.live import events, hub
from juzhan.apps.hall.selectors import board


@require_safe
@never_cache
def hall_state(request: HttpRequest, place: str) -> JsonResponse:
    """The hall as it stands, for a page that has no line."""
    return JsonResponse(board(public_hall(place), timezone.now()))


@require_safe
def hall_live(request: HttpRequest, place: str) -> HttpResponse | StreamingHttpResponse:
    """Server-sent events: the hall as it stands, and again whenever it changes; 503 when all lines are in use."""
    hall = public_hall(place)
    if hub.count >= settings.LISTENERS:
        return HttpResponse(status=503, headers={"Retry-After": "10"})
    if not connection.in_atomic_block:
        connection.close()
    answer = StreamingHttpResponse(events(hall.pk), content_type="text/event-stream")
    answer["Cache-Control"] = "no-store"
    answer["X-Accel-Buffering"] = "no"
    return answer
