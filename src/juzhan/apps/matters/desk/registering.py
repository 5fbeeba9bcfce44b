"""A clerk registers a matter for somebody: finds the item by their words, sees whose it will be, prints the receipt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies import rights
from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor, district_graph
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import item_on, search_items
from juzhan.apps.matters import access, services
from juzhan.apps.matters.desk.register_forms import RegisterForm
from juzhan.apps.matters.desk.worklist import searched
from juzhan.apps.matters.models import Channel, Matter
from juzhan.apps.places.models import Place
from juzhan.domain.charter import Act
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

NO_DESK = RefusalKind(
    "register.no_desk",
    Text(
        "您的岗位不受理居民的事项。请让居民到社区窗口，或者用手机自己办。",
        "Your post takes no matters of residents. Let them come to the community's counter, or use their phone.",
    ),
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Find an item, then register a matter under it; the same form sent twice gives one matter."""
    communities = served_by(actor)
    if not communities:
        raise PermissionDenied(NO_DESK())
    code = request.GET.get("item", "")
    if not code:
        return _search(request, actor)
    item = item_on(code if code.isprintable() else "", actor.on)
    if item is None:
        raise Http404("item")
    if request.method != "POST":
        return _ask(request, actor, item, RegisterForm(item=item, communities=communities), communities)
    return _submit(request, actor, item, communities)


def served_by(actor: Actor) -> list[Place]:
    """The communities for which the person sits at a desk: one for a clerk, several for a street officer."""
    graph = district_graph(actor.on, actor.graph_version).graph
    desks = [post for post in actor.posts if rights.acting_post(actor, Act.REGISTER, post.body_id)]
    codes = {community for post in desks for community in graph.communities_of(post.body_id)}
    return list(Place.objects.filter(pk__in=codes).order_by("pk"))


def _search(request: HttpRequest, actor: Actor) -> HttpResponse:
    words = searched(request)
    found = search_items(words, actor.on) if words else []
    context = desk_context(request, actor, words=words, found=found)
    return render_page(request, "matters/desk/register_search.html", context)


def submitted(form: RegisterForm, item: ItemVersion, actor: Actor, at: datetime) -> Matter | Refusal:
    """Open the matter that a clean form describes."""
    given = form.cleaned_data
    return services.submit_matter(
        form.place,
        item,
        submission=given["submission"],
        asked=form.asked,
        at=at,
        summary=given["summary"],
        spot=given.get("spot", ""),
        papers=given["papers"],
        by=actor,
        channel=Channel(given["channel"]),
    )


def _submit(request: HttpRequest, actor: Actor, item: ItemVersion, communities: Sequence[Place]) -> HttpResponse:
    form = RegisterForm(request.POST, request.FILES, item=item, communities=communities)
    if not form.is_valid():
        return _ask(request, actor, item, form, communities, 422)
    matter = submitted(form, item, actor, timezone.now())
    if isinstance(matter, Refusal):
        form.refuse(matter)
        return _ask(request, actor, item, form, communities, 422)
    messages.success(request, t("已登记。请打印回执交给居民。", "Registered. Print the receipt and hand it over."))
    seen = access.visible_to(actor).filter(pk=matter.pk).exists()
    return HttpResponseRedirect(reverse("desk_receipt", args=[matter.code]) if seen else reverse("desk"))


def whose_it_is(actor: Actor, item: ItemVersion, communities: Sequence[Place]) -> dict[str, Any]:
    """What the form tells beforehand where the community is known: which body owns the matter, or why none does."""
    if len(communities) != 1:
        return {"community": None, "routed": None, "refusal": None, "elsewhere": False}
    found = services.route(communities[0], item, actor.on)
    if isinstance(found, Refusal):
        return {"community": communities[0], "routed": None, "refusal": found, "elsewhere": False}
    elsewhere = all(post.body_id != found.body.pk for post in actor.posts)
    return {"community": communities[0], "routed": found, "refusal": None, "elsewhere": elsewhere}


def _ask(
    request: HttpRequest,
    actor: Actor,
    item: ItemVersion,
    form: RegisterForm,
    communities: Sequence[Place],
    status: int = 200,
) -> HttpResponse:
    context = desk_context(
        request,
        actor,
        item=item,
        form=form,
        **whose_it_is(actor, item, communities),
    )
    return render_page(request, "matters/desk/register.html", context, status)
