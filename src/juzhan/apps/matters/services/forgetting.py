"""Who asked, what was said and what was handed in are deleted when their time is over; the matter, its days and the record stay.

The time is the setting ``personal_data_kept_days`` after the matter has ended. Source: 个人信息保护法(2021), arts. 19 and 47.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.apps.matters.models import Applicant, Attachment, Matter, Step
from juzhan.apps.record import services as record
from juzhan.domain.matters import OPEN_STATES
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.calendar_limits import latest_before

STILL_OPEN = RefusalKind(
    "forgetting.still_open",
    Text(
        "这件事项现为“{state}”，还在办理，要用到这些信息。先撤回或办结，再删除。",
        "This matter is “{state}” and still needs the data. Withdraw or close it first.",
    ),
)


def overdue_people(on: date) -> QuerySet[Matter]:
    """Ended matters that still hold something personal although their time to keep it is over on this day."""
    kept_since = latest_before(calendar(), on, rules(on).settings.personal_data_kept_days)
    mine = Q(matter=OuterRef("pk"))
    last_step = Step.objects.filter(mine).order_by("-id").values("at")[:1]
    something_personal = (
        ~Q(summary="")
        | ~Q(spot="")
        | Exists(Applicant.objects.filter(mine))
        | Exists(Attachment.objects.filter(mine))
        | Exists(Step.objects.filter(mine).exclude(note=""))
    )
    ended = Matter.objects.exclude(state__in=sorted(OPEN_STATES))
    return ended.annotate(ended_on=Coalesce("closed_on", TruncDate(Subquery(last_step)))).filter(
        something_personal, ended_on__lt=kept_since
    )


def forget_people(at: datetime) -> int:
    """Forget the people of every matter whose time is over, each in a transaction of its own; give how many matters."""
    overdue = list(overdue_people(day_of(at)).only("pk").order_by("pk"))
    for matter in overdue:
        forget_person(matter, at=at)
    return len(overdue)


@transaction.atomic
def forget_person(matter: Matter, *, at: datetime) -> Matter | Refusal:
    """Forget who asked, what was said and what was handed in, whatever its time; only after the matter has ended."""
    locked = Matter.objects.select_for_update(of=("self",)).only("code", "community", "state").get(pk=matter.pk)
    if locked.stands.is_open:
        return STILL_OPEN(state=locked.stands.text)
    Matter.objects.filter(pk=locked.pk).update(summary="", spot="")
    Applicant.objects.filter(matter=locked).delete()
    Attachment.objects.filter(matter=locked).delete()
    Step.objects.filter(matter=locked).update(note="")
    record.forget(locked.record_subject)
    record_act(locked.community_id, "person.forgotten", locked.record_subject, at, actor=SYSTEM)
    return locked
