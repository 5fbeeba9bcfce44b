"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.hall.views import streaming

urlpatterns = [
    path("hall/<str:place>/state", streaming.hall_state, name="hall_state"),
    path("live/<str:place>", streaming.hall_live, name="hall_live"),
]
