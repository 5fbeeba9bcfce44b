"""Residents find items by plain words, or by looking through one field."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import items_on, search_items
from juzhan.apps.catalogue.ways import WAYS, Way, way_to
from juzhan.domain.catalogue import ItemKind
from juzhan.domain.catalogue.tokens import LONGEST_QUERY
from juzhan.domain.charter.vocabulary import AffairClass
from juzhan.domain.shared.typed import sought
from juzhan.ui.pages import render_page

PAGE = 40
MOST_HITS = 30
CATCH_ALL = ("self_governance.general_question", "self_governance.wish")
"""Items of the shipped catalogue under which anything can be said."""


@frozen
class Found:
    """Items for a list: those that can be asked for, and those that have ended and say what replaced them."""

    living: list[ItemVersion]
    ended: list[ItemVersion]

    @classmethod
    def of(cls, items: list[ItemVersion]) -> Found:
        """Divide items, keeping their order."""
        return cls([item for item in items if not item.is_historical], [item for item in items if item.is_historical])


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """Show what fits ``q``, or the items of a ``field`` or ``class``, or all of them."""
    query = sought(request.GET.get("q", ""), LONGEST_QUERY)
    if query:
        return render_page(request, "catalogue/item_list.html", _search(query))
    way = way_to(request.GET.get("field", ""), request.GET.get("class", ""))
    return render_page(request, "catalogue/item_list.html", _browse(way, request.GET.get("page", "")))


def _search(query: str) -> dict[str, Any]:
    on = timezone.localdate()
    found = Found.of(search_items(query, on, MOST_HITS))
    context: dict[str, Any] = {"q": query, "found": found, "ways": WAYS, "count": len(found.living) + len(found.ended)}
    if not (found.living or found.ended):
        context["to_ask"] = _to_ask()
    return context


def _to_ask() -> list[ItemVersion]:
    """Where anything can be said when nothing fits: the question and the wish, else whatever is asked of the committee."""
    open_items = items_on(timezone.localdate()).filter(is_historical=False)
    asking = Q(affair_class=AffairClass.SELF_GOVERNANCE.value, kind=ItemKind.INQUIRY.value)
    known = list(open_items.filter(Q(item__code__in=CATCH_ALL) | asking).order_by("item__code"))
    caught = [item for item in known if item.item.code in CATCH_ALL]
    return caught or known[: len(CATCH_ALL)]


def _browse(way: Way | None, number: str) -> dict[str, Any]:
    items = items_on(timezone.localdate()).order_by("is_historical", "item__code")
    if way and way.field:
        items = items.filter(field=way.field.value)
    elif way and way.klass:
        items = items.filter(affair_class=way.klass.value)
    page: Page[ItemVersion] = Paginator(items, PAGE).get_page(number)
    limit = f"{way.limit}&" if way else ""
    found = Found.of(list(page))
    return {"q": "", "way": way, "found": found, "page": page, "count": page.paginator.count, "limit": limit}
