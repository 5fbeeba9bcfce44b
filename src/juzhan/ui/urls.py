"""Addresses of the visual language: language and display switches, and the style guide."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from juzhan.ui import views

urlpatterns = [
    path("language", set_language, name="set_language"),
    path("display", views.display, name="display"),
    path("styleguide", views.styleguide, name="styleguide"),
    path("styleguide/print/<str:kind>", views.styleguide_print, name="styleguide_print"),
]
