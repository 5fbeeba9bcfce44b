"""A matter, what was said and handed in, and the personal data of the one who asked, kept apart so that it can be deleted."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Func, Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.places.models import Place
from juzhan.domain.matters import OPEN_STATES, MatterAct, Outcome, Rating, State, StateClock
from juzhan.domain.shared.calendar_limits import Pause
from juzhan.ui.words import t


def _choices(values: type[State] | type[Outcome] | type[Rating]) -> list[tuple[str, object]]:
    return [(value.value, t(value.text.zh, value.text.en)) for value in values]


GUIDES = ("item__content", "item__search")
"""The heavy columns of an item's version, which lists and acts of matters leave aside (``defer(*GUIDES)``)."""

IS_OPEN = Func(
    F("state"),
    template=f"%(expressions)s IN ({', '.join(repr(state.value) for state in sorted(OPEN_STATES))})",
    output_field=models.BooleanField(),
)
"""The condition of the indexes of open matters, in constants: PostgreSQL could not know it in values given later."""

NEVER = date(9999, 12, 31)
"""The day of a clock that does not run: it sorts last."""


class Channel(models.TextChoices):
    """How a matter came in."""

    ONLINE = "online", t("网上", "Online")
    COUNTER = "counter", t("窗口", "Counter")
    PHONE = "phone", t("电话", "Phone")
    VISIT = "visit", t("走访", "Visit")


class Matter(models.Model):
    """A piece of work with exactly one owner.

    ``owner`` answers for it; ``holder`` has it in hand (an upper body while handed up); ``first_contact`` was asked
    first and stays answerable until another body has taken it. ``accept_by`` is the day by which it must be accepted or
    declined; ``due_on`` the day by which it must be closed; ``next_on`` the one of them that runs now (:data:`NEVER`: none),
    by which worklists are sorted. ``awaits_year``: the day is open until the holidays of that year are loaded.
    ``for_head``: only the head of the body works on it (the follow-up of a bad rating). ``rating_struck``: the rating counts
    in no figure, after a public reason.
    """

    code = models.CharField(max_length=12, unique=True)
    submission = models.UUIDField(unique=True)
    community = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="matters", db_index=False)
    item = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="matters")
    first_contact = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="first_contacts")
    owner = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="matters", db_index=False)
    holder = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="in_hand")
    handler = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="matters")
    state = models.CharField(max_length=20, choices=_choices(State))
    channel = models.CharField(max_length=8, choices=Channel.choices)
    summary = models.CharField(max_length=2000, blank=True)
    spot = models.CharField(max_length=200, blank=True)
    reasons = models.JSONField(default=list)
    submitted_at = models.DateTimeField()
    accept_by = models.DateField(null=True, blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    next_on = models.DateField(default=NEVER)
    awaits_year = models.PositiveSmallIntegerField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=_choices(Outcome), null=True, blank=True)  # noqa: DJ001
    rating = models.CharField(max_length=1, choices=_choices(Rating), null=True, blank=True)  # noqa: DJ001
    pauses = models.JSONField(default=list)
    extended = models.BooleanField(default=False)
    told_missing = models.BooleanField(default=False)
    ruled = models.BooleanField(default=False)
    claimed = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="claimed")
    arbiter = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="to_rule")
    rule_by = models.DateField(null=True, blank=True)
    asked_again = models.BooleanField(default=False)
    was_reopened = models.BooleanField(default=False)
    for_head = models.BooleanField(default=False)
    rating_struck = models.BooleanField(default=False)
    is_synthetic = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "next_on", "id"], name="open_by_owner", condition=Q(state__in=sorted(OPEN_STATES))
            ),
            models.Index(fields=["holder", "id"], name="open_by_holder", condition=Q(state__in=sorted(OPEN_STATES))),
            models.Index(
                fields=["handler", "next_on", "id"], name="open_by_handler", condition=Q(state__in=sorted(OPEN_STATES))
            ),
            models.Index(fields=["next_on", "id"], name="open_by_day", condition=Q(state__in=sorted(OPEN_STATES))),
            models.Index(fields=["awaits_year", "id"], name="awaiting_a_year", condition=Q(awaits_year__isnull=False)),
            models.Index(fields=["owner", "-id"], name="newest_by_owner"),
            models.Index(fields=["community", "-id"], name="newest_by_community"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the matter: by its number, since the code opens the resident's page."""
        return f"matter:{self.pk}"

    @property
    def stood_still(self) -> tuple[Pause, ...]:
        """The times during which the clock stood still, kept as pairs of days."""
        return tuple(
            Pause(date.fromisoformat(begun), date.fromisoformat(ended) if ended else None)
            for begun, ended in self.pauses
        )

    @stood_still.setter
    def stood_still(self, pauses: tuple[Pause, ...]) -> None:
        self.pauses = [
            [pause.from_day.isoformat(), pause.until_day.isoformat() if pause.until_day else None] for pause in pauses
        ]

    def running_clock(self) -> date:
        """The day at which the clock that runs now ends."""
        ends = {StateClock.ACCEPTANCE: self.accept_by, StateClock.HANDLING: self.due_on}
        return ends.get(self.stands.clock) or NEVER

    @property
    def stands(self) -> State:
        """The state as the domain's value."""
        return State(self.state)


class Applicant(models.Model):
    """Who asked: deleted when its time is over, while the matter and the record stay."""

    matter = models.OneToOneField(Matter, on_delete=models.CASCADE, primary_key=True, related_name="applicant")
    name = models.CharField(max_length=80, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=200, blank=True)
    proxy_name = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return f"applicant of {self.matter_id}"

    @property
    def last_four(self) -> str:
        """The last four digits of the phone, with which the resident follows the matter."""
        return self.phone[-4:]


class Step(models.Model):
    """One line of the timeline: what was done, by whom, in which post. ``note`` is what the people wrote."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(
        max_length=24,
        choices=[(act, act) for act in ("submit", "reroute", "settle", *map(str, MatterAct))],
    )
    at = models.DateTimeField()
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="steps")
    post = models.CharField(max_length=80, blank=True)
    note = models.TextField(blank=True)
    is_public = models.BooleanField(default=True)
    data = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"


class Attachment(models.Model):
    """A paper that was handed in, kept with the matter in the one database, so that nothing is lost half-way."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    step = models.ForeignKey(Step, on_delete=models.CASCADE, related_name="attachments")
    material = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.name


class Appealable(models.Model):
    """A rating that the head of its body may appeal as mistaken or malicious; a body above or beside answers.

    ``struck_at`` takes the rating out of every figure; ``answer`` is the public reason for striking or keeping it.
    """

    appealed_at = models.DateTimeField(null=True, blank=True)
    appealed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    appeal = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_for = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    struck_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the rating."""
        raise NotImplementedError

    @property
    def awaits_answer(self) -> bool:
        """Whether an appeal has not been answered yet."""
        return self.appealed_at is not None and self.answered_at is None


class RatingFollowUp(Appealable):
    """The bad rating of a matter, and the matter that it opened for the head."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, primary_key=True, related_name="bad_rating")
    follow_up = models.OneToOneField(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="rated_matter"
    )
    rated_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"bad rating of {self.matter_id}"

    @property
    def record_subject(self) -> str:
        """How the public record speaks of the rating: by its matter."""
        return self.matter.record_subject


class HeldPaper(models.Model):
    """A good paper of a form that was sent back, kept for a day; see :mod:`juzhan.apps.matters.held`."""

    submission = models.UUIDField()
    material = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    held_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["submission", "digest"], name="held_once")]

    def __str__(self) -> str:
        return self.name
