"""Guessing the codes of tickets and bookings is slowed: each code that does not exist counts, too many are refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.throttle import client_key
from juzhan.ui.errors import too_many

P = ParamSpec("P")
PURPOSE = "hall"
"""Failed tries on pages and over the interface count together."""
_MINUTE = 60


def slowed(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Count an answer of 404 as a failed try of the visitor, and answer 429 after too many."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if refusal := throttle.refuse_if_guessing([client_key(request, PURPOSE)], timezone.now()):
            return too_many(request, int(refusal.params["minutes"]) * _MINUTE)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            count_miss(request)
            raise

    return inner


def count_miss(request: HttpRequest) -> None:
    """Count one code that does not exist."""
    throttle.count_failure([client_key(request, PURPOSE)], timezone.now())
