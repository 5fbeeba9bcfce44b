"""Inquiries: a body that supervises asks, an answer is due, an unanswered inquiry is public."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place


class Inquiry(models.Model):
    """A question of a supervising body to another body, about a matter or about the body's work."""

    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="inquiries")
    asked_by = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inquiries_asked")
    asker = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="inquiries_asked")
    asked_of = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="inquiries")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries")
    question = models.CharField(max_length=2000)
    asked_at = models.DateTimeField()
    answer_by = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answerer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="inquiries_answered"
    )
    submission = models.UUIDField(unique=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["asked_of", "answer_by"], name="unanswered", condition=Q(answered_at__isnull=True)),
            models.Index(fields=["community", "-id"], name="inquiry_newest"),
        ]

    def __str__(self) -> str:
        return f"inquiry {self.pk}"
