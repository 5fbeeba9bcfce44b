"""Days that had to stay open until a year's holidays were known are settled once that year is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from juzhan.apps.bodies.recording import SYSTEM
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.apps.matters.models import GUIDES, Matter, Step
from juzhan.apps.matters.services.core import snapshot
from juzhan.apps.record import services as record
from juzhan.domain.matters import MatterAct, State
from juzhan.domain.matters.clocks import Settled, settle
from juzhan.domain.record import NewEntry

BATCH = 500
"""Matters that are settled in one transaction."""
_FIELDS = ("accept_by", "due_on", "rule_by", "awaits_year", "next_on")


def settle_days(at: datetime) -> int:
    """Fill in the days of matters that awaited a year which is loaded now; how many were settled."""
    waiting = Matter.objects.filter(awaits_year__lte=calendar().years[-1].year).order_by("community", "id")
    numbers = list(waiting.values_list("pk", flat=True))
    return sum(_settle_batch(numbers[start : start + BATCH], at) for start in range(0, len(numbers), BATCH))


@transaction.atomic
def _settle_batch(numbers: list[int], at: datetime) -> int:
    steps = Prefetch("steps", Step.objects.filter(act__in=[MatterAct.CONTEST.value, MatterAct.ADD_PAPERS.value]))
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=numbers, awaits_year__isnull=False)
    found = list(_settled(rows.select_related("item").prefetch_related(steps).defer(*GUIDES).order_by("pk")))
    for row, settled in found:
        for name, day in settled.sets.items():
            setattr(row, name, day)
        row.awaits_year = None
        row.next_on = row.running_clock()
    Matter.objects.bulk_update([row for row, _ in found], _FIELDS)
    Step.objects.bulk_create(Step(matter=row, act="settle", at=at, data=dict(each.facts)) for row, each in found)
    record.append_many(
        (row.community_id, NewEntry(at, "matter.day_settled", row.record_subject, SYSTEM, facts=each.facts))
        for row, each in found
    )
    return len(found)


def _settled(rows: Iterable[Matter]) -> Iterator[tuple[Matter, Settled]]:
    for row in rows:
        contested_on = _contested_on(row)
        complete_on = _complete_on(row)
        setting = rules(contested_on or day_of(row.submitted_at)).settings
        accept = rules(complete_on or day_of(row.submitted_at)).settings.acceptance_days
        days = settle(
            snapshot(row),
            calendar(),
            accept=accept,
            rule=setting.dispute_ruling_days,
            contested_on=contested_on,
            complete_on=complete_on,
        )
        if days is not None:
            yield row, days


def _contested_on(row: Matter) -> date | None:
    """The day on which the open dispute began."""
    if row.stands is not State.CONTESTED:
        return None
    return max(day_of(step.at) for step in row.steps.all() if step.act == MatterAct.CONTEST.value)


def _complete_on(row: Matter) -> date | None:
    """The day on which the papers came that were asked for."""
    waited = State.PAPERS_REQUESTED.value
    added = [step for step in row.steps.all() if step.act == MatterAct.ADD_PAPERS.value]
    return max((day_of(step.at) for step in added if step.data.get("from") == waited), default=None)
