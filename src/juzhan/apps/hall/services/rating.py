"""A visitor rates a visit once it has been served, by the code of the ticket alone; a bad grade opens a follow-up.

One rating for one visit (一次一评), free, never pressed by staff. The time to rate is the setting ``rating_days``. Nobody but
the one who rated learns from the program which visit was rated how (docs/adr/a-rating-is-sealed.md).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from attrs import frozen
from django.db import transaction

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import bodies_of_hall, serves
from juzhan.apps.hall.models import Hall, Ticket, VisitRating
from juzhan.apps.hall.ranges import moments_from
from juzhan.apps.matters.law import calendar, day_of, last_day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.following_up import Complaint, open_follow_up
from juzhan.apps.record import services as record
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.ratings import Reason
from juzhan.domain.queueing.states import TicketState
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.calendar_limits import latest_before
from juzhan.domain.shared.dates import dated

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
        "这次来访已经评过了。每次评一回，谢谢。",
        "This visit has been rated already. Each visit is rated once; thank you.",
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
    if VisitRating.objects.filter(ticket=ticket).exists():
        return RATED_BEFORE()
    until = last_day_of(day_of(ticket.ended_at or at), rules(day_of(at)).settings.rating_days).day
    return TOO_LATE(day=dated(until)) if until and day_of(at) > until else None


def rate_visit(
    ticket: Ticket, said: Said, *, at: datetime, by: Actor | None = None, submission: UUID | None = None
) -> VisitRating | Refusal:
    """Keep a visitor's rating; two at once end in one, and the same submission gives the rating it gave before.

    ``by`` is whoever is signed in: staff of the hall are refused. The entry in the record tells the day and, as personal
    data, what was said; it is the same for every grade. The follow-up of a bad one comes with :func:`open_missing`.
    """
    with transaction.atomic():
        locked = Ticket.objects.select_for_update(of=("self",), no_key=True).select_related("hall").get(pk=ticket.pk)
        if refusal := may_not_rate(locked, at, by):
            return _sent_before(locked, submission) or refusal
        rating = _rating(locked, said, at, submission or uuid4())
        rating.save(force_insert=True)
        record_act(
            locked.community_id, "rating.given", rating.sealed_subject, _day_began(at), personal={"rating": _sealed(rating)}
        )  # fmt: skip
    return rating


def _sent_before(ticket: Ticket, submission: UUID | None) -> VisitRating | None:
    return VisitRating.objects.filter(ticket=ticket, submission=submission).first() if submission else None


def _rating(ticket: Ticket, said: Said, at: datetime, submission: UUID) -> VisitRating:
    return VisitRating(
        ticket=ticket,
        grade=said.grade.value,
        reasons=[reason.value for reason in said.reasons],
        comment=said.comment.strip()[:LONGEST_COMMENT],
        phone=said.phone if said.grade.is_bad else "",
        rated_at=at,
        submission=submission,
    )


def _sealed(rating: VisitRating) -> str:
    """All that was said as one value: of several, which ones are there would already tell a bad grade from a good one."""
    said = {"grade": rating.grade, "reasons": list(rating.reasons), "comment": rating.comment}
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def _day_began(at: datetime) -> datetime:
    return moments_from(day_of(at))


def open_missing(at: datetime, *, before: datetime | None = None) -> int:
    """Open the follow-ups of the bad ratings of past days, or from before a moment; safe to run twice.

    A follow-up stands in the public record. Opened at once it would tell whoever knows when somebody rated (the clerk, before
    the second screen) that the grade was bad; opened together after midnight, in the order of their chance references, it
    tells how many of the day's were.
    """
    bad = [grade.value for grade in Rating if grade.is_bad]
    waiting = VisitRating.objects.filter(follow_up=None, grade__in=bad, rated_at__lt=before or _day_began(at))
    rows = waiting.select_related("ticket__hall__place").order_by("reference")
    return sum(_follow_up(rating, at) for rating in rows)


@transaction.atomic
def _follow_up(rating: VisitRating, at: datetime) -> bool:
    """Open the follow-up of one rating, of the hall's place: the visitor's community might be known by few visitors."""
    hall, moment = rating.ticket.hall, _opened_at(rating, at)
    hosts = bodies_of_hall(hall.place_id, day_of(moment))
    if not hosts:
        return False
    body = Body.objects.get(pk=hosts[0])
    complaint = Complaint(
        f"visit:{rating.reference}", hall.place, body, _summary(rating), rating.phone,
        is_synthetic=rating.ticket.is_synthetic,
    )  # fmt: skip
    opened = open_follow_up(complaint, at=moment)
    if not isinstance(opened, Matter):
        return False
    rating.follow_up, rating.phone = opened, ""
    rating.save(update_fields=["follow_up", "phone"])
    return True


def _opened_at(rating: VisitRating, at: datetime) -> datetime:
    """Yesterday's are opened with the last second of that day, so that their time runs from the day of the rating."""
    last = _day_began(at) - timedelta(seconds=1)
    return last if day_of(rating.rated_at) == day_of(last) else at


def _summary(rating: VisitRating) -> str:
    """What the station reads: the grade and the reasons; never the comment or the ticket, by which one could be known."""
    reasons = "；".join(Reason(reason).text.zh for reason in rating.reasons)
    parts = [f"来访评价“{rating.value.text.zh}”。", f"原因：{reasons}。" if reasons else ""]
    return "".join(parts) + "评价不记名；负责人在大厅的“评价”页看得到写的话。"


def forget_comments(at: datetime) -> int:
    """Delete what visitors wrote when its time is over (setting ``personal_data_kept_days``); grades and reasons stay."""
    on = day_of(at)
    kept_since = latest_before(calendar(), on, rules(on).settings.personal_data_kept_days)
    old = VisitRating.objects.exclude(comment="", phone="").filter(rated_at__date__lt=kept_since)
    rows = list(old.select_related("ticket__hall").order_by("ticket__hall__place", "reference"))
    for hall, ratings in groupby(rows, key=lambda rating: rating.ticket.hall):
        _forget(hall, list(ratings), at)
    return len(rows)


@transaction.atomic
def _forget(hall: Hall, ratings: list[VisitRating], at: datetime) -> None:
    """The record tells how many of a hall: which ones held words, by the name under which they were given, it does not."""
    VisitRating.objects.filter(pk__in=[rating.pk for rating in ratings]).update(comment="", phone="")
    for rating in ratings:
        record.forget(rating.sealed_subject)
        record.forget(rating.record_subject)
    record_act(hall.place_id, "ratings.forgotten", hall.record_subject, at, facts={"count": len(ratings)}, actor=SYSTEM)
