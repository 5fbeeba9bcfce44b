"""May says whether a person holding these posts may do this act to a matter of this body, and why.

Compiled once for a district's graph: for each act a mapping from (body, role) to the set of bodies over whose matters
it is allowed. One decision is one or a few look-ups; nothing is allocated. :func:`reference_may` is the slow definition
to which the compiled answer must be equal. Table of rights: :mod:`juzhan.domain.charter.grants`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from juzhan.domain.charter.explaining import Permit, explain_decision
from juzhan.domain.charter.grants import GRANTS, OWN, PASSES_DOWN, Act
from juzhan.domain.charter.graph import Graph, Scope
from juzhan.domain.charter.holding import Holding
from juzhan.domain.charter.vocabulary import RelationKind, Role

EMPTY: frozenset[int] = frozenset()


@frozen
class Permissions:
    """All rights over the bodies of one graph, ready to be asked."""

    graph: Graph
    rows: Mapping[Act, Mapping[int, frozenset[int]]]

    def may(self, holdings: Iterable[Holding], act: Act, owner_body_id: int) -> bool:
        """Whether any of these posts allows the act over matters that this body owns."""
        rows = self.rows[act]
        for holding in holdings:
            owners = rows.get(holding.code)
            if owners is not None and owner_body_id in owners:
                return True
        return False

    def bodies(self, holdings: Iterable[Holding], act: Act) -> frozenset[int]:
        """Every body over whose matters any of these posts allows the act: the set a query filters by."""
        rows = self.rows[act]
        found = [rows.get(holding.code, EMPTY) for holding in holdings]
        return found[0] if len(found) == 1 else EMPTY.union(*found)

    def explain(self, holdings: Sequence[Holding], act: Act, owner_body_id: int) -> Permit:
        """The same answer as ``may``, with its reasons: through which relation, or which would have been needed."""
        return explain_decision(self.graph, holdings, act, owner_body_id, self.may(holdings, act, owner_body_id))


def compile_permissions(graph: Graph) -> Permissions:
    """Work out every right in a graph from its relations and the table of grants."""
    owners = _owners_by_actor(graph)
    kept: dict[frozenset[int], frozenset[int]] = {}
    rows: dict[Act, dict[int, frozenset[int]]] = {act: {} for act in Act}
    for body_id in graph.nodes:
        for role in Role:
            code = Holding(body_id, role).code
            for act, found in _rights(body_id, role, owners[body_id]).items():
                rows[act][code] = kept.setdefault(found, found)
    return Permissions(graph, rows)


def _owners_by_actor(graph: Graph) -> dict[int, dict[RelationKind, set[int]]]:
    found: dict[int, dict[RelationKind, set[int]]] = defaultdict(lambda: defaultdict(set))
    for scope in graph.scopes.values():
        for from_id, to_id, tie in scope.pairs():
            found[from_id][tie.kind].add(to_id)
    return found


def _rights(body_id: int, role: Role, owners: Mapping[RelationKind, set[int]]) -> dict[Act, frozenset[int]]:
    found: dict[Act, set[int]] = defaultdict(set)
    for act in OWN[role]:
        found[act].add(body_id)
    for kind, others in owners.items():
        for act in GRANTS[kind][role]:
            found[act] |= others
    return {act: frozenset(bodies) for act, bodies in found.items()}


def reference_may(graph: Graph, holdings: Iterable[Holding], act: Act, owner_body_id: int) -> bool:
    """The definition of may, walked step by step in each community's scope; slow, for tests and for reading."""
    for holding in holdings:
        if holding.body_id == owner_body_id and holding.body_id in graph.nodes and act in OWN[holding.role]:
            return True
        for scope in graph.shared_scopes(holding.body_id, owner_body_id):
            for kind in RelationKind:
                if act in GRANTS[kind][holding.role] and _reaches(scope, kind, holding.body_id, owner_body_id):
                    return True
    return False


def _reaches(scope: Scope, kind: RelationKind, start: int, goal: int) -> bool:
    steps = {
        (a, b)
        for relation in scope.charter.relations
        if relation.kind is kind
        for a in scope.instances.get(relation.from_body, ())
        for b in scope.instances.get(relation.to_body, ())
    }
    if kind is RelationKind.COOPERATES:
        steps |= {(b, a) for a, b in steps}
    if kind not in PASSES_DOWN:
        return (start, goal) in steps
    reached, fresh = {start}, {start}
    while fresh:
        fresh = {b for a, b in steps if a in fresh} - reached
        reached |= fresh
    return goal in reached and start != goal
