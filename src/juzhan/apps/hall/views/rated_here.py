"""The ratings that a browser has given: their codes stand in a signed cookie, so that it shows them again without typing."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "rated"
_SALT = "juzhan.hall.rated"
_MOST = 8
_KEPT = 90 * 24 * 3600


def codes_of(request: HttpRequest) -> list[str]:
    """The codes of the ratings that this browser has given, newest first; none where the cookie was touched."""
    kept = request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=_KEPT)
    return kept.split(".") if kept else []


def remember(request: HttpRequest, response: HttpResponse, code: str) -> HttpResponse:
    """Let this browser show a rating that it has just given, for ninety days."""
    codes = [code, *(each for each in codes_of(request) if each != code)][:_MOST]
    response.set_signed_cookie(
        COOKIE, ".".join(codes), salt=_SALT, max_age=_KEPT, samesite="Lax", httponly=True,
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip
    return response
