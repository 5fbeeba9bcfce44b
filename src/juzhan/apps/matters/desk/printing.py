"""What a clerk prints for the person at the counter: the receipt, and the one complete note of missing papers."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access
from juzhan.apps.matters.asked_papers import asked_papers, last_day_for_papers
from juzhan.apps.matters.desk.ways import way_back
from juzhan.apps.matters.law import day_of, rules
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import MatterAct
from juzhan.domain.shared import Text
from juzhan.ui.pages import render_page
from juzhan.ui.qr import qr_svg


@require_safe
@staff
def desk_receipt(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show the receipt on a sheet for the printer, with the code and its QR; a follow-up of a bad rating has none."""
    matter = access.matter_for(actor, code)
    if matter.for_head:
        raise Http404("receipt")
    context = desk_context(
        request,
        actor,
        matter=matter,
        back=reverse("desk_matter", args=[matter.code]),
        qr=qr_svg(_address(request, matter)),
        last_four=_last_four(matter) if access.sees_person(actor, matter) else "",
        reasons=[Text(*reason) for reason in matter.reasons],
        way_back=way_back(actor),
    )
    return render_page(request, "matters/desk/receipt.html", context)


@require_safe
@staff
def desk_notice(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Show the one complete note of what is missing (一次性告知书); 404 where nothing was asked for."""
    matter = access.matter_for(actor, code)
    asked = matter.steps.filter(act=MatterAct.REQUEST_PAPERS.value).select_related("person", "body").last()
    if asked is None:
        raise Http404("notice")
    day = day_of(asked.at)
    context = desk_context(
        request,
        actor,
        matter=matter,
        back=reverse("desk_matter", args=[matter.code]),
        qr=qr_svg(_address(request, matter)),
        asked=asked,
        lines=asked_papers(matter, asked.note.splitlines()),
        name=_name(matter) if access.sees_person(actor, matter) else "",
        supply_in=rules(day).settings.supplement_days.text,
        supply_by=last_day_for_papers(asked.at).day,
        way_back=way_back(actor),
    )
    return render_page(request, "matters/desk/notice.html", context)


def _address(request: HttpRequest, matter: Matter) -> str:
    return request.build_absolute_uri(f"{reverse('follow')}?code={matter.code}")


def _last_four(matter: Matter) -> str:
    return matter.applicant.last_four if hasattr(matter, "applicant") else ""


def _name(matter: Matter) -> str:
    return matter.applicant.name if hasattr(matter, "applicant") else ""
