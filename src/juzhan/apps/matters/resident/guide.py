"""The guide of an item, and the choice of the community in which it is asked for."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters.resident import selectors
from juzhan.apps.matters.resident.remembering import community_of, remember_community, remembered_community
from juzhan.apps.matters.services import Routed, route
from juzhan.apps.places.models import Place
from juzhan.domain.catalogue import Channel, ItemKind
from juzhan.domain.shared import Refusal, Text
from juzhan.domain.shared.typed import sought
from juzhan.ui.pages import render_page

_ACTIONS = {
    ItemKind.APPLICATION: Text("在网上申请", "Apply online"),
    ItemKind.REPORT: Text("现在反映", "Report it now"),
    ItemKind.PROPOSAL: Text("提出来", "Put it forward"),
    ItemKind.INQUIRY: Text("在网上问", "Ask online"),
}


@frozen
class Handling:
    """Who handles an item in a community, and why; or why nobody does yet."""

    community: Place
    routed: Routed | None = None
    refusal: Refusal | None = None

    @classmethod
    def of(cls, community: Place, item: ItemVersion) -> Handling:
        """Route the item by the charter in force today."""
        found = route(community, item, timezone.localdate())
        return cls(community, refusal=found) if isinstance(found, Refusal) else cls(community, found)


def is_offered(item: ItemVersion) -> bool:
    """Whether a matter can begin under this version today."""
    return selectors.in_force(item, timezone.localdate()) and not item.is_historical


def takes_online(item: ItemVersion) -> bool:
    """Whether an item can be asked for here: offered, and its guide names the way or leaves the ways open."""
    channels = item.value.channels
    return is_offered(item) and (channels is None or Channel.ONLINE in channels)


def item_or_404(request: HttpRequest, code: str) -> ItemVersion:
    """The item of an address, in the version that ``?version=`` names or that is in force."""
    item = selectors.guide_of(code, request.GET.get("version", ""), timezone.localdate())
    if item is None:
        raise Http404("item")
    return item


@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Tell everything about an item; with a community, who handles it there and why."""
    version = item_or_404(request, code)
    chosen = community_of(request.GET.get("community", ""))
    community = chosen or remembered_community(request)
    context = _context(version, community)
    response = render_page(request, "matters/resident/guide.html", context)
    return remember_community(request, response, chosen) if chosen else response


def _context(version: ItemVersion, community: Place | None) -> dict[str, Any]:
    on = timezone.localdate()
    value = version.value
    return {
        "version": version,
        "item": value,
        "in_force": selectors.in_force(version, on),
        "replacements": selectors.replacements(version, on),
        "handling": Handling.of(community, version) if community and not version.is_historical else None,
        "takes_online": takes_online(version),
        "action": _ACTIONS[value.kind],
    }


@require_safe
def choose_community(request: HttpRequest, code: str) -> HttpResponse:
    """Find one's community by name, or street by street; ``?next=guide`` leads back to the guide."""
    version = item_or_404(request, code)
    name = sought(request.GET.get("q", ""), 40)
    street = _street(request)
    to_form = takes_online(version) and request.GET.get("next") != "guide"
    context: dict[str, Any] = {"version": version, "q": name, "street": street, "to_form": to_form}
    if name:
        context["communities"] = selectors.communities_named(name)
    elif street:
        context["communities"] = list(selectors.communities_of(street))
    else:
        context["streets"] = list(selectors.streets())
    return render_page(request, "matters/resident/choose_community.html", context)


def _street(request: HttpRequest) -> Place | None:
    code = request.GET.get("street", "")
    return selectors.streets().filter(pk=code).first() if code.isascii() and code.isdecimal() else None
