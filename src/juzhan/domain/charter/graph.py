"""The graph of a district joins its concrete bodies by the relations of each community's charter.

Each community forms a *scope*: its charter, and the bodies on its own path (its own bodies, the cluster bodies that
serve it, its street's and its district's). A relation between two body keys joins the instances inside one scope, so a
relation of one community's charter never reaches another community's bodies, although both share the street office.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from attrs import field, frozen

from juzhan.domain.charter.model import Charter, Relation
from juzhan.domain.charter.vocabulary import BodyKind, Level, RelationKind
from juzhan.domain.shared import Text


@frozen
class BodyNode:
    """One concrete body: ``key`` names it in the charter, ``place`` is the code of its community, street or district.

    A cluster body lists in ``areas`` the codes of the communities it serves. Several nodes may share key and place
    (the sections of one street).
    """

    id: int
    key: str
    kind: BodyKind = field(converter=BodyKind)
    place: str
    areas: tuple[str, ...] = ()
    name: Text | None = None


@frozen
class Tie:
    """One body key standing to another: a relation itself, or a chain of leadership (``path`` has all its steps)."""

    kind: RelationKind
    from_key: str
    to_key: str
    path: tuple[Relation, ...]


@frozen
class Edge:
    """A relation between two concrete bodies, and by whose charter it exists."""

    from_id: int
    to_id: int
    relation: Relation
    charter: str
    community: str


@frozen
class Scope:
    """One community with its charter and the ids of the bodies that each charter key means there."""

    community: str
    charter: Charter
    instances: Mapping[str, tuple[int, ...]]
    ties: tuple[Tie, ...]

    def pairs(self) -> Iterator[tuple[int, int, Tie]]:
        """Each tie between concrete bodies of this scope: from, to, tie."""
        for tie in self.ties:
            for from_id in self.instances[tie.from_key]:
                for to_id in self.instances[tie.to_key]:
                    if from_id != to_id:
                        yield from_id, to_id, tie


@frozen
class Graph:
    """All bodies of a district and the scope of every community.

    ``missing`` lists (community, key) for bodies that a charter has and the district has not set up.
    """

    nodes: Mapping[int, BodyNode]
    scopes: Mapping[str, Scope]
    communities: Mapping[int, frozenset[str]]
    missing: tuple[tuple[str, str], ...]

    def communities_of(self, body_id: int) -> frozenset[str]:
        """The communities in whose scope a body stands: one for a community's own body, many for a street office."""
        return self.communities.get(body_id, frozenset())

    def shared_scopes(self, a: int, b: int) -> tuple[Scope, ...]:
        """The scopes in which both bodies stand, in the order of community codes."""
        return tuple(self.scopes[code] for code in sorted(self.communities_of(a) & self.communities_of(b)))

    def edges(self) -> Iterator[Edge]:
        """Every relation between concrete bodies, community by community."""
        for scope in self.scopes.values():
            for from_id, to_id, tie in scope.pairs():
                if len(tie.path) == 1:
                    yield Edge(from_id, to_id, tie.path[0], scope.charter.key, scope.community)

    def name_of(self, body_id: int) -> Text:
        """The body's own name, else the name its charter gives."""
        node = self.nodes[body_id]
        if node.name is not None:
            return node.name
        for code in sorted(self.communities_of(body_id)):
            return self.scopes[code].charter.bodies[node.key].name
        return node.kind.text


def build_graph(
    nodes: Iterable[BodyNode], charter_of_community: Mapping[str, Charter], parents: Mapping[str, str]
) -> Graph:
    """Join concrete bodies by the charters of their communities; ``parents`` maps a place code to the code above it."""
    by_id = {node.id: node for node in nodes}
    index = _index(by_id.values())
    ties = _TiesOfCharters()
    scopes = {}
    missing = []
    for code, charter in charter_of_community.items():
        path = _path(code, parents)
        found = {key: _instances(index, charter, key, code, path) for key in charter.bodies}
        missing += [(code, key) for key, ids in found.items() if not ids]
        present = {key: ids for key, ids in found.items() if ids}
        scopes[code] = Scope(code, charter, present, ties.of(charter, frozenset(present)))
    return Graph(by_id, scopes, _communities(scopes), tuple(missing))


def ties_among(charter: Charter, present: Iterable[str]) -> tuple[Tie, ...]:
    """All relations among the bodies present (cooperation both ways) and all longer chains of leadership."""
    here = frozenset(present)
    relations = [r for r in charter.relations if r.from_body in here and r.to_body in here]
    direct = [Tie(r.kind, r.from_body, r.to_body, (r,)) for r in relations]
    mutual = [Tie(r.kind, r.to_body, r.from_body, (r,)) for r in relations if r.kind is RelationKind.COOPERATES]
    return (*direct, *mutual, *_chains(relations))


def _chains(relations: Iterable[Relation]) -> Iterator[Tie]:
    """Leadership over two steps and more, each by its shortest way."""
    led: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        if relation.kind is RelationKind.LEADS:
            led[relation.from_body].append(relation)
    for start in list(led):
        reached = {start}
        ways: list[tuple[Relation, ...]] = [(first,) for first in led[start]]
        while ways:
            ways = [way for way in ways if way[-1].to_body not in reached]
            reached.update(way[-1].to_body for way in ways)
            first = _first_ways(ways)
            yield from (Tie(RelationKind.LEADS, start, way[-1].to_body, way) for way in first if len(way) > 1)
            ways = [(*way, step) for way in first for step in led.get(way[-1].to_body, ())]


def _first_ways(ways: list[tuple[Relation, ...]]) -> list[tuple[Relation, ...]]:
    first: dict[str, tuple[Relation, ...]] = {}
    for way in ways:
        first.setdefault(way[-1].to_body, way)
    return list(first.values())


class _TiesOfCharters:
    """The ties of a charter are worked out once for each set of bodies that communities have set up."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, frozenset[str]], tuple[Tie, ...]] = {}

    def of(self, charter: Charter, present: frozenset[str]) -> tuple[Tie, ...]:
        place = (id(charter), present)
        if place not in self._known:
            self._known[place] = ties_among(charter, present)
        return self._known[place]


def _path(code: str, parents: Mapping[str, str]) -> tuple[str, ...]:
    """A community's own code and the codes above it."""
    path = [code]
    while path[-1] in parents and parents[path[-1]] not in path:
        path.append(parents[path[-1]])
    return tuple(path)


def _index(nodes: Iterable[BodyNode]) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Body ids by key and place; a body that serves several areas is found at each of them."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for node in nodes:
        for place in node.areas or (node.place,):
            found[node.key, place].append(node.id)
    return {place: tuple(sorted(ids)) for place, ids in found.items()}


def _instances(
    index: Mapping[tuple[str, str], tuple[int, ...]], charter: Charter, key: str, code: str, path: tuple[str, ...]
) -> tuple[int, ...]:
    here = charter.bodies[key].level in (Level.COMMUNITY, Level.CLUSTER)
    places = (code,) if here else path[1:]
    return tuple(body_id for place in places for body_id in index.get((key, place), ()))


def _communities(scopes: Mapping[str, Scope]) -> Mapping[int, frozenset[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for scope in scopes.values():
        for ids in scope.instances.values():
            for body_id in ids:
                found[body_id].add(scope.community)
    return {body_id: frozenset(codes) for body_id, codes in found.items()}
