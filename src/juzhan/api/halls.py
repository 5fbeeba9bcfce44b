"""What a visitor's program may do in a hall: see it, take a number, follow it, rate the visit, book, move, cancel, check in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header, Router

from juzhan.api import hall_shapes as shapes
from juzhan.api.problems import Refused, taken
from juzhan.api.public import community_of
from juzhan.api.residents import submission_of
from juzhan.api.schemas import halls as schemas
from juzhan.api.schemas.common import ProblemOut
from juzhan.api.shapes import answer
from juzhan.apps.accounts.throttle import client_key
from juzhan.apps.bodies.selectors import graph_version
from juzhan.apps.hall import offers
from juzhan.apps.hall.access import booking_of, communities_of_hall, public_hall, rating_of, ticket_of
from juzhan.apps.hall.models import Booking, Hall, Ticket
from juzhan.apps.hall.papers import papers_of
from juzhan.apps.hall.rated import read_rating, satisfaction
from juzhan.apps.hall.services import booking as bookings
from juzhan.apps.hall.services import calling, taking
from juzhan.apps.hall.services.rating import Said, rate_visit
from juzhan.apps.hall.slots import days_of
from juzhan.apps.hall.views.codes import PHONES, count_miss, guessing
from juzhan.apps.hall.views.limits import Limit, within
from juzhan.apps.hall.views.rating import refuse_staff, signed_in
from juzhan.apps.places.models import Place
from juzhan.domain.matters import Rating
from juzhan.domain.queueing.order import lane_of
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.domain.shared.phones import clean_phone

router = Router(tags=["halls"])
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)]
T = TypeVar("T")

NO_SUCH_QUEUE = RefusalKind(
    "hall.no_such_queue",
    Text("这个大厅没有这个队列，也不办这个事项。", "This hall has no such queue and does not handle this item."),
    about="item",
)
NOT_A_PHONE = RefusalKind(
    "booking.phone", Text("这不像一个电话号码。", "This does not look like a phone number."), about="phone"
)


@router.get("/halls", response=list[schemas.HallRow])
def halls(request: HttpRequest) -> HttpResponse:
    """List the halls of the district."""
    at, version = timezone.now(), graph_version()
    rows = Hall.objects.select_related("place").order_by("place")
    return answer([shapes.hall_row(row, at, version) for row in rows])


@router.get("/halls/{place}", response=schemas.HallOut)
def hall(request: HttpRequest, place: str) -> HttpResponse:
    """Show the hall that serves a place as it stands: calls, queues with waiting ranges, counters."""
    return answer(shapes.hall(public_hall(place), timezone.now()))


@router.get("/halls/{place}/figures", response=schemas.HallFiguresOut)
def figures(request: HttpRequest, place: str) -> HttpResponse:
    """Show how visitors rate a hall and how many trips matters take; never on fewer cases than the minimum.

    Where the hall serves several communities: the visitors of ``place``.
    """
    here, on = public_hall(place), timezone.localdate()
    served = communities_of_hall(here.place_id, on)
    return answer(shapes.figures(satisfaction(here, on, place if len(served) > 1 and place in served else "")))


@router.post("/halls/{place}/tickets", response={201: schemas.TicketOut, 409: ProblemOut, 422: ProblemOut})
def take(request: HttpRequest, place: str, payload: schemas.TicketIn, idempotency_key: Key) -> HttpResponse:
    """Take a number. Send the same ``Idempotency-Key`` again after a lost answer: it gives the same number."""
    here, at = public_hall(place), timezone.now()
    chosen = _chosen(here, timezone.localdate(), payload.item, payload.queue)
    community = _community(here, payload.community or place)
    wish = taking.Wish(chosen.group, chosen.item, community, payload.comes_as, _lacked(chosen, payload.missing))
    submission = _submission(request, "ticket", here.place_id, idempotency_key)
    lane = lane_of(green=payload.green)
    result = within(
        request,
        Limit.NUMBERS,
        lambda: taking.take_ticket(here, wish, submission=submission, at=at, lane=lane),
        Ticket.objects.filter(submission=submission).exists,
        at=at,
    )
    return _ticket(taken(result), at, 201)


def _lacked(chosen: offers.Chosen, codes: Sequence[str]) -> tuple[str, ...]:
    """The papers of the guide, and of a proxy, among those that were named."""
    known = {paper.material.code for paper in papers_of(chosen.item)}
    return tuple(code for code in dict.fromkeys(codes) if code in known)


def _submission(request: HttpRequest, what: str, where: str, key: str) -> UUID:
    """Callers choose their keys, and two may choose the same: what the one got the other must not be given."""
    return submission_of(key, f"{what} {where}", client_key(request, "key"))


def _chosen(here: Hall, on: date, item: str, queue: str = "") -> offers.Chosen:
    chosen = offers.chosen(here, on, item=item, letter=queue)
    if chosen is None or (chosen.item and chosen.item.is_historical):
        raise Refused(NO_SUCH_QUEUE())
    return chosen


def _community(here: Hall, code: str) -> Place:
    """Whose the visitor is: of the place by whose address they came unless another is named."""
    return here.place if code == here.place_id else community_of(code)


def _ticket(row: Ticket, at: datetime, status: int = 200) -> HttpResponse:
    return answer(shapes.ticket(ticket_of(row.code), at), status=status)


def _opened(request: HttpRequest, find: Callable[[str], T], code: str) -> T:
    """What a code opens; guessing is slowed, together with that on the pages."""
    if refusal := guessing(request):
        raise Refused(refusal)
    try:
        return find(code)
    except Http404:
        count_miss(request)
        raise


@router.get("/tickets/{code}", response=schemas.TicketOut)
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """Show where a number stands."""
    return answer(shapes.ticket(_opened(request, ticket_of, code), timezone.now()))


@router.post("/tickets/{code}/leaving", response={200: schemas.TicketOut, 409: ProblemOut})
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Give a number up."""
    at = timezone.now()
    return _ticket(taken(calling.leave(_opened(request, ticket_of, code), at=at)), at)


@router.post("/tickets/{code}/rating", response={201: schemas.VisitRatingOut, 409: ProblemOut, 422: ProblemOut})
def rate(request: HttpRequest, code: str, payload: schemas.VisitRatingIn, idempotency_key: Key) -> HttpResponse:
    """Rate a visit, once. By the code in the answer the rating is read, and what became of it; by the ticket's it is not."""
    row = _opened(request, ticket_of, code)
    phone = clean_phone(payload.phone) if payload.phone else ""
    if phone is None:
        raise Refused(NOT_A_PHONE())
    said = Said(Rating(payload.grade), payload.reasons, payload.comment, phone)
    submission = _submission(request, "rating", row.code, idempotency_key)
    given = taken(rate_visit(row, said, at=timezone.now(), by=signed_in(request), submission=submission))
    return answer(shapes.rating(read_rating(rating_of(given.code))), status=201)


@router.get("/ratings/{code}", response=schemas.VisitRatingOut)
def rating(request: HttpRequest, code: str) -> HttpResponse:
    """Show a rating and its follow-up to the one who gave it; not to those who work in the hall."""
    row = _opened(request, rating_of, code)
    refuse_staff(request, row.ticket.hall)
    return answer(shapes.rating(read_rating(row)))


@router.get("/halls/{place}/slots", response=list[schemas.DayOut])
def slots(request: HttpRequest, place: str) -> HttpResponse:
    """List the times that can be booked, day by day, with the places left."""
    return answer([shapes.day(row) for row in days_of(public_hall(place), timezone.now())])


@router.post("/halls/{place}/bookings", response={201: schemas.BookingOut, 409: ProblemOut, 422: ProblemOut})
def book(request: HttpRequest, place: str, payload: schemas.BookingIn, idempotency_key: Key) -> HttpResponse:
    """Book a time. Send the same ``Idempotency-Key`` again after a lost answer: it gives the same booking."""
    here = public_hall(place)
    chosen = _chosen(here, timezone.localdate(), payload.item)
    phone = clean_phone(payload.phone)
    if chosen.item is None or phone is None:
        raise Refused(NOT_A_PHONE() if phone is None else NO_SUCH_QUEUE())
    asked = bookings.Asked(chosen.item, _community(here, payload.community or place), phone, payload.name)
    return _booking(_booked(request, here, asked, payload.begins, idempotency_key), 201)


def _booked(request: HttpRequest, here: Hall, asked: bookings.Asked, begins: datetime, key: str) -> Booking:
    if refusal := guessing(request, PHONES):
        raise Refused(refusal)
    at, submission = timezone.now(), _submission(request, "booking", here.place_id, key)
    result = within(
        request,
        Limit.BOOKINGS,
        lambda: bookings.book(here, asked, begins, submission=submission, at=at),
        Booking.objects.filter(submission=submission).exists,
        at=at,
    )
    if isinstance(result, Refusal) and result.code == bookings.BOOKED_ALREADY.code:
        count_miss(request, PHONES)
    row: Booking = taken(result)
    return row


def _booking(row: Booking, status: int = 200) -> HttpResponse:
    return answer(shapes.booking(booking_of(row.code)), status=status)


@router.get("/bookings/{code}", response=schemas.BookingOut)
def booking(request: HttpRequest, code: str) -> HttpResponse:
    """Show a booking; it never tells who booked."""
    return answer(shapes.booking(_opened(request, booking_of, code)))


@router.post("/bookings/{code}/change", response={200: schemas.BookingOut, 409: ProblemOut, 422: ProblemOut})
def change(request: HttpRequest, code: str, payload: schemas.MoveIn) -> HttpResponse:
    """Move a booking to another time; if that is refused, it stays where it was."""
    row = _opened(request, booking_of, code)
    return _booking(taken(bookings.change_booking(row, payload.begins, at=timezone.now())))


@router.post("/bookings/{code}/cancellation", response={200: schemas.BookingOut, 409: ProblemOut})
def cancel(request: HttpRequest, code: str) -> HttpResponse:
    """Give a booking up; who booked is forgotten at once."""
    return _booking(taken(bookings.cancel_booking(_opened(request, booking_of, code), at=timezone.now())))


@router.post("/bookings/{code}/arrival", response={200: schemas.TicketOut, 409: ProblemOut})
def arrive(request: HttpRequest, code: str, payload: schemas.ArrivalIn) -> HttpResponse:
    """Check in on the day and get the number."""
    at = timezone.now()
    row = _opened(request, booking_of, code)
    return _ticket(taken(bookings.arrive(row, at=at, green=payload.green)), at)
