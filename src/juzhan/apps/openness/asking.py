"""Which bodies a person may inquire of, and in which community the inquiry stands."""

from __future__ import annotations

from attrs import frozen

from juzhan.apps.bodies import rights, selectors
from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import Actor
from juzhan.domain.charter import Act

COMMUNITY_DIGITS = 12


@frozen
class Askable:
    """A body that a person may ask, and the code of the community where question and answer are published.

    ``communities`` are all communities for which the body works: a matter of one of them is published there.
    """

    body: Body
    community: str
    communities: frozenset[str]


def askable(actor: Actor) -> list[Askable]:
    """The bodies of communities over which the person has the right to inquire, by place; one query beside the graph."""
    graph = selectors.district_graph(actor.on, actor.graph_version).graph
    own = {post.place for post in actor.posts}
    found: dict[int, tuple[str, frozenset[str]]] = {}
    for body in rights.bodies_for(actor, Act.INQUIRE):
        served = graph.communities_of(body)
        here = [code for code in (graph.nodes[body].place, *sorted(own & served)) if len(code) == COMMUNITY_DIGITS]
        if here:
            found[body] = here[0], served
    rows = Body.objects.filter(pk__in=found).select_related("place").order_by("place", "id")
    return [Askable(body, *found[body.pk]) for body in rows]
