"""Open matters never hang on a body that has ended: they go to the body that the charter in force names, on the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from attrs import field, frozen
from django.db import transaction
from django.db.models import Q, QuerySet

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights, selectors
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.recording import SYSTEM
from juzhan.apps.matters.models import GUIDES, Matter, Step
from juzhan.apps.matters.services.core import snapshot
from juzhan.apps.matters.services.submitting import Routed, route
from juzhan.apps.record import services as record
from juzhan.domain.charter import Act
from juzhan.domain.matters import OPEN_STATES
from juzhan.domain.matters.rerouting import Rerouting, reroute
from juzhan.domain.record import NewEntry
from juzhan.domain.shared import Refusal

BATCH = 500
"""Matters that are moved in one transaction."""
_FIELDS = ("owner", "holder", "handler", "state", "claimed", "arbiter", "rule_by", "reasons", "next_on")


@frozen
class Rerouted:
    """The codes of the matters that moved, and of those for which the charter in force names no body."""

    moved: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


def hanging_matters(on: date) -> QuerySet[Matter]:
    """Open matters whose owner, holder, claimed or arbitrating body is not in force on this day."""
    ended = Q()
    for name in ("owner", "holder", "claimed", "arbiter"):
        ended |= Q(**{f"{name}__valid_until__lte": on})
    return Matter.objects.filter(ended, state__in=sorted(OPEN_STATES))


def reroute_matters(on: date, at: datetime, *, communities: Sequence[str] | None = None) -> Rerouted:
    """Move every open matter that hangs on an ended body, some hundreds in each transaction; their clocks go on."""
    hanging = hanging_matters(on)
    if communities is not None:
        hanging = hanging.filter(community__in=communities)
    numbers = list(hanging.order_by("community", "id").values_list("pk", flat=True))
    done = [_move_batch(numbers[start : start + BATCH], on, at) for start in range(0, len(numbers), BATCH)]
    return Rerouted(
        tuple(code for batch in done for code in batch.moved), tuple(code for batch in done for code in batch.stuck)
    )


@frozen
class _Move:
    """One matter on its way: the row, already changed, and what is written about it."""

    row: Matter
    step: Step
    entry: NewEntry


@transaction.atomic
def _move_batch(numbers: Sequence[int], on: date, at: datetime) -> Rerouted:
    routes = _Routes(on)
    rows = Matter.objects.select_for_update(of=("self",)).filter(pk__in=numbers, state__in=sorted(OPEN_STATES))
    moves: list[_Move] = []
    stuck = []
    for row in rows.select_related("item", "community", "handler").defer(*GUIDES).order_by("pk"):
        routed = routes.of(row)
        if isinstance(routed, Refusal):
            stuck.append(row.code)
        else:
            moves += _move(row, routed, routes, at)
    Matter.objects.bulk_update([move.row for move in moves], _FIELDS)
    Step.objects.bulk_create([move.step for move in moves])
    record.append_many((move.row.community_id, move.entry) for move in moves)
    return Rerouted(tuple(move.row.code for move in moves), tuple(stuck))


def _move(row: Matter, routed: Routed, routes: _Routes, at: datetime) -> Iterator[_Move]:
    change = reroute(
        snapshot(row),
        owner=routed.body.pk,
        in_force=routes.in_force,
        arbiter=row.arbiter_id,
        keeps_handler=row.handler is not None and routes.works_for(row.handler, routed.body.pk),
    )
    if change is None:
        return
    reasons = [[reason.zh, reason.en] for reason in routed.reasons]
    _apply(row, change, reasons)
    facts = {**change.facts, "charter": routes.charter_of(row.community_id)}
    step = Step(matter=row, act="reroute", at=at, data={**facts, "reasons": reasons})
    yield _Move(row, step, NewEntry(at, "matter.rerouted", row.record_subject, SYSTEM, facts=facts))


def _apply(row: Matter, change: Rerouting, reasons: list[list[str]]) -> None:
    for name, value in change.sets.items():
        setattr(row, name if name == "rule_by" else f"{name}_id", value)
    row.state = change.state.value
    row.reasons = reasons
    row.next_on = row.running_clock()


@frozen
class _Routes:
    """What many matters share: the bodies in force, and the answer for each item in each community."""

    on: date
    in_force: frozenset[int] = field(init=False)
    _found: dict[tuple[str, int], Routed | Refusal] = field(init=False, factory=dict)
    _actors: dict[int, selectors.Actor] = field(init=False, factory=dict)
    _charters: dict[str, str] = field(init=False, factory=dict)

    @in_force.default
    def _bodies_in_force(self) -> frozenset[int]:
        return frozenset(Body.objects.filter(selectors.in_force(self.on)).values_list("pk", flat=True))

    def of(self, row: Matter) -> Routed | Refusal:
        """The body that owns the matter's item in its community now."""
        place = (row.community_id, row.item_id)
        if place not in self._found:
            self._found[place] = route(row.community, row.item, self.on)
        return self._found[place]

    def works_for(self, person: Person, body: int) -> bool:
        """Whether the person may handle matters of the body on the day."""
        if person.pk not in self._actors:
            self._actors[person.pk] = selectors.actor_of(person, self.on)
        return rights.may(self._actors[person.pk], Act.DECIDE, body)

    def charter_of(self, community: str) -> str:
        """The name of the charter in force."""
        if community not in self._charters:
            charter = selectors.charter_of(community, self.on)
            self._charters[community] = charter.key if charter else ""
        return self._charters[community]
