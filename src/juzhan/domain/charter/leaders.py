"""A dispute about whose a matter is goes to the nearest body that leads both sides; the charter decides which that is.

Nearest means fewest steps of leadership to the farther side, then fewest steps in all. Guiding, dispatching and
supervising are not leading: where no body leads both, the answer is ``None`` and says which body comes closest.
Source: seeds/002 (社区党组织书记担任工作站站长，避免推诿); seeds/000 essay three for the departmental pattern.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from juzhan.domain.charter.explaining import spoken
from juzhan.domain.charter.graph import Graph, Scope
from juzhan.domain.charter.vocabulary import RelationKind
from juzhan.domain.shared import Text

BOTH_LED = Text(
    "{leader}是同时领导{a}和{b}的最近机构", "The {leader} is the nearest body that leads both the {a} and the {b}"
)
NONE_LEADS = Text(
    "没有机构同时领导{a}和{b}：指导、派出和监督都不是领导",
    "No body leads both the {a} and the {b}: guiding, dispatching and supervising are not leading",
)
ONE_LEADS = Text(
    "{a}领导{b}，此外没有机构同时领导两者，因此由{a}决定",
    "The {a} leads the {b} and nobody leads both, so the {a} decides",
)
COMES_CLOSEST = Text(
    "{first}。最近的是{body}：它领导或指导两边，但对只受指导的一方不能下命令，只能请双方协商",
    "{first}. The {body} comes closest: it leads or guides both, but cannot command the side that it only guides",
)


@frozen
class CommonLeader:
    """The nearest body that leads both, or why there is none.

    ``last_resort`` is set only where ``leader`` is ``None``: the one side that leads the other, else the nearest body that
    leads or guides both sides.
    """

    leader: int | None
    last_resort: int | None
    reason: Text


def nearest_common_leader(graph: Graph, a: int, b: int) -> int | None:
    """The id of the nearest body that leads both, ``None`` where there is none."""
    return _nearest(_distances(graph, a, b, leading_only=True))


def find_common_leader(graph: Graph, a: int, b: int) -> CommonLeader:
    """The nearest body that leads both, with the reason; where there is none, the body that comes closest."""
    names = {"a": spoken(graph, a), "b": spoken(graph, b)}
    leader = nearest_common_leader(graph, a, b)
    if leader is not None:
        return CommonLeader(leader, None, BOTH_LED.format(leader=spoken(graph, leader), **names))
    for one, other in ((a, b), (b, a)):
        if one in _above(_shared_or_own(graph, a, b, other), other, leading_only=True):
            return CommonLeader(None, one, ONE_LEADS.format(a=spoken(graph, one), b=spoken(graph, other)))
    none = NONE_LEADS.format(**names)
    last = _nearest(_distances(graph, a, b, leading_only=False))
    if last is None:
        return CommonLeader(None, None, none)
    return CommonLeader(None, last, COMES_CLOSEST.format(first=none, body=spoken(graph, last)))


def _nearest(distances: Mapping[int, tuple[int, int]]) -> int | None:
    """The body with the least farther distance, then the least sum, then the lowest id."""
    if not distances:
        return None
    return min(distances, key=lambda body: (max(distances[body]), sum(distances[body]), body))


def _distances(graph: Graph, a: int, b: int, leading_only: bool) -> dict[int, tuple[int, int]]:
    """Every body above both, with its distance to each; in a shared scope where there is one."""
    above_a = _above(_shared_or_own(graph, a, b, a), a, leading_only)
    above_b = _above(_shared_or_own(graph, a, b, b), b, leading_only)
    return {body: (above_a[body], above_b[body]) for body in above_a.keys() & above_b.keys()}


def _shared_or_own(graph: Graph, a: int, b: int, body: int) -> tuple[Scope, ...]:
    """The scopes that two bodies share, else those of one of them."""
    return graph.shared_scopes(a, b) or tuple(graph.scopes[code] for code in sorted(graph.communities_of(body)))


def _above(scopes: Iterable[Scope], body: int, leading_only: bool) -> dict[int, int]:
    """Every body that leads this one (or also guides it), with the number of steps."""
    kinds = {RelationKind.LEADS} if leading_only else {RelationKind.LEADS, RelationKind.GUIDES}
    found: dict[int, int] = {}
    for scope in scopes:
        for from_id, to_id, tie in scope.pairs():
            if to_id == body and tie.kind in kinds:
                found[from_id] = min(found.get(from_id, len(tie.path)), len(tie.path))
    return found
