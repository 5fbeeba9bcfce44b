"""All addresses; each app names its own."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Tell a supervisor that the process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("api/v1/", include("juzhan.api.urls")),
    path("", include("juzhan.ui.urls")),
    path("", include("juzhan.apps.accounts.urls")),
    path("", include("juzhan.apps.bodies.urls")),
    path("", include("juzhan.apps.places.urls")),
    path("", include("juzhan.apps.catalogue.urls")),
    path("", include("juzhan.apps.matters.urls")),
    path("", include("juzhan.apps.openness.urls")),
    path("", include("juzhan.apps.hall.urls")),
    path("", include("juzhan.apps.district.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("juzhan.apps.demo.urls")))

handler400 = "juzhan.api.errors.bad_request"
handler403 = "juzhan.ui.errors.permission_denied"
handler404 = "juzhan.api.errors.page_not_found"
handler500 = "juzhan.ui.errors.server_error"
