"""Views of the visual language itself: the display switch, the style guide and the pages for errors."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from juzhan.ui import guide
from juzhan.ui.guide.samples import samples
from juzhan.ui.pages import render_page
from juzhan.ui.shell import DISPLAY_COOKIE, DISPLAYS, THEME_COOKIE, THEMES

_YEAR = 365 * 24 * 60 * 60


@require_POST
def display(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of ``display`` or ``theme`` in a cookie and go back to ``next``; ignore unknown values."""
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
    return render_page(request, template, {"back": reverse("styleguide"), **samples()})
