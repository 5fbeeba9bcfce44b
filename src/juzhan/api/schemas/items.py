"""A service item, its guide, and which body owns it in a community."""

from __future__ import annotations

from ninja import Schema

from juzhan.api.schemas.common import TextOut
from juzhan.api.schemas.places import BodyOut


class ItemRow(Schema):
    """A service item in a list."""

    code: str
    version: int
    name: TextOut
    affair_class: str
    domain: str
    is_historical: bool


class ItemOut(ItemRow):
    """A service item with its whole guide as published."""

    guide: dict[str, object]


class RouteOut(Schema):
    """Which body owns an item in a community, and why."""

    body: BodyOut
    reasons: list[TextOut]
