"""The desk of inquiries: those that wait for our answer, those we have opened, a new one, an answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.matters import access
from juzhan.apps.matters.models import Matter
from juzhan.apps.openness import selectors, services
from juzhan.apps.openness.asking import Askable, askable
from juzhan.apps.openness.forms import AnswerForm, InquiryForm
from juzhan.apps.openness.models import Inquiry
from juzhan.apps.places.models import Place
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

MOST_TO_ANSWER = 100


@require_safe
@staff
def inquiries(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List what waits for an answer of the person's bodies, the most urgent first, and what these bodies have asked."""
    page = selectors.page_of(selectors.inquiries_asked_by(actor), request.GET.get("before", ""))
    context = desk_context(
        request,
        actor,
        to_answer=list(selectors.inquiries_to_answer(actor)[:MOST_TO_ANSWER]),
        asked=page.rows,
        older=f"?before={page.older}" if page.older else "",
        may_ask=bool(askable(actor)),
        may_answer=bool(rights.bodies_for(actor, Act.ANSWER_INQUIRY)),
        on=timezone.localdate(),
    )
    return render_page(request, "openness/desk/inquiries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new_inquiry(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open an inquiry; ``body`` and ``matter`` in the address fill the form."""
    choices = askable(actor)
    if request.method != "POST":
        given = {"body": request.GET.get("body"), "matter": request.GET.get("matter", "")[:20]}
        return _ask(request, actor, InquiryForm(initial=given, askable=choices))
    form = InquiryForm(request.POST, askable=choices)
    if not form.is_valid():
        return _ask(request, actor, form, 422)
    result = _open(form, actor, choices)
    if isinstance(result, Refusal):
        form.refuse(result)
        return _ask(request, actor, form, 422)
    messages.success(request, t("质询已提出并公开。", "The inquiry is open, and public."))
    return HttpResponseRedirect(reverse("inquiry", args=[result.community_id, result.pk]))


def _open(form: InquiryForm, actor: Actor, choices: list[Askable]) -> Inquiry | Refusal:
    given = form.cleaned_data
    chosen = next(choice for choice in choices if choice.body.pk == given["body"])
    matter = _matter(actor, given["matter"])
    if isinstance(matter, Refusal):
        return matter
    there = matter is not None and matter.community_id in chosen.communities
    return services.open_inquiry(
        matter.community if matter and there else Place.objects.get(pk=chosen.community),
        chosen.body,
        question=given["question"],
        submission=given["submission"],
        matter=matter,
        by=actor,
        at=timezone.now(),
    )


def _matter(actor: Actor, code: str) -> Matter | Refusal | None:
    if not code:
        return None
    try:
        return access.matter_for(actor, code)
    except Http404:
        return services.NO_SUCH_MATTER()


def _ask(request: HttpRequest, actor: Actor, form: InquiryForm, status: int = 200) -> HttpResponse:
    context = desk_context(request, actor, form=form)
    return render_page(request, "openness/desk/new_inquiry.html", context, status)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def answer(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Answer an inquiry; the first answer stands, and it is public."""
    inquiry = get_object_or_404(
        Inquiry.objects.select_related("asked_by", "asked_of", "community", "answerer"), pk=number
    )
    access.demand(actor, Act.ANSWER_INQUIRY, inquiry.asked_of_id)
    if request.method != "POST":
        return _show(request, actor, inquiry, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, actor, inquiry, form, 422)
    result = services.answer_inquiry(inquiry, answer=form.cleaned_data["answer"], by=actor, at=timezone.now())
    if isinstance(result, Refusal):
        form.refuse(result)
        return _show(request, actor, inquiry, form, 409 if result.code == services.ANSWERED_ALREADY.code else 422)
    messages.success(request, t("答复已公开。", "The answer is public now."))
    return HttpResponseRedirect(reverse("inquiry", args=[inquiry.community_id, inquiry.pk]))


def _show(request: HttpRequest, actor: Actor, inquiry: Inquiry, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = desk_context(request, actor, inquiry=inquiry, form=form, on=timezone.localdate())
    return render_page(request, "openness/desk/answer.html", context, status)
