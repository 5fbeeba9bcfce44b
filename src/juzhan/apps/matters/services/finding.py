"""Somebody has lost the receipt: a clerk finds the matters of a name and a phone, and that they looked is recorded."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access
from juzhan.apps.matters.models import GUIDES, Matter
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal, RefusalKind, Text

MOST = 50
"""Matters of one person that are shown, the newest first."""
SEES_NOBODY = RefusalKind(
    "right.missing",
    Text(
        "您的岗位看不到居民的姓名和电话，不能这样查找。",
        "Your post sees no names and phones, so it cannot look for them.",
    ),
)
TOO_LITTLE = RefusalKind(
    "person.too_little",
    Text("请填写电话；没有留电话的，填写姓名。", "Fill in the phone, or the name where no phone was given."),
    about="phone",
)


@transaction.atomic
def find_by_person(*, name: str, phone: str, by: Actor, at: datetime) -> list[Matter] | Refusal:
    """The matters of exactly this name and phone (an empty one is not asked), among those whose person one may see.

    Whose phone stands with the follow-up of a bad rating, the head alone finds.
    """
    bodies = rights.bodies_for(by, Act.READ_PERSON)
    if not bodies:
        return SEES_NOBODY()
    if not (name or phone):
        return TOO_LITTLE()
    known = Q(owner__in=bodies) | access.first_asked_of(rights.bodies_for(by, Act.REGISTER))
    given = {field: value for field, value in (("name", name), ("phone", phone)) if value}
    found = access.visible_to(by).filter(known, **{f"applicant__{field}": value for field, value in given.items()})
    found = found.filter(Q(for_head=False) | Q(owner__in=rights.bodies_for(by, Act.ASSIGN)))
    post = rights.acting_post(by, Act.READ_PERSON, bodies[0])
    assert post is not None, "one of the posts gave the right"
    record_act(post.place, "person.sought", f"body:{post.body_id}", at, by, post, personal=given)
    return list(
        found.select_related("item__item", "handler", "owner", "community").defer(*GUIDES).order_by("-pk")[:MOST]
    )
