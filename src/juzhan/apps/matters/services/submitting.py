"""A matter begins: it is routed to the body that owns it, with reasons, and gets a code."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from attrs import frozen
from django.db import IntegrityError, transaction

from juzhan.apps.bodies import rights, selectors
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor, HeldPost
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.compiled import Compiled, insert
from juzhan.apps.matters.codes import new_code
from juzhan.apps.matters.law import last_day_of
from juzhan.apps.matters.models import Channel, Matter, Step
from juzhan.apps.matters.services.core import Paper, attach, day_of, rules, set_applicant
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain
from juzhan.domain.charter import Act
from juzhan.domain.charter.vocabulary import AffairClass, Domain
from juzhan.domain.matters import State
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOT_OFFERED = RefusalKind(
    "item.not_offered",
    Text(
        "“{item}”现在不办理。请查看办事指南了解替代办法。",
        "“{item}” is not offered now. See its guide for what has taken its place.",
    ),
    about="item",
)
NO_BODIES = RefusalKind(
    "community.without_bodies",
    Text(
        "{community}还没有登记办理机构，暂时不能受理。请联系街道办事处。",
        "No bodies are registered for {community} yet. Turn to the street office.",
    ),
    about="community",
)
FOLLOW_UP = "oversight.bad_rating_follow_up"
"""The item of the follow-ups of bad ratings."""
OPENED_BY_A_RATING = RefusalKind(
    "item.opened_by_a_rating",
    Text(
        "“{item}”由差评自动开出，不能另外登记。",
        "“{item}” is opened by a bad rating alone; nobody registers it.",
    ),
    about="item",
)
NAME_NEEDED = RefusalKind(
    "applicant.name_needed",
    Text(
        "办理此事项需要姓名和手机号，以便通知结果。",
        "This item needs a name and a phone number, so that you can be told the result.",
    ),
    about="name",
)


@frozen
class Asked:
    """Who asks, and by whom if through a proxy; all empty where the item allows it.

    ``consents``: to the use of sensitive data in the papers, asked for by itself (个人信息保护法 art. 29).
    """

    name: str = ""
    phone: str = ""
    address: str = ""
    proxy_name: str = ""
    consents: bool = False


@frozen
class Routed:
    """The body that owns a new matter, and why."""

    body: Body
    reasons: tuple[Text, ...]


def route(community: Place, item: ItemVersion, on: date) -> Routed | Refusal:
    """Find the body that owns this item in this community by the charter in force on this day."""
    charter = selectors.charter_of(community.pk, on)
    if charter is None:
        return NO_BODIES(community=community.text)
    field = Domain(item.field) if item.field else None
    routing = domain.route(charter, domain.Affair(AffairClass(item.affair_class), field))
    if isinstance(routing, Refusal):
        return routing
    body = selectors.body_for(community.pk, routing.owner, on)
    if body is None:
        return NO_BODIES(community=community.text)
    return Routed(body, routing.reasons)


_submitted = Compiled(lambda submission: Matter.objects.select_related("owner").filter(submission=submission))


def submit_matter(
    community: Place,
    item: ItemVersion,
    *,
    submission: UUID,
    asked: Asked,
    at: datetime,
    summary: str = "",
    spot: str = "",
    papers: Sequence[Paper] = (),
    by: Actor | None = None,
    channel: Channel = Channel.ONLINE,
    is_synthetic: bool = False,
    routed: Routed | None = None,
    for_head: bool = False,
) -> Matter | Refusal:
    """Open a matter; the same submission (a double click, a retry) gives the one matter it gave before.

    ``by`` is the clerk who registers it for someone at their own desk, whosever it is: the clerk's body is the first
    contact and stays answerable until the owner has accepted (首问负责). None when the resident does it alone.
    ``routed`` names the owner where it follows from something else than the charter's routing, ``for_head`` leaves the
    matter to the head alone (:mod:`juzhan.apps.matters.services.following_up`).
    """
    if found := _submitted.first(submission=submission):
        return found
    on = day_of(at)
    if refusal := _not_offered(item, asked, on, rated=for_head):
        return refusal
    owner = routed or route(community, item, on)
    if isinstance(owner, Refusal):
        return owner
    post = desk_post(by, community.pk, owner.body.pk) if by is not None else None
    if by is not None and post is None:
        return rights.refusal_for(by, Act.REGISTER, owner.body.pk)
    matter = _new(community, item, owner, post, at)
    matter.submission, matter.channel, matter.summary, matter.spot = submission, channel, summary, spot
    matter.for_head, matter.is_synthetic = for_head, is_synthetic
    try:
        with transaction.atomic():
            return _open(matter, asked, papers, by, post, at)
    except IntegrityError:
        return Matter.objects.get(submission=submission)


def _new(community: Place, item: ItemVersion, owner: Routed, post: HeldPost | None, at: datetime) -> Matter:
    """A matter before its owner, with the clock of its acceptance; whoever registers it is its first contact."""
    on = day_of(at)
    accept_by = last_day_of(on, rules(on).settings.acceptance_days)
    matter = Matter(
        code=new_code(),
        community=community,
        item=item,
        first_contact_id=post.body_id if post else owner.body.pk,
        owner=owner.body,
        holder=owner.body,
        state=State.SUBMITTED.value,
        reasons=[[reason.zh, reason.en] for reason in owner.reasons],
        submitted_at=at,
        accept_by=accept_by.day,
        awaits_year=accept_by.awaits_year,
    )
    matter.next_on = matter.running_clock()
    return matter


def desk_post(by: Actor, community: str, owner: int) -> HeldPost | None:
    """The post at whose desk the person registers matters of a community, the owner's desk before others."""
    graph = selectors.district_graph(by.on, by.graph_version).graph
    desks = [
        post
        for post in by.posts
        if community in graph.communities_of(post.body_id)
        and rights.acting_post(by, Act.REGISTER, post.body_id) == post
    ]
    return min(desks, key=lambda post: post.body_id != owner, default=None)


def _not_offered(item: ItemVersion, asked: Asked, on: date, *, rated: bool) -> Refusal | None:
    ended = item.valid_until is not None and item.valid_until <= on
    if item.is_historical or ended or item.valid_from > on:
        return NOT_OFFERED(item=item.text)
    if item.item.code == FOLLOW_UP and not rated:
        return OPENED_BY_A_RATING(item=item.text)
    if not item.anonymous_allowed and not (asked.name.strip() and asked.phone.strip()):
        return NAME_NEEDED()
    return None


def _open(
    matter: Matter, asked: Asked, papers: Sequence[Paper], by: Actor | None, post: HeldPost | None, at: datetime
) -> Matter:
    insert(matter)
    set_applicant(matter, name=asked.name, phone=asked.phone, address=asked.address, proxy_name=asked.proxy_name)
    consent = {"consent": True} if asked.consents else {}
    step = Step(
        matter=matter,
        act="submit",
        at=at,
        person_id=by.person_id if by else None,
        body_id=post.body_id if post else None,
        post=post.title.zh if post else "",
        data={"owner": matter.owner_id, **consent},
    )
    insert(step)
    attach(matter, step, papers)
    personal = {"name": asked.name, "phone": asked.phone, "address": asked.address, "summary": matter.summary}
    record_act(
        matter.community_id, "matter.submitted", matter.record_subject, at, by, post,
        facts={
            "item": matter.item.item.code, "version": matter.item.number,
            "owner": matter.owner_id, "channel": matter.channel, **consent,
        },
        personal={name: value for name, value in personal.items() if value},
    )  # fmt: skip
    return matter
