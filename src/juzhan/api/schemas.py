"""The shapes of what the interface takes and gives; a test holds every answer against them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from juzhan.domain.shared import Refusal
from juzhan.domain.shared.typed import clean_typed


def _clean(text: str) -> str:
    cleaned = clean_typed(text)
    if isinstance(cleaned, Refusal):
        raise ValueError(cleaned.text.en)
    return cleaned


Words = Annotated[str, AfterValidator(_clean)]
Code12 = Annotated[str, Field(pattern=r"^\d{12}$", examples=["510107001006"])]


class Given(BaseModel):
    """What a caller sends: a field that is not known is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


class TextOut(Schema):
    """A text in both languages."""

    zh: str
    en: str


class ProblemOut(Schema):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    code: str
    detail: str = ""
    detail_zh: str = ""
    detail_en: str = ""
    field: str = ""


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


class InquiryIn(Given):
    """A question of a supervising body."""

    community: Code12
    body: int
    question: Words = Field(max_length=2000)
    matter: Annotated[Words, Field(max_length=20)] = ""


class AnswerIn(Given):
    """An answer; it is public."""

    answer: Words = Field(max_length=4000)


class InquiryOut(Schema):
    """An inquiry and its answer."""

    id: int
    community: str
    asked_by: TextOut
    asked_of: TextOut
    question: str
    asked_at: datetime
    answer_by: date | None
    answer: str
    answered_at: datetime | None


class CharterTermIn(Given):
    """The charter by which a community is run from a day on."""

    charter: Words = Field(max_length=64)
    valid_from: date
    served_by: Code12 | None = None


class CharterTermOut(Schema):
    """A charter's term in a community."""

    community: str
    charter: str
    valid_from: date
    valid_until: date | None


class ImportOut(Schema):
    """What an import changed."""

    added: int
    changed: int
    unchanged: int
