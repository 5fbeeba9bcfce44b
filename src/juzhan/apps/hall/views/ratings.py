"""The ratings of a hall for its head, who may appeal, and for those who supervise or lead it, who answer appeals."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.hall.rated import satisfaction
from juzhan.apps.hall.rating_forms import AnswerForm, AppealForm
from juzhan.apps.hall.ratings import RatingDoor, appeals_to_answer, rating_at, rating_door, ratings_page
from juzhan.apps.matters.services.appealing import answer_appeal, appeal_rating
from juzhan.apps.places.models import Place
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


@require_safe
@staff
def rating_appeals(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List the halls whose appeals await an answer of this person."""
    return render_page(
        request, "hall/desk/appeals.html", desk_context(request, actor, rows=appeals_to_answer(actor))
    )  # fmt: skip


@require_safe
@staff
def hall_ratings(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show the ratings of a hall, newest first; those who answer appeals see only what was appealed."""
    door = rating_door(actor, place, request.GET.get("community", ""))
    context = {
        "hall": door.hall,
        "door": door,
        "page": "ratings",
        "is_head": door.is_head,
        "satisfaction": satisfaction(door.hall, timezone.localdate(), door.community),
        "communities": Place.objects.filter(pk__in=door.communities).order_by("pk") if door.communities else (),
        "community": door.community,
        "kept": f"&community={door.community}" if door.community else "",
        "rows": ratings_page(door, *(request.GET.get(name, "") for name in ("show", "before", "matter"))),
    }
    return render_page(request, "hall/desk/ratings.html", desk_context(request, actor, **context))


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hall_rating(request: HttpRequest, actor: Actor, place: str, reference: str) -> HttpResponse:
    """Show one rating without the one who gave it; POST appeals against it or answers the appeal."""
    door = rating_door(actor, place)
    seen = rating_at(door, reference)
    if seen is None:
        raise Http404("rating")
    form = _form(request, door, seen)
    if request.method == "POST":
        if form is None:
            raise PermissionDenied(door.refusal(seen))
        if form.is_valid():
            result = _act(door, seen, form, actor)
            if not isinstance(result, Refusal):
                messages.success(request, t("已经提交。", "It has been sent."))
                return HttpResponseRedirect(reverse("hall_ratings", args=[place]))
            form.refuse(result)
    context = {"hall": door.hall, "door": door, "page": "ratings", "is_head": door.is_head, "seen": seen, "form": form}
    status = 422 if form is not None and form.is_bound else 200
    return render_page(request, "hall/desk/rating.html", desk_context(request, actor, **context), status)


def _form(request: HttpRequest, door: RatingDoor, seen: Any) -> AppealForm | AnswerForm | None:
    given = request.POST if request.method == "POST" else None
    if door.is_head and seen.may_be_appealed:
        return AppealForm(given)
    return AnswerForm(given) if door.answers and seen.row.awaits_answer else None


def _act(door: RatingDoor, seen: Any, form: AppealForm | AnswerForm, by: Actor) -> Any:
    at, given = timezone.now(), form.cleaned_data
    if isinstance(form, AppealForm):
        return appeal_rating(seen.row, door.body, seen.place, reason=given["reason"], by=by, at=at)
    strikes = given["strikes"] == "yes"
    return answer_appeal(seen.row, door.body, seen.place, strikes=strikes, reason=given["reason"], by=by, at=at)
