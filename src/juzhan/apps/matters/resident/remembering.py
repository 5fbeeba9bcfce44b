"""What this browser remembers: the community it asked about (a cookie) and the matters it has opened (its session).

Neither holds a name or a phone. Opened matters end with the session, or when the reader says so on a shared device.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache

from juzhan.apps.matters.access import matter_of_code
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place

P = ParamSpec("P")

COMMUNITY = "community"
MOST_MATTERS = 20
_DIGITS = 12
_YEAR = 365 * 24 * 60 * 60
_MATTERS = "matters"


def remembered_community(request: HttpRequest) -> Place | None:
    """The community this browser asked about last."""
    return community_of(request.COOKIES.get(COMMUNITY, ""))


def community_of(code: str) -> Place | None:
    """The community of a code, with its street; None for anything else."""
    if not (len(code) == _DIGITS and code.isascii() and code.isdecimal()):
        return None
    return Place.objects.filter(pk=code, kind=Place.Kind.COMMUNITY).select_related("parent").first()


def remember_community(request: HttpRequest, response: HttpResponse, community: Place) -> HttpResponse:
    """Let this browser remember the community for a year."""
    if request.COOKIES.get(COMMUNITY) != community.pk:
        response.set_cookie(
            COMMUNITY,
            community.pk,
            max_age=_YEAR,
            samesite="Lax",
            secure=bool(settings.SESSION_COOKIE_SECURE),
            httponly=True,
        )
    return response


def opened_codes(request: HttpRequest) -> list[str]:
    """The codes of the matters that this browser has opened, newest first."""
    return list(request.session.get(_MATTERS, []))


def remember_matter(request: HttpRequest, code: str) -> None:
    """Let this browser open a matter again until its session ends."""
    codes = opened_codes(request)
    request.session[_MATTERS] = [code, *(each for each in codes if each != code)][:MOST_MATTERS]


def forget_matters(request: HttpRequest) -> None:
    """Let the next person at this device see nothing."""
    request.session.pop(_MATTERS, None)


def opened(
    view: Callable[Concatenate[HttpRequest, Matter, P], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Give a view the matter of its address if this browser has opened it; others are asked for code and digits.

    A code that does not exist is answered alike, and no answer is kept by a cache.
    """

    @never_cache
    @wraps(view)
    def inner(request: HttpRequest, code: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        cleaned = clean_code(code)
        if cleaned is None or cleaned not in opened_codes(request):
            return HttpResponseRedirect(f"{reverse('follow')}?{urlencode({'code': code[:40]})}")
        return view(request, matter_of_code(cleaned), *args, **kwargs)

    return inner
