"""Who works in a hall: those who register at the desk of its bodies; who heads it: those who give its station work.

One hall may serve several communities (一站多居): which, and which bodies share it, follows from the charter in force there.
"""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.selectors import Actor, district_graph
from juzhan.apps.hall.models import Booking, Counter, Group, Hall, Shift, Ticket, VisitRating
from juzhan.apps.matters.codes import clean_code
from juzhan.domain.charter import Act, BodyNode, Graph
from juzhan.domain.charter.vocabulary import BodyKind
from juzhan.domain.shared import RefusalKind, Text
from juzhan.domain.shared.typed import whole_number

_HOSTS = (
    BodyKind.WORKSTATION,
    BodyKind.DEPARTMENT_STATION,
    BodyKind.STREET_SERVICE_CENTER,
    BodyKind.COMMITTEE_OFFICE,
    BodyKind.RESIDENTS_COMMITTEE,
)
"""Whose hall it is: the first of these that stands in its place or serves it."""

_RATING = Signer(sep=".", salt="juzhan.hall.rating")

NOT_OF_THIS_HALL = RefusalKind(
    "hall.not_yours",
    Text(
        "您不在这个大厅的机构任职，不能在这里叫号。",
        "You hold no post in the bodies of this hall, so you cannot work at its counters.",
    ),
)
NOT_ITS_HEAD = RefusalKind(
    "hall.not_head",
    Text("只有站长可以安排大厅。", "Only the head of the station arranges the hall."),
)


def bodies_of_hall(place: str, on: date, version: int | None = None) -> list[int]:
    """The bodies that work in the hall of a place on a day, its host first; a change of charter changes them.

    The host's hall is shared by its like, and by each committee of the communities it serves that a charter ties to it.
    """
    graph = district_graph(on, version).graph
    host = _host(graph, place)
    if host is None:
        return []
    near = {node.id: node for area in host.areas or (host.place,) for node in _near(graph, area)}
    shared = [node for node in near.values() if node != host and _shares(graph, node, host)]
    return [host.id, *(node.id for node in sorted(shared, key=_rank))]


def _host(graph: Graph, place: str) -> BodyNode | None:
    return min(_near(graph, place), key=_rank, default=None)


def _near(graph: Graph, place: str) -> list[BodyNode]:
    """The bodies of which one could host a hall that stand in a place or serve it."""
    scope = graph.scopes.get(place)
    known = (graph.nodes[body] for ids in scope.instances.values() for body in ids) if scope else graph.nodes.values()
    return [node for node in known if node.kind in _HOSTS and (node.place == place or place in node.areas)]


def _rank(node: BodyNode) -> tuple[int, int]:
    return _HOSTS.index(node.kind), node.id


def _shares(graph: Graph, node: BodyNode, host: BodyNode) -> bool:
    """Whether the charter puts a body into the host's hall: a station beside a station, or one that a relation ties to it."""
    pair = {node.id, host.id}
    scopes = graph.shared_scopes(node.id, host.id)
    return node.kind == host.kind or any({a, b} == pair for scope in scopes for a, b, _ in scope.pairs())


def communities_of_hall(place: str, on: date, version: int | None = None) -> list[str]:
    """The communities that the hall serves: with 一站多居 all those of its station."""
    graph = district_graph(on, version).graph
    host = _host(graph, place)
    return sorted(graph.communities_of(host.id)) if host else [place]


def hall_serving(place: str, on: date) -> Hall | None:
    """The hall in which the people of a place are served: its own, else that of the station or center that serves it."""
    host = _host(district_graph(on).graph, place)
    near = [place, *((host.place, *host.areas) if host else ()), place[:9]]
    halls = {hall.place_id: hall for hall in Hall.objects.filter(place__in=near).select_related("place")}
    return next((halls[code] for code in near if code in halls and _is_for(code, place, on)), None)


def _is_for(hall: str, place: str, on: date) -> bool:
    return hall == place or place in communities_of_hall(hall, on)


def halls_of(actor: Actor) -> Q:
    """The row rule: the halls in which a person works."""
    graph = district_graph(actor.on, actor.graph_version).graph
    desks = rights.bodies_for(actor, Act.REGISTER)
    areas = {area for desk in desks for area in (graph.nodes[desk].place, *graph.nodes[desk].areas)}
    hosts = [host for area in areas if (host := _host(graph, area))]
    near = areas | {area for host in hosts for area in (host.place, *host.areas)}
    mine = set(desks)
    return Q(place__in=[area for area in near if mine & set(bodies_of_hall(area, actor.on, actor.graph_version))])


def serves(actor: Actor, hall: Hall) -> bool:
    """Whether the person may work at the hall's counters today."""
    bodies = bodies_of_hall(hall.place_id, actor.on, actor.graph_version)
    return any(rights.acting_post(actor, Act.REGISTER, body) is not None for body in bodies)


def serves_visitor(actor: Actor, hall: Hall, community: str) -> bool:
    """Whether the person may see who a visitor of a community is: the host's staff all, a committee's its own."""
    graph = district_graph(actor.on, actor.graph_version).graph
    host, *sharing = bodies_of_hall(hall.place_id, actor.on, actor.graph_version) or [0]
    bodies = [host, *(body for body in sharing if community in graph.communities_of(body))]
    return any(rights.acting_post(actor, Act.REGISTER, body) is not None for body in bodies)


def heads(actor: Actor, hall: Hall) -> bool:
    """Whether the person heads the hall today."""
    return may_begin(actor, hall.place_id)


def may_begin(actor: Actor, place: str) -> bool:
    """Whether the person may set up the hall of a place: who would head it."""
    hosts = bodies_of_hall(place, actor.on, actor.graph_version)[:1]
    return any(rights.may(actor, Act.ASSIGN, body) for body in hosts)


def places_to_begin(actor: Actor) -> list[str]:
    """The places of the person's desks that have no hall yet and whose hall the person would head."""
    places = {post.place for post in actor.posts}
    without = places - set(Hall.objects.filter(place__in=places).values_list("place", flat=True))
    return sorted(place for place in without if may_begin(actor, place))


def _hall_in(place: str) -> Hall:
    """The hall of a place; 404 when there is none, also for what can be no place."""
    if not (place.isascii() and place.isdecimal()):
        raise Http404("hall")
    return get_object_or_404(Hall.objects.select_related("place"), place=place)


def hall_for_desk(actor: Actor, place: str) -> Hall:
    """The hall of a place for one who works in it; 404 when there is none, 403 for others."""
    hall = _hall_in(place)
    if not serves(actor, hall):
        raise PermissionDenied(NOT_OF_THIS_HALL())
    return hall


def hall_for_head(actor: Actor, place: str) -> Hall:
    """The hall of a place for its head; 404 when there is none, 403 for others."""
    hall = _hall_in(place)
    if not heads(actor, hall):
        raise PermissionDenied(NOT_ITS_HEAD())
    return hall


def ticket_in(hall: Hall, number: str) -> Ticket:
    """A ticket of a hall by the number of its row, for the hall's staff; 404 when there is none."""
    rows = Ticket.objects.select_related("hall", "group", "item__item", "community", "matter__item__item")
    return get_object_or_404(rows, hall=hall, pk=whole_number(number))


def counter_in(hall: Hall, number: str) -> Counter:
    """A counter of a hall by its number, for the hall's staff; 404 when there is none."""
    return get_object_or_404(Counter.objects.select_related("hall"), hall=hall, number=whole_number(number, 4))


def open_shift_in(hall: Hall, number: str) -> Shift:
    """Who sits at a counter of a hall now, by the counter's number; 404 when nobody does."""
    rows = Shift.objects.select_related("counter__hall")
    return get_object_or_404(rows, counter__hall=hall, counter__number=whole_number(number, 4), closed_at=None)


def group_in(hall: Hall, letter: str) -> Group:
    """A queue of a hall by its letter; 404 when there is none."""
    return get_object_or_404(Group, hall=hall, letter=letter if len(letter) == 1 and letter.isascii() else "")


def booking_in(hall: Hall, number: str) -> Booking:
    """A booking of a hall by the number of its row, for the hall's staff; 404 when there is none."""
    return get_object_or_404(Booking.objects.select_related("hall", "item"), hall=hall, pk=whole_number(number))


def public_hall(place: str) -> Hall:
    """The hall that serves a place, whose board, kiosk and numbers are open to anyone; 404 when there is none."""
    if not (place.isascii() and place.isdecimal()):
        raise Http404("hall")
    own = Hall.objects.select_related("place").filter(place=place).first()
    found = own or hall_serving(place, timezone.localdate())
    if found is None:
        raise Http404("hall")
    return found


def ticket_of(code: str) -> Ticket:
    """The ticket behind the code on a slip: who has the slip may follow, leave and rate; 404 when there is none."""
    clean = clean_code(code)
    found = Ticket.objects.select_related("hall__place", "group", "item__item", "counter", "matter__item", "community")
    ticket = found.filter(code=clean).first() if clean else None
    if ticket is None:
        raise Http404("ticket")
    return ticket


def rating_token(ticket: Ticket) -> str:
    """A signed word by which a visit is rated and nothing else is opened: what the hall itself shows to the visitor."""
    return _RATING.sign(str(ticket.pk))


def visit_of(token: str) -> Ticket:
    """The visit that a signed word lets one rate; 404 for any other word."""
    try:
        number = int(_RATING.unsign(token))
    except BadSignature:
        raise Http404("visit") from None
    return get_object_or_404(Ticket.objects.select_related("hall__place", "group", "item", "community"), pk=number)


def rating_of(code: str) -> VisitRating:
    """The rating behind the code that only the one who rated was given; 404 when there is none."""
    found = VisitRating.objects.select_related(
        "ticket__hall__place", "follow_up__owner", "follow_up__item", "answered_for"
    )
    clean = clean_code(code)
    rating = found.filter(code=clean).first() if clean else None
    if rating is None:
        raise Http404("rating")
    return rating


def booking_of(code: str) -> Booking:
    """The booking behind a code: who has it may move it, give it up and check in; 404 when there is none."""
    clean = clean_code(code)
    found = Booking.objects.select_related("hall__place", "group", "item__item", "community", "ticket")
    booking = found.filter(code=clean).first() if clean else None
    if booking is None:
        raise Http404("booking")
    return booking
