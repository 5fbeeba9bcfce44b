"""Addresses of a hall's staff."""

from __future__ import annotations

from django.urls import URLPattern, path

from juzhan.apps.hall.views import (
    arrange,
    counter,
    desk_bookings,
    desk_halls,
    desk_taking,
    head,
    numbers,
    second_screen,
    visit,
    visit_find,
)

urlpatterns: list[URLPattern] = [
    path("desk/hall", desk_halls.desk_hall, name="desk_hall"),
    path("desk/hall/<str:place>/counter", counter.desk_counter, name="desk_counter"),
    path("desk/hall/<str:place>/act/<str:act>", counter.desk_ticket_act, name="desk_ticket_act"),
    path("desk/hall/<str:place>/bookings", desk_bookings.desk_bookings, name="desk_bookings"),
    path("desk/hall/<str:place>/take", desk_taking.desk_take, name="desk_take"),
    path("desk/hall/<str:place>/visit/<str:ticket>/register", visit.desk_visit_register, name="desk_visit_register"),
    path("desk/hall/<str:place>/visit/<str:ticket>/find", visit_find.desk_visit_find, name="desk_visit_find"),
    path("desk/hall/<str:place>/number", numbers.desk_number, name="desk_number"),
    path("desk/hall/<str:place>/head", head.hall_head, name="hall_head"),
    path("desk/hall/<str:place>/arrange", arrange.hall_arrange, name="hall_arrange"),
    path("hall/<str:place>/counter/<int:number>/screen", second_screen.counter_screen, name="counter_screen"),
]
