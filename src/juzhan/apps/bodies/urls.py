"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.bodies import tokens, views

urlpatterns = [
    path("charters", views.charter_list, name="charters"),
    path("charters/compare", views.compare_charters, name="charters_compare"),
    path("charters/<slug:name>", views.charter_page, name="charter"),
    path("account/tokens", tokens.tokens, name="tokens"),
    path("account/tokens/<int:number>/revoke", tokens.revoke, name="token_revoke"),
]
