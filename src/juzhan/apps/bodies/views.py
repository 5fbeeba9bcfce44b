"""Anyone reads the charters: as a figure, in words, beside the law, and two side by side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from juzhan.apps.bodies import reading, selectors
from juzhan.apps.bodies.forms import CompareForm, OnForm
from juzhan.domain import charter as domain
from juzhan.domain.charter import Charter, Drawing, Topic, departures
from juzhan.ui.pages import render_page


def drawing_of(charter: Charter) -> Drawing:
    """A charter's figure in the reader's language, safe to stand in a page."""
    drawing = domain.draw(charter, get_language() or "zh")
    return Drawing(mark_safe(drawing.svg), drawing.twin)  # noqa: S308  (the drawer escapes every name)


@require_safe
def charter_list(request: HttpRequest) -> HttpResponse:
    """Show all charters with their origin, the departures from today's law, and who lives under them."""
    on = timezone.localdate()
    under = reading.communities_under(on)
    charters = sorted(selectors.charters().values(), key=lambda charter: -under.get(charter.key, 0))
    rows = [
        {
            "charter": charter,
            "communities": under.get(charter.key, 0),
            "departures": len(departures(reading.findings_of(charter, on))),
            "sources": reading.sources_of(charter),
        }
        for charter in charters
    ]
    form = CompareForm(initial={"a": charters[0].key, "b": charters[1].key, "on": on})
    return render_page(request, "bodies/charter_list.html", {"rows": rows, "form": form})


@require_safe
def charter_page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one charter whole, held against the law of a day."""
    charter = selectors.charters().get(name)
    if charter is None:
        raise Http404("charter")
    form = OnForm(request.GET if "on" in request.GET else {"on": timezone.localdate()})
    on = form.day
    context = {
        "charter": charter,
        "drawing": drawing_of(charter),
        "owners": reading.owners_of(charter),
        "parts": reading.parts_of(charter),
        "ties": reading.ties_of(charter),
        "seats": reading.seats_of(charter),
        "money": reading.money_of(charter),
        "sources": reading.sources_of(charter),
        "findings": reading.findings_of(charter, on),
        "law": selectors.charter_law().text_on(on),
        "added": reading.added_by_law(name, on),
        "communities": reading.communities_under(timezone.localdate()).get(name, 0),
        "others": [other for other in selectors.charters().values() if other.key != name],
        "form": form,
        "on": on,
    }
    return render_page(request, "bodies/charter.html", context, 200 if form.is_valid() else 422)


@require_safe
def compare_charters(request: HttpRequest) -> HttpResponse:
    """Set two charters side by side: figures, bodies, relations, who owns what, findings."""
    if not {"a", "b"} & request.GET.keys():
        return render_page(request, "bodies/compare.html", {"form": CompareForm(initial={"on": timezone.localdate()})})
    form = CompareForm({"on": timezone.localdate(), **request.GET.dict()})
    if not form.is_valid():
        return render_page(request, "bodies/compare.html", {"form": form}, 422)
    left, right = (selectors.charters()[form.cleaned_data[side]] for side in ("a", "b"))
    compared = domain.compare(left, right, form.day, selectors.charter_law())
    context = {
        "form": form,
        "compared": compared,
        "topics": [(topic, compared.of(topic)) for topic in Topic],
        "sides": [(charter, drawing_of(charter)) for charter in (left, right)],
        "on": form.day,
    }
    return render_page(request, "bodies/compare.html", context)
