"""Reads of bodies: the graph of the district on a day, who acts in which posts, who holds what since when."""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from attrs import frozen
from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, GraphVersion, Holding
from juzhan.apps.compiled import Compiled
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain
from juzhan.domain.charter.vocabulary import BodyKind, RelationKind, Role
from juzhan.domain.shared import Text


@cache
def charters() -> Mapping[str, domain.Charter]:
    """All charters of the folder ``charters/``, read once."""
    return domain.load_charters(settings.CHARTERS)


@cache
def charter_law() -> domain.CharterLaw:
    """What the organic law asks of a charter, by date, read once."""
    return domain.load_charter_law(settings.RULES / "charter_law.toml")


@cache
def _titles() -> Mapping[str, Text]:
    given = (post for charter in charters().values() for post in charter.posts.values())
    added = (post for rule in charter_law().rules if rule.completion for post in rule.completion.posts)
    return {post.title.zh: post.title for post in (*added, *given)}


def title_of(title: str) -> Text:
    """The title of a post in both languages, by the Chinese one that a step of a matter keeps."""
    return _titles().get(title, Text(title, title))


@cache
def _completed(name: str, text_since: date | None, on: date) -> domain.Charter:
    return domain.completed_by_law(charters()[name], on, charter_law())


def running_charter(name: str, on: date) -> domain.Charter:
    """A charter as it is run on a day: completed by the bodies and relations that the law in force adds."""
    text = charter_law().text_on(on)
    since = text.since if text else None
    return _completed(name, since, since or on)


@frozen
class HeldPost:
    """A post that a person holds today: enough to act in it and to say so."""

    post_id: int
    body_id: int
    body: Text
    key: str
    kind: BodyKind
    place: str
    role: Role
    title: Text

    @property
    def holding(self) -> domain.Holding:
        """The post as the permission rules read it."""
        return domain.Holding(self.body_id, self.role)


@frozen
class Actor:
    """A person with the posts they hold on the day they act."""

    person_id: int
    name: Text
    posts: tuple[HeldPost, ...]
    on: date
    graph_version: int

    @property
    def holdings(self) -> tuple[domain.Holding, ...]:
        """The posts as the permission rules read them."""
        return tuple(post.holding for post in self.posts)


def in_force(on: Any) -> Q:
    """Rows in force on a day: from it inclusive, until exclusive."""
    return Q(valid_from__lte=on) & (Q(valid_until__isnull=True) | Q(valid_until__gt=on))


def _held_on(person: Any, on: Any) -> QuerySet[Holding]:
    seat = Q(post__body__valid_from__lte=on) & (
        Q(post__body__valid_until__isnull=True) | Q(post__body__valid_until__gt=on)
    )
    return (
        Holding.objects.filter(in_force(on), seat, person=person)
        .select_related("post__body")
        .extra(select={"graph_version": "SELECT number FROM bodies_graphversion LIMIT 1"})
        .order_by("id")
    )


_held = Compiled(_held_on)


def actor_of(person: Person, on: date) -> Actor:
    """The person with the posts held on this day, in one query; a post that ended yesterday is not among them."""
    posts, version = [], 0
    for row in _held.all(person=person.pk, on=on):
        body = row.post.body
        version = row.graph_version or 0  # type: ignore[attr-defined]
        posts.append(
            HeldPost(
                row.post_id,
                body.pk,
                body.text,
                body.key,
                BodyKind(body.kind),
                body.place_id,
                Role(row.post.role),
                row.post.text,
            )
        )
    return Actor(person.pk, person.text, tuple(posts), on, version)


@frozen
class DistrictGraph:
    """The compiled graph of one day."""

    graph: domain.Graph
    permissions: domain.Permissions


_cache: dict[tuple[int, int], DistrictGraph] = {}
_edges: dict[int, list[date]] = {}
_lock = threading.Lock()
_MOST_KEPT = 16


def district_graph(on: date, version: int | None = None) -> DistrictGraph:
    """The graph and the permissions of a day; rebuilt only when bodies or charters differ from those already built."""
    if version is None:
        version = graph_version()
    edges = _edges.get(version)
    if edges is not None:
        found = _cache.get((version, bisect_right(edges, on)))
        if found is not None:
            return found
    with _lock:
        return _built(on, version)


def _built(on: date, version: int) -> DistrictGraph:
    if version not in _edges or len(_cache) >= _MOST_KEPT:
        _cache.clear()
        _edges.clear()
        _edges[version] = _days_of_change()
    key = version, bisect_right(_edges[version], on)
    if key not in _cache:
        _cache[key] = _build(on)
    return _cache[key]


def _days_of_change() -> list[date]:
    """Every day on which a body, a service or a charter begins or ends: between two of them the graph stays the same."""
    days = {text.since for text in charter_law().texts}
    for model in (Body, BodyService, CharterTerm):
        for begun, ended in model.objects.values_list("valid_from", "valid_until").distinct():
            days.add(begun)
            days.update([ended] if ended else [])
    return sorted(days)


def graph_version() -> int:
    """The number that grows with every change of the graph."""
    return GraphVersion.objects.values_list("number", flat=True).first() or 0


def _build(on: date) -> DistrictGraph:
    rows = Body.objects.filter(in_force(on)).prefetch_related(
        Prefetch("services", BodyService.objects.filter(in_force(on)))
    )
    nodes = [
        domain.BodyNode(
            id=body.pk,
            key=body.key,
            kind=BodyKind(body.kind),
            place=body.place_id,
            areas=tuple(sorted(service.community_id for service in body.services.all())),
            name=body.text,
        )
        for body in rows
    ]
    terms = CharterTerm.objects.filter(in_force(on)).values_list("community_id", "charter")
    parents = dict(Place.objects.exclude(parent=None).values_list("code", "parent_id"))
    graph = domain.build_graph(nodes, {code: running_charter(name, on) for code, name in terms}, parents)
    return DistrictGraph(graph, domain.compile_permissions(graph))


def upper_bodies(body: int, on: date) -> list[int]:
    """The bodies above the community that lead, dispatch, manage, guide, train or entrust this one: where it can hand up."""
    graph = district_graph(on).graph
    level = len(graph.nodes[body].place)
    above = {
        from_id
        for scope in graph.scopes.values()
        if scope.community in graph.communities_of(body)
        for from_id, to_id, tie in scope.pairs()
        if to_id == body and tie.kind in _UPWARD and len(graph.nodes[from_id].place) < level
    }
    return sorted(above)


_UPWARD = frozenset(
    {
        RelationKind.LEADS,
        RelationKind.DISPATCHES,
        RelationKind.MANAGES,
        RelationKind.GUIDES,
        RelationKind.TRAINS,
        RelationKind.ENTRUSTS,
    }
)


_term = Compiled(lambda community, on: CharterTerm.objects.filter(in_force(on), community_id=community))


def charter_of(community: str, on: date) -> domain.Charter | None:
    """The charter by which a community is run on a day; None before its first charter."""
    term = _term.first(community=community, on=on)
    return running_charter(term.charter, on) if term else None


def bodies_of_community(community: str, on: date) -> QuerySet[Body]:
    """The bodies that stand in the community or serve it on this day."""
    return (
        Body.objects.filter(in_force(on))
        .filter(Q(place_id=community) | Q(pk__in=_serving(community, on)))
        .order_by("id")
    )


def _serving(community: Any, on: Any) -> QuerySet[BodyService, Any]:
    return BodyService.objects.filter(in_force(on), community_id=community).values("body_id")


def path_of(community: str) -> list[str]:
    """The community's code and the codes of the places above it, nearest first."""
    return [community, community[:9], community[:6]]


_answering = Compiled(
    lambda key, on, community, street, district: Body.objects.filter(in_force(on), key=key).filter(
        Q(pk__in=_serving(community, on)) | Q(place=community) | Q(place=street) | Q(place=district)
    )
)


def body_for(community: str, key: str, on: date) -> Body | None:
    """The body with this key that answers for the community: its own, one that serves it, or one above it."""
    _, street, district = path_of(community)
    found = _answering.all(key=key, on=on, community=community, street=street, district=district)
    return max(found, key=lambda body: len(body.place_id), default=None)


def holders(body_ids: list[int], on: date) -> QuerySet[Holding]:
    """Who holds the posts of these bodies on a day, and since when."""
    return (
        Holding.objects.filter(in_force(on), post__body_id__in=body_ids)
        .select_related("person", "post")
        .order_by("post_id", "valid_from", "id")
    )
