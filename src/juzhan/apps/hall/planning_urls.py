"""Addresses of the pages on which a hall's head plans: what if, and the roster."""

from __future__ import annotations

from django.urls import URLPattern, path

from juzhan.apps.hall.views import roster, what_if

urlpatterns: list[URLPattern] = [
    path("desk/hall/<str:place>/roster", roster.hall_roster, name="hall_roster"),
    path("desk/hall/<str:place>/what-if", what_if.hall_what_if, name="hall_what_if"),
]
