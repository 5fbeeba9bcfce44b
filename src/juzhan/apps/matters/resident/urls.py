"""Addresses for residents."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from juzhan.apps.matters.resident import acts, applying, following, guide, home


class ItemCode:
    """The code of an item as checks of the catalogue allow it; anything else is no address."""

    regex = r"[A-Za-z0-9_.-]{1,80}"

    def to_python(self, value: str) -> str:
        """Take it as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write it as it stands."""
        return value


register_converter(ItemCode, "item_code")

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("items/<item_code:code>", guide.item, name="item"),
    path("items/<item_code:code>/community", guide.choose_community, name="choose_community"),
    path("c/<str:community>/apply/<item_code:code>", applying.apply, name="apply"),
    path("follow", following.follow, name="follow"),
    path("follow/forget", following.forget, name="forget_matters"),
    path("m/<str:code>", following.matter_progress, name="matter_progress"),
    path("m/<str:code>/receipt", following.receipt, name="receipt"),
    path("m/<str:code>/papers", acts.add_papers, name="add_papers"),
    path("m/<str:code>/papers/<int:paper>", following.paper, name="paper"),
    path("m/<str:code>/rating", acts.rate, name="rate"),
    path("m/<str:code>/reopening", acts.ask_reopening, name="ask_reopening"),
    path("m/<str:code>/withdrawal", acts.withdraw, name="withdraw"),
]
