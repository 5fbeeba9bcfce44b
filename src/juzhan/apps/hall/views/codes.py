"""Guessing the codes of tickets and bookings is slowed: each code that does not exist counts, too many are refused.

So is trying whose phone has booked: each answer that one has counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from juzhan.apps.accounts import throttle
from juzhan.apps.accounts.throttle import client_key
from juzhan.domain.shared import Refusal
from juzhan.ui.errors import too_many

P = ParamSpec("P")
PURPOSE = "hall"
"""Failed tries on pages and over the interface count together."""
PHONES = "hall.phones"
"""Answers that a phone has booked already, likewise."""
_MINUTE = 60


def slowed(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """Count an answer of 404 as a failed try of the visitor, and answer 429 after too many."""

    @wraps(view)
    def inner(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if refusal := guessing(request):
            return slow_down(request, refusal)
        try:
            return view(request, *args, **kwargs)
        except Http404:
            count_miss(request)
            raise

    return inner


def guessing(request: HttpRequest, purpose: str = PURPOSE) -> Refusal | None:
    """The refusal of a visitor who has tried too often."""
    return throttle.refuse_if_guessing([client_key(request, purpose)], timezone.now())


def slow_down(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer 429, with the time to wait."""
    return too_many(request, int(refusal.params["minutes"]) * _MINUTE)


def count_miss(request: HttpRequest, purpose: str = PURPOSE) -> None:
    """Count one code that does not exist, or one phone that has booked."""
    throttle.count_failure([client_key(request, purpose)], timezone.now())
