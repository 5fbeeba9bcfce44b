"""The only doors from an identifier outside to a matter: an outsider gets 404, an insider without the right 403."""

from __future__ import annotations

import hmac
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from juzhan.apps.accounts import throttle
from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.compiled import Compiled
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.models import GUIDES, Matter
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOT_FOUND = RefusalKind(
    "matter.not_found",
    Text(
        "没有找到。请核对回执上的查询码，和当时所留电话的后四位。",
        "Nothing was found. Check the code on the receipt and the last four digits of the phone you gave.",
    ),
    about="code",
)


def _with_all(code: Any) -> QuerySet[Matter]:
    bodies = ("owner", "holder", "first_contact", "claimed", "arbiter")
    return Matter.objects.select_related("item__item", "community", "handler", "applicant", *bodies).filter(code=code)


_of_code = Compiled(_with_all)
_lean_of_code = Compiled(lambda code: _with_all(code).defer(*GUIDES))


def visible_to(actor: Actor) -> QuerySet[Matter]:
    """The matters a person may read: owned by, held by, claimed for or put before a body that gives the right to read.

    Until it is accepted, also those first asked of a desk of the person's own (首问负责). Every list, search, export and
    nested field goes through this one rule.
    """
    return Matter.objects.filter(
        readable_by(rights.bodies_for(actor, Act.READ)) | first_asked_of(rights.bodies_for(actor, Act.REGISTER))
    )


def first_asked_of(desks: list[int]) -> Q:
    """Matters for which these bodies stay answerable as the first asked, because nobody has accepted them yet."""
    return Q(first_contact__any_of=desks, accepted_on=None)


def readable_by(bodies: list[int]) -> Q:
    """The row rule for a set of bodies over which the right to read is held."""
    return Q(owner__any_of=bodies) | Q(holder__any_of=bodies) | Q(claimed__any_of=bodies) | Q(arbiter__any_of=bodies)


def may_read(actor: Actor, matter: Matter) -> bool:
    """The rule of :func:`visible_to`, asked about one matter that is at hand."""
    bodies = (matter.owner_id, matter.holder_id, matter.claimed_id, matter.arbiter_id)
    if any(rights.may(actor, Act.READ, body) for body in bodies if body is not None):
        return True
    return matter.accepted_on is None and rights.may(actor, Act.REGISTER, matter.first_contact_id)


def matter_for(actor: Actor, code: str, *, guide: bool = True) -> Matter:
    """A matter that this person may read, with what its page shows; 404 when there is none for them.

    Without ``guide`` the item's guide is left aside until it is asked for.
    """
    matter = (_of_code if guide else _lean_of_code).first(code=clean_code(code) or "")
    if matter is None or not may_read(actor, matter):
        raise Http404("matter")
    return matter


def sees_person(actor: Actor, matter: Matter) -> bool:
    """Whether this person may see the name and phone of the one who asked; of one who rated badly, only the head may."""
    if matter.for_head:
        return rights.may(actor, Act.ASSIGN, matter.owner_id)
    bodies = {matter.owner_id, matter.holder_id} | ({matter.first_contact_id} if matter.accepted_on is None else set())
    return any(rights.may(actor, Act.READ_PERSON, body) for body in bodies)


def demand(actor: Actor, act: Act, body: int) -> None:
    """Stop with 403 and the charter's reason unless a post of the person gives the right over this body."""
    if not rights.may(actor, act, body):
        raise PermissionDenied(rights.refusal_for(actor, act, body))


def matter_for_resident(code: str, last_four: str, client: str, at: datetime) -> Matter | Refusal:
    """The matter of a receipt, opened with the last four digits of the phone (none where no phone was given).

    A wrong code and wrong digits answer alike; guessing is slowed for each visitor and for each code. The follow-up of a bad
    rating is nobody's to open: staff know its code, and who rated reads it with the rating.
    """
    cleaned = clean_code(code) or ""
    keys = [client, f"receipt:{cleaned or 'none'}"]
    if refusal := throttle.refuse_if_guessing(keys, at):
        return refusal
    matter = _residents_own(cleaned)
    phone = matter.applicant.last_four if matter and hasattr(matter, "applicant") else ""
    if matter is None or not hmac.compare_digest(phone, last_four.strip()):
        throttle.count_failure(keys, at)
        return NOT_FOUND()
    return matter


def matter_of_code(code: str) -> Matter:
    """The matter whose page the resident has opened before in this browser; 404 when it is gone."""
    matter = _residents_own(code)
    if matter is None:
        raise Http404("matter")
    return matter


def _residents_own(code: str) -> Matter | None:
    matter = _of_code.first(code=code)
    return None if matter is None or matter.for_head else matter
