"""Disputes about whose a matter is: those that wait for a person's ruling, those that still wait for an answer, past ones."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen
from django.db.models import Prefetch, Q, QuerySet

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import entitlement
from juzhan.apps.matters.desk.clock import Left, left
from juzhan.apps.matters.models import GUIDES, Matter, Step
from juzhan.domain.charter import Act, Role
from juzhan.domain.matters import MatterAct, State
from juzhan.domain.shared import Refusal, Text

MOST = 100
"""Disputes or rulings on one page."""
_HEADING = {Role.HEAD, Role.DEPUTY}
"""The roles that rule for their body."""
_WORDS = (MatterAct.CONTEST.value, MatterAct.ANSWER_CONTEST.value, MatterAct.RULE.value)


@frozen
class Dispute:
    """A dispute with what each side said and who rules, and until when the answer or the ruling is due.

    ``is_mine`` says that the person rules on it now; ``is_silent`` that the other side has let its time pass.
    """

    matter: Matter
    words: Sequence[Step]
    reasons: Sequence[Text]
    why: Text | None
    deadline: Left
    is_mine: bool
    is_silent: bool


def disputes_before(actor: Actor) -> list[Dispute]:
    """The disputes on which the person rules, or will if the other side says no; in two queries, none for other people."""
    seats = [post.body_id for post in actor.posts if post.role in _HEADING]
    if not seats:
        return []
    led = rights.bodies_for(actor, Act.RULE)
    silent = Q(arbiter=None) & (Q(owner__in=led) | Q(claimed__in=led))
    found = _with_words(Matter.objects.filter(Q(arbiter__in=seats) | silent, state=State.CONTESTED.value))
    disputes = [dispute_of(matter, actor) for matter in found.order_by("rule_by", "id")[:MOST]]
    return [dispute for dispute in disputes if dispute.is_mine or _would_rule(dispute, actor)]


def past_rulings(actor: Actor) -> list[Dispute]:
    """The rulings of the bodies in which the person sits, newest first, in two queries."""
    seats = [post.body_id for post in actor.posts]
    found = _with_words(Matter.objects.filter(ruled=True, arbiter__in=seats))
    return [dispute_of(matter, actor) for matter in found.order_by("-id")[:MOST]]


def _with_words(found: QuerySet[Matter]) -> QuerySet[Matter]:
    words = Step.objects.filter(act__in=_WORDS).select_related("person", "body")
    related = ("item", "owner", "claimed", "community", "arbiter", "first_contact")
    return found.select_related(*related).defer(*GUIDES).prefetch_related(Prefetch("steps", words))


def dispute_of(matter: Matter, actor: Actor) -> Dispute:
    """What is known of the dispute about a matter; its steps are read, or were prefetched."""
    answer_by = entitlement.last_day_to_answer(matter)
    waits = matter.arbiter_id is None and answer_by is not None and actor.on <= answer_by
    return Dispute(
        matter,
        [step for step in matter.steps.all() if step.act in _WORDS],
        [Text(*reason) for reason in matter.reasons],
        _why(matter, actor),
        left(actor.on, answer_by if waits else matter.rule_by),
        is_mine=entitlement.ruling_post(matter, actor) is not None,
        is_silent=matter.arbiter_id is None and not waits,
    )


def _why(matter: Matter, actor: Actor) -> Text | None:
    """Who rules and why that one: worked out for an open dispute, as it was told for one that is ruled on."""
    if matter.claimed_id is None:
        told = (step.data["because"] for step in matter.steps.all() if step.data.get("because"))
        return next((Text(*because) for because in told), None)
    arbiter = entitlement.arbiter_between(matter.owner_id, matter.claimed_id, actor.on, actor.graph_version)
    return arbiter.text if isinstance(arbiter, Refusal) else arbiter.reason


def _would_rule(dispute: Dispute, actor: Actor) -> bool:
    claimed = dispute.matter.claimed_id
    if claimed is None:
        return False
    arbiter = entitlement.arbiter_between(dispute.matter.owner_id, claimed, actor.on, actor.graph_version)
    return not isinstance(arbiter, Refusal) and any(post.body_id == arbiter.body for post in actor.posts)
