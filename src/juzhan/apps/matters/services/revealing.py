"""Whoever looks at the phone and address of a resident leaves a line in the record: seeing is a fact of its own."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access
from juzhan.apps.matters.models import Applicant, Matter
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOBODY = RefusalKind(
    "applicant.none",
    Text(
        "这件事没有留下姓名和电话，或者已按期删除。", "No name or phone was given, or they have been deleted in time."
    ),
)


@transaction.atomic
def reveal_person(matter: Matter, *, by: Actor, at: datetime) -> Applicant | Refusal:
    """Show who asked, to somebody who may see it, and record that it was shown (个人信息保护法(2021), art. 51)."""
    if not access.sees_person(by, matter):
        return rights.refusal_for(by, Act.READ_PERSON, matter.owner_id)
    applicant = Applicant.objects.filter(matter=matter).first()
    if applicant is None:
        return NOBODY()
    post = rights.acting_post(by, Act.READ_PERSON, matter.owner_id) or rights.acting_post(
        by, Act.READ_PERSON, matter.holder_id
    )
    record_act(matter.community_id, "person.shown", matter.record_subject, at, by, post)
    return applicant
