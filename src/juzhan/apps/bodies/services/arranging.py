"""Makes the bodies of a community what a charter says from a day on: some end, some begin, the rest go on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from django.db.models import Q, QuerySet

from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, BodyService, Holding, Post
from juzhan.apps.bodies.services.graphs import touch_graph
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain
from juzhan.domain.charter.vocabulary import Level

HERE = frozenset({Level.COMMUNITY, Level.CLUSTER})
_ENDINGS = ("社区", "街道", "区")


Cut = dict[str, Any]
"""A holding as it was before a charter cut it short: ``id``, ``person``, ``post``, ``from`` and ``until`` (a day or None)."""


def rearrange(place: Place, name: str, on: date, station_place: Place) -> list[Cut]:
    """Let a community have the bodies of a charter from a day on; give the holdings that this cuts short, as they were.

    A shared station stands in ``station_place``. Bodies that a later text of the law adds begin on the day of that law.
    """
    cut = _end_bodies(place, selectors.running_charter(name, on), on, station_place)
    _begin_bodies(place, name, on, station_place)
    touch_graph()
    return cut


def _end_bodies(place: Place, charter: domain.Charter, on: date, station_place: Place) -> list[Cut]:
    """End the community's bodies that the charter lacks, and the posts that it lacks; what had not begun goes away."""
    own = station_place.pk == place.pk
    keys = {
        key for key, body in charter.bodies.items() if body.level is Level.COMMUNITY or (own and body.level in HERE)
    }
    standing = list(Body.objects.filter(place=place, valid_until=None))
    left = [body.pk for body in standing if body.key not in keys]
    cut = _end_holdings([body for body in standing if body.key in keys], left, charter, on)
    shared = [key for key, body in charter.bodies.items() if body.level is Level.CLUSTER]
    goes_on = Q(body__place=place) if own else Q(body__place=station_place, body__key__in=shared)
    _end(BodyService.objects.filter(community=place, valid_until=None).filter(Q(body__in=left) | ~goes_on), on)
    if left:
        _end(Body.objects.filter(pk__in=left), on)
    return cut


def _end_holdings(kept: Sequence[Body], left: Sequence[int], charter: domain.Charter, on: date) -> list[Cut]:
    later = Q(valid_until=None) | Q(valid_until__gt=on)
    held = Holding.objects.filter(later, post__body__in=[*left, *(body.pk for body in kept)]).select_related(
        "post__body"
    )
    gone = [
        row for row in held if row.post.body_id in left or f"{row.post.body.key}.{row.post.key}" not in charter.posts
    ]
    if gone:
        rows = Holding.objects.filter(pk__in=[row.pk for row in gone])
        rows.filter(valid_from__gte=on).delete()
        rows.update(valid_until=on)
    return [_as_it_was(row) for row in gone]


def _as_it_was(row: Holding) -> Cut:
    until = row.valid_until.isoformat() if row.valid_until else None
    return {
        "id": row.pk,
        "person": row.person_id,
        "post": row.post_id,
        "from": row.valid_from.isoformat(),
        "until": until,
    }


def _end(rows: QuerySet[Body] | QuerySet[BodyService], on: date) -> None:
    rows.filter(valid_from__gte=on).delete()
    rows.update(valid_until=on)


@frozen
class _Wanted:
    """A body that the community needs from a day on, and the posts it has."""

    spec: domain.Body
    posts: tuple[domain.Post, ...]
    home: str
    since: date


def _begin_bodies(place: Place, name: str, on: date, station_place: Place) -> None:
    wanted = _wanted(place, name, on, station_place)
    homes = Place.objects.in_bulk({one.home for one in wanted})
    standing = Body.objects.filter(place__in=homes, valid_until=None)
    present = {(body.place_id, body.key): body for body in standing}
    fresh = [_body(one, homes[one.home]) for one in wanted if (one.home, one.spec.key) not in present]
    Body.objects.bulk_create(fresh)
    present |= {(body.place_id, body.key): body for body in fresh}
    for one in wanted:
        body = present[one.home, one.spec.key]
        if body.valid_from > one.since:
            body.valid_from = one.since
            body.save(update_fields=["valid_from"])
    _begin_posts((one, present[one.home, one.spec.key]) for one in wanted)
    _serve([present[one.home, one.spec.key] for one in wanted if one.spec.level is Level.CLUSTER], place, on)


def _wanted(place: Place, name: str, on: date, station_place: Place) -> list[_Wanted]:
    where = {
        Level.COMMUNITY: place.pk,
        Level.CLUSTER: station_place.pk,
        Level.STREET: place.pk[:9],
        Level.DISTRICT: place.pk[:6],
    }
    found: dict[str, _Wanted] = {}
    for day in _days(on):
        charter = selectors.running_charter(name, day)
        for key, spec in charter.bodies.items():
            found.setdefault(key, _Wanted(spec, charter.posts_of(key), where[spec.level], day))
    return list(found.values())


def _days(on: date) -> Iterator[date]:
    """The day itself, and those on which a later text of the law may add bodies."""
    yield on
    yield from (text.since for text in selectors.charter_law().texts if text.since > on)


def _body(one: _Wanted, home: Place) -> Body:
    spec = one.spec
    return Body(
        key=spec.key,
        kind=spec.kind.value,
        place=home,
        valid_from=one.since,
        name=_full_name(home.name, spec.name.zh),
        name_en=f"{spec.name.en}, {home.text.en}",
    )


def _full_name(place: str, body: str) -> str:
    """Join a place's name and a body's without saying the kind of place twice: 锦里社区 + 社区工作站 = 锦里社区工作站."""
    shared = next((ending for ending in _ENDINGS if place.endswith(ending) and body.startswith(ending)), "")
    return place + body.removeprefix(shared)


def _begin_posts(pairs: Iterable[tuple[_Wanted, Body]]) -> None:
    wanted: Mapping[tuple[int, str], domain.Post] = {
        (body.pk, post.key): post for one, body in pairs for post in one.posts
    }
    bodies = {body for body, _ in wanted}
    known = set(Post.objects.filter(body__in=bodies).values_list("body", "key"))
    Post.objects.bulk_create(
        Post(
            body_id=body,
            key=key,
            role=spec.role.value,
            title=spec.title.zh,
            title_en=spec.title.en,
            seats=spec.seats.at_most,
        )
        for (body, key), spec in wanted.items()
        if (body, key) not in known
    )


def _serve(stations: Sequence[Body], community: Place, on: date) -> None:
    for station in stations:
        if not station.services.filter(community=community, valid_until=None).exists():
            BodyService.objects.create(body=station, community=community, valid_from=on)
