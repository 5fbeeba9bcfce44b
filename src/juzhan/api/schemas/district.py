"""What the district's administrators send and get: tables, charters, posts."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field

from juzhan.api.schemas.common import Code12, TextOut, Words
from juzhan.apps.bodies.forms import FIRST_DAY, LAST_DAY

Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]


class PlacesIn(Schema):
    """What goes with a table of places: the name of a new district, and the first charter of new communities."""

    name_zh: Words = Field("", max_length=40)
    name_en: Words = Field("", max_length=80)
    charter: Words = Field("", max_length=64)
    valid_from: Day | None = None


class ImportOut(Schema):
    """What a table changed, or would change; ``adopted`` counts communities that get their first charter."""

    added: int
    changed: int
    unchanged: int
    adopted: int


class SwitchIn(Schema):
    """Another charter from a day on; ``together`` are communities that switch too and share the station of the first."""

    charter: Words = Field(max_length=64)
    valid_from: Day
    together: list[Code12] = Field(default=[], max_length=59)


class WithdrawIn(Schema):
    """Communities whose plan is withdrawn too: all that are to share a station."""

    together: list[Code12] = Field(default=[], max_length=59)


class TermOut(Schema):
    """A charter's term in a community."""

    community: str
    charter: str
    valid_from: date
    valid_until: date | None


class ChangeOut(Schema):
    """What becomes of the bodies of one community; ``holdings`` counts posts that end."""

    community: str
    ends: list[TextOut]
    begins: list[TextOut]
    goes_on: list[TextOut]
    holdings: int


class SwitchPreviewOut(Schema):
    """What a switch would do; ``matters`` counts open matters that would move to another body."""

    changes: list[ChangeOut]
    matters: int


class HoldingIn(Schema):
    """Somebody takes a post from a day, until a day that is not included."""

    person: Words = Field(max_length=64, description="user name")
    post: int = Field(ge=1, le=2**62)
    valid_from: Day
    valid_until: Day | None = None


class HoldingOut(Schema):
    """Who holds a post from when to when."""

    id: int
    person: str
    post: int
    valid_from: date
    valid_until: date | None
