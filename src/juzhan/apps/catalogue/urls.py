"""Addresses of this app."""

from __future__ import annotations

from django.urls import URLPattern, path

from juzhan.apps.catalogue import views

urlpatterns: list[URLPattern] = [
    path("items", views.item_list, name="item_list"),
]
