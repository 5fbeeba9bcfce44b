"""Places as the statistics bureau numbers them; a name is never a key, since two communities may share one."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from juzhan.domain.shared import Text
from juzhan.ui.words import t


class Place(models.Model):
    """A district (6 digits), street (9), community (12) or residents' group (12 and a suffix)."""

    class Kind(models.TextChoices):
        DISTRICT = "district", t("区", "District")
        STREET = "street", t("街道", "Street")
        COMMUNITY = "community", t("社区", "Community")
        RESIDENTS_GROUP = "residents_group", t("居民小组", "Residents' group")

    code = models.CharField(max_length=16, primary_key=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    division = models.CharField(max_length=32, blank=True)
    name = models.CharField(max_length=80)
    official_name = models.CharField(max_length=120, blank=True)
    name_en = models.CharField(max_length=120, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    note = models.TextField(blank=True)
    note_en = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["kind", "code"], name="place_by_kind")]

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> Text:
        """The name in both languages; the Chinese name stands in where nobody has written an English one."""
        return Text(self.name, self.name_en or self.name)
