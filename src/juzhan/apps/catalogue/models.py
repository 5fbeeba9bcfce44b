"""Service items in versions; a matter keeps the version it began under."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.functional import cached_property

from juzhan.apps.bodies.models import IN_FORCE, Dated, Only
from juzhan.domain import catalogue as domain
from juzhan.domain.matters import ItemRules
from juzhan.domain.shared import Text
from juzhan.domain.shared.calendar_limits import DayUnit, Limit


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
    field = models.CharField(max_length=32, blank=True)
    kind = models.CharField(max_length=16)
    is_historical = models.BooleanField(default=False)
    limit_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_unit = models.CharField(max_length=16, blank=True)
    extension_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    extension_unit = models.CharField(max_length=16, blank=True)
    may_suspend = models.BooleanField(default=False)
    anonymous_allowed = models.BooleanField(default=False)
    content = models.JSONField()
    search = SearchVectorField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_of_a_number"),
            ExclusionConstraint(
                name="one_version_at_a_time",
                expressions=[(IN_FORCE, RangeOperators.OVERLAPS), (Only("item"), RangeOperators.OVERLAPS)],
            ),
        ]
        indexes: ClassVar = [GinIndex(fields=["search"], name="item_search")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def value(self) -> domain.ItemVersion:
        """The whole version as the domain's value."""
        return domain.from_plain(self.content)

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en or self.name)

    @property
    def rules(self) -> ItemRules:
        """What this version says about the clock of a matter."""
        limit = Limit(self.limit_amount, DayUnit(self.limit_unit)) if self.limit_amount is not None else None
        extension = (
            Limit(self.extension_amount, DayUnit(self.extension_unit)) if self.extension_amount is not None else None
        )
        return ItemRules(limit, self.may_suspend, extension)
