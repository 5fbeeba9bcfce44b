"""Addresses of this app."""

from __future__ import annotations

from django.urls import path

from juzhan.apps.district.views import importing, overview, posts, switching, withdrawing

urlpatterns = [
    path("desk/district", overview.overview, name="district"),
    path("desk/district/import/<slug:kind>", importing.upload, name="district_import"),
    path("desk/district/tables/<uuid:number>", importing.table, name="district_table"),
    path("desk/district/communities", overview.community_list, name="district_communities"),
    path("desk/district/switch", switching.switch, name="district_switch"),
    path("desk/district/places/<str:code>", overview.place_page, name="district_place"),
    path("desk/district/places/<str:code>/withdraw", withdrawing.withdraw, name="district_withdraw"),
    path("desk/district/places/<str:code>/station", switching.station, name="district_station"),
    path("desk/district/posts/<int:number>/appoint", posts.appoint, name="district_appoint"),
    path("desk/district/holdings/<int:number>/end", posts.leave, name="district_leave"),
]
