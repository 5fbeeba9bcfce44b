"""What visitors said of their visits, and the public figures that are made of it."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models

from juzhan.apps.hall.models.halls import Hall
from juzhan.apps.hall.models.tickets import Ticket
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.models import Appealable, Matter
from juzhan.apps.places.models import Place
from juzhan.domain.matters import Rating


class VisitRating(Appealable):
    """One rating for one visit, by the visitor alone (一次一评).

    ``follow_up`` is the matter that a bad grade opens for the station's head; until then ``phone`` waits here for it. What
    was rated how must follow from nothing that others see, so the rating has three names that do not lead to one another:
    ``seal`` for its entry in the public record, ``reference`` for the head, an appeal and the record of it, and ``code``,
    which only the one who rated is given and by which rating and result are read. None of them is the ticket's.
    """

    ticket = models.OneToOneField(Ticket, on_delete=models.PROTECT, primary_key=True, related_name="rating")
    reference = models.CharField(max_length=12, unique=True, default=new_code)
    seal = models.CharField(max_length=12, unique=True, default=new_code)
    code = models.CharField(max_length=12, unique=True, default=new_code)
    submission = models.UUIDField(unique=True, default=uuid4)
    grade = models.CharField(max_length=1, choices=[(grade.value, grade.value) for grade in Rating])
    reasons = models.JSONField(default=list, blank=True)
    comment = models.CharField(max_length=500, blank=True)
    phone = models.CharField(max_length=20, blank=True, default="")
    rated_at = models.DateTimeField()
    follow_up = models.OneToOneField(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="follows_up")

    def __str__(self) -> str:
        return f"{self.reference}: {self.grade}"

    @property
    def value(self) -> Rating:
        """The grade as the domain's value."""
        return Rating(self.grade)

    @property
    def record_subject(self) -> str:
        """How the public record speaks of an appeal against the rating: of bad ones alone, so never of when it was given."""
        return f"rating:{self.reference}"

    @property
    def sealed_subject(self) -> str:
        """How the public record speaks of the rating's being given, and of nothing else."""
        return f"rating:{self.seal}"


class HallFigures(models.Model):
    """The public figures of a hall as they stood when ``day`` began, counted once a day and not for each reader.

    ``community``: of its visitors alone; None: of all. Made from other rows, they can be made again
    (:mod:`juzhan.apps.hall.services.public_figures`).
    """

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="figures")
    community = models.ForeignKey(Place, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    rated = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()
    settled = models.PositiveIntegerField()
    trips = models.FloatField(null=True)
    one_trip = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "community"], nulls_distinct=False, name="figures_once")
        ]

    def __str__(self) -> str:
        return f"{self.hall_id} {self.day}"
