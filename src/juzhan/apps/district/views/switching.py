"""Communities are put under another charter, or under another station, after a preview of what that does."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies import reading
from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.bodies.desk import desk_context, district
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.bodies.views import drawing_of
from juzhan.apps.district import selectors
from juzhan.apps.district.access import place_for
from juzhan.apps.district.forms import StationForm, SwitchForm
from juzhan.apps.matters.services.switching import Foreseen, foresee_switch, switch_charter, switch_station
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

MOST_TOGETHER = 60


@require_http_methods(["GET", "HEAD", "POST"])
@district
def switch(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Choose a charter and a day, see what it does, confirm; the communities stand in the address (``c``)."""
    given = request.POST if request.method == "POST" else request.GET
    if not given.getlist("c"):
        messages.warning(request, t("请先勾选社区。", "Tick a community first."))
        return HttpResponseRedirect(reverse("district_communities"))
    communities = _communities(actor, given.getlist("c"))
    if "charter" not in given:
        form = SwitchForm(communities=communities, initial={"valid_from": timezone.localdate()})
        return _show(request, actor, form)
    form = SwitchForm(given, communities=communities)
    if not form.is_valid():
        return _show(request, actor, form, status=422)
    return _do(request, actor, form) if request.method == "POST" else _preview(request, actor, form)


def _preview(request: HttpRequest, actor: Actor, form: SwitchForm) -> HttpResponse:
    name, on = form.cleaned_data["charter"], form.cleaned_data["valid_from"]
    foreseen = foresee_switch(form.ordered, name, on, at=timezone.now())
    if isinstance(foreseen, Refusal):
        return _refused(request, actor, form, foreseen)
    return _show(request, actor, form, foreseen)


def _do(request: HttpRequest, actor: Actor, form: SwitchForm) -> HttpResponse:
    name, on = form.cleaned_data["charter"], form.cleaned_data["valid_from"]
    terms = switch_charter(form.ordered, name, on, by=actor, at=timezone.now())
    if isinstance(terms, Refusal):
        return _refused(request, actor, form, terms)
    title = bodies.charters()[name].title
    done = t("已登记：{day} 起改用“{title}”。", "Done: “{title}” from {day}.", day=on.isoformat(), title=title)
    messages.success(request, done)
    return HttpResponseRedirect(_after(form.communities))


def _communities(actor: Actor, codes: list[str]) -> list[Place]:
    places = [place_for(actor, code) for code in dict.fromkeys(codes[:MOST_TOGETHER])]
    if any(place.kind != Place.Kind.COMMUNITY for place in places):
        raise Http404("communities")
    return places


def _after(communities: Sequence[Place]) -> str:
    return (
        reverse("district_place", args=[communities[0].pk])
        if len(communities) == 1
        else reverse("district_communities")
    )


def _refused(request: HttpRequest, actor: Actor, form: SwitchForm, refusal: Refusal) -> HttpResponse:
    form.refuse(refusal)
    return _show(request, actor, form, status=422)


def _show(
    request: HttpRequest, actor: Actor, form: SwitchForm, foreseen: Foreseen | None = None, status: int = 200
) -> HttpResponse:
    context = desk_context(
        request, actor, form=form, foreseen=foreseen, runs=selectors.runs(form.communities, timezone.localdate())
    )
    if foreseen is not None:
        name, on = form.cleaned_data["charter"], form.cleaned_data["valid_from"]
        charter = bodies.running_charter(name, on)
        context |= {
            "charter": charter,
            "on": on,
            "today": timezone.localdate(),
            "drawing": drawing_of(charter),
            "owners": reading.owners_of(charter),
            "findings": reading.findings_of(charter, on),
            "shared": selectors.knows_shared_stations(charter) and len(form.communities) > 1,
            "seat": form.ordered[0],
        }
    return render_page(request, "district/switch.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@district
def station(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Choose whose station serves a community from a day on."""
    place = place_for(actor, code)
    form = StationForm(request.POST or None, place=place, initial={"valid_from": timezone.localdate()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            seat = switch_station(place, given["served_by"], given["valid_from"], by=actor, at=timezone.now())
            if not isinstance(seat, Refusal):
                messages.success(request, t("已登记。", "Done."))
                return HttpResponseRedirect(reverse("district_place", args=[place.pk]))
            form.refuse(seat)
    on = timezone.localdate()
    context = desk_context(request, actor, form=form, place_here=place, station=selectors.station_of(place, on))
    return render_page(request, "district/station.html", context, status)
