"""The acts that staff and residents do to a matter; each names its inputs and leaves the road to :func:`core.perform`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import rights, selectors
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import entitlement
from juzhan.apps.matters.asked_papers import papers_by
from juzhan.apps.matters.law import last_day_of, last_day_to_reopen
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services.core import Paper, calendar, day_of, perform, rules
from juzhan.apps.matters.services.following_up import follow_up_rating
from juzhan.domain import matters as domain
from juzhan.domain.charter import Act
from juzhan.domain.matters import MatterAct, Outcome, Rating, State
from juzhan.domain.matters.clocks import LastDay
from juzhan.domain.shared import Refusal, RefusalKind, Text

NOT_A_COLLEAGUE = RefusalKind(
    "assign.not_a_colleague",
    Text("{name}现在不在办理机构任职，不能承办。", "{name} holds no post in the body that handles this now."),
    about="handler",
)
NOT_AN_UPPER_BODY = RefusalKind(
    "handing_up.not_above",
    Text(
        "按章程，{name}不是本机构的上级或指导机构。",
        "By the charter {name} neither leads, dispatches nor guides this body.",
    ),
    about="body",
)


def accept_matter(matter: Matter, *, by: Actor, at: datetime) -> Matter | Refusal:
    """Accept: the clock starts, and the one who accepts handles it unless the head has assigned it."""

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        first = row.handler.text if now.accepted_on and row.handler else None
        return domain.accept(
            now, handler=now.handler or by.person_id, on=day_of(at), calendar=calendar(), accepted_by=first
        )

    return perform(matter, MatterAct.ACCEPT, decide, by=by, at=at)


def decline_matter(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Decline before acceptance, with a reason that the resident reads; not while there is time for missing papers."""

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        awaited = papers_by(row) if now.state is State.PAPERS_REQUESTED else LastDay()
        return domain.decline(now, reason=reason, on=day_of(at), papers_by=awaited)

    return perform(matter, MatterAct.DECLINE, decide, by=by, at=at, note=reason)


def request_papers(matter: Matter, *, missing: Sequence[str], by: Actor, at: datetime) -> Matter | Refusal:
    """Tell once and completely what is missing."""
    lines = [line.strip() for line in missing if line.strip()]
    return perform(
        matter, MatterAct.REQUEST_PAPERS, lambda now, _: domain.request_papers(now, missing=lines), by=by, at=at,
        note="\n".join(lines),
    )  # fmt: skip


def add_papers(
    matter: Matter,
    *,
    papers: Sequence[Paper],
    at: datetime,
    note: str = "",
    consents: bool = False,
    by: Actor | None = None,
) -> Matter | Refusal:
    """Add missing papers, by the resident or by a clerk for them; ``consents`` as in :class:`Asked`."""
    on = day_of(at)

    def decide(now: domain.Matter, _: Matter) -> domain.Change | Refusal:
        accept_by = last_day_of(on, rules(on).settings.acceptance_days)
        return domain.add_papers(now, count=len(papers), consents=consents, accept_by=accept_by)

    return perform(matter, MatterAct.ADD_PAPERS, decide, by=by, at=at, note=note, papers=papers)


def contest_ownership(matter: Matter, *, claimed: Body, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Say "this is not ours", with a reason and the body whose it is."""
    on = day_of(at)

    def decide(now: domain.Matter, _: Matter) -> domain.Change | Refusal:
        rule_by = last_day_of(on, rules(on).settings.dispute_ruling_days)
        return domain.contest(now, claimed=claimed.pk, reason=reason, rule_by=rule_by)

    return perform(matter, MatterAct.CONTEST, decide, by=by, at=at, note=reason)


def answer_contest(matter: Matter, *, takes: bool, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """The named body takes the matter, or says the same; then the dispute goes to the body that rules."""

    def decide(now: domain.Matter, _: Matter) -> domain.Change | Refusal:
        change = domain.answer_contest(now, takes=takes, reason=reason)
        if isinstance(change, Refusal) or takes:
            return change
        assert now.claimed is not None
        arbiter = entitlement.arbiter_between(now.owner, now.claimed, by.on, by.graph_version)
        if isinstance(arbiter, Refusal):
            return arbiter
        return domain.with_arbiter(change, arbiter.body, because=arbiter.reason)

    return perform(matter, MatterAct.ANSWER_CONTEST, decide, by=by, at=at, note=reason)


def rule_ownership(matter: Matter, *, owner: Body, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Rule whose the matter is; final. The one who rules is kept, also where the other side never answered."""

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        change = domain.rule(now, owner=owner.pk, reason=reason)
        post = entitlement.ruling_post(row, by)
        if isinstance(change, Refusal) or post is None:
            return change
        return domain.with_arbiter(change, post.body_id)

    return perform(matter, MatterAct.RULE, decide, by=by, at=at, note=reason)


def assign_matter(matter: Matter, *, handler: Person, by: Actor, at: datetime, note: str = "") -> Matter | Refusal:
    """Give a matter to somebody who handles matters of its body today."""
    colleague = selectors.actor_of(handler, day_of(at))

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        if not rights.may(colleague, Act.DECIDE, row.owner_id):
            return NOT_A_COLLEAGUE(name=colleague.name)
        return domain.assign(now, handler=handler.pk)

    return perform(matter, MatterAct.ASSIGN, decide, by=by, at=at, note=note, public=False)


def hand_over_matter(matter: Matter, *, handler: Person, by: Actor, at: datetime, note: str = "") -> Matter | Refusal:
    """Give a matter in one's hands to a colleague of the same body."""
    colleague = selectors.actor_of(handler, day_of(at))

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        if not rights.may(colleague, Act.DECIDE, row.owner_id):
            return NOT_A_COLLEAGUE(name=colleague.name)
        return domain.hand_over(now, handler=handler.pk)

    return perform(matter, MatterAct.HAND_OVER, decide, by=by, at=at, note=note, public=False)


def note_progress(matter: Matter, *, note: str, by: Actor, at: datetime, public: bool = True) -> Matter | Refusal:
    """Write a line on the timeline."""
    return perform(
        matter, MatterAct.NOTE, lambda now, _: domain.note(now, text=note), by=by, at=at, note=note, public=public
    )


def suspend_matter(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Stop the clock, with a reason."""
    return perform(
        matter,
        MatterAct.SUSPEND,
        lambda now, _: domain.suspend(now, reason=reason, on=day_of(at)),
        by=by,
        at=at,
        note=reason,
    )


def resume_matter(matter: Matter, *, by: Actor, at: datetime, note: str = "") -> Matter | Refusal:
    """Let the clock go on."""
    return perform(
        matter,
        MatterAct.RESUME,
        lambda now, _: domain.resume(now, on=day_of(at), calendar=calendar()),
        by=by,
        at=at,
        note=note,
    )


def extend_matter(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Extend the limit once, with a reason."""
    return perform(
        matter, MatterAct.EXTEND, lambda now, _: domain.extend(now, reason=reason, calendar=calendar()), by=by, at=at,
        note=reason,
    )  # fmt: skip


def hand_up_matter(matter: Matter, *, body: Body, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Give a matter into the hands of an upper body; the owner stays answerable."""

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        if body.pk not in selectors.upper_bodies(row.owner_id, by.on):
            return NOT_AN_UPPER_BODY(name=body.text)
        return domain.hand_up(now, body=body.pk, reason=reason)

    return perform(matter, MatterAct.HAND_UP, decide, by=by, at=at, note=reason)


def take_up_matter(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Take a matter of a dispatched or managed body into the hands of one's own, upper body."""

    def decide(now: domain.Matter, row: Matter) -> domain.Change | Refusal:
        post = rights.acting_post(by, Act.TAKE_UP, row.owner_id)
        assert post is not None, "the right was asked before"
        return domain.take_up(now, body=post.body_id, reason=reason)

    return perform(matter, MatterAct.TAKE_UP, decide, by=by, at=at, note=reason)


def return_matter_down(matter: Matter, *, answer: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Give a matter back to its owner with the upper body's answer."""
    return perform(
        matter, MatterAct.RETURN_DOWN, lambda now, _: domain.return_down(now, answer=answer), by=by, at=at, note=answer
    )


def decide_matter(matter: Matter, *, outcome: Outcome, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Decide; a refusal needs its reason."""
    return perform(
        matter, MatterAct.DECIDE, lambda now, _: domain.decide_outcome(now, outcome=outcome, reason=reason), by=by, at=at,
        note=reason,
    )  # fmt: skip


def close_matter(matter: Matter, *, by: Actor, at: datetime, note: str = "") -> Matter | Refusal:
    """Close when the resident has the result."""
    return perform(matter, MatterAct.CLOSE, lambda now, _: domain.close(now, on=day_of(at)), by=by, at=at, note=note)


def rate_matter(matter: Matter, *, rating: Rating, at: datetime, note: str = "") -> Matter | Refusal:
    """Rate once, in five grades; by the resident only. The last two grades open a matter for the head at once."""
    with transaction.atomic():
        rated = perform(
            matter, MatterAct.RATE, lambda now, _: domain.rate(now, rating=rating), by=None, at=at, note=note
        )
        if isinstance(rated, Matter):
            follow_up_rating(rated, rating, at=at)
    return rated


def ask_reopening(matter: Matter, *, reason: str, at: datetime) -> Matter | Refusal:
    """Ask for a closed matter to be taken up again; by the resident only."""
    on = day_of(at)
    until = last_day_to_reopen(matter.closed_on, on) if matter.closed_on else None
    return perform(
        matter, MatterAct.ASK_REOPENING,
        lambda now, _: domain.ask_reopening(now, reason=reason, on=on, until=until), by=None, at=at, note=reason,
    )  # fmt: skip


def reopen_matter(matter: Matter, *, by: Actor, at: datetime, note: str = "") -> Matter | Refusal:
    """Take a closed matter up again, with a new clock."""
    return perform(
        matter,
        MatterAct.REOPEN,
        lambda now, _: domain.reopen(now, on=day_of(at), calendar=calendar()),
        by=by,
        at=at,
        note=note,
    )


def refuse_reopening(matter: Matter, *, reason: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Leave a matter closed, with a reason that the resident reads."""
    return perform(
        matter,
        MatterAct.REFUSE_REOPENING,
        lambda now, _: domain.refuse_reopening(now, reason=reason),
        by=by,
        at=at,
        note=reason,
    )


def withdraw_matter(matter: Matter, *, at: datetime, note: str = "") -> Matter | Refusal:
    """Take one's own matter back; by the resident only."""
    return perform(matter, MatterAct.WITHDRAW, lambda now, _: domain.withdraw(now), by=None, at=at, note=note)


def direct_owner(matter: Matter, *, note: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Give the owner an instruction: only a body that leads or dispatches it can."""
    return perform(
        matter, MatterAct.DIRECT, lambda now, _: domain.direct(now, text=note), by=by, at=at, note=note, public=False
    )


def ask_owner(matter: Matter, *, note: str, by: Actor, at: datetime) -> Matter | Refusal:
    """Ask the owner for something, without force: what a street office can do towards a committee."""
    return perform(
        matter, MatterAct.ASK, lambda now, _: domain.ask(now, text=note), by=by, at=at, note=note, public=False
    )
