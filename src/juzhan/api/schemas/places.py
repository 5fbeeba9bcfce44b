"""A place, the bodies of a community, who holds which post, and how its matters go."""

from __future__ import annotations

from datetime import date

from ninja import Schema

from juzhan.api.schemas.common import TextOut


class PlaceOut(Schema):
    """A district, street or community."""

    code: str
    kind: str
    name: TextOut
    parent: str | None


class BodyOut(Schema):
    """A body of a place."""

    id: int
    key: str
    kind: str
    name: TextOut


class HolderOut(Schema):
    """Who holds a post since when."""

    body: int
    post: TextOut
    person: TextOut
    since: date


class FiguresOut(Schema):
    """Counts; shares in whole percents, null below the minimum number of cases."""

    came: int
    open: int
    settled: int
    late_now: int
    on_time: int
    reopened: int
    rated: int
    on_time_share: int | None
    satisfied_share: int | None
    minimum: int


class CommunityOut(Schema):
    """A community's page as data."""

    place: PlaceOut
    charter: str | None
    bodies: list[BodyOut]
    holders: list[HolderOut]
    figures: FiguresOut
