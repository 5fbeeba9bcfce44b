"""A hall, its counters and groups of items; tickets, each change of which is a timed step; bookings; ratings of visits."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any, ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q, Value

from juzhan.apps.accounts.models import Person
from juzhan.apps.catalogue.models import Item, ItemVersion
from juzhan.apps.hall.papers import Paper, papers_of
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.models import Appealable, Matter
from juzhan.apps.places.models import Place
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.hours import Hours, Span
from juzhan.domain.queueing.order import HeadStarts, Lane
from juzhan.domain.queueing.states import AT_A_COUNTER, TicketState
from juzhan.domain.queueing.table import TicketAct
from juzhan.domain.queueing.visit import ComesAs
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
    def for_visitors(self) -> Text:
        """What a visitor reads inside a sentence: a low counter is named as one (无障碍环境建设法 第四十条)."""
        zh, en = ("（低位）", " (low)") if self.is_low else ("", "")
        return Text(f"{self.number} 号窗口{zh}", f"counter {self.number}{en}")


class Shift(models.Model):
    """A person sits at a counter from a moment to a moment.

    ``groups`` are the queues they chose to call meanwhile; without a choice it is as the head arranged the counter.
    ``closed_by`` is the head who closed it for them.
    """

    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="shifts")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="shifts")
    groups = models.ManyToManyField(Group, blank=True, related_name="+")
    opened_at = models.DateTimeField()
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


class Ticket(models.Model):
    """A number in a hall's queue. It names nobody; why someone uses the green channel is not kept.

    ``turn_at`` is the moment by which it stands in the queue (:mod:`juzhan.domain.queueing.order`). ``matter`` is what the
    visit was about: several visits may be about one matter, and are counted. ``changed_at`` is the moment of the last step;
    ``waited_for`` and ``served_for`` add up what passed in the queue and at counters, neither on hold nor overnight.
    ``missing`` are the codes of papers of the guide that the visitor said they lack; ``is_followed``: a phone has opened its
    page.
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
                condition=Q(state__in=["waiting", "called", "serving", "held", "missed"]),
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
    def lacks(self) -> tuple[Text, ...]:
        """The papers that the visitor said they lack."""
        return tuple(paper.material.name for paper in self.papers if paper.is_missing)

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


def as_plain(hours: Hours) -> dict[str, Any]:
    """Hours as they are kept."""
    return {
        "spans": [_plain(span) for span in hours.spans],
        "weekdays": {str(day): [_plain(span) for span in spans] for day, spans in hours.weekdays.items()},
        "days_off": hours.open_on_days_off,
    }


def _plain(span: Span) -> list[str]:
    return [f"{span.opens:%H:%M}", f"{span.closes:%H:%M}"]
