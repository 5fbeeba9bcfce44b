"""Service items in versions; a matter keeps the version it began under."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from juzhan.apps.bodies.models import _IN_FORCE, Dated


class Item(models.Model):
    """One thing a resident can ask for, through all its versions."""

    code = models.CharField(max_length=80, unique=True)

    def __str__(self) -> str:
        return self.code


class ItemVersion(Dated):
    """An item as it was from a day to a day.

    The columns are what lists and rules ask for; ``content`` holds the whole value of
    :class:`juzhan.domain.catalogue.ItemVersion` as JSON.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    affair_class = models.CharField(max_length=24)
    domain = models.CharField(max_length=32, blank=True)
    is_historical = models.BooleanField(default=False)
    content = models.JSONField()
    search = SearchVectorField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_of_a_number"),
            ExclusionConstraint(
                name="one_version_at_a_time",
                expressions=[(_IN_FORCE, RangeOperators.OVERLAPS), ("item", RangeOperators.EQUAL)],
            ),
        ]
        indexes: ClassVar = [GinIndex(fields=["search"], name="item_search")]

    def __str__(self) -> str:
        return self.name
