"""The district's desk opens with what is loaded and what can be done."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, district
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.district import selectors
from juzhan.apps.district.access import place_for
from juzhan.apps.district.forms import charter_choices
from juzhan.apps.openness.community import communities
from juzhan.domain.shared.typed import sought
from juzhan.ui.pages import render_page

LONGEST_QUERY = 60


@require_safe
@district
def overview(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show how much is loaded, the newest imports, and the ways on."""
    on = timezone.localdate()
    context = desk_context(
        request,
        actor,
        numbers=selectors.numbers(on),
        awaited=selectors.awaited_years(),
        imports=list(selectors.recent_imports()),
        home=actor.posts[0].place,
    )
    return render_page(request, "district/overview.html", context)


@require_safe
@district
def community_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List communities with their charters, to switch one or several."""
    on = timezone.localdate()
    query = sought(request.GET.get("q", ""), LONGEST_QUERY)
    charter, after = request.GET.get("charter", "")[:64].replace("\x00", ""), request.GET.get("after", "")
    found = selectors.under(communities(query), charter, on)
    if after.isascii() and after.isdecimal():
        found = found.filter(code__gt=after[:16])
    rows = list(found[: selectors.PAGE + 1])
    more = len(rows) > selectors.PAGE
    older = urlencode({"q": query, "charter": charter, "after": rows[selectors.PAGE - 1].code}) if more else ""
    context = desk_context(
        request,
        actor,
        runs=selectors.runs(rows[: selectors.PAGE], on),
        q=query,
        charter=charter,
        charters=charter_choices(),
        older=f"?{older}" if older else "",
    )
    return render_page(request, "district/communities.html", context)


@require_safe
@district
def place_page(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show a place with its charters, its bodies, who holds their posts, and what can be changed."""
    place, on = place_for(actor, code), timezone.localdate()
    (run,) = selectors.runs([place], on)
    shared = selectors.knows_shared_stations(run.charter)
    context = desk_context(
        request,
        actor,
        place_here=place,
        run=run,
        on=on,
        terms=selectors.terms_of(place),
        station=selectors.station_of(place, on) if shared else None,
        shares_stations=shared,
        bodies=selectors.bodies_here(place, run.charter, on),
    )
    return render_page(request, "district/place.html", context)
