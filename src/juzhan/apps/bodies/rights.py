"""Asks the charter whether someone may do an act to what a body owns, and in which of their posts they do it."""

from __future__ import annotations

from juzhan.apps.bodies.selectors import Actor, HeldPost, district_graph
from juzhan.domain import charter as domain
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal


def acting_post(actor: Actor, act: Act, body: int) -> HeldPost | None:
    """The first post whose relation to the body gives the right; None when no post does."""
    permissions = district_graph(actor.on, actor.graph_version).permissions
    for post in actor.posts:
        if permissions.may((post.holding,), act, body):
            return post
    return None


def may(actor: Actor, act: Act, body: int) -> bool:
    """Whether one of the person's posts gives the right."""
    return district_graph(actor.on, actor.graph_version).permissions.may(actor.holdings, act, body)


def explain(actor: Actor, act: Act, body: int) -> domain.Permit:
    """The answer with its reasons: which relation of which charter gives the right, or which would be needed."""
    return district_graph(actor.on, actor.graph_version).permissions.explain(actor.holdings, act, body)


def refusal_for(actor: Actor, act: Act, body: int) -> Refusal:
    """The "no" that a page shows when the right is lacking."""
    reasons = explain(actor, act, body).reasons
    return Refusal("right.missing", reasons[0], {"act": act.value, "body": body})


def bodies_for(actor: Actor, act: Act) -> list[int]:
    """Every body over whose matters the person has the right, for filters of lists."""
    return sorted(district_graph(actor.on, actor.graph_version).permissions.bodies(actor.holdings, act))
