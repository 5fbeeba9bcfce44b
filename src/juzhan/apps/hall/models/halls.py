"""A hall, its queues and counters, who sits there now and by the roster."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.catalogue.models import Item
from juzhan.apps.places.models import Place
from juzhan.domain.queueing.hours import Hours, Span
from juzhan.domain.queueing.order import HeadStarts
from juzhan.domain.shared import Text
from juzhan.ui.words import t


class Hall(models.Model):
    """The hall that stands in a place; the bodies that work in it follow from the charter in force there.

    Minutes are whole. ``hours`` is ``{"spans": [["09:00", "12:00"], …], "weekdays": {"4": […]}, "days_off": false}``.
    """

    class Midnight(models.TextChoices):
        """What becomes of those who still wait when the day ends."""

        END = "end", t("当天没办完的号作废", "Numbers of the day end with it")
        KEEP = "keep", t("留到下一个开门日接着办", "Numbers are kept for the next open day")

    place = models.OneToOneField(Place, on_delete=models.PROTECT, related_name="hall")
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    address = models.CharField(max_length=200, blank=True)
    hours = models.JSONField(default=dict, blank=True)
    green_head_start = models.PositiveSmallIntegerField(default=60)
    booked_head_start = models.PositiveSmallIntegerField(default=30)
    green_for = models.CharField(max_length=200, default="老人、残疾人、孕妇、现役军人和退役军人")
    green_for_en = models.CharField(max_length=300, default="old, disabled and pregnant people, soldiers and veterans")
    slot_minutes = models.PositiveSmallIntegerField(default=30)
    slot_capacity = models.PositiveSmallIntegerField(default=2)
    booking_days = models.PositiveSmallIntegerField(default=7)
    service_minutes = models.PositiveSmallIntegerField(default=10)
    promise_minutes = models.PositiveSmallIntegerField(default=30)
    calls_before_missed = models.PositiveSmallIntegerField(default=3)
    midnight = models.CharField(max_length=8, choices=Midnight.choices, default=Midnight.END)
    notice = models.CharField(max_length=200, blank=True)
    notice_en = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(slot_minutes__gte=5), name="slots_last"),
            models.CheckConstraint(condition=Q(calls_before_missed__gte=1), name="called_at_least_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en or self.name)

    @property
    def green_text(self) -> Text:
        """For whom the green channel is, in both languages."""
        return Text(self.green_for, self.green_for_en or self.green_for)

    @property
    def notice_text(self) -> Text | None:
        """What the hall tells everybody, in both languages; None where there is nothing to tell."""
        return Text(self.notice, self.notice_en or self.notice) if self.notice else None

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the hall."""
        return f"hall:{self.pk}"

    @property
    def opening(self) -> Hours:
        """The hours as the domain's value."""
        if not self.hours:
            return Hours()
        weekdays = {int(day): _spans(given) for day, given in self.hours.get("weekdays", {}).items()}
        return Hours(_spans(self.hours["spans"]), weekdays, bool(self.hours.get("days_off")))

    @property
    def head_starts(self) -> HeadStarts:
        """How much earlier the green channel and the booked stand."""
        return HeadStarts(timedelta(minutes=self.green_head_start), timedelta(minutes=self.booked_head_start))


def _spans(given: list[list[str]]) -> tuple[Span, ...]:
    return tuple(Span(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in given)


class Group(models.Model):
    """Items that share a queue in a hall, with the letter of its numbers.

    ``fields`` are the domains of the catalogue whose items belong here; empty: those that no other group names.
    """

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="groups")
    letter = models.CharField(max_length=1)
    name = models.CharField(max_length=60)
    name_en = models.CharField(max_length=80, blank=True)
    icon = models.CharField(max_length=24, default="document")
    fields = models.JSONField(default=list, blank=True)
    daily_cap = models.PositiveIntegerField(null=True, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["letter"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["hall", "letter"], name="one_group_of_a_letter")]

    def __str__(self) -> str:
        return f"{self.letter} {self.name}"

    @property
    def text(self) -> Text:
        """The name in both languages."""
        return Text(self.name, self.name_en or self.name)


class ItemCap(models.Model):
    """How many numbers a hall gives out for one item on one day."""

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="item_caps")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="+")
    daily_cap = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["hall", "item"], name="one_cap_for_an_item")]

    def __str__(self) -> str:
        return f"{self.item_id} ≤ {self.daily_cap}"


class Counter(models.Model):
    """A counter of a hall; without ``groups`` it serves everything. ``is_low``: made for wheelchairs.

    A counter that is taken out of use stays, since past visits were served at it.
    """

    hall = models.ForeignKey(Hall, on_delete=models.CASCADE, related_name="counters")
    number = models.PositiveSmallIntegerField()
    groups = models.ManyToManyField(Group, blank=True, related_name="counters")
    is_low = models.BooleanField(default=False)
    is_in_use = models.BooleanField(default=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["hall", "number"], name="one_counter_of_a_number")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def text(self) -> Text:
        """What people read."""
        return Text(f"{self.number} 号窗口", f"Counter {self.number}")

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the counter."""
        return f"counter:{self.pk}"

    @property
    def for_visitors(self) -> Text:
        """What a visitor reads inside a sentence: a low counter is named as one (无障碍环境建设法 第四十条)."""
        zh, en = ("（低位）", " (low)") if self.is_low else ("", "")
        return Text(f"{self.number} 号窗口{zh}", f"counter {self.number}{en}")


class Shift(models.Model):
    """A person sits at a counter from a moment to a moment.

    ``groups`` are the queues they chose to call meanwhile; without a choice it is as the head arranged the counter.
    ``opened_by`` is the head who opened it for them, ``closed_by`` the one who closed it.
    """

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter"], condition=Q(closed_at=None), name="one_person_at_a_counter"),
            models.UniqueConstraint(fields=["person"], condition=Q(closed_at=None), name="one_counter_for_a_person"),
            models.CheckConstraint(
                condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="a_shift_ends_after_it_began"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["counter", "-opened_at"], name="shifts_of_a_counter")]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.opened_at}"

    @property
    def served(self) -> list[Group]:
        """The queues that are called now; empty: all of the hall."""
        return list(self.groups.all()) or list(self.counter.groups.all())


class Roster(models.Model):
    """Who sits at a counter on a day, and who stands in (AB 岗), so that no item is without a clerk."""

    counter = models.ForeignKey(Counter, on_delete=models.CASCADE, related_name="roster")
    day = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["counter", "day"], name="one_roster_for_a_counter"),
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="a_stand_in_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.counter_id}"


def as_plain(hours: Hours) -> dict[str, Any]:
    """Hours as they are kept."""
    return {
        "spans": [_plain(span) for span in hours.spans],
        "weekdays": {str(day): [_plain(span) for span in spans] for day, spans in hours.weekdays.items()},
        "days_off": hours.open_on_days_off,
    }


def _plain(span: Span) -> list[str]:
    return [f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"]
