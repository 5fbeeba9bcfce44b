"""A resident applies or reports: one calm form, one matter however often it is sent, and then the receipt."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from attrs import evolve, frozen
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.matters import held
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.resident.forms import ApplyForm
from juzhan.apps.matters.resident.guide import is_offered, item_or_404, takes_online
from juzhan.apps.matters.resident.notice import notice_of
from juzhan.apps.matters.resident.remembering import community_of, remember_community, remember_matter
from juzhan.apps.matters.services import Routed, route, submit_matter
from juzhan.apps.matters.services.submitting import NOT_OFFERED
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.shell import NavItem, Shell
from juzhan.ui.uploads import TOO_LARGE, handles_large_uploads
from juzhan.ui.words import t

NOT_ONLINE = RefusalKind(
    "item.not_online",
    Text(
        "“{item}”不在网上办。请看办事指南，带上材料到窗口，或者打电话问。",
        "“{item}” is not handled online. See its guide, and bring the papers to the counter or call.",
    ),
    about="item",
)
ALREADY_SENT = t(
    "这张表已经收到过，没有重复提交，下面就是那一次的回执。要办另一件事，请回到首页重新填一张。",
    "This form was received before and was not sent twice; below is its receipt. For another matter, begin a new form from"
    " the front page.",
)


@frozen
class Wanted:
    """What the address names: an item in a community, and the body to which it is routed."""

    item: ItemVersion
    community: Place
    routed: Routed


@handles_large_uploads
@require_http_methods(["GET", "HEAD", "POST"])
def apply(request: HttpRequest, community: str, code: str) -> HttpResponse:
    """Show the form, or take it in and go to the receipt; what was typed survives every "no"."""
    wanted = _wanted(request, community, code)
    if isinstance(wanted, HttpResponse):
        return wanted
    at = timezone.now()
    if request.method != "POST":
        return remember_community(request, _show(request, wanted, ApplyForm(item=wanted.item)), wanted.community)
    form = ApplyForm(request.POST, request.FILES, item=wanted.item, kept=held.papers_of(request.POST, at))
    form.lacks(request.META.get(TOO_LARGE, ()))
    if form.is_valid():
        matter = _submit(wanted, form, at)
        if isinstance(matter, Matter):
            return _done(request, matter, at)
        form.refuse(matter)
    held.hold(form.cleaned_data.get("submission"), form.taken, at)
    return _show(request, wanted, form, 422)


def _wanted(request: HttpRequest, community: str, code: str) -> Wanted | HttpResponse:
    place = community_of(community)
    if place is None:
        raise Http404("community")
    item = item_or_404(request, code)
    back = f"{reverse('item', args=[item.item.code])}?community={place.pk}"
    if not is_offered(item):
        return render_refusal(request, NOT_OFFERED(item=item.text), 410, back=back)
    if not takes_online(item):
        return render_refusal(request, NOT_ONLINE(item=item.text), 409, back=back)
    routed = route(place, item, timezone.localdate())
    if isinstance(routed, Refusal):
        return render_refusal(request, routed, 409, back=back)
    return Wanted(item, place, routed)


def _submit(wanted: Wanted, form: ApplyForm, at: datetime) -> Matter | Refusal:
    given = form.cleaned_data
    submission: UUID = given["submission"]
    matter = submit_matter(
        wanted.community,
        wanted.item,
        submission=submission,
        asked=form.asked,
        at=at,
        summary=given["summary"],
        spot=given.get("spot", ""),
        papers=form.taken,
    )
    if isinstance(matter, Matter):
        held.drop(submission)
    return matter


def _done(request: HttpRequest, matter: Matter, at: datetime) -> HttpResponse:
    if matter.submitted_at != at:
        messages.info(request, ALREADY_SENT)
    remember_matter(request, matter.code)
    return HttpResponseRedirect(reverse("receipt", args=[matter.code]))


def _show(request: HttpRequest, wanted: Wanted, form: ApplyForm, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "wanted": wanted,
        "item": wanted.item.value,
        "site_nav": _nav(request),
        "notice": notice_of(wanted.routed.body, timezone.localdate()),
    }
    response = render_page(request, "matters/resident/apply.html", context, status)
    if status != 200:
        response["Cache-Control"] = "private, no-store"
    return response


def _nav(request: HttpRequest) -> list[NavItem]:
    """The site's navigation as on the front page: the address lies under a community's, the page is about services."""
    shell = Shell.of(request)
    return [evolve(item, within=item.url == shell.home) for item in shell.nav]
