"""Puts charters into force and people into posts; each change is one transaction and leaves a record entry."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, GraphVersion, Holding, Post
from juzhan.apps.bodies.recording import record_act
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
    Text("该社区在这一天已按“{title}”运行。", "On that day the community is run by “{title}” already."),
    about="charter",
)
BEFORE_LAST_CHANGE = RefusalKind(
    "charter.before_last_change",
    Text("生效日期必须晚于现行章程的起始日 {day}。", "The day must be after {day}, when the present charter began."),
    about="valid_from",
)
NO_SEAT = RefusalKind(
    "post.no_seat",
    Text(
        "“{title}”定额 {seats} 人，这段时间已满。请先办理卸任。",
        "“{title}” has {seats} seats and they are taken at that time. End a holding first.",
    ),
    about="post",
)
ENDS_BEFORE_IT_BEGINS = RefusalKind(
    "post.ends_before_it_begins",
    Text("卸任日期必须晚于任职日期 {day}。", "The last day must be after {day}, when the holding began."),
    about="valid_until",
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

    ``served_by`` names the community whose station serves this one too (一站多居), and which adopted the charter before;
    by default the community has a station of its own.
    """
    charter = selectors.charters().get(name)
    if charter is None:
        return UNKNOWN_CHARTER(name=name)
    place = Place.objects.select_for_update().get(pk=community.pk)
    last = CharterTerm.objects.filter(community=place).order_by("-valid_from").first()
    if last and last.charter == name:
        return SAME_CHARTER(title=charter.title)
    if last and last.valid_from >= valid_from:
        return BEFORE_LAST_CHANGE(day=last.valid_from.isoformat())
    if last:
        CharterTerm.objects.filter(pk=last.pk).update(valid_until=valid_from)
    term = CharterTerm.objects.create(community=place, charter=name, valid_from=valid_from)
    _end_bodies(place, selectors.running_charter(name, valid_from), valid_from, served_by or place)
    for day in [valid_from, *_law_changes_after(valid_from)]:
        _begin_bodies(place, selectors.running_charter(name, day), day, served_by or place)
    touch_graph()
    record_act(
        place.pk,
        "charter.adopted",
        f"community:{place.pk}",
        at,
        by,
        facts={"charter": name, "from": valid_from.isoformat(), "before": last.charter if last else None},
    )
    return term


def _law_changes_after(day: date) -> list[date]:
    """The days on which a later text of the law adds bodies to every charter."""
    return [text.since for text in selectors.charter_law().texts if text.since > day]


def _end_bodies(place: Place, charter: domain.Charter, on: date, station_place: Place) -> None:
    """End the community's bodies that the charter lacks, with their holdings; what had not begun yet goes away."""
    keys = [body.key for body in charter.bodies.values() if body.level in {Level.COMMUNITY, Level.CLUSTER}]
    own_station_goes_on = station_place.pk == place.pk
    shared = (
        [] if own_station_goes_on else [body.key for body in charter.bodies.values() if body.level is Level.CLUSTER]
    )
    left = Body.objects.filter(place=place, valid_until=None).filter(~Q(key__in=keys) | Q(key__in=shared))
    Holding.objects.filter(post__body__in=left, valid_from__gte=on).delete()
    Holding.objects.filter(post__body__in=left).filter(Q(valid_until=None) | Q(valid_until__gt=on)).update(
        valid_until=on
    )
    served = BodyService.objects.filter(community=place, valid_until=None).exclude(body__key__in=keys)
    served.filter(valid_from__gte=on).delete()
    served.update(valid_until=on)
    left.filter(valid_from__gte=on).delete()
    left.update(valid_until=on)


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
        body = present.get((home, spec.key))
        if body is None:
            body = Body.objects.create(
                key=spec.key, kind=spec.kind.value, place_id=home, valid_from=on,
                name=_full_name(homes[home].name, spec.name.zh), name_en=f"{spec.name.en}, {homes[home].text.en}",
            )  # fmt: skip
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


@transaction.atomic
def appoint(
    person: Person,
    post: Post,
    valid_from: date,
    *,
    by: selectors.Actor | None,
    at: datetime,
    valid_until: date | None = None,
) -> Holding | Refusal:
    """Put a person into a post from a day (until a day, not included); refused when the charter forbids it."""
    post = Post.objects.select_for_update(of=("self",)).select_related("body").get(pk=post.pk)
    if valid_until is not None and valid_until <= valid_from:
        return ENDS_BEFORE_IT_BEGINS(day=valid_from.isoformat())
    overlapping = Holding.objects.filter(post=post).filter(Q(valid_until=None) | Q(valid_until__gt=valid_from))
    if valid_until is not None:
        overlapping = overlapping.filter(valid_from__lt=valid_until)
    if post.seats is not None and overlapping.count() >= post.seats:
        return NO_SEAT(title=post.text, seats=post.seats)
    holding = Holding(person=person, post=post, valid_from=valid_from, valid_until=valid_until)
    if refusal := _against_the_charter(holding):
        return refusal
    holding.save()
    touch_graph()
    record_act(
        post.body.place_id,
        "post.taken",
        f"post:{post.pk}",
        at,
        by,
        facts={"body": post.body_id, "post": post.key, "person": person.pk, "from": valid_from.isoformat()},
    )
    return holding


@transaction.atomic
def leave_post(holding: Holding, valid_until: date, *, by: selectors.Actor | None, at: datetime) -> Holding | Refusal:
    """End a holding on a day; from that day on the person has none of its rights."""
    holding = Holding.objects.select_for_update(of=("self",)).select_related("post__body").get(pk=holding.pk)
    if valid_until <= holding.valid_from:
        return ENDS_BEFORE_IT_BEGINS(day=holding.valid_from.isoformat())
    holding.valid_until = valid_until
    holding.save(update_fields=["valid_until"])
    touch_graph()
    record_act(
        holding.post.body.place_id,
        "post.left",
        f"post:{holding.post_id}",
        at,
        by,
        facts={"person": holding.person_id, "until": valid_until.isoformat()},
    )
    return holding


def touch_graph() -> None:
    """Tell every process that the graph has changed."""
    if not GraphVersion.objects.update(number=F("number") + 1):
        GraphVersion.objects.create(number=1)


def _against_the_charter(holding: Holding) -> Refusal | None:
    charter = selectors.charter_of(holding.post.body.place_id, holding.valid_from)
    if charter is None:
        return None
    others = Holding.objects.filter(post__body__place_id=holding.post.body.place_id).select_related("post__body")
    rows = [
        domain.PostHeld(str(row.person_id), f"{row.post.body.key}.{row.post.key}", row.valid_from, row.valid_until)
        for row in [*others, holding]
    ]
    findings = domain.check_holdings(charter, rows, holding.valid_from)
    if not findings:
        return None
    return Refusal("post.against_the_charter", findings[0].text, {}, findings[0].citation, "post")
