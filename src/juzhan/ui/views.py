"""Views of the visual language itself: the display switch, the style guide and the pages for errors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, HttpResponseServerError
from django.template.loader import get_template
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from juzhan.ui import styleguide as guide
from juzhan.ui.pages import render_page
from juzhan.ui.shell import DISPLAY_COOKIE, DISPLAYS, THEME_COOKIE, THEMES

_YEAR = 365 * 24 * 60 * 60


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of ``display`` or ``theme`` in a cookie and go back to ``next``; unknown values are ignored."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        target = "/"
    response = HttpResponseRedirect(target)
    for name, values in ((DISPLAY_COOKIE, DISPLAYS), (THEME_COOKIE, THEMES)):
        if (value := request.POST.get(name, "")) in values:
            secure = bool(settings.SESSION_COOKIE_SECURE)
            response.set_cookie(name, value, max_age=_YEAR, samesite="Lax", secure=secure, httponly=True)
    return response


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every token and component; ``?layout=`` shows the same specimens in the resident, staff or public layout."""
    layout = request.GET.get("layout", "")
    return render_page(
        request, "ui/styleguide/page.html", guide.context(layout if layout in guide.LAYOUTS else "public")
    )


@require_safe
def styleguide_print(request: HttpRequest, kind: str) -> HttpResponse:
    """Show a specimen of a printed page: the receipt or the notice."""
    template = "ui/styleguide/receipt.html" if kind == "receipt" else "ui/styleguide/notice.html"
    return render_page(request, template, guide.print_context())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request cannot be read."""
    return render_page(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the reader is known and may not do this."""
    return render_page(request, "403.html", {"reason": _reason(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: there is nothing here, or nothing that the reader may know of."""
    return render_page(request, "404.html", status=404)


def too_large(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 413: what was sent is larger than the site takes."""
    megabytes = getattr(settings, "UPLOAD_BYTES", 10 * 1024 * 1024) // (1024 * 1024)
    return render_page(request, "413.html", {"megabytes": megabytes}, status=413)


def too_many(request: HttpRequest, seconds: int = 60) -> HttpResponse:
    """Answer 429: too many tries; says after how many seconds the next one counts."""
    response = render_page(request, "429.html", {"seconds": seconds}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500 in both languages at once; needs neither database nor session."""
    return HttpResponseServerError(get_template("500.html").render())


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form was open too long or came from elsewhere: nothing was saved, and how to go on."""
    return render_page(request, "403_csrf.html", status=403)


def _reason(exception: Exception | None) -> str:
    return str(exception) if exception is not None else ""
