"""Addresses of the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from juzhan.apps.matters.desk import acting, area, finding, matter, printing, registering, rulings, team, worklist

urlpatterns: list[URLPattern] = [
    path("desk", worklist.desk, name="desk"),
    path("desk/find", finding.desk_find, name="desk_find"),
    path("desk/register", registering.register, name="register"),
    path("desk/team", team.team, name="team"),
    path("desk/area", area.area, name="area"),
    path("desk/rulings", rulings.rulings, name="rulings"),
    path("desk/matters/<str:code>", matter.desk_matter, name="desk_matter"),
    path("desk/matters/<str:code>/person", matter.desk_person, name="desk_person"),
    path("desk/matters/<str:code>/receipt", printing.desk_receipt, name="desk_receipt"),
    path("desk/matters/<str:code>/notice", printing.desk_notice, name="desk_notice"),
    path("desk/matters/<str:code>/papers/<int:paper>", matter.desk_paper, name="desk_paper"),
    path("desk/matters/<str:code>/<str:act>", acting.desk_act, name="desk_act"),
]
