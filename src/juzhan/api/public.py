"""What anyone may ask: places, charters, items, a community's page, its inquiries."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Router

from juzhan.api import shapes
from juzhan.api.problems import taken
from juzhan.api.schemas.common import TextOut
from juzhan.api.schemas.inquiries import InquiryOut
from juzhan.api.schemas.items import ItemOut, ItemRow, RouteOut
from juzhan.api.schemas.places import CommunityOut, FiguresOut, PlaceOut
from juzhan.apps.bodies import selectors as bodies
from juzhan.apps.catalogue import selectors as catalogue
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.compiled import Compiled
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.services import route as find_route
from juzhan.apps.matters.services import rules
from juzhan.apps.openness import selectors as openness
from juzhan.apps.places.models import Place
from juzhan.domain import charter as domain

router = Router(tags=["public"])
PAGE = 100


@router.get("/places", response=list[PlaceOut])
def places(request: HttpRequest, parent: str | None = None) -> HttpResponse:
    """List the places below ``parent``; without it the districts."""
    found = Place.objects.filter(parent_id=parent).order_by("code")
    return shapes.answer([shapes.place(row) for row in found[:1000]])


_community = Compiled(lambda code: Place.objects.filter(pk=code, kind=Place.Kind.COMMUNITY.value))


def community_of(code: str) -> Place:
    """A community by its code; 404 when there is none."""
    found = _community.first(code=code)
    if found is None:
        raise Http404("community")
    return found


@router.get("/communities/{code}", response=CommunityOut)
def community(request: HttpRequest, code: str) -> HttpResponse:
    """Show a community: charter, bodies, who holds which post, figures."""
    place, on = community_of(code), timezone.localdate()
    charter = bodies.charter_of(place.pk, on)
    own = list(bodies.bodies_of_community(place.pk, on))
    figures = openness.figures(Matter.objects.filter(community=place), on, rules(on).settings.index_cases_min)
    return shapes.answer(
        {
            "place": shapes.place(place),
            "charter": charter.key if charter else None,
            "bodies": [shapes.body(row) for row in own],
            "holders": [_holder(row) for row in bodies.holders([row.pk for row in own], on)],
            "figures": {name: getattr(figures, name) for name in FiguresOut.model_fields},
        }
    )


def _holder(row: Any) -> dict[str, Any]:
    return {
        "body": row.post.body_id,
        "post": shapes.text(row.post.text),
        "person": shapes.text(row.person.text),
        "since": row.valid_from,
    }


@router.get("/communities/{code}/inquiries", response=list[InquiryOut])
def inquiries(request: HttpRequest, code: str, before: int | None = None) -> HttpResponse:
    """List a community's inquiries, newest first; ``before`` is the last id of the page before."""
    found = openness.public_inquiries(community_of(code).pk)
    if before is not None:
        found = found.filter(id__lt=before)
    return shapes.answer([shapes.inquiry(row) for row in found[:PAGE]])


def item_of(code: str, *, guide: bool = False) -> ItemVersion:
    """The version of an item in force today, with its guide only if it is wanted; 404 when there is none."""
    found = catalogue.item_on(code, timezone.localdate(), guide=guide)
    if found is None:
        raise Http404("item")
    return found


@router.get("/items", response=list[ItemRow])
def items(request: HttpRequest, q: str = "", after: str = "") -> HttpResponse:
    """Find items by plain words, best first; without words list them by code, ``after`` one."""
    on = timezone.localdate()
    found = (
        catalogue.search_items(q[:100], on)
        if q.strip()
        else catalogue.items_on(on).filter(item__code__gt=after).order_by("item__code")[:PAGE]
    )
    return shapes.answer([shapes.item(row) for row in found])


@router.get("/items/{code}", response=ItemOut)
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show an item with its guide."""
    row = item_of(code, guide=True)
    return shapes.answer(shapes.item(row) | {"guide": row.content})


@router.get("/communities/{code}/route", response=RouteOut)
def route(request: HttpRequest, code: str, item: str) -> HttpResponse:
    """Say which body owns an item in a community, and why."""
    routed = taken(find_route(community_of(code), item_of(item), timezone.localdate()))
    return shapes.answer({"body": shapes.body(routed.body), "reasons": [shapes.text(why) for why in routed.reasons]})


@router.get("/charters", response=dict[str, TextOut])
def charters(request: HttpRequest) -> HttpResponse:
    """List the charters by name."""
    return shapes.answer({name: shapes.text(charter.title) for name, charter in bodies.charters().items()})


@router.get("/charters/{name}/figure.svg", include_in_schema=True)
def figure(request: HttpRequest, name: str) -> HttpResponse:
    """Draw a charter as SVG."""
    charter = bodies.charters().get(name)
    if charter is None:
        raise Http404("charter")
    drawing = domain.draw(charter, get_language() or "zh")
    return HttpResponse(drawing.svg, content_type="image/svg+xml")
