"""The front page: one search in plain words, a few large ways in, and the way back to one's own matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from juzhan.apps.catalogue.ways import NEIGHBORHOOD, WAYS
from juzhan.apps.matters.resident.remembering import remembered_community
from juzhan.domain.shared import Text
from juzhan.ui.pages import render_page

EXAMPLES = (
    Text("低保", "allowance"),
    Text("老年证", "senior card"),
    Text("楼道灯坏了", "light in the stairs"),
    Text("医保", "health insurance"),
    Text("上户口", "household register"),
)
"""What people often ask for, in their own words; each leads to a search."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask what the reader wants to have done."""
    context = {
        "community": remembered_community(request),
        "ways": WAYS,
        "neighborhood": NEIGHBORHOOD,
        "examples": EXAMPLES,
    }
    return render_page(request, "matters/resident/home.html", context)
