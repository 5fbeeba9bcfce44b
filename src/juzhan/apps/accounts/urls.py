"""Addresses for signing in and out."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.accounts import views

urlpatterns = [
    path("login", views.sign_in, name="login"),
    path("logout", views.sign_out, name="logout"),
]
