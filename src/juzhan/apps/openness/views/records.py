"""Anyone takes a community's record home and checks it; a resident takes the proof of their own matter."""

from __future__ import annotations

import tempfile
from pathlib import Path

import orjson
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from juzhan import verify_record
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.resident.remembering import opened
from juzhan.apps.openness import checking
from juzhan.apps.openness.forms import VerifyForm
from juzhan.apps.openness.proofs import proofs_of
from juzhan.apps.openness.views.communities import community_of
from juzhan.apps.record import selectors as record
from juzhan.domain.shared import Refusal
from juzhan.domain.shared.typed import whole_number
from juzhan.ui.errors import too_large
from juzhan.ui.pages import render_page, render_refusal

VERIFIER = Path(verify_record.__file__)
SPOOLED = 4 * 1024 * 1024
"""Bytes of a bundle that are kept in memory before it goes to a file."""


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Check a receipt or a bundle that somebody pastes or uploads."""
    if request.META.get("juzhan.upload_too_large"):
        return too_large(request)
    if request.method != "POST":
        return render_page(request, "openness/verify.html", {"form": VerifyForm()})
    form = VerifyForm(request.POST, request.FILES)
    if not form.is_valid():
        return render_page(request, "openness/verify.html", {"form": form}, 422)
    content = form.content
    if (count := checking.signatures_in(content)) > checking.MOST_SIGNATURES:
        form.refuse(checking.TOO_MANY_SIGNATURES(count=count))
        return render_page(request, "openness/verify.html", {"form": form}, 422)
    return render_page(request, "openness/verify.html", {"form": form, "verdict": checking.check(content)})


@require_safe
def verifier(request: HttpRequest) -> FileResponse:
    """Give the one small file with which a record is checked anywhere."""
    return FileResponse(VERIFIER.open("rb"), as_attachment=True, filename=VERIFIER.name, content_type="text/x-python")


@require_safe
def checkpoint(request: HttpRequest, code: str) -> HttpResponse:
    """Give the newest checkpoint of a community's record as the signed note it is."""
    found = record.latest_checkpoint(community_of(code).pk)
    if found is None:
        raise Http404("checkpoint")
    response = HttpResponse(found.note, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@require_safe
def bundle(request: HttpRequest, code: str) -> FileResponse | HttpResponse:
    """Give a community's whole record up to its newest checkpoint; however large, memory stays small."""
    place = community_of(code)
    file = tempfile.SpooledTemporaryFile(max_size=SPOOLED)  # noqa: SIM115  (the response closes it)
    written = record.export_bundle(place.pk, file)  # type: ignore[arg-type]
    if isinstance(written, Refusal):
        file.close()
        return render_refusal(request, written, 404)
    file.seek(0)
    name = f"juzhan-record-{place.pk}-{written}.jsonl"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/jsonl; charset=utf-8")


@require_safe
@opened
def matter_record(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Show the record's entries about a matter, with their proofs, to whoever has opened it."""
    context = {"matter": matter, "proofs": proofs_of(matter), "now": timezone.now()}
    return render_page(request, "openness/matter_record.html", context)


@require_safe
@opened
def matter_proof(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Give the receipts of a matter as one JSON array, or with ``entry`` one of them as a file for the verifier."""
    receipts = {proof.entry.index: proof.receipt for proof in proofs_of(matter) if proof.receipt is not None}
    wanted = request.GET.get("entry")
    if wanted is None:
        lines = [orjson.loads(receipt.to_line()) for receipt in receipts.values()]
        return HttpResponse(orjson.dumps(lines), content_type="application/json")
    index = whole_number(wanted)
    receipt = None if index is None else receipts.get(index)
    if receipt is None:
        raise Http404("entry")
    response = HttpResponse(receipt.to_line(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="juzhan-receipt-{matter.code}-{wanted}.json"'
    return response
