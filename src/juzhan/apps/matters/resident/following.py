"""A resident follows a matter with its code and four digits; this browser may then open it again until it is told to forget."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve, frozen
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from juzhan.apps.accounts.throttle import TOO_MANY, client_key
from juzhan.apps.matters import papers
from juzhan.apps.matters.access import matter_for_resident
from juzhan.apps.matters.asked_papers import asked_papers, in_one_language, last_day_for_papers
from juzhan.apps.matters.codes import clean_code
from juzhan.apps.matters.models import Attachment, Matter, Step
from juzhan.apps.matters.resident import selectors, sentences
from juzhan.apps.matters.resident.follow_up import bad_rating_of
from juzhan.apps.matters.resident.forms import FollowForm
from juzhan.apps.matters.resident.remembering import (
    forget_matters,
    opened,
    opened_codes,
    remember_matter,
)
from juzhan.apps.matters.resident.story import decision, last_note, public_steps
from juzhan.domain.matters import MatterAct, Rating, State
from juzhan.domain.shared import Refusal, Text
from juzhan.ui.pages import render_page
from juzhan.ui.qr import qr_svg
from juzhan.ui.words import t

PURPOSE = "receipt"
"""Failed tries here and over the interface count together."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for code and digits; a code that this browser has opened leads straight to its matter."""
    if request.method != "POST":
        code = clean_code(request.GET.get("code", ""))
        if code and code in opened_codes(request):
            return HttpResponseRedirect(reverse("matter_progress", args=[code]))
        return _ask(request, FollowForm(initial={"code": request.GET.get("code", "")[:40]}))
    form = FollowForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, 422)
    given = form.cleaned_data
    found = matter_for_resident(given["code"], given["last_four"], client_key(request, PURPOSE), timezone.now())
    if isinstance(found, Matter):
        remember_matter(request, found.code)
        return HttpResponseRedirect(reverse("matter_progress", args=[found.code]))
    form.refuse(found)
    return _refused(request, form, found)


def _refused(request: HttpRequest, form: FollowForm, refusal: Refusal) -> HttpResponse:
    if refusal.code != TOO_MANY.code:
        return _ask(request, form, 422)
    response = _ask(request, form, 429)
    response["Retry-After"] = str(refusal.params["minutes"] * 60)
    return response


def _ask(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    codes = opened_codes(request)
    rows = Matter.objects.filter(code__in=codes).select_related("item").defer("item__content") if codes else []
    newest = sorted(rows, key=lambda row: codes.index(row.code))
    return render_page(request, "matters/resident/follow.html", {"form": form, "opened": newest}, status)


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget which matters this browser has opened, for the next person at a shared device."""
    forget_matters(request)
    messages.success(
        request, t("已清除，这台设备上看不到您的办件了。", "Done: your matters can no longer be seen here.")
    )
    return HttpResponseRedirect(reverse("follow"))


@require_safe
@opened
def matter_progress(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Tell where a matter stands, who has it, by when, what is missing, and what can be done now."""
    context = progress_context(matter) | {"bad_rating": bad_rating_of(matter)}
    return render_page(request, "matters/resident/progress.html", context)


def progress_context(matter: Matter) -> dict[str, Any]:
    """What the page of a matter shows, in four queries whatever the length of its story."""
    on = timezone.localdate()
    steps = list(public_steps(matter))
    return {
        "matter": matter,
        "state": sentences.state(matter),
        "clock": selectors.clock_of(matter, on),
        "doors": selectors.doors_of(matter, on),
        "handler": selectors.handlers_post(matter, on),
        "surname": sentences.surname(matter.handler) if matter.handler else "",
        "is_paused": matter.stands is State.SUSPENDED,
        "told": [_told(matter, step) for step in reversed(steps)],
        "papers": [paper for step in steps for paper in step.attachments.all()],
        "missing": missing(matter, steps),
        "papers_by": _papers_by(steps),
        "decision": decision(matter, steps),
        "because": because(matter, steps),
        "rating": Rating(matter.rating) if matter.rating else None,
        "reasons": reasons(matter),
    }


def _told(matter: Matter, step: Step) -> sentences.Told:
    return evolve(sentences.Told.of(step), note=in_one_language(matter, step.act, step.note))


def missing(matter: Matter, steps: list[Step]) -> list[Text]:
    """What still has to be handed in, as it was asked for."""
    if matter.stands is not State.PAPERS_REQUESTED:
        return []
    asked = [step.note for step in reversed(steps) if step.act == MatterAct.REQUEST_PAPERS]
    return asked_papers(matter, selectors.missing_of(asked))


def _papers_by(steps: list[Step]) -> date | None:
    asked = [step.at for step in steps if step.act == MatterAct.REQUEST_PAPERS]
    return last_day_for_papers(asked[-1]).day if asked else None


@frozen
class Because:
    """Why a matter was declined, or stands still."""

    title: Text
    reason: str
    is_final: bool


_BECAUSE = {
    State.DECLINED: (MatterAct.DECLINE, Text("为什么没有受理", "Why it was not accepted"), True),
    State.SUSPENDED: (MatterAct.SUSPEND, Text("为什么停下来", "Why it was paused"), False),
}


def because(matter: Matter, steps: list[Step]) -> Because | None:
    """The reason that a resident looks for first, where the state of the matter has one."""
    if matter.stands not in _BECAUSE:
        return None
    act, title, is_final = _BECAUSE[matter.stands]
    return Because(title, last_note(steps, act), is_final)


def reasons(matter: Matter) -> list[Text]:
    """Why the body was asked that was asked first."""
    return [Text(zh, en) for zh, en in matter.reasons if zh and en]


@require_safe
@opened
def receipt(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Show the receipt, to keep or to print: the code, who has the matter, what happens next and by when."""
    scanned = request.build_absolute_uri(f"{reverse('follow')}?code={matter.code}")
    phone = matter.applicant.last_four if hasattr(matter, "applicant") else ""
    context = {
        "matter": matter,
        "qr": qr_svg(scanned),
        "address": request.build_absolute_uri(reverse("follow")),
        "last_four": phone,
        "reasons": reasons(matter),
        "limit": matter.item.rules.limit,
        "handed_in": Attachment.objects.filter(step__act="submit", matter=matter).defer("content").order_by("pk"),
        "is_new": matter.stands is State.SUBMITTED,
    }
    return render_page(request, "matters/resident/receipt.html", context)


@require_safe
@opened
def paper(request: HttpRequest, matter: Matter, paper: int) -> HttpResponse:
    """Give a resident back a paper of the matter."""
    found = Attachment.objects.filter(matter=matter, pk=paper).first() if paper < 2**63 else None
    if found is None:
        raise Http404("paper")
    return papers.download(found)
