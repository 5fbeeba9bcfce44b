"""A change of charter that is planned for a later day is withdrawn before that day."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, district
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.bodies.services import withdraw_planned
from juzhan.apps.bodies.services.withdrawing import NOTHING_PLANNED
from juzhan.apps.district import selectors
from juzhan.apps.district.access import governs, place_for
from juzhan.apps.district.forms import WithdrawForm
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.words import t


@require_http_methods(["GET", "HEAD", "POST"])
@district
def withdraw(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """Say what is planned and what goes on instead, and withdraw the plan, with those that were planned with it."""
    place, on = place_for(actor, code), timezone.localdate()
    (run,) = selectors.runs([place], on)
    back = reverse("district_place", args=[place.pk])
    if run.planned is None:
        return render_refusal(request, NOTHING_PLANNED(community=place.text), 409, back=back)
    others = [each for each in selectors.planned_with(run.planned) if governs(actor, each.pk)]
    form = WithdrawForm(request.POST if request.method == "POST" else None, others=others)
    if request.method == "POST" and form.is_valid():
        result = _do(actor, place, form)
        if not isinstance(result, Refusal):
            messages.success(request, _done(run.planned.valid_from))
            return HttpResponseRedirect(back)
        form.refuse(result)
    context = desk_context(request, actor, form=form, place_here=place, run=run, term=run.planned)
    return render_page(request, "district/withdraw.html", context, 422 if form.errors else 200)


def _do(actor: Actor, place: Place, form: WithdrawForm) -> Refusal | None:
    result = withdraw_planned([place, *form.chosen], by=actor, at=timezone.now())
    return result if isinstance(result, Refusal) else None


def _done(day: date) -> str:
    return str(
        t(
            "已撤回：{day} 不再改换，照旧运行。",
            "Withdrawn: nothing changes on {day}, all goes on.",
            day=day.isoformat(),
        )
    )
