"""The bodies of an area as those above them see them: how they stand to one another by the charter, how much is late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor, district_graph
from juzhan.apps.matters.selectors import area_loads
from juzhan.apps.places.models import Place
from juzhan.domain.charter import Act, Graph, RelationKind, Scope
from juzhan.domain.shared import Text

LENGTH_OF_COMMUNITY = 12
LENGTH_OF_STREET = 9
DIRECTS = Text("可下达指令", "May instruct")
ASKS = Text("只能商请", "May only ask")
LOOKS = Text("只能查看", "May only look")
NEITHER = Text("没有权利", "No right")


@frozen
class Numbers:
    """How many open matters a body has, how many of them are late and how many are in an upper body's hands."""

    open: int = 0
    late: int = 0
    handed_up: int = 0


@frozen
class BodyInArea:
    """One body: its relations to those who look, what they may do, its load (None where they may not read its matters)."""

    body: int
    name: Text
    community: Place
    relations: Sequence[Text]
    may: Text
    load: Numbers | None


@frozen
class StreetInArea:
    """A street of an area in sums; ``load`` is None where one may read the matters of none of its bodies."""

    place: Place
    bodies: int
    load: Numbers | None


def oversees(actor: Actor) -> list[int]:
    """The bodies above the communities in which the person sits."""
    return [post.body_id for post in actor.posts if len(post.place) < LENGTH_OF_COMMUNITY]


def bodies_in_area(actor: Actor) -> list[BodyInArea]:
    """The bodies that own affairs below the person's own, latest first; four queries at most."""
    graph = district_graph(actor.on, actor.graph_version).graph
    uppers = oversees(actor)
    scopes = {code: graph.scopes[code] for body in uppers for code in graph.communities_of(body)}
    places = Place.objects.in_bulk(list(scopes))
    loads = {load.body.pk: Numbers(load.open, load.late, load.handed_up) for load in area_loads(actor, actor.on)}
    told = _Relations(graph, uppers)
    found: dict[int, BodyInArea] = {}
    for code, scope in scopes.items():
        for body in _owners(graph, scope):
            if body not in found and code in places:
                found[body] = _body_in_area(actor, graph, scope, body, places[code], told, loads.get(body))
    return sorted(found.values(), key=_latest_first)


def _latest_first(row: BodyInArea) -> tuple[int, int, int]:
    return (-row.load.late, -row.load.open, row.body) if row.load else (1, 0, row.body)


def _owners(graph: Graph, scope: Scope) -> Iterable[int]:
    keys = {rule.owner for rule in scope.charter.affairs if rule.owner}
    for key in sorted(keys):
        for body in scope.instances.get(key, ()):
            if len(graph.nodes[body].place) >= LENGTH_OF_COMMUNITY:
                yield body


def _body_in_area(
    actor: Actor, graph: Graph, scope: Scope, body: int, place: Place, told: _Relations, load: Numbers | None
) -> BodyInArea:
    reads = rights.may(actor, Act.READ, body)
    relations = told.to(scope, graph.nodes[body].key)
    numbers = (load or Numbers()) if reads else None
    return BodyInArea(body, graph.name_of(body), place, relations, _may(actor, body, reads=reads), numbers)


def _may(actor: Actor, body: int, *, reads: bool) -> Text:
    if rights.may(actor, Act.DIRECT, body):
        return DIRECTS
    if rights.may(actor, Act.ASK, body):
        return ASKS
    return LOOKS if reads else NEITHER


class _Relations:
    """How the bodies in which a person sits stand to a body key, worked out once for each charter."""

    def __init__(self, graph: Graph, uppers: Sequence[int]) -> None:
        self._keys = {graph.nodes[body].key for body in uppers}
        self._known: dict[tuple[int, str], list[Text]] = {}

    def to(self, scope: Scope, key: str) -> list[Text]:
        """The names of the relations, each once."""
        place = (id(scope.ties), key)
        if place not in self._known:
            kinds: Mapping[RelationKind, None] = dict.fromkeys(
                tie.kind for tie in scope.ties if tie.from_key in self._keys and tie.to_key == key
            )
            self._known[place] = [kind.text for kind in kinds]
        return self._known[place]


def streets_of(rows: Sequence[BodyInArea]) -> list[StreetInArea]:
    """The same bodies summed by street, the latest first."""
    codes = dict.fromkeys(row.community.pk[:LENGTH_OF_STREET] for row in rows)
    places = Place.objects.in_bulk(list(codes))
    found = [_street(places[code], rows) for code in codes if code in places]
    return sorted(found, key=_streets_latest_first)


def _streets_latest_first(street: StreetInArea) -> tuple[int, int, str]:
    load = street.load or Numbers()
    return (-load.late, -load.open, street.place.pk)


def _street(place: Place, rows: Sequence[BodyInArea]) -> StreetInArea:
    loads = [row.load for row in rows if row.community.pk.startswith(place.pk)]
    known = [load for load in loads if load is not None]
    return StreetInArea(place, len(loads), _sum(known) if known else None)


def _sum(loads: Sequence[Numbers]) -> Numbers:
    return Numbers(
        sum(load.open for load in loads), sum(load.late for load in loads), sum(load.handed_up for load in loads)
    )
