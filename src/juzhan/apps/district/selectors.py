"""What the desk of the district shows: numbers, communities with their charters, a place with its bodies and people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attrs import frozen
from django.db.models import Count, Prefetch, Q, QuerySet

from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.bodies.models import Body, BodyService, CharterTerm, Holding, Post
from juzhan.apps.bodies.reading import Staffed, staffed
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.district.models import TableImport
from juzhan.apps.matters.models import Matter
from juzhan.apps.places.models import Place
from juzhan.domain.charter import Charter
from juzhan.domain.charter.vocabulary import Level

PAGE = 150
MOST_PEOPLE = 500
"""People whose names the form for appointing suggests."""


@frozen
class Numbers:
    """How much is loaded."""

    districts: int
    streets: int
    communities: int
    bare: int
    items: int


def numbers(on: date) -> Numbers:
    """Count in two queries; ``bare`` are communities that no charter runs today."""
    running = CharterTerm.objects.filter(bodies.in_force(on)).values("community")
    is_community = Q(kind=Place.Kind.COMMUNITY)
    counts = Place.objects.aggregate(
        districts=Count("pk", filter=Q(kind=Place.Kind.DISTRICT)),
        streets=Count("pk", filter=Q(kind=Place.Kind.STREET)),
        communities=Count("pk", filter=is_community),
        bare=Count("pk", filter=is_community & ~Q(pk__in=running)),
    )
    return Numbers(**counts, items=items_on(on).filter(is_historical=False).count())


def awaited_years() -> dict[int, int]:
    """The years whose holidays are missing, each with the number of matters whose last day waits for it."""
    waiting = Matter.objects.filter(awaits_year__isnull=False).values_list("awaits_year")
    return dict(waiting.annotate(Count("pk")).order_by("awaits_year"))


def recent_imports(count: int = 5) -> QuerySet[TableImport]:
    """The newest uploads."""
    return TableImport.objects.select_related("person").defer("content").order_by("-uploaded_at")[:count]


@frozen
class Run:
    """A community with the charter it is run by, since when, and what is to follow; ``station`` names a foreign station."""

    place: Place
    charter: Charter | None
    since: date | None
    following: CharterTerm | None
    planned: CharterTerm | None = None
    """The last of the charters that are to follow: the one that can be withdrawn, if another stands before it."""

    @property
    def planned_charter(self) -> Charter | None:
        """The charter of the plan that can be withdrawn."""
        return bodies.charters().get(self.planned.charter) if self.planned else None

    @property
    def following_charter(self) -> Charter | None:
        """The charter that is to follow."""
        return bodies.charters().get(self.following.charter) if self.following else None


def runs(communities: Sequence[Place], on: date) -> list[Run]:
    """Each community with its charters, in one query for all."""
    terms: dict[str, list[CharterTerm]] = {}
    for term in CharterTerm.objects.filter(community__in=communities).order_by("valid_from"):
        terms.setdefault(term.community_id, []).append(term)
    return [_run(place, terms.get(place.pk, []), on) for place in communities]


def _run(place: Place, terms: Sequence[CharterTerm], on: date) -> Run:
    now = next(
        (term for term in terms if term.valid_from <= on and not (term.valid_until and term.valid_until <= on)), None
    )
    following = next((term for term in terms if term.valid_from > on), None)
    charter = bodies.charters().get(now.charter) if now else None
    planned = terms[-1] if len(terms) > 1 and terms[-1].valid_from > on else None
    return Run(place, charter, now.valid_from if now else None, following, planned)


def planned_with(term: CharterTerm) -> list[Place]:
    """The other communities that are to change to the same charter on the same day."""
    terms = CharterTerm.objects.filter(charter=term.charter, valid_from=term.valid_from, valid_until=None)
    return [row.community for row in terms.exclude(pk=term.pk).select_related("community").order_by("community")]


def under(communities: QuerySet[Place], charter: str, on: date) -> QuerySet[Place]:
    """Of some communities those that a charter runs; ``-`` those that none runs."""
    running = CharterTerm.objects.filter(bodies.in_force(on))
    if charter == "-":
        return communities.exclude(pk__in=running.values("community"))
    return communities.filter(pk__in=running.filter(charter=charter).values("community")) if charter else communities


def terms_of(place: Place) -> list[tuple[CharterTerm, Charter]]:
    """The charters of a community, newest first."""
    rows = CharterTerm.objects.filter(community=place).order_by("-valid_from")
    return [(row, bodies.charters()[row.charter]) for row in rows]


def bodies_here(place: Place, charter: Charter | None, on: date) -> list[Staffed]:
    """The bodies that stand in a place today or later, with their posts and who holds or will hold them; three queries."""
    later = Q(valid_until=None) | Q(valid_until__gt=on)
    held = Holding.objects.filter(later).select_related("person").order_by("valid_from", "id")
    posts = Post.objects.order_by("id").prefetch_related(Prefetch("holdings", held))
    rows = Body.objects.filter(later, place=place).order_by("valid_from", "id")
    return staffed(rows.prefetch_related(Prefetch("posts", posts)), charter)


def station_of(place: Place, on: date) -> Body | None:
    """The shared station that serves a community; None where its charter knows no such stations."""
    service = BodyService.objects.filter(bodies.in_force(on), community=place).select_related("body__place").first()
    return service.body if service else None


def seats_for(place: Place, on: date) -> QuerySet[Place]:
    """The communities of the same district whose station could serve this one: those run by the same charter."""
    term = CharterTerm.objects.filter(bodies.in_force(on), community=place).first()
    same = CharterTerm.objects.filter(bodies.in_force(on), charter=term.charter if term else "").values("community")
    return Place.objects.filter(pk__in=same, code__startswith=place.pk[:6]).select_related("parent").order_by("code")


def knows_shared_stations(charter: Charter | None) -> bool:
    """Whether one station may serve several communities under this charter."""
    return charter is not None and any(body.level is Level.CLUSTER for body in charter.bodies.values())


def people() -> QuerySet[Person]:
    """People who can be appointed, by name."""
    return Person.objects.filter(is_active=True).order_by("name", "username")
