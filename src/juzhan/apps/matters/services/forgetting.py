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
from juzhan.domain.shared.calendar_limits import latest_before


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
    found = overdue_people(day_of(at)).order_by("pk").values_list("pk", flat=True)
    for number in list(found):
        _forget(number, at)
    return len(found)


@transaction.atomic
def _forget(number: int, at: datetime) -> None:
    matter = Matter.objects.select_for_update(of=("self",)).only("code", "community").get(pk=number)
    Matter.objects.filter(pk=number).update(summary="", spot="")
    Applicant.objects.filter(matter=number).delete()
    Attachment.objects.filter(matter=number).delete()
    Step.objects.filter(matter=number).update(note="")
    subject = f"matter:{matter.code}"
    record.forget(subject)
    record_act(matter.community_id, "person.forgotten", subject, at, actor=SYSTEM)
