"""Bodies come from the charter in force; posts are held by people from a day to a day."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import BigIntegerRangeField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Text


class Days(Func):
    """The days from ``valid_from`` up to, not including, ``valid_until``."""

    function = "daterange"
    output_field = DateRangeField()


IN_FORCE = Days("valid_from", "valid_until")


class Only(Func):
    """A number as a range that holds it alone, since ranges can be excluded without an extension of PostgreSQL."""

    template = "int8range((%(expressions)s)::bigint, (%(expressions)s)::bigint, '[]')"
    output_field = BigIntegerRangeField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, Any]:  # type: ignore[override]
        """Write the expression, whose argument stands in it twice."""
        sql, params = super().as_sql(compiler, connection, **extra)
        return sql, (*params, *params)


class Dated(models.Model):
    """Something in force from a day, up to but not including another day."""

    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True


class CharterTerm(Dated):
    """A community is run by one charter at a time.

    ``cut`` keeps the holdings that this charter cuts short as they were, so that a plan can be withdrawn before its day.
    """

    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="charter_terms")
    charter = models.CharField(max_length=64)
    cut = models.JSONField(default=list, blank=True)

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="one_charter_at_a_time",
                expressions=[(IN_FORCE, RangeOperators.OVERLAPS), (Only("community"), RangeOperators.OVERLAPS)],
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="charter_term_lasts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.charter} {self.valid_from}"


class Body(Dated):
    """A body of a place: the workstation of a community, a section of a street office, a bureau of the district."""

    key = models.CharField(max_length=64)
    kind = models.CharField(max_length=64)
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="bodies")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    serves = models.ManyToManyField(Place, through="BodyService", related_name="served_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["place", "key", "valid_from"], name="one_body_of_a_key_in_a_place")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en or self.name)


class BodyService(Dated):
    """A station that stands in one place may serve several communities (一站多居), each from a day to a day."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="services")
    community = models.ForeignKey(Place, on_delete=models.PROTECT)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "community", "valid_from"], name="body_serves_once")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} → {self.community_id}"


class Post(models.Model):
    """A post in a body, with the role that decides what its holder may do."""

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="posts")
    key = models.CharField(max_length=64)
    role = models.CharField(max_length=32)
    title = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["body", "key"], name="one_post_of_a_key_in_a_body")]

    def __str__(self) -> str:
        return self.title

    @property
    def text(self) -> Text:
        """The title in both languages."""
        return Text(self.title, self.title_en or self.title)


class Holding(Dated):
    """A person holds a post from a day, up to but not including another day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")

    class Meta:
        constraints: ClassVar = [
            ExclusionConstraint(
                name="no_one_holds_a_post_twice",
                expressions=[
                    (IN_FORCE, RangeOperators.OVERLAPS),
                    (Only("person"), RangeOperators.OVERLAPS),
                    (Only("post"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.post_id}"


class GraphVersion(models.Model):
    """One row; its number grows whenever bodies, charters or posts change, so that processes know to rebuild the graph."""

    number = models.BigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)
