"""A clerk takes a number for someone at the desk, or enters those that were given out on paper, one after the other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.hall.access import hall_for_desk, heads
from juzhan.apps.hall.desk_forms import DeskTakeForm
from juzhan.apps.hall.models import Hall
from juzhan.apps.hall.numbers import taken_last
from juzhan.apps.hall.offers import communities_of
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services.taking import take_ticket
from juzhan.domain.shared import Refusal, RefusalKind, Text
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

NO_ITEM_TO_LIST = RefusalKind(
    "take.no_item_to_list",
    Text("先写明办什么事，才能列出要带的材料。", "Say what for first; then the papers can be listed."),
    about="item",
)


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def desk_take(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Take a number; the same form sent twice gives one. Afterwards the form is there for the next.

    POST with ``list`` gives the form back with the papers of the item that was named; ``?part=papers`` gives the papers alone.
    """
    hall = hall_for_desk(actor, place)
    if request.method != "POST":
        return _page(request, actor, hall, _form(actor, hall, request.GET))
    if "list" in request.POST:
        return _list(request, actor, hall)
    form = _form(actor, hall, request.POST, is_sent=True)
    if not form.is_valid():
        return _page(request, actor, hall, form, 422)
    given = form.cleaned_data
    ticket = take_ticket(
        hall, form.wish, submission=given["submission"], at=timezone.now(), came=given["came"], lane=form.lane, by=actor
    )  # fmt: skip
    if isinstance(ticket, Refusal):
        form.refuse(ticket)
        return _page(request, actor, hall, form, 422)
    messages.success(request, t("取号 {number}。", "The number is {number}.", number=ticket.number))
    return HttpResponseRedirect(f"{reverse('desk_take', args=[hall.place_id])}?community={ticket.community_id}")


def _list(request: HttpRequest, actor: Actor, hall: Hall) -> HttpResponse:
    """Give the form back as it was filled in, with the papers of its item; what is no item is said."""
    form = _form(actor, hall, request.POST)
    if form.listed_for:
        return _page(request, actor, hall, form)
    wrong = _form(actor, hall, request.POST, is_sent=True)
    if not wrong.data.get("item", "").strip():
        wrong.errors.clear()
        wrong.refuse(NO_ITEM_TO_LIST())
    return _page(request, actor, hall, wrong, 422)


def _form(actor: Actor, hall: Hall, given: QueryDict, *, is_sent: bool = False) -> DeskTakeForm:
    """The form, sent or only filled in by what is given."""
    lists = {name: given.getlist(name) for name in ("missing", "proxy_missing")}
    return DeskTakeForm(
        given if is_sent else None,
        initial={"community": hall.place_id, **given.dict(), **lists},
        hall=hall,
        groups=groups_of(hall),
        items=items_on(actor.on),
        communities=communities_of(hall, actor.on),
        now=timezone.localtime(),
    )


def _page(request: HttpRequest, actor: Actor, hall: Hall, form: DeskTakeForm, status: int = 200) -> HttpResponse:
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="take",
        is_head=heads(actor, hall),
        form=form,
        taken=taken_last(hall, actor.person_id, actor.on),
    )
    template = "hall/desk/_take_papers.html" if request.GET.get("part") == "papers" else "hall/desk/take.html"
    return render_page(request, template, context, status)
