"""A hall, its counters and queues; tickets, each change of which is a timed step; bookings; ratings of visits."""

from __future__ import annotations

from juzhan.apps.hall.models.bookings import Booking, BookingContact, DayCount, SlotCount
from juzhan.apps.hall.models.halls import Counter, Group, Hall, ItemCap, Roster, Shift, as_plain
from juzhan.apps.hall.models.ratings import HallFigures, VisitRating
from juzhan.apps.hall.models.tickets import Slip, Ticket, TicketStep

__all__ = [
    "Booking",
    "BookingContact",
    "Counter",
    "DayCount",
    "Group",
    "Hall",
    "HallFigures",
    "ItemCap",
    "Roster",
    "Shift",
    "Slip",
    "SlotCount",
    "Ticket",
    "TicketStep",
    "VisitRating",
    "as_plain",
]
