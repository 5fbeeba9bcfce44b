"""Staff look at the name and phone of a booking only when they must reach somebody, and it stands in the record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from juzhan.apps.bodies.recording import record_act
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.access import NOT_OF_THIS_HALL, serves_visitor
from juzhan.apps.hall.models import Booking, BookingContact, Ticket
from juzhan.domain.shared import Refusal, RefusalKind, Text

FORGOTTEN = RefusalKind(
    "booking.forgotten",
    Text("这个预约的姓名和电话已经删除。", "Name and phone of this booking have been deleted."),
)


def knows_contact(visit: Ticket) -> bool:
    """Whether somebody booked for this visit, and name and phone are still kept."""
    return visit.booking_id is not None and BookingContact.objects.filter(booking=visit.booking_id).exists()


@transaction.atomic
def show_contact(booking: Booking, *, by: Actor, at: datetime) -> BookingContact | Refusal:
    """The name and phone of a booking, for one who serves its community in the hall (个人信息保护法(2021), art. 51)."""
    if not serves_visitor(by, booking.hall, booking.community_id):
        return NOT_OF_THIS_HALL()
    contact = BookingContact.objects.filter(booking=booking).first()
    if contact is None:
        return FORGOTTEN()
    record_act(booking.community_id, "booking.shown", booking.record_subject, at, by)
    return contact
