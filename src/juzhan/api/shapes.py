"""Turns rows into plain data of the shapes of :mod:`juzhan.api.schemas`, and plain data into an answer."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpResponse

from juzhan.apps.bodies.models import Body
from juzhan.apps.bodies.selectors import title_of
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters.models import NEVER, Matter, Step
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Text


def answer(data: Any, status: int = 200, cache: str = "private, no-store") -> HttpResponse:
    """Answer with JSON; the shape was fixed by the functions below, so that it is not checked again for each row."""
    response = HttpResponse(orjson.dumps(data), status=status, content_type="application/json")
    response["Cache-Control"] = cache
    return response


def text(value: Text) -> dict[str, str]:
    """A text in both languages."""
    return {"zh": value.zh, "en": value.en}


def place(row: Place) -> dict[str, Any]:
    """A place."""
    return {"code": row.code, "kind": row.kind, "name": text(row.text), "parent": row.parent_id}


def body(row: Body) -> dict[str, Any]:
    """A body."""
    return {"id": row.pk, "key": row.key, "kind": row.kind, "name": text(row.text)}


def item(row: ItemVersion) -> dict[str, Any]:
    """An item in a list."""
    return {
        "code": row.item.code,
        "version": row.number,
        "name": text(row.text),
        "affair_class": row.affair_class,
        "domain": row.field,
        "is_historical": row.is_historical,
    }


def receipt(row: Matter) -> dict[str, Any]:
    """What a resident keeps."""
    return {
        "code": row.code,
        "state": row.state,
        "owner": body(row.owner),
        "reasons": [{"zh": zh, "en": en} for zh, en in row.reasons],
        "submitted_at": row.submitted_at,
        "accept_by": row.accept_by,
    }


def step(row: Step) -> dict[str, Any]:
    """One line of the timeline."""
    return {
        "act": row.act,
        "at": row.at,
        "body": text(row.body.text) if row.body else None,
        "post": text(title_of(row.post)) if row.post else None,
        "note": row.note,
    }


def progress(row: Matter, steps: list[Step]) -> dict[str, Any]:
    """A matter as its resident sees it."""
    return {
        "code": row.code,
        "item": item(row.item),
        "community": row.community_id,
        "state": row.state,
        "state_text": text(row.stands.text),
        "owner": body(row.owner),
        "submitted_at": row.submitted_at,
        "accept_by": row.accept_by,
        "due_on": row.due_on,
        "awaits_year": row.awaits_year,
        "closed_on": row.closed_on,
        "outcome": row.outcome,
        "rating": row.rating,
        "steps": [step(line) for line in steps],
    }


def matter_row(row: Any) -> dict[str, Any]:
    """A matter in a worklist, from the values :data:`juzhan.apps.matters.selectors.LINE`."""
    return {
        "code": row.code,
        "item": row.item__item__code,
        "name": {"zh": row.item__name, "en": row.item__name_en or row.item__name},
        "state": row.state,
        "community": row.community_id,
        "owner": row.owner_id,
        "handler": row.handler__name,
        "due_on": row.due_on,
        "next_on": None if row.next_on == NEVER else row.next_on,
        "submitted_at": row.submitted_at,
    }


def matter(row: Matter, steps: list[Step], acts: list[str], *, sees_person: bool) -> dict[str, Any]:
    """A matter as its staff see it."""
    asked = getattr(row, "applicant", None) if sees_person else None
    return progress(row, steps) | {
        "summary": row.summary,
        "spot": row.spot,
        "holder": body(row.holder),
        "first_contact": body(row.first_contact),
        "handler": text(row.handler.text) if row.handler else None,
        "reasons": [{"zh": zh, "en": en} for zh, en in row.reasons],
        "asked": asked
        and {"name": asked.name, "phone": asked.phone, "address": asked.address, "proxy_name": asked.proxy_name},
        "acts": acts,
    }


def inquiry(row: Inquiry) -> dict[str, Any]:
    """An inquiry and its answer."""
    return {
        "id": row.pk,
        "community": row.community_id,
        "asked_by": text(row.asked_by.text),
        "asked_of": text(row.asked_of.text),
        "question": row.question,
        "asked_at": row.asked_at,
        "answer_by": row.answer_by,
        "answer": row.answer,
        "answered_at": row.answered_at,
    }
