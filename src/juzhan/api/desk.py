"""What staff programs may do: worklists, a matter with its acts, registering, inquiries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Header, Query, Router

from juzhan.api import shapes
from juzhan.api.auth import STAFF, actor
from juzhan.api.problems import Refused, taken
from juzhan.api.public import community_of
from juzhan.api.residents import submission_of, submit
from juzhan.api.schemas.inquiries import AnswerIn, InquiryIn, InquiryOut
from juzhan.api.schemas.matters import ActIn, MatterOut, ReceiptOut, RegisterIn, WorklistOut
from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access, entitlement, selectors, services
from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.openness import selectors as openness
from juzhan.apps.openness import services as inquiries
from juzhan.apps.openness.models import Inquiry
from juzhan.domain.matters import MatterAct, Outcome
from juzhan.domain.shared import Refusal, RefusalKind, Text

router = Router(tags=["desk"], auth=STAFF)

NEEDS = RefusalKind("act.input_missing", Text("此动作需要填写“{field}”。", "This act needs “{field}”."))


@router.get("/matters", response=WorklistOut)
def worklist(
    request: HttpRequest,
    view: selectors.View = selectors.View.OURS,
    after: str = "",
    size: Annotated[int, Query(ge=1, le=200)] = 50,
) -> HttpResponse:
    """Give one page of a worklist, by the day the clock ends (``all``: newest first)."""
    page = selectors.worklist_lines(actor(request), view, timezone.localdate(), after, size)
    return shapes.answer({"rows": [shapes.matter_row(row) for row in page.rows], "older": page.older})


@router.post("/matters", response={201: ReceiptOut})
def register(
    request: HttpRequest,
    payload: RegisterIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)],
) -> HttpResponse:
    """Register a matter for someone."""
    who = actor(request)
    submission = submission_of(idempotency_key, "matter", f"person:{who.person_id}")
    return submit(payload, submission, by=who, channel=Channel(payload.channel))


def _shown(who: Actor, matter: Matter) -> HttpResponse:
    steps = selectors.timeline_lines(matter, public=False)
    acts = [act.value for act in selectors.acts_open_to(who, matter)]
    return shapes.answer(shapes.matter(matter, steps, acts, sees_person=access.sees_person(who, matter)))


@router.get("/matters/{code}", response=MatterOut)
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show a matter with the acts that the caller may do to it now."""
    who = actor(request)
    return _shown(who, access.matter_for(who, code, guide=False))


@router.post("/matters/{code}/{act}", response=MatterOut)
def act(request: HttpRequest, code: str, act: MatterAct, payload: ActIn) -> HttpResponse:
    """Do an act to a matter; the acts and their states are those of the transition table."""
    who = actor(request)
    found = access.matter_for(who, code, guide=False)
    do = ACTS.get(act)
    if do is None:
        raise Http404("act")
    taken(entitlement.acting_post(found, act, who))
    done: Matter = taken(do(found, payload, who))
    if not access.may_read(who, done):
        return shapes.answer({"code": done.code, "state": done.state})
    return _shown(who, done)


def _body(given: ActIn) -> Body:
    if given.body is None:
        raise Refused(NEEDS(field="body"))
    return get_object_or_404(Body, pk=given.body)


def _person(given: ActIn) -> Person:
    if given.person is None:
        raise Refused(NEEDS(field="person"))
    return get_object_or_404(Person, pk=given.person, is_active=True)


def _outcome(given: ActIn) -> Outcome:
    try:
        return Outcome(given.outcome)
    except ValueError:
        raise Refused(NEEDS(field="outcome")) from None


def _takes(given: ActIn) -> bool:
    if given.takes is None:
        raise Refused(NEEDS(field="takes"))
    return given.takes


Do = Callable[[Matter, ActIn, Actor], Matter | Refusal]
_now = timezone.now

ACTS: dict[MatterAct, Do] = {
    MatterAct.ACCEPT: lambda m, _, who: services.accept_matter(m, by=who, at=_now()),
    MatterAct.DECLINE: lambda m, g, who: services.decline_matter(m, reason=g.reason, by=who, at=_now()),
    MatterAct.REQUEST_PAPERS: lambda m, g, who: services.request_papers(m, missing=g.missing, by=who, at=_now()),
    MatterAct.ADD_PAPERS: lambda m, g, who: services.add_papers(m, papers=[], note=g.reason, by=who, at=_now()),
    MatterAct.CONTEST: lambda m, g, who: services.contest_ownership(
        m, claimed=_body(g), reason=g.reason, by=who, at=_now()
    ),
    MatterAct.ANSWER_CONTEST: lambda m, g, who: services.answer_contest(
        m, takes=_takes(g), reason=g.reason, by=who, at=_now()
    ),
    MatterAct.RULE: lambda m, g, who: services.rule_ownership(m, owner=_body(g), reason=g.reason, by=who, at=_now()),
    MatterAct.ASSIGN: lambda m, g, who: services.assign_matter(m, handler=_person(g), note=g.reason, by=who, at=_now()),
    MatterAct.HAND_OVER: lambda m, g, who: services.hand_over_matter(
        m, handler=_person(g), note=g.reason, by=who, at=_now()
    ),
    MatterAct.NOTE: lambda m, g, who: services.note_progress(m, note=g.reason, public=g.public, by=who, at=_now()),
    MatterAct.SUSPEND: lambda m, g, who: services.suspend_matter(m, reason=g.reason, by=who, at=_now()),
    MatterAct.RESUME: lambda m, g, who: services.resume_matter(m, note=g.reason, by=who, at=_now()),
    MatterAct.EXTEND: lambda m, g, who: services.extend_matter(m, reason=g.reason, by=who, at=_now()),
    MatterAct.HAND_UP: lambda m, g, who: services.hand_up_matter(m, body=_body(g), reason=g.reason, by=who, at=_now()),
    MatterAct.TAKE_UP: lambda m, g, who: services.take_up_matter(m, reason=g.reason, by=who, at=_now()),
    MatterAct.RETURN_DOWN: lambda m, g, who: services.return_matter_down(m, answer=g.reason, by=who, at=_now()),
    MatterAct.DECIDE: lambda m, g, who: services.decide_matter(
        m, outcome=_outcome(g), reason=g.reason, by=who, at=_now()
    ),
    MatterAct.CLOSE: lambda m, g, who: services.close_matter(m, note=g.reason, by=who, at=_now()),
    MatterAct.REOPEN: lambda m, g, who: services.reopen_matter(m, note=g.reason, by=who, at=_now()),
    MatterAct.REFUSE_REOPENING: lambda m, g, who: services.refuse_reopening(m, reason=g.reason, by=who, at=_now()),
    MatterAct.DIRECT: lambda m, g, who: services.direct_owner(m, note=g.reason, by=who, at=_now()),
    MatterAct.ASK: lambda m, g, who: services.ask_owner(m, note=g.reason, by=who, at=_now()),
}


@router.get("/inquiries", response=list[InquiryOut])
def to_answer(request: HttpRequest) -> HttpResponse:
    """List the inquiries that the caller can answer, the most urgent first."""
    return shapes.answer([shapes.inquiry(row) for row in openness.inquiries_to_answer(actor(request))[:100]])


@router.post("/inquiries", response={201: InquiryOut})
def inquire(
    request: HttpRequest,
    payload: InquiryIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)],
) -> HttpResponse:
    """Open an inquiry on a body or on a matter that the caller may read."""
    who = actor(request)
    inquiry = inquiries.open_inquiry(
        community_of(payload.community),
        get_object_or_404(Body, pk=payload.body),
        question=payload.question,
        submission=submission_of(idempotency_key, "inquiry", f"person:{who.person_id}"),
        matter=access.matter_for(who, payload.matter) if payload.matter else None,
        by=who,
        at=timezone.now(),
    )
    return shapes.answer(shapes.inquiry(_fresh(taken(inquiry).pk)), status=201)


@router.post("/inquiries/{number}/answer", response=InquiryOut)
def answer(request: HttpRequest, number: int, payload: AnswerIn) -> HttpResponse:
    """Answer an inquiry; the answer is public."""
    found = inquiries.answer_inquiry(_fresh(number), answer=payload.answer, by=actor(request), at=timezone.now())
    return shapes.answer(shapes.inquiry(_fresh(taken(found).pk)))


def _fresh(number: int) -> Inquiry:
    return get_object_or_404(Inquiry.objects.select_related("asked_by", "asked_of"), pk=number)
