"""Addresses for residents."""

from __future__ import annotations

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
