"""The public lines of a matter's story, and how it came out."""

from __future__ import annotations

from typing import Any

from attrs import frozen
from django.db.models import Prefetch

from juzhan.apps.matters.models import Attachment, Matter, Step
from juzhan.domain.matters import MatterAct, Outcome


def public_steps(matter: Matter) -> Any:
    """The public lines of a matter's story, oldest first, without the contents of their papers."""
    light = Prefetch("attachments", Attachment.objects.defer("content").order_by("pk"))
    return Step.objects.filter(matter=matter, is_public=True).select_related("body").prefetch_related(light)


@frozen
class Decision:
    """How a matter came out, and the reason that was given."""

    outcome: Outcome
    reason: str

    @property
    def tone(self) -> str:
        """A "no" is not shown as good news."""
        return "ok" if self.outcome in {Outcome.GRANTED, Outcome.SETTLED} else "due"


def decision(matter: Matter, steps: list[Step]) -> Decision | None:
    """The decision on a matter; None before it and after reopening."""
    return Decision(Outcome(matter.outcome), last_note(steps, MatterAct.DECIDE)) if matter.outcome else None


def last_note(steps: list[Step], act: MatterAct) -> str:
    """What was written with the last act of a kind; empty where there was none."""
    return next((step.note for step in reversed(steps) if step.act == act), "")
