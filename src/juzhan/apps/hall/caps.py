"""Which queues and items have no numbers left today beside those kept for bookings, to be told before somebody presses."""

from __future__ import annotations

from datetime import date

from attrs import frozen
from django.db.models import F

from juzhan.apps.hall.models import DayCount, Group, Hall, ItemCap
from juzhan.apps.hall.offers import Chosen


@frozen
class UsedUp:
    """The queues and the items whose daily cap is reached."""

    groups: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()

    def holds(self, chosen: Chosen) -> bool:
        """Whether what was chosen has no numbers left."""
        return chosen.group.pk in self.groups or bool(chosen.item and chosen.item.item_id in self.items)


def used_up(hall: Hall, on: date) -> UsedUp:
    """Which caps of a hall are reached on a day; whoever has booked gets a number all the same."""
    counts = DayCount.objects.filter(group__hall=hall, day=on).alias(gone=F("last") + F("promised"))
    full = counts.filter(item=None, gone__gte=F("group__daily_cap")).values_list("group", flat=True)
    shut = Group.objects.filter(hall=hall, daily_cap=0).values_list("pk", flat=True)
    return UsedUp(frozenset(full.union(shut)), _items(hall, on))


def _items(hall: Hall, on: date) -> frozenset[int]:
    caps = dict(ItemCap.objects.filter(hall=hall).values_list("item", "daily_cap"))
    if not caps:
        return frozenset()
    counts = DayCount.objects.filter(group__hall=hall, day=on, item__in=caps).values_list("item", "last", "promised")
    reached = {item for item, last, promised in counts if last + promised >= caps[item]}
    return frozenset(reached | {item for item, cap in caps.items() if cap == 0})
