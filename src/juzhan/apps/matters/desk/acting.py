"""One act, one small page: what will happen, what has to be filled in, one button; and who was faster, if somebody was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access, entitlement, selectors
from juzhan.apps.matters.act_forms import ActForm, Bare
from juzhan.apps.matters.acts import ACTS, StaffAct
from juzhan.apps.matters.desk import clock, telling
from juzhan.apps.matters.desk.disputes import dispute_of
from juzhan.apps.matters.desk.ways import way_back
from juzhan.apps.matters.models import Matter
from juzhan.domain.matters import MatterAct, State, refusals
from juzhan.domain.matters.table import next_state
from juzhan.domain.shared import Refusal, Text
from juzhan.ui.pages import render_page
from juzhan.ui.words import say

TOO_LATE = {"matter.wrong_state", "matter.already_accepted"}
"""Refusals that mean: somebody else has changed the matter in the meantime."""


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_act(request: HttpRequest, actor: Actor, code: str, act: str) -> HttpResponse:
    """Show the form of an act, or do the act; what was typed is never lost."""
    matter = access.matter_for(actor, code)
    how = _how(act)
    blocked = changed_before(matter, how.act) or _not_entitled(matter, how.act, actor) or how.barred(matter, actor)
    if request.method != "POST":
        form = how.form(matter, actor, seen=_last(matter))
        form.begin_with(request.GET)
        return _page(request, form, how, blocked, 409 if blocked else 200)
    form = how.form(matter, actor, request.POST, request.FILES)
    if blocked:
        return _refused(request, form, how, blocked)
    if not form.is_valid():
        return _page(request, form, how, status=422)
    if news := _news(matter, form):
        return _stale(request, form, how, news)
    return _done(request, form, how)


def _how(act: str) -> StaffAct:
    try:
        return ACTS[MatterAct(act)]
    except (ValueError, KeyError):
        raise Http404("act") from None


def _not_entitled(matter: Matter, act: MatterAct, actor: Actor) -> Refusal | None:
    """Why the person cannot do it now although the state allows it; 403 where no post of theirs gives the right."""
    missing = entitlement.acting_post(matter, act, actor)
    if isinstance(missing, Refusal) and missing.code == "right.missing":
        raise PermissionDenied(missing)
    return missing if isinstance(missing, Refusal) else None


def changed_before(matter: Matter, act: MatterAct) -> Refusal | None:
    """Why an act cannot begin from where the matter stands; a second clerk is told who has accepted it."""
    if act is MatterAct.ACCEPT and matter.stands is State.ACCEPTED and matter.handler:
        return refusals.ALREADY_ACCEPTED(name=matter.handler.text)
    found = next_state(act, matter.stands)
    return found if isinstance(found, Refusal) else None


def _done(request: HttpRequest, form: ActForm, how: StaffAct) -> HttpResponse:
    result = how.do(form, timezone.now())
    if isinstance(result, Refusal):
        return _refused(request, form, how, result)
    messages.success(request, say(how.done))
    still = access.visible_to(form.actor).filter(pk=result.pk).exists()
    page = "desk_notice" if how.act is MatterAct.REQUEST_PAPERS else "desk_matter"
    return HttpResponseRedirect(reverse(page, args=[result.code]) if still else reverse("desk"))


def _refused(request: HttpRequest, form: ActForm, how: StaffAct, refusal: Refusal) -> HttpResponse:
    if refusal.code == "right.missing":
        raise PermissionDenied(refusal)
    form.errors.clear()
    form.refuse(refusal)
    return _page(request, form, how, status=409 if refusal.code in TOO_LATE else 422)


def _last(matter: Matter) -> int:
    return matter.steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def _news(matter: Matter, form: ActForm) -> list[telling.Line]:
    """What was done to the matter after the page was opened; a bare button needs no second look."""
    seen = form.cleaned_data.get("seen")
    if not seen or isinstance(form, Bare):
        return []
    return telling.told(selectors.timeline(matter, public=False).filter(pk__gt=seen))


def _stale(request: HttpRequest, form: ActForm, how: StaffAct, news: list[telling.Line]) -> HttpResponse:
    """Show what is new beside what was typed; sending it once more does it."""
    again = request.POST.copy()
    again["seen"] = str(news[-1].number)
    return _page(request, how.form(form.matter, form.actor, again), how, status=409, news=news)


def _page(
    request: HttpRequest, form: ActForm, how: StaffAct, refusal: Refusal | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    matter, actor = form.matter, form.actor
    disputed = how.act in {MatterAct.CONTEST, MatterAct.ANSWER_CONTEST, MatterAct.RULE}
    context = desk_context(
        request,
        actor,
        matter=matter,
        how=how,
        form=form,
        refusal=refusal,
        left=clock.left(actor.on, matter.next_on),
        reasons=[Text(*reason) for reason in matter.reasons] if disputed else [],
        dispute=dispute_of(matter, actor) if matter.stands is State.CONTESTED else None,
        takes_files=form.is_multipart(),
        changed=status == 409,
        way_back=way_back(actor),
        **more,
    )
    return render_page(request, "matters/desk/act.html", context, status)
