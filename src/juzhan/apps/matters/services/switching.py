"""Communities change their charter or their station from a day on, and their open matters with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen
from django.db import transaction

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies import services as bodies
from juzhan.apps.bodies.models import Body, CharterTerm, Holding
from juzhan.apps.matters.models import GUIDES
from juzhan.apps.matters.services.core import day_of
from juzhan.apps.matters.services.rerouting import hanging_matters, reroute_matters
from juzhan.apps.matters.services.submitting import route
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal, Text


@frozen
class Change:
    """What becomes of the bodies of one community; ``holdings`` counts the people whose posts end."""

    community: Place
    ends: tuple[Text, ...]
    begins: tuple[Text, ...]
    goes_on: tuple[Text, ...]
    holdings: int


@frozen
class Foreseen:
    """What a switch would do: community by community, and how many open matters will need a new owner."""

    changes: tuple[Change, ...]
    matters: int


def switch_charter(
    communities: Sequence[Place], name: str, valid_from: date, *, by: selectors.Actor | None, at: datetime
) -> list[CharterTerm] | Refusal:
    """Run communities by a charter from a day on, all or none; then open matters move, if the day has come.

    Refused when the charter does not say whose an open matter would be. Should the program be stopped between the two
    steps, the hourly job moves the matters.
    """
    terms = _adopt(communities, name, valid_from, by, at)
    if not isinstance(terms, Refusal):
        _move_if_due(communities, valid_from, at)
    return terms


def foresee_switch(communities: Sequence[Place], name: str, valid_from: date, *, at: datetime) -> Foreseen | Refusal:
    """What the switch would do: it is done and taken back, so that the preview cannot differ from the deed."""
    with transaction.atomic():
        before = {place.pk: _bodies(place) for place in communities}
        terms = _adopt(communities, name, valid_from, None, at)
        if isinstance(terms, Refusal):
            return terms
        changes = tuple(_change(place, before[place.pk], valid_from) for place in communities)
        matters = hanging_matters(valid_from).filter(community__in=communities).count()
        transaction.set_rollback(True)
    return Foreseen(changes, matters)


def switch_station(
    community: Place, served_by: Place, valid_from: date, *, by: selectors.Actor | None, at: datetime
) -> Place | Refusal:
    """Let the station of another community (or its own) serve a community from a day on; open matters move with it."""
    seat = bodies.share_station(community, served_by, valid_from, by=by, at=at)
    if not isinstance(seat, Refusal):
        _move_if_due([community], valid_from, at)
    return seat


@transaction.atomic
def _adopt(
    communities: Sequence[Place], name: str, on: date, by: selectors.Actor | None, at: datetime
) -> list[CharterTerm] | Refusal:
    terms = bodies.adopt_together(communities, name, on, by=by, at=at)
    refusal = None if isinstance(terms, Refusal) else _without_owner(communities, on)
    if refusal is not None:
        transaction.set_rollback(True)
        return refusal
    return terms


def _without_owner(communities: Sequence[Place], on: date) -> Refusal | None:
    """Why an open matter that has to move could not: the charter names nobody for its kind."""
    hanging = hanging_matters(on).filter(community__in=communities)
    pairs = hanging.order_by("community", "item").distinct("community", "item")
    for matter in pairs.select_related("community", "item").defer(*GUIDES):
        routed = route(matter.community, matter.item, on)
        if isinstance(routed, Refusal):
            return routed
    return None


def _bodies(place: Place) -> dict[int, Text]:
    return {body.pk: body.text for body in Body.objects.filter(place=place, valid_until=None)}


def _change(place: Place, before: dict[int, Text], on: date) -> Change:
    after = _bodies(place)
    ended = Holding.objects.filter(post__body__place=place, valid_until=on, valid_from__lt=on)
    return Change(
        place,
        tuple(name for body, name in before.items() if body not in after),
        tuple(name for body, name in after.items() if body not in before),
        tuple(name for body, name in after.items() if body in before),
        ended.count(),
    )


def _move_if_due(communities: Sequence[Place], valid_from: date, at: datetime) -> None:
    if valid_from <= day_of(at):
        reroute_matters(day_of(at), at, communities=[place.pk for place in communities])
