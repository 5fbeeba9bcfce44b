"""People are put into posts and leave them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, district
from juzhan.apps.bodies.models import Holding, Post
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.bodies.services import appoint as put_into_post
from juzhan.apps.bodies.services import leave_post
from juzhan.apps.district import selectors
from juzhan.apps.district.access import place_for
from juzhan.apps.district.forms import AppointForm, LeaveForm
from juzhan.domain.shared import Refusal
from juzhan.ui.pages import render_page
from juzhan.ui.words import t


@require_http_methods(["GET", "HEAD", "POST"])
@district
def appoint(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """Put a person into a post."""
    post = get_object_or_404(Post.objects.select_related("body__place"), pk=number)
    place = place_for(actor, post.body.place_id)
    form = AppointForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        result = put_into_post(
            given["username"], post, given["valid_from"], valid_until=given["valid_until"], by=actor, at=timezone.now()
        )
        if not isinstance(result, Refusal):
            messages.success(
                request,
                t("{name}已任{title}。", "{name} holds “{title}”.", name=given["username"].text, title=post.text),
            )
            return HttpResponseRedirect(reverse("district_place", args=[place.pk]))
        form.refuse(result)
    context = desk_context(
        request, actor, form=form, post=post, place_here=place, people=list(selectors.people()[: selectors.MOST_PEOPLE])
    )
    return render_page(request, "district/appoint.html", context, 422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@district
def leave(request: HttpRequest, actor: Actor, number: int) -> HttpResponse:
    """End a holding on a day."""
    holding = get_object_or_404(Holding.objects.select_related("person", "post__body__place"), pk=number)
    place = place_for(actor, holding.post.body.place_id)
    form = LeaveForm(request.POST or None, initial={"valid_until": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        result = leave_post(holding, form.cleaned_data["valid_until"], by=actor, at=timezone.now())
        if not isinstance(result, Refusal):
            messages.success(request, t("已登记卸任。", "The end of the post is noted."))
            return HttpResponseRedirect(reverse("district_place", args=[place.pk]))
        form.refuse(result)
    context = desk_context(request, actor, form=form, holding=holding, place_here=place)
    return render_page(request, "district/leave.html", context, 422 if form.errors else 200)
