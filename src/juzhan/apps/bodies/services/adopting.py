"""Puts charters into force from a day on: bodies that the charter lacks end, new ones begin, the rest go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import BodyService, CharterTerm
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.services.arranging import rearrange
from juzhan.apps.places.models import Place
from juzhan.domain.charter.vocabulary import Level
from juzhan.domain.shared import Refusal, RefusalKind, Text

UNKNOWN_CHARTER = RefusalKind(
    "charter.unknown",
    Text("没有名为“{name}”的章程文件。", "There is no charter file named “{name}”."),
    about="charter",
)
SAME_CHARTER = RefusalKind(
    "charter.already_in_force",
    Text("{community}在这一天已按“{title}”运行。", "On that day {community} is run by “{title}” already."),
    about="charter",
)
BEFORE_LAST_CHANGE = RefusalKind(
    "charter.before_last_change",
    Text(
        "{community}的生效日期必须晚于现行章程的起始日 {day}。",
        "For {community} the day must be after {day}, when the present charter began.",
    ),
    about="valid_from",
)
STATION_STILL_SERVES = RefusalKind(
    "charter.station_still_serves",
    Text(
        "{community}的工作站还服务{others}。请把这些社区一并改换，或先让它们有自己的工作站。",
        "The station of {community} serves {others} too. Switch them together, or give them a station of their own first.",
    ),
    about="communities",
)
NOT_SHARED_THERE = RefusalKind(
    "charter.station_not_shared",
    Text(
        "{community}和{seat}在 {day} 须按同一个允许一站多居的章程运行。",
        "On {day} {community} and {seat} must be run by one charter that knows a station for several communities.",
    ),
    about="served_by",
)


@transaction.atomic
def adopt_charter(
    community: Place,
    name: str,
    valid_from: date,
    *,
    by: selectors.Actor | None,
    at: datetime,
    served_by: Place | None = None,
) -> CharterTerm | Refusal:
    """Run a community by a charter from a day on: bodies that the charter lacks end, new ones begin, the rest go on.

    ``served_by`` names the community whose station serves this one too (一站多居), and which is run by the same charter;
    by default the community has a station of its own.
    """
    term = _adopt(community, name, valid_from, by, at, served_by or community)
    return _unless_left_alone([community], term)


@transaction.atomic
def adopt_together(
    communities: Sequence[Place], name: str, valid_from: date, *, by: selectors.Actor | None, at: datetime
) -> list[CharterTerm] | Refusal:
    """Run several communities by a charter from a day on, all or none.

    Where the charter knows stations for several communities, the station of the first one serves them all.
    """
    terms = []
    for place in sorted(communities, key=lambda place: place.pk):
        term = _adopt(place, name, valid_from, by, at, communities[0])
        if isinstance(term, Refusal):
            transaction.set_rollback(True)
            return term
        terms.append(term)
    return _unless_left_alone(communities, terms)


def adopt_where_missing(
    name: str,
    valid_from: date,
    *,
    by: selectors.Actor | None,
    at: datetime,
    communities: Sequence[str] | None = None,
    progress: Callable[[int], None] = lambda _: None,
) -> tuple[str, ...] | Refusal:
    """Run every community that has never had a charter by this one from a day on; give their codes.

    ``communities`` are the codes to look at; by default all. ``progress`` is called with 1 for each that adopts.
    """
    bare = Place.objects.filter(kind=Place.Kind.COMMUNITY, charter_terms=None).order_by("code")
    if communities is not None:
        bare = bare.filter(code__in=communities)
    with transaction.atomic():
        for place in bare:
            term = adopt_charter(place, name, valid_from, by=by, at=at)
            if isinstance(term, Refusal):
                transaction.set_rollback(True)
                return term
            progress(1)
    return tuple(place.code for place in bare)


@transaction.atomic
def share_station(
    community: Place, served_by: Place, valid_from: date, *, by: selectors.Actor | None, at: datetime
) -> Place | Refusal:
    """From a day on the station of another community serves this one (一站多居), or its own does again.

    Both are run by one charter that knows such stations; the station that served before ends if nobody else needs it.
    """
    place = Place.objects.select_for_update().get(pk=community.pk)
    running = [selectors.charter_of(code, valid_from) for code in (place.pk, served_by.pk)]
    names = {charter.key if charter else "" for charter in running}
    if len(names) != 1 or not _knows_shared_stations(names.pop()):
        return NOT_SHARED_THERE(community=place.text, seat=served_by.text, day=valid_from.isoformat())
    last = CharterTerm.objects.filter(community=place).latest("valid_from")
    if last.valid_from > valid_from:
        return BEFORE_LAST_CHANGE(community=place.text, day=last.valid_from.isoformat())
    rearrange(place, last.charter, valid_from, served_by)
    facts = {"served_by": served_by.pk, "from": valid_from.isoformat()}
    record_act(place.pk, "station.shared", f"community:{place.pk}", at, by, facts=facts, actor=SYSTEM)
    return _unless_left_alone([community], served_by)


def _adopt(
    community: Place, name: str, on: date, by: selectors.Actor | None, at: datetime, station_place: Place
) -> CharterTerm | Refusal:
    charter = selectors.charters().get(name)
    if charter is None:
        return UNKNOWN_CHARTER(name=name)
    place = Place.objects.select_for_update().get(pk=community.pk)
    last = CharterTerm.objects.filter(community=place).order_by("-valid_from").first()
    if last and last.charter == name:
        return SAME_CHARTER(community=place.text, title=charter.title)
    if last and last.valid_from >= on:
        return BEFORE_LAST_CHANGE(community=place.text, day=last.valid_from.isoformat())
    if last:
        CharterTerm.objects.filter(pk=last.pk).update(valid_until=on)
    term = CharterTerm.objects.create(community=place, charter=name, valid_from=on)
    term.cut = rearrange(place, name, on, station_place)
    term.save(update_fields=["cut"])
    facts = {"charter": name, "from": on.isoformat(), "before": last.charter if last else None}
    record_act(place.pk, "charter.adopted", f"community:{place.pk}", at, by, facts=facts, actor=SYSTEM)
    return term


T = TypeVar("T")


def _unless_left_alone(communities: Sequence[Place], result: T) -> T | Refusal:
    """Take everything back where a station ended that still serves a community which did not switch."""
    alone = (
        BodyService.objects.filter(body__place__in=communities, valid_until=None)
        .exclude(body__valid_until=None)
        .select_related("community", "body__place")
        .order_by("community")
    )
    if not alone:
        return result
    transaction.set_rollback(True)
    others = [row.community.text for row in alone]
    listed = Text("、".join(name.zh for name in others), ", ".join(name.en for name in others))
    return STATION_STILL_SERVES(community=alone[0].body.place.text, others=listed)


def _knows_shared_stations(name: str) -> bool:
    charter = selectors.charters().get(name)
    return charter is not None and any(body.level is Level.CLUSTER for body in charter.bodies.values())
