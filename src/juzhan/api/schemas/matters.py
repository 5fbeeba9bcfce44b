"""A matter: how it is opened, what its resident and its staff see of it, and the inputs of acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from juzhan.api.schemas.common import Code12, Given, TextOut, Words
from juzhan.api.schemas.items import ItemRow
from juzhan.api.schemas.places import BodyOut


class AskedIn(Given):
    """Who asks; empty where the item allows it."""

    name: Annotated[Words, Field(max_length=80)] = ""
    phone: Annotated[Words, Field(max_length=20, pattern=r"^$|^\+?[0-9][0-9 -]{5,18}$")] = ""
    address: Annotated[Words, Field(max_length=200)] = ""
    proxy_name: Annotated[Words, Field(max_length=80)] = ""


class MatterIn(Given):
    """A matter to be opened."""

    community: Code12
    item: Words = Field(max_length=80)
    summary: Annotated[Words, Field(max_length=2000)] = ""
    spot: Annotated[Words, Field(max_length=200)] = ""
    asked: AskedIn = AskedIn()


class RegisterIn(MatterIn):
    """A matter that a clerk registers for someone."""

    channel: Annotated[str, Field(pattern="^(counter|phone|visit)$")] = "counter"


class ReceiptOut(Schema):
    """What a resident gets: keep the code."""

    code: str
    state: str
    owner: BodyOut
    reasons: list[TextOut]
    submitted_at: datetime
    accept_by: date | None


class StepOut(Schema):
    """One line of the timeline."""

    act: str
    at: datetime
    body: TextOut | None
    post: TextOut | None
    note: str


class ProgressOut(Schema):
    """A matter as its resident sees it."""

    code: str
    item: ItemRow
    community: str
    state: str
    state_text: TextOut
    owner: BodyOut
    submitted_at: datetime
    accept_by: date | None
    due_on: date | None
    awaits_year: int | None
    closed_on: date | None
    outcome: str | None
    rating: str | None
    steps: list[StepOut]


class MatterRow(Schema):
    """A matter in a worklist."""

    code: str
    item: str
    name: TextOut
    state: str
    community: str
    owner: int
    handler: str | None
    due_on: date | None
    next_on: date | None
    submitted_at: datetime


class WorklistOut(Schema):
    """One page of a worklist; ``older`` is the key of the next page, empty at the end."""

    rows: list[MatterRow]
    older: str


class MatterOut(ProgressOut):
    """A matter as its staff see it; ``asked`` is null without the right to see the person."""

    summary: str
    spot: str
    holder: BodyOut
    first_contact: BodyOut
    handler: TextOut | None
    reasons: list[TextOut]
    asked: AskedIn | None
    acts: list[str]


class ActIn(Given):
    """The inputs of an act; each act reads its own and refuses what is missing."""

    reason: Annotated[Words, Field(max_length=2000)] = ""
    missing: list[Annotated[Words, Field(max_length=200)]] = Field(default=[], max_length=40)
    body: int | None = None
    person: int | None = None
    outcome: Annotated[str, Field(max_length=16)] = ""
    takes: bool | None = None
    public: bool = True


class LastFour(Given):
    """The last four digits of the phone; empty where none was given."""

    last_four: Annotated[Words, Field(max_length=4)] = ""


class RatingIn(LastFour):
    """A rating in five grades, 5 the best."""

    rating: str = Field(pattern="^[1-5]$")
    note: Annotated[Words, Field(max_length=500)] = ""


class ReasonIn(LastFour):
    """A reason in the resident's words."""

    reason: Annotated[Words, Field(max_length=2000)] = ""
