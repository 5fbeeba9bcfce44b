"""What the district's administrators may do: take tables in, switch charters, fill posts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Form, Query, Router, UploadedFile

from juzhan.api import shapes
from juzhan.api.auth import BrowserAuth, TokenAuth, actor
from juzhan.api.problems import problem, taken
from juzhan.api.schemas import district as schemas
from juzhan.apps.accounts.models import Person
from juzhan.apps.bodies.desk import NOT_DISTRICT, administers
from juzhan.apps.bodies.models import CharterTerm, Holding, Post
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.bodies.services import appoint, leave_post, withdraw_planned
from juzhan.apps.district import selectors, services, tables
from juzhan.apps.district.access import place_for
from juzhan.apps.matters.services.switching import foresee_switch, switch_charter
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Text
from juzhan.tables import MOST_BYTES, TOO_LARGE


def _administrator(who: Actor | None) -> Actor | None:
    if who is not None and not administers(who):
        raise PermissionDenied(NOT_DISTRICT())
    return who


class AdministratorToken(TokenAuth):
    """A token of somebody who administers the district; all others get 403 before what they sent is looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Give the administrator that the token stands for."""
        return _administrator(super().authenticate(request, token))


class AdministratorSession(BrowserAuth):
    """An administrator signed in by the browser."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Give the administrator who is signed in."""
        return _administrator(super().authenticate(request, key))


router = Router(tags=["district"], auth=[AdministratorToken(), AdministratorSession()])

FAULTS = Text("表格有错误，什么都没有导入。", "The table has faults; nothing was taken in.")


def _take_in(
    request: HttpRequest, kind: str, file: UploadedFile, options: tables.Options, *, check: bool
) -> HttpResponse:
    if (file.size or 0) > MOST_BYTES:
        return problem(413, TOO_LARGE.code, TOO_LARGE(size=-(-(file.size or 0) // (1024 * 1024))).text)
    content = file.read()
    parsed = tables.parse(kind, content, options)
    if not parsed.is_sound:
        faults = [{"line": it.line, "column": it.column, "reason": shapes.text(it.reason.text)} for it in parsed.faults]
        return problem(422, "import.faults", FAULTS, faults=faults)
    now, who = timezone.now(), actor(request)
    if check:
        return shapes.answer(tables.plain(taken(tables.foresee(parsed, options, at=now))))
    outcome = services.take_parsed_in(parsed, options, services.digest_of(content), by=who, at=now)
    return shapes.answer(tables.plain(taken(outcome)))


@router.post("/places", response=schemas.ImportOut)
def take_places_in(
    request: HttpRequest,
    file: File[UploadedFile],
    given: Form[schemas.PlacesIn],
    check: bool = False,
) -> HttpResponse:
    """Take the division table of a district in, whole or not at all; ``check`` only says what it would change.

    ``charter`` and ``valid_from`` put communities that have no charter under one; ``name_zh`` and ``name_en`` name a
    district that is not known.
    """
    name = Text(given.name_zh, given.name_en) if given.name_zh and given.name_en else None
    since = given.valid_from or timezone.localdate()
    return _take_in(request, "places", file, tables.places_options(name, given.charter, since), check=check)


@router.post("/items", response=schemas.ImportOut)
def take_items_in(
    request: HttpRequest, file: File[UploadedFile], valid_from: Form[schemas.Day], check: bool = False
) -> HttpResponse:
    """Take a table of service items in, whole or not at all; ``check`` only says what it would change."""
    return _take_in(request, "items", file, tables.items_options(valid_from), check=check)


def _communities(who: Actor, codes: list[str]) -> list[Place]:
    places = [place_for(who, code) for code in dict.fromkeys(codes)]
    if any(place.kind != Place.Kind.COMMUNITY for place in places):
        raise Http404("community")
    return places


@router.get("/communities/{code}/charter/preview", response=schemas.SwitchPreviewOut)
def preview_switch(
    request: HttpRequest, code: str, charter: Annotated[str, Query(max_length=64)], valid_from: schemas.Day
) -> HttpResponse:
    """Say what putting a community under another charter would do."""
    places = _communities(actor(request), [code])
    foreseen = taken(foresee_switch(places, charter, valid_from, at=timezone.now()))
    changes = [
        {
            "community": change.community.pk,
            **{name: [shapes.text(each) for each in getattr(change, name)] for name in ("ends", "begins", "goes_on")},
            "holdings": change.holdings,
        }
        for change in foreseen.changes
    ]
    return shapes.answer({"changes": changes, "matters": foreseen.matters})


@router.post("/communities/{code}/charter", response=list[schemas.TermOut])
def switch(request: HttpRequest, code: str, payload: schemas.SwitchIn) -> HttpResponse:
    """Put a community under another charter from a day on, and those named with it; all or none."""
    who = actor(request)
    places = _communities(who, [code, *payload.together])
    terms = taken(switch_charter(places, payload.charter, payload.valid_from, by=who, at=timezone.now()))
    return shapes.answer([_term(term) for term in terms])


@router.post("/communities/{code}/charter/withdrawal", response=list[schemas.TermOut])
def withdraw(request: HttpRequest, code: str, payload: schemas.WithdrawIn) -> HttpResponse:
    """Withdraw a change of charter that is planned for a later day; give the terms that go on."""
    who = actor(request)
    places = _communities(who, [code, *payload.together])
    return shapes.answer([_term(term) for term in taken(withdraw_planned(places, by=who, at=timezone.now()))])


def _term(row: CharterTerm) -> dict[str, Any]:
    return {
        "community": row.community_id,
        "charter": row.charter,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }


@router.post("/holdings", response={201: schemas.HoldingOut})
def take_post(request: HttpRequest, payload: schemas.HoldingIn) -> HttpResponse:
    """Put a person into a post."""
    who = actor(request)
    post = get_object_or_404(Post.objects.select_related("body"), pk=payload.post)
    place_for(who, post.body.place_id)
    person = get_object_or_404(selectors.people(), username=payload.person)
    held = appoint(person, post, payload.valid_from, valid_until=payload.valid_until, by=who, at=timezone.now())
    return shapes.answer(_holding(taken(held), person), status=201)


@router.delete("/holdings/{number}", response=schemas.HoldingOut)
def end_holding(request: HttpRequest, number: int, on: Annotated[date, Query()]) -> HttpResponse:
    """End a holding; from the day ``on`` the person has none of its rights."""
    who = actor(request)
    holding = get_object_or_404(Holding.objects.select_related("person", "post__body"), pk=number)
    place_for(who, holding.post.body.place_id)
    ended = taken(leave_post(holding, on, by=who, at=timezone.now()))
    return shapes.answer(_holding(ended, holding.person))


def _holding(row: Holding, person: Person) -> dict[str, Any]:
    return {
        "id": row.pk,
        "person": person.username,
        "post": row.post_id,
        "valid_from": row.valid_from,
        "valid_until": row.valid_until,
    }
