"""Small synthetic districts: streets 1 and 2, each with communities a and b, every body of their charters set up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from juzhan.domain.charter import (
    Act,
    BodyNode,
    Charter,
    Graph,
    Holding,
    Level,
    Permissions,
    Permit,
    Role,
    build_graph,
    compile_permissions,
)

ROOT = Path(__file__).parents[3]
CHARTERS = ROOT / "charters"
LAW = ROOT / "rules" / "cn" / "charter_law.toml"
HERE = Path(__file__).parent
SOUND = HERE / "sound.toml"
CASES = HERE / "cases"

DISTRICT = "510199"
COMMUNITIES = ("510199001001", "510199001002", "510199002001", "510199002002")


@frozen
class Town:
    """A district with its graph; bodies are found by key and community, as (``workstation``, 0)."""

    graph: Graph
    permissions: Permissions
    ids: dict[tuple[str, str], int]

    def body(self, key: str, community: int = 0) -> int:
        """The id of the body with this key for a community: its own, its cluster's, its street's or its district's."""
        (body_id,) = self.graph.scopes[COMMUNITIES[community]].instances[key]
        return body_id

    def may(self, key: str, role: Role, act: Act, owner: str, community: int = 0, owner_community: int = 0) -> bool:
        """Whether one post of a body allows an act over another body's matters."""
        holding = Holding(self.body(key, community), role)
        return self.permissions.may((holding,), act, self.body(owner, owner_community))

    def explain(self, key: str, role: Role, act: Act, owner: str) -> Permit:
        """The same with reasons."""
        return self.permissions.explain((Holding(self.body(key), role),), act, self.body(owner))


def place_of(level: Level, community: str) -> str:
    """The code of the place of a level on the path of a community; a cluster stands at the street."""
    lengths = {Level.DISTRICT: 6, Level.STREET: 9, Level.CLUSTER: 9, Level.COMMUNITY: 12}
    return community[: lengths[level]]


def town_under(*charters: Charter, skip: Any = ()) -> Town:
    """A district whose communities live under these charters, in order; bodies named in ``skip`` are not set up."""
    assigned = dict(zip(COMMUNITIES, charters, strict=False))
    ids: dict[tuple[str, str], int] = {}
    nodes: dict[int, BodyNode] = {}
    for community, charter in assigned.items():
        for body in charter.bodies.values():
            place = place_of(body.level, community)
            if (body.key, place) in ids or body.key in skip:
                continue
            number = ids[body.key, place] = len(ids) + 1
            areas = tuple(c for c in assigned if c.startswith(place)) if body.level is Level.CLUSTER else ()
            nodes[number] = BodyNode(number, body.key, body.kind, place, areas)
    parents = {community: community[:9] for community in assigned} | {c[:9]: DISTRICT for c in assigned}
    graph = build_graph(nodes.values(), assigned, parents)
    return Town(graph, compile_permissions(graph), ids)
