"""Anyone reads the inquiries of a community: what was asked, until when an answer is due, and the answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.openness import selectors
from juzhan.apps.openness.views.communities import community_of
from juzhan.ui.pages import render_page

MOST_LATE = 50


@require_safe
def inquiry_list(request: HttpRequest, code: str) -> HttpResponse:
    """List inquiries: those whose answer is late first, then all others, newest first."""
    place, on = community_of(code), timezone.localdate()
    inquiries, before = selectors.public_inquiries(place.pk), request.GET.get("before", "")
    page = selectors.page_of(selectors.in_time(inquiries, on), before)
    context = {
        "community": place,
        "place": place.text,
        "on": on,
        "counts": selectors.inquiry_counts(place.pk, on),
        "late": [] if before else list(selectors.overdue(inquiries, on)[:MOST_LATE]),
        "page": page,
        "older": f"?before={page.older}" if page.older else "",
    }
    return render_page(request, "openness/inquiry_list.html", context)


@require_safe
def inquiry_page(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Show one inquiry of this community."""
    place = community_of(code)
    inquiry = get_object_or_404(selectors.public_inquiries(place.pk), pk=number)
    context = {"community": place, "place": place.text, "inquiry": inquiry, "on": timezone.localdate()}
    return render_page(request, "openness/inquiry.html", context)
