"""What is promised: booked times with the contact beside them, and the counts of slots and days that keep within limits."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from juzhan.apps.catalogue.models import Item, ItemVersion
from juzhan.apps.hall.models.halls import Group, Hall
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.hours import Slot


class Booking(models.Model):
    """A slot that someone has booked; name and phone stand apart (:class:`BookingContact`)."""

    hall = models.ForeignKey(Hall, on_delete=models.PROTECT, related_name="bookings")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="bookings")
    item = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, unique=True)
    submission = models.UUIDField(unique=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    booked_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["hall", "begins"], name="bookings_of_a_day", condition=Q(cancelled_at=None))
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def slot(self) -> Slot:
        """What is booked, as the domain's value."""
        return Slot(timezone.localtime(self.begins), timezone.localtime(self.ends))

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the booking: by its number, since the code opens its page."""
        return f"booking:{self.pk}"


class BookingContact(models.Model):
    """Who booked: deleted after the day, while the booking stays."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, primary_key=True, related_name="contact")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return f"contact of {self.booking_id}"


class SlotCount(models.Model):
    """How many have booked a slot of a hall: the row that makes two who press at once end in one right result."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="slots")
    begins = models.DateTimeField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hall", "begins"], name="one_count_for_a_slot")]

    def __str__(self) -> str:
        return f"{self.begins}: {self.taken}"


class DayCount(models.Model):
    """The last number given out in a group on a day, and how many for one item: one statement counts, so none comes twice.

    ``promised`` are the numbers kept for bookings of the day that have not checked in. An item's row stands with the hall's
    first group and counts the whole hall.

    ``last_at`` never goes back, even if the clock does: later numbers never stand before earlier ones.
    """

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="day_counts")
    day = models.DateField()
    item = models.ForeignKey(Item, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    last = models.PositiveIntegerField()
    promised = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "day", "item"], nulls_distinct=False, name="one_count_for_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.last}"
