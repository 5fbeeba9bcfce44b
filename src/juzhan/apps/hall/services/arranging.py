"""A hall is set up with groups and counters, and arranged by its head."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.db import transaction

from juzhan.apps.hall.models import Counter, Group, Hall
from juzhan.apps.places.models import Place
from juzhan.domain.catalogue import Domain
from juzhan.domain.shared import Text


@frozen
class Queue:
    """A group as it is set up: the letter, what people read, its picture, the domains of its items (none: all others)."""

    letter: str
    text: Text
    icon: str
    fields: tuple[Domain, ...] = ()


QUEUES = (
    Queue("A", Text("民政救助", "Civil affairs and relief"), "people", (Domain.CIVIL_AFFAIRS, Domain.DISABILITY)),
    Queue("B", Text("社保就业", "Social security and work"), "building", (Domain.LABOR_SECURITY,)),
    Queue("C", Text("其他事项", "Everything else"), "document"),
)
"""What a hall begins with: its head may change all of it."""


@transaction.atomic
def set_up_hall(place: Place, *, queues: Sequence[Queue] = QUEUES, counters: int = 3) -> Hall:
    """Make the hall of a place, with its queues and counters, of which the first is low; doing it twice changes nothing."""
    hall, is_new = Hall.objects.get_or_create(
        place=place,
        defaults={
            "name": f"{place.name}便民服务大厅",
            "name_en": f"{place.text.en} service hall",
        },
    )
    if is_new:
        Group.objects.bulk_create(
            Group(
                hall=hall, letter=queue.letter, name=queue.text.zh, name_en=queue.text.en, icon=queue.icon,
                fields=[field.value for field in queue.fields],
            )
            for queue in queues
        )  # fmt: skip
        Counter.objects.bulk_create(
            Counter(hall=hall, number=number, is_low=number == 1) for number in range(1, counters + 1)
        )
    return hall
