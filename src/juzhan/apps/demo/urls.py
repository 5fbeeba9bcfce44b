"""Addresses of the demonstration."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.demo import views

urlpatterns = [
    path("demo", views.cast, name="demo"),
    path("demo/become", views.become, name="demo_become"),
    path("demo/night", views.night, name="demo_night"),
]
