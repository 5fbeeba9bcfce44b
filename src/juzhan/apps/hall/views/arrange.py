"""A head arranges the hall: hours, promise and order, queues, counters, caps; each form is saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from attrs import frozen
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from juzhan.apps.bodies.desk import desk_context, staff
from juzhan.apps.bodies.selectors import Actor
from juzhan.apps.catalogue.models import ItemVersion
from juzhan.apps.catalogue.selectors import items_on
from juzhan.apps.hall.access import hall_for_head
from juzhan.apps.hall.arrange_forms import CounterForm, GroupForm, HoursForm, ItemCapForm, PromiseForm
from juzhan.apps.hall.models import Counter, Group, Hall, ItemCap
from juzhan.apps.hall.selectors import groups_of
from juzhan.apps.hall.services import arranging
from juzhan.apps.hall.to_call import to_call
from juzhan.domain.shared import Refusal
from juzhan.ui.forms import Words
from juzhan.ui.pages import render_page
from juzhan.ui.words import t

PARTS = {
    "hours": t("开放时间", "Hours"),
    "promise": t("承诺与规则", "Promise and rules"),
    "queues": t("队列", "Queues"),
    "counters": t("窗口", "Counters"),
    "caps": t("事项限号", "Limits for items"),
}
Data = Mapping[str, Any] | None
Save = Callable[[Any, Mapping[str, Any]], object]


@frozen
class Arranged:
    """One form of the page: how it is made, and the service that takes it."""

    make: Callable[[Data], Any]
    do: Save


@require_http_methods(["GET", "HEAD", "POST"])
@staff
def hall_arrange(request: HttpRequest, actor: Actor, place: str) -> HttpResponse:
    """Show one part of the arrangement (``?part=``), or save the form that ``form`` names."""
    hall = hall_for_head(actor, place)
    part = request.GET.get("part", "hours")
    if part not in PARTS:
        raise Http404("part")
    known = _forms(hall, actor, part)
    if request.method != "POST":
        return _page(request, actor, hall, part, {key: each.make(None) for key, each in known.items()})
    sent = request.POST.get("form", next(iter(known)))
    if sent not in known:
        raise Http404("form")
    form, losing = known[sent].make(request.POST), []
    if form.is_valid():
        result = known[sent].do(form, {"by": actor, "at": timezone.now()})
        if not isinstance(result, Refusal):
            messages.success(request, t("已保存，马上生效。", "Saved; it holds from now on."))
            return HttpResponseRedirect(f"{reverse('hall_arrange', args=[hall.place_id])}?part={part}")
        form.refuse(result)
        losing = result.params.get("on", [])
    others = {key: form if key == sent else each.make(None) for key, each in known.items()}
    return _page(request, actor, hall, part, others, 422, form=form, losing=losing)


def _forms(hall: Hall, actor: Actor, part: str) -> dict[str, Arranged]:
    if part == "hours":
        return {"hours": Arranged(lambda data: HoursForm(data, hall=hall), _hours(hall))}
    if part == "promise":
        return {"promise": Arranged(lambda data: PromiseForm(data, hall=hall), _promise(hall))}
    if part == "queues":
        return _queues(hall)
    return _counters(hall) if part == "counters" else _caps(hall, actor)


def _hours(hall: Hall) -> Save:
    return lambda form, who: arranging.set_hours(hall, form.hours, anyway=form.cleaned_data["anyway"], **who)


def _promise(hall: Hall) -> Save:
    return lambda form, who: arranging.arrange_hall(hall, **form.cleaned_data, **who)


def _queues(hall: Hall) -> dict[str, Arranged]:
    new = Arranged(
        lambda data: GroupForm(data, prefix="new"), lambda form, who: arranging.add_group(hall, **form.values, **who)
    )
    return {**{group.letter: _queue(group) for group in groups_of(hall)}, "new": new}


def _queue(group: Group) -> Arranged:
    return Arranged(
        lambda data: GroupForm(data, group=group, prefix=group.letter),
        lambda form, who: arranging.change_group(group, anyway=form.cleaned_data["anyway"], **form.values, **who),
    )


def _counters(hall: Hall) -> dict[str, Arranged]:
    groups = groups_of(hall)
    counters = Counter.objects.filter(hall=hall).select_related("hall").prefetch_related("groups").order_by("number")
    new = Arranged(lambda data: NewCounterForm(data, prefix="new"), lambda _, who: arranging.add_counter(hall, **who))
    return {**{str(counter.number): _counter(counter, groups) for counter in counters}, "new": new}


def _counter(counter: Counter, groups: Sequence[Group]) -> Arranged:
    return Arranged(
        lambda data: CounterForm(data, counter=counter, groups=groups, prefix=f"c{counter.number}"),
        lambda form, who: arranging.change_counter(counter, **form.values, **who),
    )


class NewCounterForm(Words, forms.Form):
    """One more counter: nothing to fill in."""


def _caps(hall: Hall, actor: Actor) -> dict[str, Arranged]:
    def cap(form: ItemCapForm, who: Mapping[str, Any]) -> object:
        given = form.cleaned_data
        return arranging.cap_item(hall, given["item"], given["daily_cap"], anyway=given["anyway"], **who)

    return {"cap": Arranged(lambda data: ItemCapForm(data, items=items_on(actor.on)), cap)}


def _page(
    request: HttpRequest,
    actor: Actor,
    hall: Hall,
    part: str,
    shown: Mapping[str, Any],
    status: int = 200,
    **more: object,
) -> HttpResponse:
    context = desk_context(
        request,
        actor,
        hall=hall,
        page="arrange",
        is_head=True,
        part=part,
        parts=PARTS,
        forms=shown,
        caps=_capped(hall, actor) if part == "caps" else [],
        to_call=to_call(hall, timezone.now()),
        **more,
    )
    return render_page(request, "hall/desk/arrange.html", context, status)


def _capped(hall: Hall, actor: Actor) -> list[tuple[ItemVersion, int]]:
    caps = dict(ItemCap.objects.filter(hall=hall).values_list("item", "daily_cap"))
    items = items_on(actor.on).filter(item__in=caps).defer("content", "search").order_by("name")
    return [(item, caps[item.item_id]) for item in items]
