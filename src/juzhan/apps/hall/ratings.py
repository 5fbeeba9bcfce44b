"""Who reads single ratings of a hall: its head, and of those that were appealed whoever answers appeals; never a clerk.

A rating is shown without the number, the code and the matter of its visit, so that it does not tell who gave it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from attrs import frozen
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from juzhan.apps.bodies.selectors import Actor, district_graph
from juzhan.apps.hall.access import bodies_of_hall, communities_of_hall, heads, public_hall
from juzhan.apps.hall.models import Hall, VisitRating
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.law import day_of
from juzhan.apps.matters.models import Appealable, Matter, RatingFollowUp, Step
from juzhan.apps.matters.services.appealing import NO_APPEAL, answering_post
from juzhan.domain.matters import MatterAct, Rating
from juzhan.domain.queueing.ratings import Reason, known
from juzhan.domain.shared import Refusal, RefusalKind, Text

Row = TypeVar("Row", VisitRating, RatingFollowUp)
PAGE = 30
NOT_FOR_YOU = RefusalKind(
    "rating.not_for_you",
    Text(
        "评价不记名，只有大厅负责人看得到每一条；申诉由监督或领导它的单位看。窗口人员看不到是谁、怎么评的。",
        "Ratings bear no name. Only the head of the hall reads single ones, and appeals are read by those who supervise or "
        "lead it; clerks see neither who rated nor how.",
    ),
)


@frozen
class RatingDoor:
    """A person before the ratings of a hall; ``body`` is the body that hosts it.

    Where the hall serves several communities, ``communities`` are the codes of those that the person may look at, and
    ``community`` is the one that is shown; empty: all of them.
    """

    hall: Hall
    body: int
    on: date
    is_head: bool
    answers: bool
    communities: Sequence[str] = ()
    community: str = ""

    @property
    def sees_all(self) -> bool:
        """Whether the person may look at all communities together: not one who supervises from one of them."""
        return self.is_head or len(self.communities) > 1

    def refusal(self, seen: Seen) -> Refusal:
        """Why nothing can be done to a rating now."""
        return NO_APPEAL() if seen.row.appealed_at else NOT_FOR_YOU()


def rating_door(actor: Actor, place: str, community: str = "") -> RatingDoor:
    """The ratings of a hall for its head or for those who answer; 404 without a hall, 403 for others.

    The head sees those of all communities, or of one; who supervises from one community sees those of its visitors.
    """
    hall = public_hall(place)
    hosts = bodies_of_hall(hall.place_id, actor.on, actor.graph_version)
    if not hosts:
        raise Http404("hall")
    is_head, post = heads(actor, hall), answering_post(actor, hosts[0])
    if not is_head and post is None:
        raise PermissionDenied(NOT_FOR_YOU())
    served = communities_of_hall(hall.place_id, actor.on, actor.graph_version)
    seen = served if is_head or post is None else _seen_from(actor, post.body_id, served)
    chosen = community if community in seen else "" if seen == served else seen[0]
    several = len(served) > 1
    return RatingDoor(
        hall, hosts[0], actor.on, is_head, post is not None, seen if several else (), chosen if several else ""
    )


def _seen_from(actor: Actor, body: int, served: Sequence[str]) -> list[str]:
    """The communities of a hall whose ratings a body that supervises or leads its host looks at: those it stands in."""
    standing = district_graph(actor.on, actor.graph_version).graph.communities_of(body)
    return [code for code in served if code in standing]


@frozen
class Seen:
    """One rating as head and supervisors read it: of a visit, or of a matter of the hall's body."""

    row: Appealable
    reference: str
    grade: Rating
    rated_at: datetime
    place: str
    about: Text
    counter: Text | None
    reasons: tuple[Reason, ...]
    comment: str
    follow_up: Matter | None
    is_visit: bool

    @property
    def day(self) -> date:
        """The day is told, the hour is not: it would tell who rated."""
        return day_of(self.rated_at)

    @property
    def may_be_appealed(self) -> bool:
        """Only a bad rating is appealed, and once."""
        return self.grade.is_bad and self.row.appealed_at is None


@frozen
class RatingRows:
    """A page of the ratings of visits and of matters, newest first, and the addresses of the next ones (empty: none)."""

    visits: list[Seen]
    matters: list[Seen]
    show: str
    older: str = ""
    older_matters: str = ""
    matters_alone: bool = False


def _visits(door: RatingDoor) -> QuerySet[VisitRating]:
    found = VisitRating.objects.select_related("ticket__group", "ticket__counter", "follow_up", "answered_for")
    if door.community:
        found = found.filter(ticket__community=door.community)
    return found.filter(ticket__hall=door.hall, **({} if door.is_head else {"appealed_at__isnull": False}))


def _matters(door: RatingDoor) -> QuerySet[RatingFollowUp]:
    found = RatingFollowUp.objects.select_related("matter__item", "follow_up", "answered_for")
    if door.community:
        found = found.filter(matter__community=door.community)
    return found.filter(matter__owner=door.body, **({} if door.is_head else {"appealed_at__isnull": False}))


def ratings_page(door: RatingDoor, show: str, before: str, of_matter: str = "") -> RatingRows:
    """One page; ``show`` is ``bad``, ``appealed`` or anything else for all.

    ``before`` is the reference of the last rating of a visit that was shown, ``of_matter`` the code of the last matter: with
    one of them the page goes on with its list alone.
    """
    show = show if show in {"bad", "appealed"} else ""
    visits, matters = _shown(_visits(door), show), _shown(_matters(door), show)
    if show == "bad":
        visits = visits.filter(grade__in=[grade.value for grade in Rating if grade.is_bad])
    reference = visits.filter(reference=clean_code(before) or "") if before else None
    seen: list[VisitRating] = [] if of_matter else _after(visits, reference)
    code = matters.filter(matter__code=clean_code(of_matter) or "") if of_matter else None
    bad: list[RatingFollowUp] = [] if before else _after(matters, code)
    return RatingRows(
        [_visit(row, door) for row in seen[:PAGE]],
        [_matter(row, "") for row in bad[:PAGE]],
        show,
        seen[PAGE - 1].reference if len(seen) > PAGE else "",
        bad[PAGE - 1].matter.code if len(bad) > PAGE else "",
        matters_alone=bool(of_matter),
    )


def _shown(rows: QuerySet[Row], show: str) -> QuerySet[Row]:
    return rows.filter(appealed_at__isnull=False) if show == "appealed" else rows


def _after(rows: QuerySet[Row], last: QuerySet[Row] | None) -> list[Row]:
    """The rows after the one shown last, newest first, and one more; rows of the same moment by their key."""
    start = last.values_list("rated_at", "pk").first() if last is not None else None
    if start is not None:
        rows = rows.filter(Q(rated_at__lt=start[0]) | Q(rated_at=start[0], pk__lt=start[1]))
    return list(rows.order_by("-rated_at", "-pk")[: PAGE + 1])


def rating_at(door: RatingDoor, reference: str) -> Seen | None:
    """One rating by its reference (of a matter: by the matter's code)."""
    code = clean_code(reference) or ""
    visit = _visits(door).filter(reference=code).first()
    if visit is not None:
        return _visit(visit, door)
    matter = _matters(door).filter(matter__code=code).first()
    if matter is None:
        return None
    rates = Step.objects.filter(matter=matter.matter_id, act=MatterAct.RATE.value).order_by("-id")
    return _matter(matter, rates.values_list("note", flat=True).first() or "")


def _visit(row: VisitRating, door: RatingDoor) -> Seen:
    counter = row.ticket.counter
    return Seen(
        row, row.reference, row.value, row.rated_at, row.ticket.community_id, row.ticket.group.text,
        counter.text if counter else None, known(row.reasons), row.comment, row.follow_up, is_visit=True,
    )  # fmt: skip


def _matter(row: RatingFollowUp, comment: str) -> Seen:
    matter = row.matter
    return Seen(
        row, matter.code, Rating(matter.rating or ""), row.rated_at, matter.community_id, matter.item.text, None, (), comment,
        row.follow_up, is_visit=False,
    )  # fmt: skip


def appeals_to_answer(actor: Actor) -> list[tuple[Hall, int]]:
    """The halls whose appeals this person answers, with how many await an answer, in three queries."""
    waiting = {"appealed_at__isnull": False, "answered_at": None}
    visits = VisitRating.objects.filter(**waiting).values_list("ticket__hall__place", "ticket__community")
    matters = RatingFollowUp.objects.filter(**waiting).values_list("matter__owner", "matter__community")
    of_place, of_body = Counter(visits), Counter(matters)
    found = []
    for hall in Hall.objects.order_by("place"):
        host = next(iter(bodies_of_hall(hall.place_id, actor.on, actor.graph_version)), 0)
        post = answering_post(actor, host) if host else None
        codes = _answered_from(actor, post.body_id, hall) if post else []
        count = sum(of_place[hall.place_id, code] + of_body[host, code] for code in codes)
        if count:
            found.append((hall, count))
    return found


def _answered_from(actor: Actor, body: int, hall: Hall) -> list[str]:
    served = communities_of_hall(hall.place_id, actor.on, actor.graph_version)
    seen = _seen_from(actor, body, served)
    return list({hall.place_id, *served}) if seen == served else seen
