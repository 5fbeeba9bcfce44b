"""Anyone looks at a community: who runs it by which charter, what it has settled, what it was asked, what is recorded."""

from __future__ import annotations

from base64 import b64encode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from juzhan.apps.bodies import reading
from juzhan.apps.bodies.views import drawing_of
from juzhan.apps.matters.law import rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness import community as gathered
from juzhan.apps.openness import selectors
from juzhan.apps.openness.bars import draw_bars
from juzhan.apps.places.models import Place
from juzhan.apps.record import selectors as record
from juzhan.domain.places.codes import COMMUNITY_DIGITS, is_code
from juzhan.domain.shared import Text
from juzhan.domain.shared.typed import sought
from juzhan.ui.pages import render_page

PAGE = 200
LONGEST_QUERY = 60


def community_of(code: str) -> Place:
    """A community by its code, with its street and district; 404 when there is none."""
    if not is_code(code, COMMUNITY_DIGITS):
        raise Http404("community")
    found = Place.objects.select_related("parent__parent")
    return get_object_or_404(found, pk=code, kind=Place.Kind.COMMUNITY)


@require_safe
def community_list(request: HttpRequest) -> HttpResponse:
    """List communities by street, or those whose name or street holds the words sought."""
    query = sought(request.GET.get("q", ""), LONGEST_QUERY)
    found = gathered.communities(query)
    after = request.GET.get("after", "")
    if after.isascii() and after.isdecimal():
        found = found.filter(code__gt=after[:16])
    rows = list(found[: PAGE + 1])
    older = urlencode({"q": query, "after": rows[PAGE - 1].code}) if len(rows) > PAGE else ""
    context = {"rows": rows[:PAGE], "q": query, "older": f"?{older}" if older else ""}
    return render_page(request, "openness/community_list.html", context)


@require_safe
def community_page(request: HttpRequest, code: str) -> HttpResponse:
    """Show one community."""
    place, on = community_of(code), timezone.localdate()
    terms = gathered.terms_of(place, on)
    matters = Matter.objects.filter(community=place)
    bodies_here = gathered.bodies_with_posts(place, terms.charter, on)
    months, checkpoint = selectors.months(matters, on), record.latest_checkpoint(place.pk)
    context = {
        "community": place,
        "place": place.text,
        "note": Text(place.note, place.note_en or place.note) if place.note else None,
        "on": on,
        "terms": terms,
        "bodies": bodies_here,
        "has_hall": gathered.has_hall(place, bodies_here),
        "figures": selectors.figures(matters, on, rules(on).settings.index_cases_min),
        "months": months,
        "bars": mark_safe(draw_bars(months, get_language() or "zh")),  # noqa: S308  (numbers and own words)
        "counts": selectors.inquiry_counts(place.pk, on),
        "waiting": list(selectors.waiting(selectors.public_inquiries(place.pk))[:5]),
        "checkpoint": checkpoint,
        "root": b64encode(bytes(checkpoint.root)).decode() if checkpoint else "",
        "lines": gathered.newest_lines(place.pk),
    }
    if terms.charter is not None:
        context |= {
            "charter": terms.charter,
            "drawing": drawing_of(terms.charter),
            "owners": reading.owners_of(terms.charter),
            "sources": reading.sources_of(terms.charter),
            "findings": reading.findings_of(terms.charter, on),
            "added": reading.added_by_law(terms.charter.key, on),
        }
    return render_page(request, "openness/community.html", context)
