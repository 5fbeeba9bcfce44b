"""Puts charters into force from a day on: bodies that the charter lacks end, new ones begin, the rest go on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Q, QuerySet

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, Holding, Post
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.services.graphs import touch_graph
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain
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
HERE = frozenset({Level.COMMUNITY, Level.CLUSTER})


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
    _rearrange(place, last.charter, valid_from, served_by)
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
    _rearrange(place, name, on, station_place)
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


def _rearrange(place: Place, name: str, on: date, station_place: Place) -> None:
    _end_bodies(place, selectors.running_charter(name, on), on, station_place)
    for day in [on, *_law_changes_after(on)]:
        _begin_bodies(place, selectors.running_charter(name, day), day, station_place)
    touch_graph()


def _law_changes_after(day: date) -> list[date]:
    """The days on which a later text of the law adds bodies to every charter."""
    return [text.since for text in selectors.charter_law().texts if text.since > day]


def _end_bodies(place: Place, charter: domain.Charter, on: date, station_place: Place) -> None:
    """End the community's bodies that the charter lacks, and the posts that it lacks; what had not begun goes away."""
    own = station_place.pk == place.pk
    keys = [
        key for key, body in charter.bodies.items() if body.level is Level.COMMUNITY or (own and body.level in HERE)
    ]
    left = Body.objects.filter(place=place, valid_until=None).exclude(key__in=keys)
    _end_holdings(Holding.objects.filter(post__body__in=left), on)
    for body in Body.objects.filter(place=place, valid_until=None, key__in=keys):
        kept = [post.key for post in charter.posts_of(body.key)]
        _end_holdings(Holding.objects.filter(post__body=body).exclude(post__key__in=kept), on)
    shared = [key for key, body in charter.bodies.items() if body.level is Level.CLUSTER]
    goes_on = Q(body__place=place) if own else Q(body__place=station_place, body__key__in=shared)
    _end(BodyService.objects.filter(community=place, valid_until=None).filter(Q(body__in=left) | ~goes_on), on)
    _end(left, on)


def _end_holdings(holdings: QuerySet[Holding], on: date) -> None:
    holdings.filter(valid_from__gte=on).delete()
    holdings.filter(Q(valid_until=None) | Q(valid_until__gt=on)).update(valid_until=on)


def _end(rows: QuerySet[Body] | QuerySet[BodyService], on: date) -> None:
    rows.filter(valid_from__gte=on).delete()
    rows.update(valid_until=on)


def _begin_bodies(place: Place, charter: domain.Charter, on: date, station_place: Place) -> None:
    where = {
        Level.COMMUNITY: place.pk,
        Level.CLUSTER: station_place.pk,
        Level.STREET: place.pk[:9],
        Level.DISTRICT: place.pk[:6],
    }
    homes = Place.objects.in_bulk(list(set(where.values())))
    present = {
        (body.place_id, body.key): body for body in Body.objects.filter(place_id__in=where.values(), valid_until=None)
    }
    for spec in charter.bodies.values():
        home = where[spec.level]
        body = present.get((home, spec.key)) or Body(
            key=spec.key, kind=spec.kind.value, place_id=home, valid_from=on,
            name=_full_name(homes[home].name, spec.name.zh), name_en=f"{spec.name.en}, {homes[home].text.en}",
        )  # fmt: skip
        if body.pk is None or body.valid_from > on:
            body.valid_from = on
            body.save()
        _ensure_posts(body, charter)
        if spec.level is Level.CLUSTER:
            _serve(body, place, on)


def _serve(body: Body, community: Place, on: date) -> None:
    if not body.services.filter(community=community, valid_until=None).exists():
        BodyService.objects.create(body=body, community=community, valid_from=on)


_ENDINGS = ("社区", "街道", "区")


def _full_name(place: str, body: str) -> str:
    """Join a place's name and a body's without saying the kind of place twice: 锦里社区 + 社区工作站 = 锦里社区工作站."""
    shared = next((ending for ending in _ENDINGS if place.endswith(ending) and body.startswith(ending)), "")
    return place + body.removeprefix(shared)


def _ensure_posts(body: Body, charter: domain.Charter) -> None:
    Post.objects.bulk_create(
        [
            Post(
                body=body,
                key=spec.key,
                role=spec.role.value,
                title=spec.title.zh,
                title_en=spec.title.en,
                seats=spec.seats.at_most,
            )
            for spec in charter.posts_of(body.key)
        ],
        ignore_conflicts=True,
    )
