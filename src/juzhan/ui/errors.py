"""The pages for errors, in the reader's language; ``juzhan.config.urls`` names them as handlers."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import get_template

from juzhan.domain.shared import Refusal, Text
from juzhan.ui.pages import render_page

_MEGABYTE = 1024 * 1024


def bad_request(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer 400: the request cannot be read."""
    return render_page(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the reader is known and may not do this."""
    return render_page(request, "403.html", {"reason": _reason(exception)}, status=403)


def page_not_found(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer 404: there is nothing here, or nothing that the reader may know of."""
    return render_page(request, "404.html", status=404)


def too_large(request: HttpRequest, *_: object, **__: object) -> HttpResponse:
    """Answer 413: what was sent is larger than the site takes."""
    megabytes = getattr(settings, "UPLOAD_BYTES", 10 * _MEGABYTE) // _MEGABYTE
    return render_page(request, "413.html", {"megabytes": megabytes}, status=413)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Answer 429: too many tries; says after how many seconds the next one counts."""
    response = render_page(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def server_error(*_: object) -> HttpResponse:
    """Answer 500 in both languages at once; needs neither database nor session."""
    return HttpResponseServerError(get_template("500.html").render())


def csrf_failure(request: HttpRequest, **_: object) -> HttpResponse:
    """Answer 403 when a form was open too long or came from elsewhere: nothing was saved, and how to go on."""
    return render_page(request, "403_csrf.html", status=403)


def _reason(exception: Exception | None) -> Text | Refusal | None:
    """Give the explanation that a view raised its ``PermissionDenied`` with, if it is meant for people."""
    given = exception.args[0] if exception is not None and exception.args else None
    return given if isinstance(given, Text | Refusal) else None
