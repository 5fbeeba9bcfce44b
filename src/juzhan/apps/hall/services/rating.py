"""A visitor rates a visit once it has been served, by the code of the ticket alone; a bad grade opens a follow-up.

One rating for one visit (一次一评), free, never pressed by staff. The time to rate is the setting ``rating_days``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from attrs import frozen
from django.db import transaction

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import bodies_of_hall, serves
from juzhan.apps.hall.models import Ticket, VisitRating
from juzhan.apps.matters.law import calendar, day_of, last_day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.following_up import Complaint, open_follow_up
from juzhan.apps.record import services as record
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.calendar_limits import latest_before

NOT_SERVED = RefusalKind(
    "rating.not_served",
    Text(
        "{number} 号还没有办完。办完以后就可以评价。",
        "Number {number} has not been served yet. You can rate once it has.",
    ),
)
ENDED_UNSERVED = RefusalKind(
    "rating.not_served",
    Text(
        "{number} 号没有在窗口办理（{state}），所以没有可以评的。有意见可以打 12345。",
        "Number {number} was not served at a counter ({state}), so there is nothing to rate. You can still call 12345.",
    ),
)
RATED_BEFORE = RefusalKind(
    "rating.already_given",
    Text(
        "这次来访您已经评过了：{grade}。每次评一回，谢谢您。",
        "You have rated this visit already: {grade}. Each visit is rated once; thank you.",
    ),
)
TOO_LATE = RefusalKind(
    "rating.too_late",
    Text(
        "评价到 {day} 为止，现在已经过了。有意见可以打 12345。",
        "Visits could be rated until {day}, which has passed. You can still call 12345.",
    ),
)
STAFF = RefusalKind(
    "rating.staff",
    Text(
        "您现在是用工作人员的身份登录的。评价只能由来办事的人自己做，工作人员不能代评，也不能看是谁评的。"
        "来访者请用自己的手机扫号票上的二维码。",
        "You are signed in as staff of this hall. Only the visitor rates; staff can neither rate for them nor see who did. "
        "Visitors scan the code on their slip with their own phone.",
    ),
)
LONGEST_COMMENT = 500


@frozen
class Said:
    """A rating as a visitor gives it; ``phone`` is kept only with a bad grade, for the call back."""

    grade: Rating
    reasons: Sequence[Reason] = ()
    comment: str = ""
    phone: str = ""


def may_not_rate(ticket: Ticket, at: datetime, by: Actor | None = None) -> Refusal | None:
    """Why a visit cannot be rated now by this person; None where it can. ``by`` is whoever is signed in."""
    if by is not None and serves(by, ticket.hall):
        return STAFF()
    if ticket.stands is not TicketState.SERVED:
        kind = ENDED_UNSERVED if ticket.stands.is_over else NOT_SERVED
        return kind(number=ticket.number, state=ticket.stands.text)
    if (given := VisitRating.objects.filter(ticket=ticket).first()) is not None:
        return RATED_BEFORE(grade=given.value.text)
    until = last_day_of(day_of(ticket.ended_at or at), rules(day_of(at)).settings.rating_days).day
    return TOO_LATE(day=until.isoformat()) if until and day_of(at) > until else None


def rate_visit(ticket: Ticket, said: Said, *, at: datetime, by: Actor | None = None) -> VisitRating | Refusal:
    """Keep a visitor's rating; two at once end in one. ``by`` is whoever is signed in: staff of the hall are refused."""
    with transaction.atomic():
        locked = Ticket.objects.select_for_update(of=("self",)).select_related("hall").get(pk=ticket.pk)
        if refusal := may_not_rate(locked, at, by):
            return refusal
        rating = VisitRating(
            ticket=locked,
            grade=said.grade.value,
            reasons=[reason.value for reason in said.reasons],
            comment=said.comment.strip()[:LONGEST_COMMENT],
            rated_at=at,
        )
        rating.save(force_insert=True)
        if said.grade.is_bad:
            _follow_up(rating, locked, at, said.phone)
        record_act(
            locked.hall.place_id, "rating.given", rating.record_subject, at,
            facts={"grade": rating.grade, "reasons": list(rating.reasons)},
            personal={"comment": rating.comment} if rating.comment else {},
        )  # fmt: skip
    return rating


def open_missing(at: datetime) -> int:
    """Open the follow-ups that could not be opened when the rating came (no body, no item); safe to run twice."""
    bad = [grade.value for grade in Rating if grade.is_bad]
    waiting = VisitRating.objects.filter(follow_up=None, grade__in=bad).select_related("ticket__hall")
    return sum(_follow_up(rating, rating.ticket, at) for rating in waiting.order_by("rated_at"))


def _follow_up(rating: VisitRating, ticket: Ticket, at: datetime, phone: str = "") -> bool:
    hosts = bodies_of_hall(ticket.hall.place_id, day_of(at))
    if not hosts:
        return False
    body = Body.objects.get(pk=hosts[0])
    complaint = Complaint(
        f"visit:{rating.reference}", ticket.community, body, _summary(rating), phone, is_synthetic=ticket.is_synthetic
    )  # fmt: skip
    opened = open_follow_up(complaint, at=at)
    if not isinstance(opened, Matter):
        return False
    rating.follow_up = opened
    rating.save(update_fields=["follow_up"])
    return True


def _summary(rating: VisitRating) -> str:
    """What the station reads: the grade and the reasons; never the comment or the ticket, by which one could be known."""
    reasons = "；".join(Reason(reason).text.zh for reason in rating.reasons)
    parts = [f"来访评价“{rating.value.text.zh}”。", f"原因：{reasons}。" if reasons else ""]
    return "".join(parts) + "评价不记名；负责人在大厅的“评价”页看得到写的话。"


def forget_comments(at: datetime) -> int:
    """Delete what visitors wrote when its time is over (setting ``personal_data_kept_days``); grades and reasons stay."""
    on = day_of(at)
    kept_since = latest_before(calendar(), on, rules(on).settings.personal_data_kept_days)
    old = VisitRating.objects.exclude(comment="").filter(rated_at__date__lt=kept_since).select_related("ticket__hall")
    rows = list(old)
    for rating in rows:
        _forget(rating, at)
    return len(rows)


@transaction.atomic
def _forget(rating: VisitRating, at: datetime) -> None:
    VisitRating.objects.filter(pk=rating.pk).update(comment="")
    record.forget(rating.record_subject)
    place = rating.ticket.hall.place_id
    record_act(place, "rating.forgotten", rating.record_subject, at, actor=SYSTEM)
