"""Which queues and items have no numbers left today beside those kept for bookings, to be told before somebody presses."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from attrs import frozen

from juzhan.apps.hall.models import DayCount, Group, Hall, ItemCap
from juzhan.apps.hall.offers import Chosen
from juzhan.apps.hall.services.counting import missed_bookings
from juzhan.apps.matters.law import day_of


@frozen
class UsedUp:
    """The queues and the items whose daily cap is reached."""

    groups: frozenset[int] = frozenset()
    items: frozenset[int] = frozenset()

    def holds(self, chosen: Chosen) -> bool:
        """Whether what was chosen has no numbers left."""
        return chosen.group.pk in self.groups or bool(chosen.item and chosen.item.item_id in self.items)


def used_up(hall: Hall, at: datetime) -> UsedUp:
    """Which caps of a hall are reached at a moment; whoever has booked gets a number all the same.

    A number kept for a booked time that is over is free. Three queries where there are caps, four where one is reached.
    """
    queues = dict(Group.objects.filter(hall=hall, daily_cap__isnull=False).values_list("pk", "daily_cap"))
    items = dict(ItemCap.objects.filter(hall=hall).values_list("item", "daily_cap"))
    caps = {("queue", pk): cap or 0 for pk, cap in queues.items()} | {("item", pk): cap for pk, cap in items.items()}
    gone = _gone(hall, at) if caps else Counter()
    reached = {key for key, cap in caps.items() if gone[key] >= cap}
    if any(gone[key] for key in reached):
        gone -= _missed(hall, at)
        reached = {key for key in reached if gone[key] >= caps[key]}
    return UsedUp(
        frozenset(pk for kind, pk in reached if kind == "queue"), frozenset(pk for kind, pk in reached if kind == "item")
    )  # fmt: skip


_Key = tuple[str, int]


def _gone(hall: Hall, at: datetime) -> Counter[_Key]:
    counts = DayCount.objects.filter(group__hall=hall, day=day_of(at))
    gone: Counter[_Key] = Counter()
    for group, item, last, promised in counts.values_list("group", "item", "last", "promised"):
        gone[("queue", group) if item is None else ("item", item)] += last + promised
    return gone


def _missed(hall: Hall, at: datetime) -> Counter[_Key]:
    missed: Counter[_Key] = Counter()
    for group, item in missed_bookings(hall.pk, day_of(at), at).values_list("group", "item__item"):
        missed.update([("queue", group), ("item", item)])
    return missed
