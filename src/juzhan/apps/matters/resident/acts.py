"""What a resident can do to a matter that is under way: add papers, rate, ask for reopening, take it back. One page each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from attrs import frozen
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import actor_of_request
from juzhan.apps.matters import access, held, services
from juzhan.apps.matters.models import Matter
from juzhan.apps.matters.resident import following
from juzhan.apps.matters.resident.forms import RateForm, ReasonForm, WithdrawForm
from juzhan.apps.matters.resident.papers_form import AddPapersForm
from juzhan.apps.matters.resident.remembering import opened
from juzhan.apps.matters.resident.story import public_steps
from juzhan.domain.matters import MatterAct, Rating, State, next_state
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page, render_refusal
from juzhan.ui.uploads import TOO_LARGE, handles_large_uploads
from juzhan.ui.words import t

NOTHING_NEW = RefusalKind(
    "papers.nothing_new",
    Text(
        "您选的文件以前已经交过，一模一样。请换成要补的那一份；如果要补的就是它，请在“要说明的话”里写一句。",
        "The files you chose were handed in before; they are exactly the same. Choose the paper that is missing; if it is"
        " this very one, say so in “Anything to add”.",
    ),
    about="papers",
)
STAFF = RefusalKind(
    "rating.staff",
    Text(
        "您现在是用工作人员的身份登录的。评价只能由办事的人自己做，经办单位的人不能代评。",
        "You are signed in as staff of those who handle this. Only the one who asked rates it; staff cannot rate for them.",
    ),
)
_GET_OR_POST = ["GET", "HEAD", "POST"]


@frozen
class Page:
    """How the page of an act speaks: its heading, a line below, the button, and what is said when it is done."""

    title: Text
    lead: Text
    button: Text
    done: object
    is_grave: bool = False


RATING = Page(
    Text("评价这次办事", "Rate how it went"),
    Text(
        "每件事评一次，评了不能改。您的评价不影响以后办事。",
        "Each matter is rated once and for good. It does not affect anything you ask for later.",
    ),
    Text("提交评价", "Send the rating"),
    t("谢谢，您的评价已经收到。", "Thank you, your rating has been received."),
)
REOPENING = Page(
    Text("申请重办", "Ask for it to be reopened"),
    Text(
        "每件事可以申请一次。说说哪里没办好，经办单位会答复您。",
        "You can ask once. Say what is not right, and the body in charge answers you.",
    ),
    Text("提交申请", "Send"),
    t("重办申请已经收到，请等答复。", "Your request has been received; an answer will follow."),
)
WITHDRAWAL = Page(
    Text("撤回，不办了", "Take it back"),
    Text(
        "撤回以后，这件事就停了。以后还想办，要重新提交。",
        "Then nothing more is done. If you want it after all, you begin anew.",
    ),
    Text("确定撤回", "Take it back"),
    t("已经撤回。", "It has been taken back."),
    is_grave=True,
)


@require_http_methods(_GET_OR_POST)
@opened
def rate(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Rate the result in five grades, with a word if one likes. Staff of the body that handles it get 403."""
    if request.user.is_authenticated and access.may_read(actor_of_request(request), matter):
        raise PermissionDenied(STAFF())

    def do(form: forms.Form) -> Matter | Refusal:
        given = form.cleaned_data
        return services.rate_matter(matter, rating=Rating(given["rating"]), note=given["note"], at=timezone.now())

    return _act(request, matter, MatterAct.RATE, RateForm, do, RATING)


@require_http_methods(_GET_OR_POST)
@opened
def ask_reopening(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Ask, with a reason, for a closed matter to be taken up again."""

    def do(form: forms.Form) -> Matter | Refusal:
        return services.ask_reopening(matter, reason=form.cleaned_data["reason"], at=timezone.now())

    return _act(request, matter, MatterAct.ASK_REOPENING, ReasonForm, do, REOPENING)


@require_http_methods(_GET_OR_POST)
@opened
def withdraw(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Take one's own matter back."""

    def do(form: forms.Form) -> Matter | Refusal:
        return services.withdraw_matter(matter, note=form.cleaned_data["note"], at=timezone.now())

    return _act(request, matter, MatterAct.WITHDRAW, WithdrawForm, do, WITHDRAWAL)


def _act(
    request: HttpRequest,
    matter: Matter,
    act: MatterAct,
    form_class: type[Any],
    do: Callable[[Any], Matter | Refusal],
    page: Page,
) -> HttpResponse:
    if refusal := _closed_door(matter, act):
        return _refused(request, matter, refusal)
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        result = do(form)
        if isinstance(result, Matter):
            messages.success(request, str(page.done))
            return HttpResponseRedirect(reverse("matter_progress", args=[matter.code]))
        form.refuse(result)
    context = {"matter": matter, "form": form, "page": page}
    return render_page(request, "matters/resident/act.html", context, 422 if form.is_bound else 200)


def _closed_door(matter: Matter, act: MatterAct) -> Refusal | None:
    found = next_state(act, matter.stands)
    return found if isinstance(found, Refusal) else None


def _refused(request: HttpRequest, matter: Matter, refusal: Refusal) -> HttpResponse:
    return render_refusal(request, refusal, 409, back=reverse("matter_progress", args=[matter.code]))


@handles_large_uploads
@require_http_methods(_GET_OR_POST)
@opened
def add_papers(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Hand in what is missing, each paper beside the line that asks for it."""
    if refusal := _closed_door(matter, MatterAct.ADD_PAPERS):
        return _refused(request, matter, refusal)
    missing = following.missing(matter, list(public_steps(matter)))
    if request.method != "POST":
        return _show_papers(request, matter, AddPapersForm(missing=missing), missing)
    at = timezone.now()
    known = matter.attachments.values_list("digest", flat=True)
    form = AddPapersForm(
        request.POST, request.FILES, missing=missing, known=known, kept=held.papers_of(request.POST, at)
    )
    form.lacks(request.META.get(TOO_LARGE, ()))
    if form.is_valid():
        result = _add(matter, form, at)
        if isinstance(result, Matter):
            messages.success(request, t("材料已经收到。", "The papers have been received."))
            return HttpResponseRedirect(reverse("matter_progress", args=[matter.code]))
        form.refuse(result)
    held.hold(form.cleaned_data.get("submission"), form.taken, at)
    return _show_papers(request, matter, form, missing, 422)


def _add(matter: Matter, form: AddPapersForm, at: datetime) -> Matter | Refusal:
    """Add what is new; the same again changes nothing, and where papers are waited for it is told that they are the same."""
    note = form.cleaned_data["note"]
    if not (form.new_papers or note):
        return NOTHING_NEW() if matter.stands is State.PAPERS_REQUESTED else matter
    result = services.add_papers(matter, papers=form.new_papers, note=note, consents=form.consents, at=at)
    if isinstance(result, Matter):
        held.drop(form.cleaned_data["submission"])
    return result


def _show_papers(
    request: HttpRequest, matter: Matter, form: AddPapersForm, missing: list[Text], status: int = 200
) -> HttpResponse:
    context = {"matter": matter, "form": form, "missing": missing}
    return render_page(request, "matters/resident/add_papers.html", context, status)
