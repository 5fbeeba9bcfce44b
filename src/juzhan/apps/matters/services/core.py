"""The one road of every act on a matter: lock, ask the right, decide, save, record; all in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime

from attrs import frozen
from django.db import transaction
from django.db.models import ForeignKey, OneToOneRel
from django.http import Http404

from juzhan.apps.bodies.recording import SYSTEM, record_act
from juzhan.apps.bodies.selectors import Actor, HeldPost
from juzhan.apps.compiled import Compiled, insert, update
from juzhan.apps.matters import entitlement
from juzhan.apps.matters.law import calendar, day_of, rules
from juzhan.apps.matters.models import Applicant, Attachment, Matter, Step
from juzhan.domain import matters as domain
from juzhan.domain.matters import TABLE, Change, MatterAct
from juzhan.domain.shared import Refusal

__all__ = [
    "PAST",
    "Decide",
    "Paper",
    "attach",
    "calendar",
    "carry_out",
    "day_of",
    "perform",
    "rules",
    "set_applicant",
    "snapshot",
]

Decide = Callable[[domain.Matter, Matter], domain.Change | Refusal]


@frozen
class Paper:
    """A file that was handed in, checked by the form."""

    name: str
    media_type: str
    content: bytes
    material: str = ""


def perform(
    matter: Matter,
    act: MatterAct,
    decide: Decide,
    *,
    by: Actor | None,
    at: datetime,
    note: str = "",
    public: bool = True,
    papers: Sequence[Paper] = (),
) -> Matter | Refusal:
    """Do one act to a matter. ``by`` None is the resident; a refusal changes nothing."""
    with transaction.atomic():
        return _perform(matter, act, decide, by=by, at=at, note=note, public=public, papers=papers)


def _perform(
    matter: Matter,
    act: MatterAct,
    decide: Decide,
    *,
    by: Actor | None,
    at: datetime,
    note: str,
    public: bool,
    papers: Sequence[Paper],
) -> Matter | Refusal:
    locked = _lock(matter)
    post = _acting_post(locked, act, by)
    if isinstance(post, Refusal):
        return post
    change = decide(snapshot(locked), locked)
    if isinstance(change, Refusal):
        return change
    _save(locked, change)
    step = _write_step(locked, act, by, post, at, note, public, change)
    attach(locked, step, papers)
    record_act(
        locked.community_id, f"matter.{PAST[act]}", locked.record_subject, at, by, post,
        facts=change.facts, personal={"note": note} if note else {},
    )  # fmt: skip
    return locked


def carry_out(matter: Matter, change: Change, at: datetime) -> None:
    """Save what the program itself has decided about a matter that it has just opened: row, step and record."""
    _save(matter, change)
    _write_step(matter, change.act, None, None, at, "", True, change)
    record_act(
        matter.community_id, f"matter.{PAST[change.act]}", matter.record_subject, at, facts=change.facts, actor=SYSTEM
    )


_locked = Compiled(lambda number: Matter.objects.select_for_update().filter(pk=number))
_POINTERS = [each for each in Matter._meta.concrete_fields if isinstance(each, ForeignKey)]


def _lock(matter: Matter) -> Matter:
    """The row as it is once it is ours; what it points to is not joined, since a join would still show the row of before."""
    found = _locked.first(number=matter.pk)
    if found is None:
        raise Http404("matter")
    _keep_known(found, matter)
    return found


def _keep_known(row: Matter, known: Matter) -> None:
    """What the row still points to need not be fetched again where the caller has it at hand."""
    for each in _POINTERS:
        if each.is_cached(known) and getattr(row, each.attname) == getattr(known, each.attname):
            each.set_cached_value(row, each.get_cached_value(known))
    asked = Matter._meta.get_field("applicant")
    if isinstance(asked, OneToOneRel) and asked.is_cached(known):
        asked.set_cached_value(row, asked.get_cached_value(known))


def _acting_post(matter: Matter, act: MatterAct, by: Actor | None) -> HeldPost | Refusal | None:
    if by is None:
        assert not TABLE[act].right, f"{act} is not a resident's act"
        return None
    return entitlement.acting_post(matter, act, by)


def snapshot(matter: Matter) -> domain.Matter:
    """The row as the domain's value; ``item`` should have been fetched with it."""
    return domain.Matter(
        state=matter.stands,
        item=matter.item.rules,
        owner=matter.owner_id,
        holder=matter.holder_id,
        first_contact=matter.first_contact_id,
        submitted_on=day_of(matter.submitted_at),
        handler=matter.handler_id,
        accepted_on=matter.accepted_on,
        due_on=matter.due_on,
        awaits_year=matter.awaits_year,
        pauses=matter.stood_still,
        extended=matter.extended,
        told_missing=matter.told_missing,
        ruled=matter.ruled,
        claimed=matter.claimed_id,
        closed_on=matter.closed_on,
        rating=domain.Rating(matter.rating) if matter.rating else None,
        asked_again=matter.asked_again,
    )


_BODIES_AND_PEOPLE = frozenset({"owner", "holder", "handler", "claimed", "arbiter"})


def _save(matter: Matter, change: Change) -> None:
    sets = dict(change.sets)
    fields = ["state"]
    if "pauses" in sets:
        matter.stood_still = sets.pop("pauses")
        fields.append("pauses")
    matter.state = change.state.value
    for name, value in sets.items():
        field = f"{name}_id" if name in _BODIES_AND_PEOPLE else name
        setattr(matter, field, value)
        fields.append(name)
    matter.next_on = matter.running_clock()
    update(matter, [*fields, "next_on"])


def _write_step(
    matter: Matter,
    act: MatterAct,
    by: Actor | None,
    post: HeldPost | None,
    at: datetime,
    note: str,
    public: bool,
    change: Change,
) -> Step:
    step = Step(
        matter=matter,
        act=act.value,
        at=at,
        person_id=by.person_id if by else None,
        body_id=post.body_id if post else None,
        post=post.title.zh if post else "",
        note=note.strip(),
        is_public=public,
        data=dict(change.facts),
    )
    insert(step)
    return step


def attach(matter: Matter, step: Step, papers: Sequence[Paper]) -> None:
    """Keep the papers with the matter, in the same transaction."""
    if papers:
        Attachment.objects.bulk_create(
            Attachment(
                matter=matter,
                step=step,
                material=paper.material,
                name=paper.name,
                media_type=paper.media_type,
                size=len(paper.content),
                digest=hashlib.sha256(paper.content).hexdigest(),
                content=paper.content,
            )
            for paper in papers
        )


def set_applicant(matter: Matter, *, name: str, phone: str, address: str = "", proxy_name: str = "") -> None:
    """Keep who asked apart from the matter, so that it can be deleted when its time is over."""
    if name or phone or address or proxy_name:
        insert(Applicant(matter=matter, name=name, phone=phone, address=address, proxy_name=proxy_name))


PAST: dict[MatterAct, str] = {
    MatterAct.ACCEPT: "accepted",
    MatterAct.DECLINE: "declined",
    MatterAct.REQUEST_PAPERS: "papers_requested",
    MatterAct.ADD_PAPERS: "papers_added",
    MatterAct.CONTEST: "contested",
    MatterAct.ANSWER_CONTEST: "contest_answered",
    MatterAct.RULE: "ruled",
    MatterAct.ASSIGN: "assigned",
    MatterAct.HAND_OVER: "handed_over",
    MatterAct.NOTE: "noted",
    MatterAct.SUSPEND: "suspended",
    MatterAct.RESUME: "resumed",
    MatterAct.EXTEND: "extended",
    MatterAct.HAND_UP: "handed_up",
    MatterAct.TAKE_UP: "taken_up",
    MatterAct.RETURN_DOWN: "returned_down",
    MatterAct.DECIDE: "decided",
    MatterAct.CLOSE: "closed",
    MatterAct.RATE: "rated",
    MatterAct.ASK_REOPENING: "reopening_asked",
    MatterAct.REOPEN: "reopened",
    MatterAct.REFUSE_REOPENING: "reopening_refused",
    MatterAct.WITHDRAW: "withdrawn",
    MatterAct.DIRECT: "directed",
    MatterAct.ASK: "asked",
}
