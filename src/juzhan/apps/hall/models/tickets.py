"""A number in a hall's queue, each change of which is a timed step, and its slip for a printer."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q, Value

from juzhan.apps.accounts.models import Person
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.hall.models.bookings import Booking
from juzhan.apps.hall.models.halls import Counter, Group, Hall
from juzhan.apps.hall.papers import Paper, papers_of
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.order import Lane
from juzhan.domain.queueing.states import AT_A_COUNTER, NOT_OVER, TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.queueing.visit import ComesAs


class Ticket(models.Model):
    """A number in a hall's queue. It names nobody; why someone uses the green channel is not kept.

    ``turn_at`` is the moment by which it stands in the queue (:mod:`juzhan.domain.queueing.order`). ``matter`` is what the
    visit was about: several visits may be about one matter, and are counted. ``changed_at`` is the moment of the last step;
    ``waited_for`` and ``served_for`` add up what passed in the queue and at counters, neither on hold nor overnight.
    ``missing`` are the codes of papers that the visitor said they lack and that no clerk has seen since; ``is_followed``: a
    phone has opened its page.
    """

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="tickets")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="tickets", db_index=False)
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    count = models.PositiveIntegerField()
    number = models.CharField(max_length=8)
    code = models.CharField(max_length=12, unique=True)
    submission = models.UUIDField(unique=True)
    lane = models.CharField(max_length=8, choices=[(lane.value, lane.value) for lane in Lane])
    state = models.CharField(max_length=8, choices=[(state.value, state.value) for state in TicketState])
    item = models.ForeignKey(ItemVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    booking = models.OneToOneField(Booking, null=True, blank=True, on_delete=models.PROTECT, related_name="ticket")
    counter = models.ForeignKey(
        Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="tickets", db_index=False
    )
    joined_at = models.DateTimeField()
    turn_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()
    waited_for = models.DurationField(default=timedelta)
    served_for = models.DurationField(default=timedelta)
    calls = models.PositiveSmallIntegerField(default=0)
    comes_as = models.CharField(
        max_length=9, choices=[(way.value, way.value) for way in ComesAs], default=ComesAs.SELF.value, db_default="self"
    )
    missing = models.JSONField(default=list, db_default=Value([], models.JSONField()), blank=True)
    is_followed = models.BooleanField(default=False, db_default=False)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hall", "day", "number"], name="a_number_once_a_day"),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state__in=sorted(AT_A_COUNTER)), name="one_visitor_at_a_counter"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["hall", "turn_at", "id"], name="waiting_in_a_hall", condition=Q(state="waiting")),
            models.Index(
                fields=["hall", "id"],
                name="here_in_a_hall",
                condition=Q(state__in=list(NOT_OVER)),
            ),
            models.Index(fields=["group", "-called_at"], name="newest_calls_of_a_group"),
            models.Index(fields=["counter", "-ended_at"], name="newest_visits_of_a_counter"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.number}"

    @property
    def stands(self) -> TicketState:
        """The state as the domain's value."""
        return TicketState(self.state)

    @property
    def visitor(self) -> ComesAs:
        """For whom the visitor comes, as the domain's value."""
        return ComesAs(self.comes_as)

    @property
    def papers(self) -> tuple[Paper, ...]:
        """What the visitor must have, as it was told when the number was taken."""
        return papers_of(self.item, self.missing, by_proxy=self.visitor is ComesAs.PROXY)

    @property
    def lacks(self) -> tuple[Paper, ...]:
        """The papers that the visitor said they lack."""
        return tuple(paper for paper in self.papers if paper.is_missing)

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the ticket."""
        return f"ticket:{self.pk}"


class TicketStep(models.Model):
    """One change of a ticket: waits and service times are computed from these moments, never typed."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=12, choices=[(act, act) for act in ("take", *map(str, TicketAct))])
    state = models.CharField(max_length=8)
    at = models.DateTimeField()
    counter = models.ForeignKey(Counter, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class Slip(models.Model):
    """A slip that was asked for; once a printer has taken it (``handed_at``), no printer gets it again."""

    ticket = models.OneToOneField(Ticket, on_delete=models.CASCADE, primary_key=True, related_name="slip")
    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="+", db_index=False)
    asked_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["hall", "asked_at"], name="slips_to_print", condition=Q(handed_at=None))
        ]

    def __str__(self) -> str:
        return f"slip of {self.ticket_id}"
