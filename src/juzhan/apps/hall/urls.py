"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.hall import desk_urls, planning_urls
from juzhan.apps.hall.views import (
    board,
    book,
    bookings,
    kiosk,
    public_halls,
    rating,
    ratings,
    streaming,
    taking,
    tickets,
)

urlpatterns = [
    # Visitors: the hall on a phone, a number, its page and slip.
    path("halls", public_halls.halls, name="halls"),
    path("hall/<str:place>", public_halls.hall, name="hall"),
    path("hall/<str:place>/take", taking.take, name="hall_take"),
    path("ticket/<str:code>", tickets.ticket, name="ticket"),
    path("ticket/<str:code>/leave", tickets.ticket_leave, name="ticket_leave"),
    path("ticket/<str:code>/slip", tickets.ticket_slip, name="ticket_slip"),
    # The kiosk: the same views in its own layout, and nothing that it would have to forget.
    path("hall/<str:place>/kiosk", kiosk.kiosk, name="kiosk"),
    path("hall/<str:place>/kiosk/take", taking.take, {"kiosk": True}, name="kiosk_take"),
    path("hall/<str:place>/kiosk/check-in", kiosk.check_in, name="kiosk_check_in"),
    path("hall/<str:place>/kiosk/ticket/<str:code>", tickets.ticket, {"kiosk": True}, name="kiosk_ticket"),
    path("hall/<str:place>/kiosk/guides", kiosk.guides, name="kiosk_guides"),
    path("hall/<str:place>/kiosk/guides/<str:code>", kiosk.guide, name="kiosk_guide"),
    path("hall/<str:place>/kiosk/progress", kiosk.progress, name="kiosk_progress"),
    path("hall/<str:place>/kiosk/community", kiosk.community, name="kiosk_community"),
    path("hall/<str:place>/kiosk/forget", kiosk.forget, name="kiosk_forget"),
    # What every screen listens to.
    path("hall/<str:place>/state", streaming.hall_state, name="hall_state"),
    path("live/<str:place>", streaming.hall_live, name="hall_live"),
    # the staff
    *desk_urls.urlpatterns,
    # the head's planning
    *planning_urls.urlpatterns,
    # the board
    path("hall/<str:place>/board", board.hall_board, name="hall_board"),
    # Bookings
    path("hall/<str:place>/book", book.hall_book, name="hall_book"),
    path("booking", bookings.booking_find, name="booking_find"),
    path("booking/<str:code>", bookings.booking, name="booking"),
    path("booking/<str:code>/change", bookings.booking_change, name="booking_change"),
    path("booking/<str:code>/cancel", bookings.booking_cancel, name="booking_cancel"),
    path("booking/<str:code>/check-in", bookings.booking_check_in, name="booking_check_in"),
    path("booking/<str:code>/calendar", bookings.booking_calendar, name="booking_calendar"),
    # Ratings of visits and of matters
    path("ticket/<str:code>/rate", rating.ticket_rate, name="ticket_rate"),
    path("rate/<str:token>", rating.visit_rate, name="visit_rate"),
    path("rating/<str:code>", rating.rating_read, name="rating_read"),
    path("desk/ratings", ratings.rating_appeals, name="rating_appeals"),
    path("desk/hall/<str:place>/ratings", ratings.hall_ratings, name="hall_ratings"),
    path("desk/hall/<str:place>/ratings/<str:reference>", ratings.hall_rating, name="hall_rating"),
]
