"""What shapes of every subject are made of: typed words, codes of places, texts in both languages, problem documents."""

from __future__ import annotations

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
