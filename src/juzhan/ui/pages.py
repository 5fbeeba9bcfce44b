"""Every page is answered through one helper, so that layouts always find what they need."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from juzhan.domain.shared import Refusal


def render_page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """Answer with a template in the reader's language; a form with errors is answered with 422.

    A page made for one signed-in person is never kept by caches in between.
    """
    response = render(request, template, dict(context or {}), status=status)
    if context and "desk" in context and not response.has_header("Cache-Control"):
        response["Cache-Control"] = "private, no-store"
    return response


def render_refusal(request: HttpRequest, refusal: Refusal, status: int = 403, **context: Any) -> HttpResponse:
    """Answer a whole request with an expected "no": what was wrong, what to do, and the rule it rests on."""
    return render_page(request, "ui/refusal.html", {"refusal": refusal, **context}, status)
