"""What a visitor can come for: items found by plain words or by the picture of a queue, and the queue each belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from attrs import frozen
from django.db.models import Count, Q, QuerySet

from juzhan.apps.bodies.selectors import graph_version
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import item_on, items_on, search_items
from juzhan.apps.hall.access import communities_of_hall
from juzhan.apps.hall.models import Group, Hall, Ticket
from juzhan.apps.hall.selectors import group_for, groups_of
from juzhan.apps.places.models import Place
from juzhan.domain.catalogue.tokens import LONGEST_QUERY
from juzhan.domain.shared import RefusalKind, Text
from juzhan.domain.shared.typed import sought

MOST_HITS = 12
OF_LATE = 30
"""Days of which the numbers say what is asked for most."""
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,80}")

NOT_DONE_HERE = RefusalKind(
    "hall.item_not_done_here",
    Text(
        "这个大厅不办“{item}”，请问工作人员该去哪里。", "“{item}” is not done in this hall; ask the staff where to go."
    ),
)
ITEM_ENDED = RefusalKind(
    "hall.item_ended",
    Text("“{item}”已经取消，不用再办。{instead}", "“{item}” has ended and is not needed any more. {instead}"),
)


@frozen
class Chosen:
    """What a number is taken for: a queue, and the item where one was named."""

    group: Group
    item: ItemVersion | None = None

    @property
    def text(self) -> Text:
        """What people read."""
        return self.item.text if self.item else self.group.text


def cleaned_query(typed: str) -> str:
    """What was typed into a search for items."""
    return sought(typed, LONGEST_QUERY)


def item_of(code: str, on: date) -> ItemVersion | None:
    """The version of an item in force on a day; None for what can be no code."""
    return item_on(code, on) if _CODE.fullmatch(code) else None


def chosen(hall: Hall, on: date, *, item: str = "", letter: str = "") -> Chosen | None:
    """What was chosen by an item's code or a queue's letter; None when nothing that this hall has."""
    groups = groups_of(hall)
    if item:
        found = item_of(item, on)
        group = group_for(groups, found) if found and is_offered(found) else None
        return Chosen(group, found) if group else None
    group = next((group for group in groups if group.letter == letter), None)
    return Chosen(group) if group else None


def offered_on(on: date) -> QuerySet[ItemVersion]:
    """The living items that a visitor can ask for: what begins by itself, such as looking into a bad rating, is none."""
    told = Q(content__channels__isnull=True) | ~Q(content__channels=[])
    return items_on(on).filter(told, is_historical=False)


def is_offered(version: ItemVersion) -> bool:
    """Whether a visitor can ask for an item; a living one that is reached by no channel begins by itself."""
    return version.is_historical or version.value.channels != ()


def asked_most(group: Group, groups: Sequence[Group], on: date) -> list[ItemVersion]:
    """The items of a queue, those for which the hall gave most numbers of late first, then by name."""
    since = on - timedelta(days=OF_LATE)
    own = Ticket.objects.filter(hall=group.hall_id, day__gte=since, item__isnull=False).order_by()
    asked = dict(own.values_list("item__item").annotate(count=Count("id")))
    return sorted(items_of(group, groups, on), key=lambda version: -asked.get(version.item_id, 0))


def items_of(group: Group, groups: Sequence[Group], on: date) -> QuerySet[ItemVersion]:
    """The living items of a queue, by name; those of the queue without fields are all that no other names."""
    living = offered_on(on).defer("content", "search")
    if group.fields:
        return living.filter(field__in=group.fields).order_by("name")
    named = {field for other in groups for field in other.fields}
    return living.exclude(Q(field__in=named) & ~Q(field="")).order_by("name")


def found_items(query: str, on: date) -> list[ItemVersion]:
    """Items that a visitor can ask for and that fit plain words, best first."""
    return [version for version in search_items(query, on, MOST_HITS) if is_offered(version)]


def communities_of(hall: Hall, on: date) -> list[Place]:
    """The communities that a hall serves, its own first."""
    return served_by([hall], on)[hall.place_id]


def served_by(halls: Sequence[Hall], on: date) -> dict[str, list[Place]]:
    """The communities that each of some halls serves, under its place, its own first; in one query."""
    version = graph_version()
    codes = {hall.place_id: communities_of_hall(hall.place_id, on, version) for hall in halls}
    places = Place.objects.in_bulk({code for served in codes.values() for code in served})
    return {
        own: [places[code] for code in sorted(served, key=lambda code: (code != own, code)) if code in places]
        for own, served in codes.items()
    }
