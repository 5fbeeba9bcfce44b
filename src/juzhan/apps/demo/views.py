"""The page on which a visitor of the demonstration becomes one of the cast; outside demo mode it does not exist."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from juzhan.apps.accounts.models import Person
from juzhan.apps.demo.cast import CAST, COMMUNITY
from juzhan.apps.demo.screens import screens
from juzhan.apps.hall.services.rating import open_missing
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


@require_safe
def cast(request: HttpRequest) -> HttpResponse:
    """Show the cast, and what one can try as each of them."""
    _only_in_demo()
    return render_page(request, "demo/cast.html", {"cast": CAST, "community": COMMUNITY, **screens()})


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign the visitor in as one of the cast, and lead to ``next`` on this site or the desk; nobody else can be become."""
    _only_in_demo()
    username = request.POST.get("username", "")
    if username not in {character.username for character in CAST}:
        raise Http404("cast")
    person = get_object_or_404(Person, username=username, is_synthetic=True)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_next(request))


@require_POST
def night(request: HttpRequest) -> HttpResponse:
    """Open the follow-ups of today's bad ratings now, as the night would, so that one person can go through the whole thread."""
    _only_in_demo()
    at = timezone.now()
    opened = open_missing(at, before=at)
    said = t(
        "回访开出了 {n} 件，在站长的待办里。",
        "{n} follow-up opened; it is on the head's desk.|{n} follow-ups opened; they are on the head's desk.",
        n=opened,
    )
    messages.success(request, said)
    return HttpResponseRedirect(reverse("demo"))


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("desk")


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404("demo")
