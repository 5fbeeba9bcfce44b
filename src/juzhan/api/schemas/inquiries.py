"""An inquiry of a supervising body, and its answer."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from juzhan.api.schemas.common import Code12, Given, TextOut, Words


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
