"""Which places an administrator governs: those of their own district, and of districts that have no administrator yet."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404

from juzhan.apps.bodies.models import Holding
from juzhan.apps.bodies.selectors import Actor, in_force
from juzhan.apps.places.models import Place
from juzhan.domain.charter.vocabulary import BodyKind
from juzhan.domain.shared import RefusalKind, Text

DISTRICT_DIGITS = 6
OTHER_DISTRICT = RefusalKind(
    "district.of_others",
    Text("这个地方由{district}的管理员管理。", "This place is looked after by the administrators of {district}."),
)
GOVERNING = BodyKind.DISTRICT_GOVERNMENT.value


def governs(actor: Actor, code: str) -> bool:
    """Whether this administrator may change a place of this code."""
    district = code[:DISTRICT_DIGITS]
    if any(post.kind is BodyKind.DISTRICT_GOVERNMENT and post.place == district for post in actor.posts):
        return True
    held = Holding.objects.filter(in_force(actor.on), post__body__kind=GOVERNING, post__body__place_id=district)
    return not held.exists()


def place_for(actor: Actor, code: str) -> Place:
    """A place that this administrator governs; 404 when there is none of this code, 403 when it is another's."""
    if not (code.isascii() and code.isalnum()):
        raise Http404("place")
    place = Place.objects.select_related("parent__parent").filter(pk=code).first()
    if place is None:
        raise Http404("place")
    if not governs(actor, code):
        district = Place.objects.filter(pk=code[:DISTRICT_DIGITS]).first()
        raise PermissionDenied(OTHER_DISTRICT(district=district.text if district else Text(code[:6], code[:6])))
    return place
