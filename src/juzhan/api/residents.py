"""What a resident's program may do: open a matter, follow it with code and last four digits, rate, ask again."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Form, Header, Router, UploadedFile

from juzhan.api import shapes
from juzhan.api.problems import taken
from juzhan.api.public import community_of, item_of
from juzhan.api.schemas.common import ProblemOut
from juzhan.api.schemas.matters import MatterIn, ProgressOut, RatingIn, ReasonIn, ReceiptOut
from juzhan.apps.accounts.throttle import client_key
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access, papers, services
from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.matters.selectors import timeline_lines
from juzhan.domain.matters import Rating

router = Router(tags=["residents"])
_KEYS = UUID("6f1a1c1e-93a5-4c38-9df2-0f6b1a2a5b10")
RANDOM = 4
"""The version of UUIDs that are drawn by chance (RFC 9562)."""


def submission_of(key: str, what: str, client: str) -> UUID:
    """The number under which a submission is kept: made from the key and what is done with it.

    A random UUID names it alone, wherever it comes from next time; any other key, which somebody else may choose too, holds
    only together with the ``client`` that chose it.
    """
    try:
        is_random = UUID(key).version == RANDOM
    except ValueError:
        is_random = False
    return uuid5(_KEYS, "\n".join((what, key) if is_random else (what, client, key)))


@router.post("/matters", response={201: ReceiptOut, 422: ProblemOut})
def open_matter(
    request: HttpRequest,
    payload: MatterIn,
    idempotency_key: Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=200)],
) -> HttpResponse:
    """Open a matter. Send the same ``Idempotency-Key`` again after a lost answer: it gives the same receipt."""
    return submit(payload, submission_of(idempotency_key, "matter", client_key(request, "key")))


def submit(
    payload: MatterIn, submission: UUID, by: Actor | None = None, channel: Channel = Channel.ONLINE
) -> HttpResponse:
    """Submit what was sent and answer with the receipt; ``by`` is the clerk who registers it for someone."""
    matter = taken(
        services.submit_matter(
            community_of(payload.community),
            item_of(payload.item),
            submission=submission,
            asked=services.Asked(**payload.asked.model_dump()),
            at=timezone.now(),
            summary=payload.summary,
            spot=payload.spot,
            by=by,
            channel=channel,
        )
    )
    return shapes.answer(shapes.receipt(matter), status=201)


def _opened(request: HttpRequest, code: str, last_four: str) -> Matter:
    client = client_key(request, "receipt")
    matter: Matter = taken(access.matter_for_resident(code, last_four, client, timezone.now()))
    return matter


def _progress(matter: Matter) -> HttpResponse:
    fresh = access.matter_of_code(matter.code)
    return shapes.answer(shapes.progress(fresh, timeline_lines(fresh, public=True)))


@router.get("/matters/{code}", response=ProgressOut)
def follow(request: HttpRequest, code: str, last_four: str = "") -> HttpResponse:
    """Show how a matter stands."""
    return _progress(_opened(request, code, last_four))


@router.post("/matters/{code}/papers", response=ProgressOut)
def add_papers(
    request: HttpRequest,
    code: str,
    last_four: Form[str] = "",
    material: Form[str] = "",
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> HttpResponse:
    """Add missing papers."""
    matter = _opened(request, code, last_four)
    checked = taken(papers.check([(material, file) for file in files]))
    return _progress(taken(services.add_papers(matter, papers=checked, at=timezone.now())))


@router.post("/matters/{code}/rating", response=ProgressOut)
def rate(request: HttpRequest, code: str, payload: RatingIn) -> HttpResponse:
    """Rate in five grades, once."""
    matter = _opened(request, code, payload.last_four)
    rating = Rating(payload.rating)
    return _progress(taken(services.rate_matter(matter, rating=rating, note=payload.note, at=timezone.now())))


@router.post("/matters/{code}/reopening", response=ProgressOut)
def ask_reopening(request: HttpRequest, code: str, payload: ReasonIn) -> HttpResponse:
    """Ask for a closed matter to be taken up again."""
    matter = _opened(request, code, payload.last_four)
    return _progress(taken(services.ask_reopening(matter, reason=payload.reason, at=timezone.now())))


@router.post("/matters/{code}/withdrawal", response=ProgressOut)
def withdraw(request: HttpRequest, code: str, payload: ReasonIn) -> HttpResponse:
    """Take one's own matter back."""
    matter = _opened(request, code, payload.last_four)
    return _progress(taken(services.withdraw_matter(matter, note=payload.reason, at=timezone.now())))
