"""Finds items by plain words and gives the version in force on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, QuerySet, Value, When

from juzhan.apps.bodies.selectors import in_force
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.compiled import Compiled
from juzhan.domain import catalogue as domain
from juzhan.domain.catalogue.ranking import HISTORICAL_SHARE, WORTH_SHOWING


def items_on(on: Any) -> QuerySet[ItemVersion]:
    """The versions in force on a day, historical ones included."""
    return ItemVersion.objects.filter(in_force(on)).select_related("item")


_version = Compiled(lambda code, on: items_on(on).filter(item__code=code))
_lean_version = Compiled(lambda code, on: items_on(on).filter(item__code=code).defer("content", "search"))


def item_on(code: str, on: date, *, guide: bool = True) -> ItemVersion | None:
    """The version of an item on a day; without ``guide`` its guide is left aside until it is asked for."""
    return (_version if guide else _lean_version).first(code=code, on=on)


def search_items(query: str, on: date, most: int = 20) -> list[ItemVersion]:
    """Items that fit plain words, best first, in one query; historical items after living ones of equal fit."""
    words = domain.tsquery_text(query)
    if not words:
        return []
    sought = SearchQuery(words, search_type="raw", config="simple")
    share = Case(When(is_historical=True, then=Value(HISTORICAL_SHARE)), default=Value(1.0), output_field=FloatField())
    hits = list(
        items_on(on)
        .filter(search=sought)
        .annotate(fit=SearchRank(F("search"), sought) * share)
        .order_by("-fit", "item__code")[:most]
    )
    return [hit for hit in hits if hit.fit >= hits[0].fit * WORTH_SHOWING]
