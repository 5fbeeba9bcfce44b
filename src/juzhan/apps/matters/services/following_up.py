"""A bad rating opens a matter for the head of the body: find out what happened, mend it, call back, write the result.

It is of the item :data:`FOLLOW_UP`, it is in the head's hands at once, and no clerk works on it (``for_head``). Its time is
the setting ``bad_rating_follow_up_days`` from the day of the rating. Source: 国办发〔2019〕51号.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from attrs import evolve, frozen
from django.db import transaction

from juzhan.apps.bodies.models import Body, Holding
from juzhan.apps.bodies.selectors import holders
from juzhan.apps.catalogue.selectors import item_on
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.apps.matters.models import Matter, RatingFollowUp
from juzhan.apps.matters.services.core import carry_out, snapshot
from juzhan.apps.matters.services.submitting import FOLLOW_UP, Asked, Routed, submit_matter
from juzhan.apps.places.models import Place
from juzhan.domain import matters as domain
from juzhan.domain.charter.vocabulary import Role
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOT_IN_CATALOGUE = RefusalKind(
    "follow_up.not_in_catalogue",
    Text(
        "目录里没有“差评核实与回访”，请区管理员导入目录。",
        "The catalogue lacks the follow-up of bad ratings; ask the district administrator to load it.",
    ),
)
_WHY = Text("差评由被评机构的负责人核实、回访", "The head of the body that was rated follows a bad rating up")
_HEADS = (Role.HEAD.value, Role.DEPUTY.value)


@frozen
class Complaint:
    """What is followed up: ``key`` names the rating for ever, ``summary`` tells it without saying who rated."""

    key: str
    community: Place
    body: Body
    summary: str
    phone: str = ""
    is_synthetic: bool = False

    @property
    def submission(self) -> UUID:
        """The same rating opens one matter, however often it is tried."""
        return uuid5(NAMESPACE_URL, f"juzhan:rating:{self.key}")


@transaction.atomic
def open_follow_up(complaint: Complaint, *, at: datetime) -> Matter | Refusal:
    """Open the matter of a bad rating and give it to the head; twice gives the one it gave before.

    Where nobody heads the body the matter stands unaccepted in its worklist.
    """
    on = day_of(at)
    item = item_on(FOLLOW_UP, on)
    if item is None:
        return NOT_IN_CATALOGUE()
    matter = submit_matter(
        complaint.community, item, submission=complaint.submission, asked=Asked(phone=complaint.phone), at=at,
        summary=complaint.summary, routed=Routed(complaint.body, (_WHY,)), for_head=True,
        is_synthetic=complaint.is_synthetic,
    )  # fmt: skip
    head = head_of(complaint.body.pk, on)
    if isinstance(matter, Refusal) or matter.handler_id is not None or head is None:
        return matter
    return _taken_up(matter, head, at)


def head_of(body: int, on: date) -> Holding | None:
    """Who heads a body on a day: its head, else a deputy."""
    found = [held for held in holders([body], on) if held.post.role in _HEADS]
    return min(found, key=lambda held: (_HEADS.index(held.post.role), held.pk), default=None)


def _taken_up(matter: Matter, head: Holding, at: datetime) -> Matter:
    on = day_of(at)
    limit = rules(on).settings.bad_rating_follow_up_days
    now = snapshot(matter)
    timed = evolve(now, item=evolve(now.item, limit=limit))
    change = domain.accept(timed, handler=head.person_id, on=on, calendar=calendar())
    assert not isinstance(change, Refusal), change
    carry_out(matter, change, at)
    return matter


def follow_up_rating(matter: Matter, rating: domain.Rating, *, at: datetime) -> RatingFollowUp | None:
    """Open the follow-up of a matter's bad rating; none for a good one, nor for the rating of a follow-up."""
    if matter.for_head or not rating.is_bad:
        return None
    known = Matter.objects.select_related("community", "owner", "item").get(pk=matter.pk)
    summary = f"办件评价“{rating.text.zh}”。事项：{known.item.name}，查询码 {known.code}。"
    complaint = Complaint(
        f"matter:{known.pk}", known.community, known.owner, summary, is_synthetic=known.is_synthetic
    )  # fmt: skip
    opened = open_follow_up(complaint, at=at)
    follow_up = None if isinstance(opened, Refusal) else opened
    row, _ = RatingFollowUp.objects.update_or_create(
        matter=matter, defaults={"follow_up": follow_up}, create_defaults={"follow_up": follow_up, "rated_at": at}
    )
    return row


def open_missing(at: datetime) -> int:
    """Open the follow-ups that could not be opened when the rating came (no item, no body); safe to run twice."""
    waiting = RatingFollowUp.objects.filter(follow_up=None).select_related("matter").order_by("rated_at")
    opened = [follow_up_rating(row.matter, domain.Rating(row.matter.rating or ""), at=at) for row in waiting]
    return sum(row is not None and row.follow_up_id is not None for row in opened)
