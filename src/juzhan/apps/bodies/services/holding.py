"""Puts people into posts and ends their holdings; what the charter forbids is refused with its source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import selectors
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.services.graphs import touch_graph
from juzhan.domain import charter as domain
from juzhan.domain.shared import Refusal, RefusalKind, Text

NO_SEAT = RefusalKind(
    "post.no_seat",
    Text(
        "“{title}”定额 {seats} 人，这段时间已满。请先办理卸任。",
        "“{title}” has {seats} seats and they are taken at that time. End a holding first.",
    ),
    about="post",
)
HELD_ALREADY = RefusalKind(
    "post.held_already",
    Text("{name}在这段时间已担任“{title}”。", "{name} holds “{title}” at that time already."),
    about="person",
)
NOT_IN_FORCE = RefusalKind(
    "post.body_not_in_force",
    Text(
        "“{body}”在 {day} 不存续，不能在那一天任职。",
        "“{body}” is not in force on {day}: nobody can take a post in it then.",
    ),
    about="valid_from",
)
NOT_IN_THE_CHARTER = RefusalKind(
    "post.not_in_the_charter",
    Text(
        "按 {day} 有效的章程，“{body}”没有“{title}”这个职务。",
        "By the charter in force on {day} there is no “{title}” in “{body}”.",
    ),
    about="valid_from",
)
ENDS_BEFORE_IT_BEGINS = RefusalKind(
    "post.ends_before_it_begins",
    Text("卸任日期必须晚于任职日期 {day}。", "The last day must be after {day}, when the holding began."),
    about="valid_until",
)
ENDED_ALREADY = RefusalKind(
    "post.ended_already",
    Text("这项任职已于 {day} 结束。", "This holding ended on {day} already."),
    about="valid_until",
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
    holding = Holding(person=person, post=post, valid_from=valid_from, valid_until=valid_until)
    if refusal := _out_of_time(holding) or _taken(holding):
        return refusal
    if refusal := _fresh(_findings(holding, [], valid_from), _findings(holding, [holding], valid_from)):
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
        actor=SYSTEM,
    )
    return holding


@transaction.atomic
def leave_post(holding: Holding, valid_until: date, *, by: selectors.Actor | None, at: datetime) -> Holding | Refusal:
    """End a holding on a day; from that day on the person has none of its rights.

    Refused while the charter wants the same person in another post that they would still hold: that one ends first.
    """
    holding = Holding.objects.select_for_update(of=("self",)).select_related("post__body").get(pk=holding.pk)
    if holding.valid_until is not None and holding.valid_until <= valid_until:
        return ENDED_ALREADY(day=holding.valid_until.isoformat())
    if valid_until <= holding.valid_from:
        return ENDS_BEFORE_IT_BEGINS(day=holding.valid_from.isoformat())
    before = _findings(holding, [holding], valid_until)
    holding.valid_until = valid_until
    if refusal := _fresh(before, _findings(holding, [holding], valid_until)):
        return refusal
    holding.save(update_fields=["valid_until"])
    touch_graph()
    record_act(
        holding.post.body.place_id,
        "post.left",
        f"post:{holding.post_id}",
        at,
        by,
        facts={"person": holding.person_id, "until": valid_until.isoformat()},
        actor=SYSTEM,
    )
    return holding


def _out_of_time(holding: Holding) -> Refusal | None:
    body, since, until = holding.post.body, holding.valid_from, holding.valid_until
    if until is not None and until <= since:
        return ENDS_BEFORE_IT_BEGINS(day=since.isoformat())
    if since < body.valid_from or (body.valid_until is not None and body.valid_until <= since):
        return NOT_IN_FORCE(body=body.text, day=since.isoformat())
    charter = selectors.charter_of(body.place_id, since)
    if charter is not None and f"{body.key}.{holding.post.key}" not in charter.posts:
        return NOT_IN_THE_CHARTER(day=since.isoformat(), body=body.text, title=holding.post.text)
    return None


def _taken(holding: Holding) -> Refusal | None:
    post, until = holding.post, holding.valid_until
    others = Holding.objects.filter(post=post).filter(Q(valid_until=None) | Q(valid_until__gt=holding.valid_from))
    if until is not None:
        others = others.filter(valid_from__lt=until)
    if others.filter(person=holding.person_id).exists():
        return HELD_ALREADY(name=holding.person.text, title=post.text)
    if post.seats is not None and others.count() >= post.seats:
        return NO_SEAT(title=post.text, seats=post.seats)
    return None


def _findings(about: Holding, own: Sequence[Holding], on: date) -> tuple[domain.Finding, ...]:
    """What is against the charter in a place on a day or later, with ``own`` instead of the holding as it is kept."""
    place = about.post.body.place_id
    charter = selectors.charter_of(place, on)
    if charter is None:
        return ()
    others = Holding.objects.filter(post__body__place_id=place).exclude(pk=about.pk).select_related("post__body")
    rows = [
        domain.PostHeld(str(row.person_id), f"{row.post.body.key}.{row.post.key}", row.valid_from, row.valid_until)
        for row in [*others, *own]
    ]
    return domain.check_holdings(charter, rows, on)


def _fresh(before: tuple[domain.Finding, ...], after: tuple[domain.Finding, ...]) -> Refusal | None:
    """The first finding that was not there before: what was wrong already must not hinder its mending."""
    found = next((finding for finding in after if finding not in before), None)
    return Refusal("post.against_the_charter", found.text, {}, found.citation, "post") if found else None
