"""What those above the communities see: whose matters are late, what was handed up to them, and what they may do about it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import selectors
from juzhan.apps.matters.desk.oversight import bodies_in_area, oversees, streets_of
from juzhan.apps.matters.desk.worklist import rows_of
from juzhan.apps.matters.selectors import View
from juzhan.domain.shared import RefusalKind, Text
from juzhan.ui.pages import render_page

FIRST = 10
"""Matters of each list on this page; the whole lists are on the desk."""
BELOW_NOTHING = RefusalKind(
    "area.none",
    Text("辖区情况给街道和区里的岗位看。", "This page is for posts of streets and of the district."),
)


@require_safe
@staff
def area(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the bodies of the area, first by street where there are several, and the lists that want attention."""
    if not oversees(actor):
        raise PermissionDenied(BELOW_NOTHING())
    rows = bodies_in_area(actor)
    streets = streets_of(rows)
    chosen = request.GET.get("street", "")
    one = next((street for street in streets if street.place.pk == chosen), None)
    shown = [row for row in rows if row.community.pk.startswith(one.place.pk)] if one else rows
    context: dict[str, Any] = {
        "streets": streets if len(streets) > 1 and not one else [],
        "street": one,
        "bodies": shown if one or len(streets) <= 1 else [],
        "handed_up": _first(actor, View.HANDED_UP),
        "late": _first(actor, View.LATE),
    }
    return render_page(request, "matters/desk/area.html", desk_context(request, actor, **context))


def _first(actor: Actor, view: View) -> dict[str, Any]:
    page = selectors.worklist(actor, view, actor.on, size=FIRST)
    return {"view": view, "rows": rows_of(page.rows, actor), "more": bool(page.older)}
