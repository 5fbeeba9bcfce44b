"""A table is uploaded, checked and shown; what was shown is taken in when it is confirmed."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, district
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.district import services, tasks
from juzhan.apps.district.forms import ItemsForm, PlacesForm, TableForm
from juzhan.apps.district.models import TableImport
from juzhan.domain.shared import Refusal, Text
from juzhan.ui.errors import too_large
from juzhan.ui.pages import render_page

FORMS: dict[str, type[TableForm]] = {"places": PlacesForm, "items": ItemsForm}
MOST_FAULTS = 300
"""Faults that a page shows; more are only counted."""
EXAMPLE = "510107001, 浆洗街街道, 510107001004, 洗面桥社区居委会"
"""A line of a division table, as the page shows it."""
PATIENCE = 60
"""Seconds after which a table that is still waiting can be sent for again."""


@require_http_methods(["GET", "HEAD", "POST"])
@district
def upload(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """Take a file, check it, and lead to its preview; a damaged one names every bad line."""
    form_of = FORMS.get(kind)
    if form_of is None:
        raise Http404("table")
    if request.META.get("juzhan.upload_too_large"):
        return too_large(request)
    today = timezone.localdate()
    if request.method != "POST":
        return _ask(request, actor, kind, form_of(initial={"valid_from": today, "charter": "wuhou"}))
    form = form_of(request.POST, request.FILES)
    if not form.is_valid():
        return _ask(request, actor, kind, form, status=422)
    file = form.cleaned_data["file"]
    checked = services.check_table(
        TableImport.Kind(kind), file.name, file.read(), form.options, by=actor, at=timezone.now()
    )
    if isinstance(checked, services.Faulty):
        return _ask(request, actor, kind, form, checked, status=422)
    if isinstance(checked, Refusal):
        form.refuse(checked)
        return _ask(request, actor, kind, form, status=422)
    return HttpResponseRedirect(reverse("district_table", args=[checked.pk]))


def _ask(
    request: HttpRequest,
    actor: Actor,
    kind: str,
    form: TableForm,
    faulty: services.Faulty | None = None,
    status: int = 200,
) -> HttpResponse:
    faults = faulty.faults if faulty else ()
    context = desk_context(
        request,
        actor,
        form=form,
        kind=kind,
        example=EXAMPLE,
        faults=faults[:MOST_FAULTS],
        count=len(faults),
        hidden=max(0, len(faults) - MOST_FAULTS),
        file_name=form.cleaned_data["file"].name if faults else "",
    )
    return render_page(request, "district/upload.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@district
def table(request: HttpRequest, actor: Actor, number: UUID) -> HttpResponse:
    """Show a checked table, how far taking it in has come, or what it changed; a POST confirms it."""
    if request.method == "POST":
        tasks.send(get_object_or_404(TableImport.objects.only("pk"), pk=number).pk)
        return HttpResponseRedirect(reverse("district_table", args=[number]))
    row = get_object_or_404(TableImport.objects.select_related("person").defer("content"), pk=number)
    stale = row.state == TableImport.State.WAITING and (timezone.now() - row.uploaded_at).total_seconds() > PATIENCE
    refusal = Text(*row.outcome["refusal"]) if "refusal" in row.outcome else None
    context = desk_context(request, actor, row=row, stale=stale, refusal=refusal)
    return render_page(request, "district/table.html", context)
